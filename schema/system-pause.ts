import { Field, ID, InputType } from 'type-graphql'
import { RefusalCode } from '../src/vocabulary/refusal.js'
import { resultOf } from './refusal.js'
import { Shape } from './shape.js'
import { SourceSystemType } from './source-system.js'

@InputType('PauseSystemInput', {
  description: 'A system that is to be left alone for a while: nothing is asked of it or written to it, and steps wait.',
})
export class PauseSystemInput {
  @Field(() => ID, { description: 'The system.' })
  readonly systemId!: string

  @Field(() => String, { description: 'Why, for colleagues; 64 characters at most, without personal data.' })
  readonly reason!: string

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@InputType('ResumeSystemInput', { description: 'A system that was paused.' })
export class ResumeSystemInput {
  @Field(() => ID, { description: 'The system.' })
  readonly systemId!: string

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@Shape('SystemPaused', 'The system is left alone until it is resumed.')
export class SystemPausedType {
  @Field(() => SourceSystemType, { description: 'The system.' })
  readonly system!: SourceSystemType
}

@Shape('SystemResumed', 'The system is asked and written to again, and what waited goes on.')
export class SystemResumedType {
  @Field(() => SourceSystemType, { description: 'The system.' })
  readonly system!: SourceSystemType
}

export const PauseSystemResult = resultOf('PauseSystemResult', SystemPausedType, [RefusalCode.IDEMPOTENCY_KEY_REUSED])
export const ResumeSystemResult = resultOf('ResumeSystemResult', SystemResumedType, [RefusalCode.IDEMPOTENCY_KEY_REUSED])
