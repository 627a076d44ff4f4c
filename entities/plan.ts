import { Entity, Index } from 'typeorm'
import type { ErasureGround, PlanKind, PlanState, RectificationGround } from '../src/vocabulary/change.js'
import type { SystemCoverage } from '../src/vocabulary/coverage.js'
import type { DataCategory } from '../src/vocabulary/data-category.js'
import type { Shortfall } from '../src/vocabulary/shortfall.js'
import { CountColumn, HashColumn, IdColumn, JsonColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** What is to be done about one claim, as it was shown and approved. Its body never changes; only its state does. */
@Entity('plan')
@Index('plan_claim', ['claimId'])
@Index('plan_case', ['caseId'])
export class Plan {
  @IdColumn()
  id!: string

  @RefColumn()
  subjectId!: string

  @RefColumn()
  caseId!: string

  @RefColumn()
  claimId!: string

  @WordColumn()
  kind!: PlanKind

  @WordColumn()
  state!: PlanState

  /** SHA-256 over the canonical JSON of the plan, lower-case hex. The plan holds a random nonce, so that nobody guesses values by it. */
  @HashColumn()
  hash!: string

  /** In the hash. */
  @HashColumn()
  nonce!: string

  @WordColumn({ nullable: true })
  ground!: RectificationGround | ErasureGround | null

  /** What the plan is limited to; null where it reaches everything. In the hash. */
  @JsonColumn({ nullable: true })
  scope!: { readonly systems: readonly string[] | null; readonly categories: readonly DataCategory[] | null } | null

  /** SHA-512 of the file that came with the proposal, lower-case hex; null without one. In the hash. */
  @HashColumn({ nullable: true })
  evidenceSha512!: string | null

  /** What each system answered when the plan was made. */
  @JsonColumn()
  coverage!: SystemCoverage[]

  /** What was left open when the systems were read back; null until the plan is executed. */
  @JsonColumn({ nullable: true })
  shortfalls!: Shortfall[] | null

  @CountColumn()
  stepCount!: number

  /** Account hash of its author; null where the hub made it. */
  @HashColumn({ nullable: true })
  authorHash!: string | null

  @WordColumn({ nullable: true })
  authorRole!: string | null

  @MomentColumn()
  createdAt!: string

  @MomentColumn({ nullable: true })
  executionStartedAt!: string | null

  @MomentColumn({ nullable: true })
  executedAt!: string | null
}
