import { createHmac, timingSafeEqual } from 'node:crypto'
import { canonicalJson } from '../kernel/canonical-json.js'
import type { FieldValue, RecordRef } from '../vocabulary/source-record.js'
import type { MasterKeys } from './master-keys.js'

/** What stands in one field of one record. Null stands for a field that is not there. */
export interface SeenValue {
  readonly ref: RecordRef
  readonly field: string
  readonly value: FieldValue | null
}

/** Recognises values that a plan saw without keeping them: HMAC-SHA-256 over place and value, cut to 128 bits, base64url. */
export class PlanFingerprints {
  constructor(private readonly masterKeys: MasterKeys) {}

  /** Under the current key. */
  readonly of = (ref: RecordRef, field: string, value: FieldValue | null): string =>
    fingerprint(this.masterKeys.derive('plan-fingerprint').key, { ref, field, value })

  /** Whether it is the fingerprint of this value, under any key. */
  readonly matches = (known: string, seen: SeenValue): boolean => {
    const keys = this.masterKeys.deriveAll('plan-fingerprint')
    return keys.some(({ key }) => isEqual(known, fingerprint(key, seen)))
  }
}

function fingerprint(key: Buffer, { ref: { system, recordType, externalId }, field, value }: SeenValue): string {
  const text = canonicalJson([system, recordType, externalId, field, value])
  return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url')
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
