import { Field, ID, InputType } from 'type-graphql'
import { IntakeChannel } from '../src/vocabulary/case-state.js'
import { Right } from '../src/vocabulary/data-right.js'
import { Language } from '../src/vocabulary/language.js'
import { RefusalCode } from '../src/vocabulary/refusal.js'
import { CaseType } from './case.js'
import { resultOf } from './refusal.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@InputType('SubmitRequestInput', { description: 'A request of a person, by the person or by staff on their behalf.' })
export class SubmitRequestInput {
  @Field(() => ID, { description: 'The person.' })
  readonly subjectId!: string

  @Field(() => [Right], { description: 'The rights claimed; several at once are one request.' })
  readonly rights!: readonly Right[]

  @Field(() => String, { nullable: true, description: 'What the person wrote.' })
  readonly text?: string | null

  @Field(() => IntakeChannel, { nullable: true, description: 'How it arrived; staff say so, for the person it is the portal.' })
  readonly channel?: IntakeChannel | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it arrived; staff say so, for the person it is now.' })
  readonly receivedAt?: string | null

  @Field(() => Language, { defaultValue: Language.NL, description: 'Language of the person.' })
  readonly lang!: Language

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@Shape('RequestSubmitted', 'The request is received and its clock runs.')
export class RequestSubmittedType {
  @Field(() => CaseType, { description: 'The case that handles it.' })
  readonly case!: CaseType
}

export const SubmitRequestResult = resultOf('SubmitRequestResult', RequestSubmittedType, [
  RefusalCode.NATIONAL_NUMBER_REFUSED,
  RefusalCode.RIGHT_NOT_AVAILABLE,
  RefusalCode.RECEIVED_IN_FUTURE,
  RefusalCode.IDENTITY_NOT_VERIFIED,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])
