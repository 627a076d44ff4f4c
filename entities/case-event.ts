import { Entity, Index } from 'typeorm'
import { CountColumn, IdColumn, JsonColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** Something that happened in a case, in order. Without personal data. */
@Entity('case_event')
@Index('case_event_order', ['caseId', 'number'], { unique: true })
export class CaseEvent {
  @IdColumn()
  id!: string

  @RefColumn()
  caseId!: string

  @CountColumn()
  number!: number

  /** Past tense with a dot: `case.received`, `bundle.published`. */
  @WordColumn()
  type!: string

  @MomentColumn()
  at!: string

  @WordColumn({ nullable: true })
  actorRole!: string | null

  @JsonColumn()
  facts!: Record<string, string | number | boolean>
}
