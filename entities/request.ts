import { Entity, Index } from 'typeorm'
import type { IntakeChannel } from '../src/vocabulary/case-state.js'
import type { Right } from '../src/vocabulary/data-right.js'
import type { Language } from '../src/vocabulary/language.js'
import { CipherColumn, HashColumn, IdColumn, JsonColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** What a person asked, as it came in. Immutable. */
@Entity('subject_request')
@Index('subject_request_subject', ['subjectId'])
export class Request {
  @IdColumn()
  id!: string

  @RefColumn()
  subjectId!: string

  @WordColumn()
  channel!: IntakeChannel

  @JsonColumn()
  rights!: Right[]

  @CipherColumn({ nullable: true })
  textCipher!: string | null

  @WordColumn()
  language!: Language

  /** When it reached the company, on whatever channel. */
  @MomentColumn()
  receivedAt!: string

  @MomentColumn()
  registeredAt!: string

  /** Account hash of who entered it. */
  @HashColumn()
  registeredBy!: string
}
