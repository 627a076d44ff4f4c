import { Entity, Index, PrimaryColumn } from 'typeorm'
import { CountColumn, DayColumn, FlagColumn, HashColumn, JsonColumn, MomentColumn, WordColumn } from './columns.js'

/** One import of KBO Open Data: what was read, and whether it is the extract that the hub answers from. */
@Entity('kbo_import')
@Index('kbo_import_state', ['state'])
export class KboImport {
  @PrimaryColumn({ type: 'int' })
  generation!: number

  /** IMPORTING, CURRENT (one row at most), SUPERSEDED or ABANDONED. */
  @WordColumn()
  state!: string

  /** FULL or UPDATE. */
  @WordColumn()
  kind!: string

  /** Generation of the full extract that this one rests on; older rows are no part of it. */
  @CountColumn()
  baseGeneration!: number

  @CountColumn()
  extractNumber!: number

  @DayColumn()
  snapshotDate!: string

  /** SHA-256 of the zip that staff downloaded. */
  @HashColumn()
  sha256!: string

  /** `known` or `all`. */
  @WordColumn()
  keep!: string

  @FlagColumn()
  activities!: boolean

  /** Rows written, per table. */
  @JsonColumn()
  counts!: Record<string, number>

  @MomentColumn()
  startedAt!: string

  @MomentColumn({ nullable: true })
  importedAt!: string | null
}
