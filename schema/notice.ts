import { Field, ID, InputType } from 'type-graphql'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { Language } from '../src/vocabulary/language.js'
import { NoticeKind, NoticeResult, NoticeState } from '../src/vocabulary/notice.js'
import { RefusalCode } from '../src/vocabulary/refusal.js'
import { resultOf } from './refusal.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('Notice', 'What one recipient is told of a correction, an erasure or a restriction (Art. 19).')
export class NoticeType {
  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => ID, { description: 'Id of the recipient in the data map.' })
  readonly recipientId!: string

  @Field(() => NoticeKind, { description: 'What the recipient is told.' })
  readonly kind!: NoticeKind

  @Field(() => NoticeState, { description: 'Where it stands.' })
  readonly state!: NoticeState

  @Field(() => [DataCategory], { description: 'What kinds of data it is about.' })
  readonly categories!: readonly DataCategory[]

  @Field(() => String, { nullable: true, description: 'Why it is impossible, or what went wrong; null otherwise.' })
  readonly reason!: string | null

  @Field(() => DateTimeScalar, { description: 'When it was ordered.' })
  readonly createdAt!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sent; null until then.' })
  readonly sentAt!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the recipient confirmed it; null until then.' })
  readonly acknowledgedAt!: string | null
}

@Shape('NoticeLetter', 'What a recipient is told, as it is mailed or sent by hand.')
export class NoticeLetterType {
  @Field(() => Language, { description: 'Language in which the recipient is written to.' })
  readonly language!: Language

  @Field(() => String, { description: 'Subject line; it names nobody.' })
  readonly subject!: string

  @Field(() => String, { description: 'Plain text.' })
  readonly text!: string
}

@InputType('RecordNoticeInput', { description: 'What became of a notice that staff send, or that was answered.' })
export class RecordNoticeInput {
  @Field(() => ID, { description: 'The notice.' })
  readonly noticeId!: string

  @Field(() => NoticeResult, { description: 'What became of it.' })
  readonly result!: NoticeResult

  @Field(() => String, { nullable: true, description: 'With IMPOSSIBLE: why; without personal data.' })
  readonly reason?: string | null

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@Shape('NoticeRecorded', 'It is recorded.')
export class NoticeRecordedType {
  @Field(() => NoticeType, { description: 'The notice.' })
  readonly notice!: NoticeType
}

export const RecordNoticeResult = resultOf('RecordNoticeResult', NoticeRecordedType, [
  RefusalCode.NOTICE_NOT_WAITING,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])
