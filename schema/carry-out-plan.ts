import { Field, ID, InputType } from 'type-graphql'
import { RefusalCode } from '../src/vocabulary/refusal.js'
import { ManualResult } from './enums.js'
import { EvidenceInput } from './evidence-input.js'
import { PlanType } from './plan.js'
import { resultOf } from './refusal.js'
import { Shape } from './shape.js'
import { StepType } from './step.js'

@InputType('ApprovePlanInput', { description: 'That a plan may be executed as it was shown.' })
export class ApprovePlanInput {
  @Field(() => ID, { description: 'The plan.' })
  readonly planId!: string

  @Field(() => String, { description: 'Hash of the plan as it was shown; of another one it is refused.' })
  readonly hash!: string

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@InputType('ExecutePlanInput', { description: 'An approved plan to execute.' })
export class ExecutePlanInput {
  @Field(() => ID, { description: 'The plan.' })
  readonly planId!: string

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@InputType('RetryStepInput', {
  description:
    'A step to try once more: FAILED or WAITING_RETRY, or WAITING_MANUAL where a worker gave it up. A step in CONFLICT needs a new plan.',
})
export class RetryStepInput {
  @Field(() => ID, { description: 'The step.' })
  readonly stepId!: string

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@InputType('CompleteManualStepInput', { description: 'That staff did what a step waited for.' })
export class CompleteManualStepInput {
  @Field(() => ID, { description: 'The step.' })
  readonly stepId!: string

  @Field(() => ManualResult, { defaultValue: ManualResult.DONE_BY_HAND, description: 'What was done.' })
  readonly result!: ManualResult

  @Field(() => String, {
    nullable: true,
    description: 'What was done, in words, for the file; no personal data is needed. Left out, the name of the evidence stands for it.',
  })
  readonly remark?: string | null

  @Field(() => EvidenceInput, { nullable: true, description: 'What shows it, such as the letter that was sent.' })
  readonly evidence?: EvidenceInput | null

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@Shape('PlanApproved', 'The plan may be executed.')
export class PlanApprovedType {
  @Field(() => PlanType, { description: 'The plan.' })
  readonly plan!: PlanType
}

@Shape('PlanExecution', 'The plan is being executed. Follow it with `caseProgress`.')
export class PlanExecutionType {
  @Field(() => PlanType, { description: 'The plan.' })
  readonly plan!: PlanType
}

@Shape('StepRetried', 'The step is tried once more. Follow it with `caseProgress`.')
export class StepRetriedType {
  @Field(() => StepType, { description: 'The step.' })
  readonly step!: StepType

  @Field(() => PlanType, { description: 'Its plan.' })
  readonly plan!: PlanType
}

@Shape('ManualStepCompleted', 'The step is done.')
export class ManualStepCompletedType {
  @Field(() => StepType, { description: 'The step.' })
  readonly step!: StepType

  @Field(() => PlanType, { description: 'Its plan.' })
  readonly plan!: PlanType
}

export const ApprovePlanResult = resultOf('ApprovePlanResult', PlanApprovedType, [
  RefusalCode.PLAN_STALE,
  RefusalCode.PLAN_HASH_MISMATCH,
  RefusalCode.APPROVAL_BY_AUTHOR,
  RefusalCode.APPROVAL_BY_OFFICER_ONLY,
  RefusalCode.PLAN_CLOSED,
  RefusalCode.CHANGED_MEANWHILE,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])

export const ExecutePlanResult = resultOf('ExecutePlanResult', PlanExecutionType, [
  RefusalCode.PLAN_NOT_APPROVED,
  RefusalCode.PLAN_CLOSED,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])

export const RetryStepResult = resultOf('RetryStepResult', StepRetriedType, [
  RefusalCode.STEP_NOT_WAITING,
  RefusalCode.PLAN_CLOSED,
  RefusalCode.CHANGED_MEANWHILE,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])

export const CompleteManualStepResult = resultOf('CompleteManualStepResult', ManualStepCompletedType, [
  RefusalCode.STEP_NOT_WAITING,
  RefusalCode.EVIDENCE_REFUSED,
  RefusalCode.NATIONAL_NUMBER_REFUSED,
  RefusalCode.PLAN_CLOSED,
  RefusalCode.CHANGED_MEANWHILE,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])
