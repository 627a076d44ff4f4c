import { Field, ID, InputType } from 'type-graphql'
import { resultOf } from './refusal.js'
import { Shape } from './shape.js'
import { SourceSystemType } from './source-system.js'

@InputType('PauseSystemInput', { description: 'A system that is to be left alone for a while: nothing is written to it, and steps wait.' })
export class PauseSystemInput {
  @Field(() => ID, { description: 'The system.' })
  readonly systemId!: string

  @Field(() => String, { description: 'Why, for colleagues; without personal data.' })
  readonly reason!: string
}

@InputType('ResumeSystemInput', { description: 'A system that was paused.' })
export class ResumeSystemInput {
  @Field(() => ID, { description: 'The system.' })
  readonly systemId!: string
}

@Shape('SystemPaused', 'The system is left alone until it is resumed.')
export class SystemPausedType {
  @Field(() => SourceSystemType, { description: 'The system.' })
  readonly system!: SourceSystemType
}

@Shape('SystemResumed', 'The system is written to again, and what waited goes on.')
export class SystemResumedType {
  @Field(() => SourceSystemType, { description: 'The system.' })
  readonly system!: SourceSystemType
}

export const PauseSystemResult = resultOf('PauseSystemResult', SystemPausedType, [])
export const ResumeSystemResult = resultOf('ResumeSystemResult', SystemResumedType, [])
