import { Entity, Index } from 'typeorm'
import type { ClaimOutcome } from '../src/vocabulary/case-state.js'
import type { Right } from '../src/vocabulary/data-right.js'
import { IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** One right asked for within a request. */
@Entity('claim')
@Index('claim_case', ['caseId'])
export class Claim {
  @IdColumn()
  id!: string

  @RefColumn()
  caseId!: string

  @WordColumn()
  right!: Right

  @WordColumn({ nullable: true })
  outcome!: ClaimOutcome | null

  @WordColumn({ nullable: true })
  ground!: string | null

  @MomentColumn({ nullable: true })
  decidedAt!: string | null
}
