import { createHmac, timingSafeEqual } from 'node:crypto'
import { canonicalJson } from '../kernel/canonical-json.js'
import type { FieldValue, RecordRef } from '../vocabulary/source-record.js'
import type { MasterKeys } from './master-keys.js'

/** Recognises values that a plan saw without keeping them: HMAC-SHA-256 over place and value, cut to 128 bits, base64url. */
export class PlanFingerprints {
  constructor(private readonly masterKeys: MasterKeys) {}

  /** Under the current key. Null stands for a field that is not there. */
  readonly of = (ref: RecordRef, field: string, value: FieldValue | null): string =>
    fingerprint(this.masterKeys.derive('plan-fingerprint').key, ref, field, value)

  /** Whether it is the fingerprint of this value, under any key. */
  readonly matches = (known: string, ref: RecordRef, field: string, value: FieldValue | null): boolean => {
    const keys = this.masterKeys.deriveAll('plan-fingerprint')
    return keys.some(({ key }) => isEqual(known, fingerprint(key, ref, field, value)))
  }
}

function fingerprint(key: Buffer, { system, recordType, externalId }: RecordRef, field: string, value: FieldValue | null): string {
  const text = canonicalJson([system, recordType, externalId, field, value])
  return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url')
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
