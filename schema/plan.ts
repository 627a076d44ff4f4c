import { Field, ID, Int } from 'type-graphql'
import { type ErasureGround, PlanKind, PlanState, type RectificationGround, StepAction, StepState } from '../src/vocabulary/change.js'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { SourceCoverageType } from './coverage.js'
import { DateScalar, DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('ActionCount', 'How many steps of a plan do the same.')
export class ActionCountType {
  @Field(() => StepAction, { description: 'What they do.' })
  readonly action!: StepAction

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number
}

@Shape('StateCount', 'How many steps stand in the same state.')
export class StateCountType {
  @Field(() => StepState, { description: 'The state.' })
  readonly state!: StepState

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number
}

@Shape('PlanSummary', 'A plan at a glance.')
export class PlanSummaryType {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The latest day until which something is kept; null where nothing is, or no end is known yet.',
  })
  readonly retainedUntil!: string | null
}

@Shape('Approval', 'That somebody approved a plan as it was shown.')
export class ApprovalType {
  @Field(() => String, { description: 'Role in which it was approved.' })
  readonly role!: string

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly approvedAt!: string

  @Field(() => String, { description: 'Hash of the plan that was shown.' })
  readonly hash!: string
}

@Shape('Attestation', 'The signed statement of what was erased, what stays, why and until when.')
export class AttestationType {
  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => DateTimeScalar, { description: 'When it was issued.' })
  readonly issuedAt!: string

  @Field(() => String, { description: 'SHA-256 of `json`, in hexadecimal.' })
  readonly hash!: string

  @Field(() => String, { description: 'Canonical JSON (RFC 8785): what is signed.' })
  readonly json!: string

  @Field(() => String, {
    description: 'Detached JWS over `json`. The key is published under `/.well-known/jwks.json`.',
  })
  readonly signature!: string
}

@Shape('PlanScope', 'What an erasure was limited to. Of what lies outside, the plan says and does nothing.')
export class PlanScopeType {
  @Field(() => [DataCategory], { nullable: true, description: 'Only these categories; null where it is not limited to any.' })
  readonly categories!: readonly DataCategory[] | null

  readonly systems!: readonly string[] | null
}

@Shape('Plan', 'What is to be done about one claim, record by record. It never changes; what changes is how far it is carried out.')
export class PlanType {
  readonly caseId!: string

  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => ID, { description: 'The claim that it answers.' })
  readonly claimId!: string

  @Field(() => PlanKind, { description: 'What it carries out.' })
  readonly kind!: PlanKind

  @Field(() => PlanState, { description: 'Where it stands.' })
  readonly state!: PlanState

  @Field(() => String, { description: 'SHA-256 over its canonical JSON, in hexadecimal. Whoever approves it gives this hash.' })
  readonly hash!: string

  @Field(() => PlanScopeType, {
    nullable: true,
    description: 'What the erasure was limited to; null where it is about everything, and in a correction.',
  })
  readonly scope!: PlanScopeType | null

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its last step was done; null until then.' })
  readonly executedAt!: string | null

  @Field(() => [ApprovalType], { description: 'Who approved it. Never its author.' })
  readonly approvals!: readonly ApprovalType[]

  @Field(() => Boolean, {
    description: 'Whether a step met another record than the plan saw. Such a step writes nothing; a new plan is needed.',
  })
  readonly drifted!: boolean

  @Field(() => [SourceCoverageType], {
    description: 'What each system answered when the plan was made. It says nothing about what a system that did not answer holds.',
  })
  readonly coverage!: readonly SourceCoverageType[]

  readonly ground!: RectificationGround | ErasureGround | null
}
