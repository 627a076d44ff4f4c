import { createHmac } from 'node:crypto'
import type { RecordRef } from '../vocabulary/source-record.js'
import type { MasterKeys } from './master-keys.js'

/** Ids of statements and records: stable, meaningless to others, made anew at every reading. */
export class StatementIds {
  private readonly key: Buffer

  constructor(masterKeys: MasterKeys) {
    this.key = masterKeys.derive('statement-id').key
  }

  /** base64url(HMAC-SHA-256(key, JCS[subjectId, system, recordType, externalId, field, n])). */
  statementId(subjectId: string, { system, recordType, externalId }: RecordRef, field: string, n: number): string {
    return this.hmac([subjectId, system, recordType, externalId, field, n])
  }

  recordId(subjectId: string, { system, recordType, externalId }: RecordRef): string {
    return this.hmac([subjectId, system, recordType, externalId])
  }

  /** Of texts and whole numbers, JSON.stringify makes the canonical form of RFC 8785. */
  private hmac(place: readonly (string | number)[]): string {
    return createHmac('sha256', this.key).update(JSON.stringify(place)).digest('base64url')
  }
}
