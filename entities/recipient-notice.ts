import { Column, Entity, Index } from 'typeorm'
import type { NoticeKind, NoticeState } from '../src/vocabulary/notice.js'
import { CipherColumn, CountColumn, IdColumn, JsonColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** What one recipient is told about one plan (Art. 19). */
@Entity('recipient_notice')
@Index('recipient_notice_once', ['planId', 'recipientId', 'kind'], { unique: true })
@Index('recipient_notice_case', ['caseId'])
export class RecipientNotice {
  @IdColumn()
  id!: string

  @RefColumn()
  subjectId!: string

  @RefColumn()
  caseId!: string

  @RefColumn()
  planId!: string

  /** Id in the data map. */
  @WordColumn()
  recipientId!: string

  @WordColumn()
  kind!: NoticeKind

  @WordColumn()
  state!: NoticeState

  /** Categories concerned. */
  @JsonColumn()
  categories!: string[]

  /** Sealed: by what the recipient recognises the person, and what changed. */
  @CipherColumn()
  bodyCipher!: string

  @CountColumn()
  attempts!: number

  /** Why it is impossible, or what went wrong; the hub's own words. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  reason!: string | null

  /** Of the mail, for the evidence; null until it was sent. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  messageId!: string | null

  @MomentColumn()
  createdAt!: string

  @MomentColumn({ nullable: true })
  sentAt!: string | null

  @MomentColumn({ nullable: true })
  acknowledgedAt!: string | null
}
