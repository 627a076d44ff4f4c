import { Field, ID } from 'type-graphql'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { NoticeKind, NoticeState } from '../src/vocabulary/notice.js'
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
