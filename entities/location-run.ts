import { Entity, PrimaryColumn } from 'typeorm'
import type { CoverageGap, CoverageReason } from '../src/vocabulary/coverage.js'
import { JsonColumn, MomentColumn, WordColumn } from './columns.js'

/** The last time a system was searched for a subject, and what could not be searched. */
@Entity('location_run')
export class LocationRun {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  subjectId!: string

  @PrimaryColumn({ type: 'varchar', length: 64 })
  system!: string

  @MomentColumn()
  ranAt!: string

  /** Null when the search succeeded. */
  @WordColumn({ nullable: true })
  failure!: CoverageReason | null

  @JsonColumn()
  gaps!: CoverageGap[]
}
