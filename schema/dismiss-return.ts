import { Field, ID, InputType } from 'type-graphql'
import { RefusalCode } from '../src/vocabulary/refusal.js'
import { PlanType } from './plan.js'
import { resultOf } from './refusal.js'
import { Shape } from './shape.js'

@InputType('DismissReturnInput', { description: 'That somebody who was erased wants to be back, or that the records are somebody else’s.' })
export class DismissReturnInput {
  @Field(() => ID, { description: 'The RE_ERASURE plan that will not be carried out.' })
  readonly planId!: string

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@Shape('ReturnDismissed', 'The plan is closed and its claim refused. Nobody is told again of what carries an identifier erased then.')
export class ReturnDismissedType {
  @Field(() => PlanType, { description: 'The plan.' })
  readonly plan!: PlanType
}

export const DismissReturnResult = resultOf('DismissReturnResult', ReturnDismissedType, [
  RefusalCode.PLAN_CLOSED,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])
