import { Field, ID, Int } from 'type-graphql'
import { CaseState } from '../src/vocabulary/case-state.js'
import { StateCountType } from './plan.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('CaseProgress', 'How a case stands.')
export class CaseProgressType {
  @Field(() => CaseState, { description: 'Where the handling stands.' })
  readonly caseState!: CaseState

  @Field(() => [StateCountType], {
    description: 'Steps of its plans by state, states without a step left out; superseded plans do not count.',
  })
  readonly steps!: readonly StateCountType[]
}

@Shape('CaseEvent', 'Something that happened to a case.')
export class CaseEventType {
  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => Int, { description: 'Place in the history of the case, from 1.' })
  readonly number!: number

  @Field(() => String, { description: 'What happened, in the past tense with a dot, such as request.received.' })
  readonly type!: string

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: string

  @Field(() => String, { nullable: true, description: 'Role of whoever did it; null where the hub did.' })
  readonly actorRole!: string | null

  @Field(() => ID, { nullable: true, description: 'The plan that it is about; null where it is about none.' })
  readonly planId!: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'The other case that it speaks of, such as the one opened for data that came back; null where it speaks of none.',
  })
  readonly relatedCaseId!: string | null

  @Field(() => CaseProgressType, { description: 'How the case stands at the moment of asking, not when the event happened.' })
  readonly now!: CaseProgressType
}
