import { Entity, Index } from 'typeorm'
import { CipherColumn, HashColumn, IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/**
 * That something erased was seen again. RESTORED: the very record. REIMPORTED: another record with an erased identifier.
 * DOUBTFUL: a record with the id of one that was erased, which may be somebody else's by now.
 */
@Entity('return_alarm')
@Index('return_alarm_once', ['refHash', 'caseId'], { unique: true })
export class ReturnAlarm {
  @IdColumn()
  id!: string

  /** The case under which it had been erased. */
  @RefColumn()
  caseId!: string

  /** Whose it was. */
  @RefColumn()
  subjectId!: string

  @WordColumn()
  system!: string

  @WordColumn()
  recordType!: string

  /** The ledger's hash of the record's reference. */
  @HashColumn()
  refHash!: string

  /** The record's own id, sealed under the subject's key. */
  @CipherColumn()
  externalIdCipher!: string

  @WordColumn()
  kind!: 'RESTORED' | 'REIMPORTED' | 'DOUBTFUL'

  @WordColumn()
  foundBy!: 'LOCATE' | 'SCAN' | 'REPLAY'

  /** OPEN until a plan answers it, PLANNED from then on, ANSWERED once that plan is executed. DISMISSED: it may stay. */
  @WordColumn()
  state!: 'OPEN' | 'PLANNED' | 'ANSWERED' | 'DISMISSED'

  @RefColumn({ nullable: true })
  planId!: string | null

  @MomentColumn()
  foundAt!: string
}
