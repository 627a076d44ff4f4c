import { createHmac } from 'node:crypto'
import { canonicalJson } from '../kernel/canonical-json.js'
import type { DerivedKey, MasterKeys } from '../security/master-keys.js'
import type { SubjectIdentifier } from '../vocabulary/identifier.js'
import type { RecordRef } from '../vocabulary/source-record.js'
import { recognisableForm } from './recognisable-form.js'

/**
 * Names erased things so that only the hub recognises them when they come back: HMAC-SHA-256 under a key that serves the
 * ledger alone, lower-case hex. Without the key nobody can try addresses or numbers against the ledger.
 */
export class LedgerHasher {
  constructor(private readonly masterKeys: MasterKeys) {}

  /** Which master key new hashes rest on. */
  get keyId(): string {
    return this.current.keyId
  }

  hashOf(ref: RecordRef): string {
    return hmac(this.current, textOf(ref))
  }

  /** Under every key, current first: for what was erased before the key was changed. */
  hashesOf(ref: RecordRef): readonly string[] {
    return this.all(textOf(ref))
  }

  /** Null where the identifier recognises nobody by itself. */
  identifierHash(identifier: SubjectIdentifier): string | null {
    const form = recognisableForm(identifier)
    return form === null ? null : hmac(this.current, formText(form))
  }

  /** Under every key, current first; none where the identifier recognises nobody by itself. */
  identifierHashes(identifier: SubjectIdentifier): readonly string[] {
    const form = recognisableForm(identifier)
    return form === null ? [] : this.all(formText(form))
  }

  /** Proves that the hub wrote a line of the ledger's file. Null where the key that it names is not configured. */
  proofOf(line: { readonly keyId: string }): string | null {
    const key = this.masterKeys.deriveAll('erasure-ledger').find(({ keyId }) => keyId === line.keyId)
    return key === undefined ? null : hmac(key, `line|${canonicalJson(line)}`)
  }

  private get current(): DerivedKey {
    return this.masterKeys.derive('erasure-ledger')
  }

  private all(text: string): readonly string[] {
    return this.masterKeys.deriveAll('erasure-ledger').map((key) => hmac(key, text))
  }
}

function hmac({ key }: DerivedKey, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

function textOf({ system, recordType, externalId }: RecordRef): string {
  return `reference|${JSON.stringify([system, recordType, externalId])}`
}

function formText(form: readonly string[]): string {
  return `identifier|${JSON.stringify(form)}`
}
