import { createHmac } from 'node:crypto'
import type { IdentifierKind } from '../vocabulary/identifier.js'
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

/** Names an account at the identity provider without revealing it: HMAC-SHA-256 over issuer|subject claim, current key first. */
export function accountHashes(masterKeys: MasterKeys, issuer: string, subjectClaim: string): readonly string[] {
  return masterKeys.deriveAll('account-hash').map(({ key }) => hmac(key, `${issuer}|${subjectClaim}`))
}

/** The hash under which it is remembered that an account carried out an operation with a key of its own choice. */
export function idempotencyHash(masterKeys: MasterKeys, use: { accountHash: string; operation: string; key: string }): string {
  const { key } = masterKeys.derive('idempotency-key')
  return hmac(key, JSON.stringify([use.accountHash, use.operation, use.key]))
}
