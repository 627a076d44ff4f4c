import { Entity, Index } from 'typeorm'
import type { RetentionGround, RetentionRuleId } from '../src/vocabulary/retention.js'
import { DayColumn, HashColumn, IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** That a record is only kept, and why and until when (Art. 4(3), 18). */
@Entity('restriction')
@Index('restriction_record', ['subjectId', 'system', 'recordType', 'refHash'], { unique: true })
export class Restriction {
  @IdColumn()
  id!: string

  @RefColumn()
  subjectId!: string

  @WordColumn()
  system!: string

  @WordColumn()
  recordType!: string

  /** The ledger's hash of the record's reference. */
  @HashColumn()
  refHash!: string

  @RefColumn()
  stepId!: string

  @WordColumn({ nullable: true })
  ground!: RetentionGround | null

  @WordColumn({ nullable: true })
  rule!: RetentionRuleId | null

  @DayColumn({ nullable: true })
  retainUntil!: string | null

  @MomentColumn()
  restrictedAt!: string

  @MomentColumn({ nullable: true })
  liftedAt!: string | null
}
