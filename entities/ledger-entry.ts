import { Entity, Index } from 'typeorm'
import { FlagColumn, HashColumn, IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/**
 * That something was erased, in a form that only recognises it when it comes back: keyed hashes, no personal data.
 * `isRetained` marks what was kept by a rule: known, and no alarm.
 */
@Entity('ledger_entry')
@Index('ledger_entry_once', ['hash', 'system', 'recordType', 'isRetained'], { unique: true })
export class LedgerEntry {
  @IdColumn()
  id!: string

  /** HMAC-SHA-256 of a record's reference, or of an identifier, under a key that serves the ledger alone. */
  @HashColumn()
  hash!: string

  @WordColumn()
  keyId!: string

  @WordColumn()
  system!: string

  @WordColumn()
  recordType!: string

  @FlagColumn()
  isRetained!: boolean

  /** REFERENCE: this very record. IDENTIFIER: any record of the type that carries it. */
  @WordColumn()
  recognises!: 'REFERENCE' | 'IDENTIFIER'

  /** The case under which it was erased. */
  @RefColumn()
  caseId!: string

  @MomentColumn()
  erasedAt!: string
}
