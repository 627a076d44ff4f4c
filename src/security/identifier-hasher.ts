import { createHmac } from 'node:crypto'
import type { IdentifierKind, SubjectIdentifier } from '../vocabulary/identifier.js'
import type { MasterKeys } from './master-keys.js'

function hmac(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

/** Finds an identifier without reading it: HMAC-SHA-256 over kind|normalised value, lower-case hex. */
export class IdentifierHasher {
  constructor(private readonly masterKeys: MasterKeys) {}

  /** Which master key `hash` rests on. */
  get keyId(): string {
    return this.masterKeys.derive('identifier-hash').keyId
  }

  /** Under the current key: for storing. */
  hash(kind: IdentifierKind, normalised: string): string {
    return hmac(this.masterKeys.derive('identifier-hash').key, `${kind}|${normalised}`)
  }

  /** Under every key, current first: for looking up what may have been stored before the key was changed. */
  hashes(kind: IdentifierKind, normalised: string): readonly string[] {
    return this.masterKeys.deriveAll('identifier-hash').map(({ key }) => hmac(key, `${kind}|${normalised}`))
  }
}

/** As what a value is hashed that means something in one system alone, such as a number that the system gave. */
export function scopedValue({ value, system, recordType }: Pick<SubjectIdentifier, 'value' | 'system' | 'recordType'>): string {
  return system === undefined ? value : `${system}|${recordType ?? ''}|${value}`
}

/** Names an account at the identity provider without revealing it: HMAC-SHA-256 over issuer|subject claim, current key first. */
export function accountHashes(masterKeys: MasterKeys, issuer: string, subjectClaim: string): readonly string[] {
  return masterKeys.deriveAll('account-hash').map(({ key }) => hmac(key, `${issuer}|${subjectClaim}`))
}

/** An account that carries out an operation with a key of its own choice. */
export interface IdempotentUse {
  readonly accountHash: string
  readonly operation: string
  readonly key: string
}

/** The hash under which it is remembered that an operation was carried out. */
export function idempotencyHash(masterKeys: MasterKeys, { accountHash, operation, key }: IdempotentUse): string {
  return hmac(masterKeys.derive('idempotency-key').key, JSON.stringify([accountHash, operation, key]))
}

/** What an operation was asked, for comparing alone. Keyed, since the input may hold what a plain hash would let guess. */
export function idempotencyInputHash(masterKeys: MasterKeys, canonicalInput: string): string {
  return hmac(masterKeys.derive('idempotency-key').key, `input|${canonicalInput}`)
}

/** 256 bits in base64url that only the hub can work out, the same for the same use and name. */
export function idempotencySecret(masterKeys: MasterKeys, use: IdempotentUse & { readonly name: string }): string {
  const { accountHash, operation, key, name } = use
  const text = `secret|${JSON.stringify([accountHash, operation, key, name])}`
  return createHmac('sha256', masterKeys.derive('idempotency-key').key).update(text).digest('base64url')
}
