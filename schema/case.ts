import { Field, ID, InputType, Int } from 'type-graphql'
import { CaseState, ClaimOutcome, IdentityMethod, IntakeChannel } from '../src/vocabulary/case-state.js'
import { Right } from '../src/vocabulary/data-right.js'
import { Language } from '../src/vocabulary/language.js'
import { RefusalCode } from '../src/vocabulary/refusal.js'
import { connectionOf } from './page.js'
import { resultOf } from './refusal.js'
import { DateScalar, DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('Request', 'What the person sent. It never changes.')
export class RequestType {
  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => [Right], { description: 'The rights claimed.' })
  readonly rights!: readonly Right[]

  @Field(() => IntakeChannel, { description: 'How it arrived.' })
  readonly channel!: IntakeChannel

  @Field(() => Language, { description: 'Language of the person.' })
  readonly language!: Language

  @Field(() => DateTimeScalar, { description: 'When it arrived.' })
  readonly receivedAt!: string

  @Field(() => String, { nullable: true, description: 'What the person wrote.' })
  readonly text!: string | null
}

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

@Shape('Claim', 'One right asked for within a request, with its own outcome.')
export class ClaimType {
  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => Right, { description: 'The right.' })
  readonly right!: Right

  @Field(() => ClaimOutcome, { nullable: true, description: 'What came of it; null while it is open.' })
  readonly outcome!: ClaimOutcome | null
}

@Shape('IdentityCheck', 'How the identity of the requester was established.')
export class IdentityCheckType {
  @Field(() => IdentityMethod, { description: 'By what means.' })
  readonly method!: IdentityMethod

  @Field(() => Boolean, { description: 'Whether the person is who they say.' })
  readonly passed!: boolean

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly checkedAt!: string
}

@Shape('Case', 'The handling of one request.')
export class CaseType {
  readonly subjectId!: string

  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => String, { description: 'Reference for letters, such as PDH-2026-000001.' })
  readonly reference!: string

  @Field(() => CaseState, { description: 'Where the handling stands.' })
  readonly state!: CaseState

  @Field(() => RequestType, { description: 'What the person sent.' })
  readonly request!: RequestType

  @Field(() => [ClaimType], { description: 'The rights asked for, each with its outcome.' })
  readonly claims!: readonly ClaimType[]

  @Field(() => ClockType, { description: 'When the answer is due.' })
  readonly clock!: ClockType

  @Field(() => IdentityCheckType, { nullable: true, description: 'How identity was established; null while it was not.' })
  readonly identityCheck!: IdentityCheckType | null

  @Field(() => DateTimeScalar, { description: 'When the case was opened.' })
  readonly createdAt!: string
}

export const CaseConnection = connectionOf(() => CaseType, 'Case')

@InputType('CaseFilter', { description: 'Which cases to list. What is left out does not narrow the list.' })
export class CaseFilterInput {
  @Field(() => [CaseState], { nullable: true, description: 'Only in these states.' })
  readonly states?: readonly CaseState[] | null

  @Field(() => [Right], { nullable: true, description: 'Only with a claim to one of these rights.' })
  readonly rights?: readonly Right[] | null

  @Field(() => Boolean, { nullable: true, description: 'Only overdue ones, or only those that are not.' })
  readonly overdue?: boolean | null

  @Field(() => ID, { nullable: true, description: 'Only of this person.' })
  readonly subjectId?: string | null
}

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

@InputType('RecordIdentityCheckInput', { description: 'That staff checked who the requester is.' })
export class RecordIdentityCheckInput {
  @Field(() => ID, { description: 'The case that waits for it.' })
  readonly caseId!: string

  @Field(() => IdentityMethod, { description: 'By what means.' })
  readonly method!: IdentityMethod

  @Field(() => Boolean, { description: 'Whether the person is who they say.' })
  readonly passed!: boolean

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@Shape('RequestSubmitted', 'The request is received and its clock runs.')
export class RequestSubmittedType {
  @Field(() => CaseType, { description: 'The case that handles it.' })
  readonly case!: CaseType
}

@Shape('IdentityCheckRecorded', 'The check is on the case.')
export class IdentityCheckRecordedType {
  @Field(() => CaseType, { description: 'The case.' })
  readonly case!: CaseType
}

export const SubmitRequestResult = resultOf('SubmitRequestResult', RequestSubmittedType, [
  RefusalCode.NATIONAL_NUMBER_REFUSED,
  RefusalCode.RIGHT_NOT_AVAILABLE,
  RefusalCode.RECEIVED_IN_FUTURE,
  RefusalCode.IDENTITY_NOT_VERIFIED,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])

export const RecordIdentityCheckResult = resultOf('RecordIdentityCheckResult', IdentityCheckRecordedType, [
  RefusalCode.CASE_CLOSED,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])
