import { Entity, Index } from 'typeorm'
import { KboDateColumn, KboNumberColumn, KboRow } from './kbo-columns.js'

/** A Belgian branch of a foreign entity, from branch.csv. Its id is no official number. */
@Entity('kbo_branch')
@Index('kbo_branch_number', ['branchId'])
@Index('kbo_branch_enterprise', ['enterpriseNumber'])
export class KboBranch extends KboRow {
  @KboNumberColumn()
  branchId!: string

  @KboDateColumn()
  startDate!: string | null

  @KboNumberColumn()
  enterpriseNumber!: string
}
