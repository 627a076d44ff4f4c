import { Entity, Index } from 'typeorm'
import type { BundleKind } from '../src/vocabulary/bundle-state.js'
import { HashColumn, IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** What was handed over, to whom, when. */
@Entity('disclosure')
@Index('disclosure_subject', ['subjectId'])
export class Disclosure {
  @IdColumn()
  id!: string

  @RefColumn()
  subjectId!: string

  @RefColumn()
  caseId!: string

  @RefColumn()
  bundleId!: string

  @WordColumn()
  kind!: BundleKind

  /** `SUBJECT`, or the id of a named recipient. */
  @WordColumn()
  recipient!: string

  @HashColumn()
  manifestSha512!: string

  @MomentColumn()
  disclosedAt!: string
}
