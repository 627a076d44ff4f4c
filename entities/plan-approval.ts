import { Entity, Index } from 'typeorm'
import { HashColumn, IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** That a person other than its author approved a plan with exactly this hash. */
@Entity('plan_approval')
@Index('plan_approval_once', ['planId', 'approvedBy'], { unique: true })
export class PlanApproval {
  @IdColumn()
  id!: string

  @RefColumn()
  planId!: string

  @HashColumn()
  hash!: string

  /** Account hash. */
  @HashColumn()
  approvedBy!: string

  @WordColumn()
  role!: string

  @MomentColumn()
  approvedAt!: string
}
