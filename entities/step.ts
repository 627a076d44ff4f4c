import { Column, Entity, Index } from 'typeorm'
import type { ReadBack, StepAction, StepOutcome, StepState } from '../src/vocabulary/change.js'
import type { RetentionGround, RetentionRuleId } from '../src/vocabulary/retention.js'
import { CipherColumn, CountColumn, DayColumn, IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** One record of a plan: what is to be done with it, and what came of that. The row is the truth; jobs only run it. */
@Entity('step')
@Index('step_order', ['planId', 'number'], { unique: true })
export class Step {
  @IdColumn()
  id!: string

  @RefColumn()
  planId!: string

  /** Place in the plan, from 1. */
  @CountColumn()
  number!: number

  /** Steps of a system run in this order. */
  @CountColumn()
  rank!: number

  @WordColumn()
  system!: string

  @WordColumn()
  recordType!: string

  @WordColumn()
  action!: StepAction

  /** Sealed under the subject's key: external id, changes, and fingerprints of what the plan saw. */
  @CipherColumn()
  bodyCipher!: string

  @WordColumn({ nullable: true })
  ground!: RetentionGround | null

  @WordColumn({ nullable: true })
  rule!: RetentionRuleId | null

  @DayColumn({ nullable: true })
  retainUntil!: string | null

  @WordColumn()
  state!: StepState

  @WordColumn({ nullable: true })
  outcome!: StepOutcome | null

  @WordColumn({ nullable: true })
  readBack!: ReadBack | null

  /** On which what lies in a recycle bin is gone for good. */
  @DayColumn({ nullable: true })
  finalOn!: string | null

  @CountColumn()
  attempts!: number

  /** The one run that may record an outcome; every run has its own, so that a late one cannot pass for the present one. */
  @RefColumn({ nullable: true })
  runBy!: string | null

  /** When a WAITING_RETRY step is due again. */
  @MomentColumn({ nullable: true })
  retryAt!: string | null

  /** Of the first attempt: from here the total deadline runs. */
  @MomentColumn({ nullable: true })
  startedAt!: string | null

  /** A word of the hub's own closed lists; never what a system said. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  lastError!: string | null

  @MomentColumn({ nullable: true })
  doneAt!: string | null
}
