import { Entity, PrimaryColumn } from 'typeorm'
import { DayColumn, JsonColumn, MomentColumn } from './columns.js'

/** A time in which the clock stood still, because something was asked of the person. */
export interface StoredClockPause {
  readonly reason: string
  readonly askedAt: string
  readonly answeredAt: string | null
}

export interface StoredExtension {
  readonly reason: string
  readonly extendedAt: string
}

/** The facts from which a case's due dates are computed, and the dates themselves for sorting. */
@Entity('case_clock')
export class CaseClock {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  caseId!: string

  @MomentColumn()
  receivedAt!: string

  @DayColumn()
  legalDueOn!: string

  @DayColumn()
  promisedDueOn!: string

  @DayColumn()
  dueOn!: string

  @JsonColumn()
  pauses!: StoredClockPause[]

  @JsonColumn({ nullable: true })
  extension!: StoredExtension | null
}
