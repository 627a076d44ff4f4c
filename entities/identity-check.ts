import { Entity, Index } from 'typeorm'
import type { IdentityMethod } from '../src/vocabulary/case-state.js'
import { FlagColumn, HashColumn, IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** That, how, when and by whom an identity was checked. No copy of anything (R-ID). */
@Entity('identity_check')
@Index('identity_check_case', ['caseId'])
export class IdentityCheck {
  @IdColumn()
  id!: string

  @RefColumn()
  caseId!: string

  @WordColumn()
  method!: IdentityMethod

  @FlagColumn()
  passed!: boolean

  @MomentColumn()
  checkedAt!: string

  /** Account hash. */
  @HashColumn()
  checkedBy!: string
}
