import { Field, Int } from 'type-graphql'
import { DateScalar, DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('ClockPause', 'A time in which the hub waited for the person.')
export class ClockPauseType {
  @Field(() => String, { description: 'What was asked.' })
  readonly reason!: string

  @Field(() => DateTimeScalar, { description: 'When the person was asked.' })
  readonly askedAt!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the person answered; null while waiting.' })
  readonly answeredAt!: string | null
}

@Shape('Extension', 'That the answer takes longer, and why (Art. 12(3)).')
export class ExtensionType {
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string

  @Field(() => DateTimeScalar, { description: 'When the person was told.' })
  readonly extendedAt!: string

  @Field(() => DateScalar, { description: 'The new last day.' })
  readonly extendedTo!: string
}

@Shape('Clock', 'When the answer is due (Art. 12(3)).')
export class ClockType {
  @Field(() => DateTimeScalar, { description: 'When the request arrived.' })
  readonly receivedAt!: string

  @Field(() => DateScalar, { description: 'Last day by law. Pauses never move it.' })
  readonly legalDueOn!: string

  @Field(() => DateScalar, { description: 'Day by which the company promises to answer.' })
  readonly promisedDueOn!: string

  @Field(() => DateScalar, { description: 'Day that counts now; after an extension the extended one.' })
  readonly dueOn!: string

  @Field(() => [ClockPauseType], { description: 'When the hub waited for the person.' })
  readonly pauses!: readonly ClockPauseType[]

  @Field(() => ExtensionType, { nullable: true, description: 'Present where the answer was extended.' })
  readonly extension!: ExtensionType | null

  @Field(() => Boolean, { description: 'Whether the day that counts has passed.' })
  readonly overdue!: boolean

  @Field(() => Int, { description: 'Days until it; negative once it has passed.' })
  readonly daysLeft!: number
}
