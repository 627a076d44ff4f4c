import { hkdfSync } from 'node:crypto'
import { ConfigurationError, InternalError } from '../kernel/errors.js'

/** What a key is derived for. Each purpose has keys of its own, so that one says nothing about another. */
export type KeyPurpose =
  | 'identifier-hash'
  | 'account-hash'
  | 'statement-id'
  | 'subject-key'
  | 'idempotency-key'
  | 'bundle-key'
  | 'cookie'
  | 'erasure-ledger'
  | 'plan-fingerprint'

export interface DerivedKey {
  /** Id of the master key it comes from. */
  readonly keyId: string
  readonly key: Buffer
}

/**
 * The master keys, of which the first is current: it makes everything new, the others only open what they made. A new
 * one is put in front, on one process after another, and the old one taken away when nothing needs it any more.
 */
export class MasterKeys {
  private readonly derived = new Map<string, DerivedKey>()

  private constructor(private readonly keys: ReadonlyMap<string, Buffer>) {}

  /** Reads `id:base64,id:base64`, each key 32 bytes. Throws ConfigurationError saying which one is wrong, never its value. */
  static parse(text: string): MasterKeys {
    const entries = text.split(',').map((entry) => entry.trim())
    const problems = entries.flatMap((entry, index) => problemWith(entry, index))
    const keys = new Map(entries.map((entry) => parseEntry(entry)))
    if (keys.size < entries.length) {
      problems.push('PRIVACY_HUB_MASTER_KEY: two keys have the same id. Give each its own.')
    }
    if (problems.length > 0) {
      throw new ConfigurationError(problems)
    }
    return new MasterKeys(keys)
  }

  /** Newest first. */
  get ids(): readonly string[] {
    return [...this.keys.keys()]
  }

  /** The key for a purpose under the current master key, or under the one named. A master key that is gone is an error. */
  derive(purpose: KeyPurpose, keyId = this.ids[0] ?? ''): DerivedKey {
    const name = `${keyId}/${purpose}`
    const known = this.derived.get(name)
    if (known !== undefined) {
      return known
    }
    const master = this.keys.get(keyId)
    if (master === undefined) {
      throw new InternalError(`The master key ${keyId} is needed and not configured.`)
    }
    const key = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `privacy-hub/v1/${purpose}`, 32))
    const made = { keyId, key }
    this.derived.set(name, made)
    return made
  }

  /** The keys for a purpose under every master key, current first. */
  deriveAll(purpose: KeyPurpose): readonly DerivedKey[] {
    return this.ids.map((id) => this.derive(purpose, id))
  }
}

function parseEntry(entry: string): [string, Buffer] {
  const colon = entry.indexOf(':')
  return [entry.slice(0, colon), Buffer.from(entry.slice(colon + 1), 'base64')]
}

function problemWith(entry: string, index: number): string[] {
  const [id, key] = parseEntry(entry)
  const place = `PRIVACY_HUB_MASTER_KEY: key ${index + 1}`
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(id)) {
    return [`${place} needs an id of letters, digits, - or _ before a colon: id:base64.`]
  }
  return key.length === 32 ? [] : [`${place} (${id}) is not 32 bytes in base64. Make one with \`privacy-hub keys new\`.`]
}
