import { Field, ID, InputType } from 'type-graphql'
import { CaseState, ClaimOutcome } from '../src/vocabulary/case-state.js'
import { Right } from '../src/vocabulary/data-right.js'
import { ClockType } from './clock.js'
import { IdentityCheckType } from './identity-check.js'
import { connectionOf } from './page.js'
import { RequestType } from './request.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('Claim', 'One right asked for within a request, with its own outcome.')
export class ClaimType {
  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => Right, { description: 'The right.' })
  readonly right!: Right

  @Field(() => ClaimOutcome, { nullable: true, description: 'What came of it; null while it is open.' })
  readonly outcome!: ClaimOutcome | null
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
