import { Entity, Index } from 'typeorm'
import type { CaseState } from '../src/vocabulary/case-state.js'
import { IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** Our handling of one request. */
@Entity('privacy_case')
@Index('privacy_case_reference', ['reference'], { unique: true })
@Index('privacy_case_subject', ['subjectId'])
@Index('privacy_case_created', ['createdAt', 'id'])
export class Case {
  @IdColumn()
  id!: string

  /** `PDH-2026-000001`. */
  @WordColumn()
  reference!: string

  @RefColumn()
  subjectId!: string

  @RefColumn()
  requestId!: string

  @WordColumn()
  state!: CaseState

  @MomentColumn()
  createdAt!: string

  @MomentColumn({ nullable: true })
  closedAt!: string | null
}
