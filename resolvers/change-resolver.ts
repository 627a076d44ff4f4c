import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import {
  ApprovePlanInput,
  ApprovePlanResult,
  CompleteManualStepInput,
  CompleteManualStepResult,
  ExecutePlanInput,
  ExecutePlanResult,
  type ManualStepCompletedType,
  type PlanApprovedType,
  type PlanExecutionType,
  RetryStepInput,
  RetryStepResult,
  type StepRetriedType,
} from '../schema/carry-out-plan.js'
import { DismissReturnInput, DismissReturnResult, type ReturnDismissedType } from '../schema/dismiss-return.js'
import {
  PlanErasureInput,
  PlanErasureResult,
  type PlanProposedType,
  ProposeRectificationInput,
  ProposeRectificationResult,
} from '../schema/propose-plan.js'
import type { RefusalType } from '../schema/refusal.js'
import {
  PauseSystemInput,
  PauseSystemResult,
  ResumeSystemInput,
  ResumeSystemResult,
  type SystemPausedType,
  type SystemResumedType,
} from '../schema/system-pause.js'
import { InternalError } from '../src/kernel/errors.js'
import type { PlanView, StepView } from '../src/rights/changes.js'
import type { RequestContext } from './context.js'
import { systemOf } from './nodes.js'
import { answer } from './outcome.js'
import { rectificationEntry } from './rectification-entry.js'

interface StepOfPlan {
  readonly step: StepView
  readonly plan: PlanView
}

function stepOf(plan: PlanView, stepId: string): StepOfPlan {
  const step = plan.steps.find(({ id }) => id === stepId)
  if (step === undefined) {
    throw new InternalError('A plan came back without the step that it was asked for.')
  }
  return { step, plan }
}

/** Corrections and erasures: proposed, approved, executed. */
@Resolver()
export class ChangeResolver {
  @Mutation(() => ProposeRectificationResult, {
    description: 'Plans a correction in every system that holds the value. Nothing is changed yet.',
  })
  async proposeRectification(
    @Arg('input', () => ProposeRectificationInput, { description: 'The correction.' }) input: ProposeRectificationInput,
    @Ctx() { hub, viewer, asker }: RequestContext,
  ): Promise<PlanProposedType | RefusalType> {
    return answer(await hub.changes.proposeRectification(viewer, rectificationEntry(input), asker.signal), (plan) => ({ plan }))
  }

  @Mutation(() => PlanErasureResult, { description: 'Plans an erasure: what goes, what stays, why and until when. Nothing is erased yet.' })
  async planErasure(
    @Arg('input', () => PlanErasureInput, { description: 'The erasure.' }) { scope, ...entry }: PlanErasureInput,
    @Ctx() { hub, viewer, asker }: RequestContext,
  ): Promise<PlanProposedType | RefusalType> {
    const { systems, categories } = scope ?? {}
    const outcome = await hub.changes.planErasure(viewer, { ...entry, systems, categories }, asker.signal)
    return answer(outcome, (plan) => ({ plan }))
  }

  @Mutation(() => ApprovePlanResult, {
    description: 'Approves a plan as it was shown. An erasure is approved by the data protection officer, no plan by its author.',
  })
  async approvePlan(
    @Arg('input', () => ApprovePlanInput, { description: 'The approval.' }) input: ApprovePlanInput,
    @Ctx() { hub, viewer, asker }: RequestContext,
  ): Promise<PlanApprovedType | RefusalType> {
    return answer(await hub.changes.approvePlan(viewer, input, asker.signal), (plan) => ({ plan }))
  }

  @Mutation(() => ExecutePlanResult, { description: 'Begins to carry out an approved plan. Follow it with `caseProgress`.' })
  async executePlan(
    @Arg('input', () => ExecutePlanInput, { description: 'The plan.' }) { planId, idempotencyKey }: ExecutePlanInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<PlanExecutionType | RefusalType> {
    return answer(await hub.changes.executePlan(viewer, planId, idempotencyKey), (plan) => ({ plan }))
  }

  @Mutation(() => DismissReturnResult, { description: 'Lets data stay that came back after an erasure, in place of erasing it again.' })
  async dismissReturn(
    @Arg('input', () => DismissReturnInput, { description: 'The plan.' }) { planId, idempotencyKey }: DismissReturnInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<ReturnDismissedType | RefusalType> {
    return answer(await hub.changes.dismissReturn(viewer, planId, idempotencyKey), (plan) => ({ plan }))
  }

  @Mutation(() => RetryStepResult, {
    description: 'Tries a step once more, at once: one that FAILED, or that waits to be tried or to be done by hand in place of a worker.',
  })
  async retryStep(
    @Arg('input', () => RetryStepInput, { description: 'The step.' }) { stepId, idempotencyKey }: RetryStepInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<StepRetriedType | RefusalType> {
    return answer(await hub.changes.retryStep(viewer, stepId, idempotencyKey), (plan) => stepOf(plan, stepId))
  }

  @Mutation(() => CompleteManualStepResult, { description: 'Records that staff did what a step waited for.' })
  async completeManualStep(
    @Arg('input', () => CompleteManualStepInput, { description: 'What was done.' }) { result, remark, ...entry }: CompleteManualStepInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<ManualStepCompletedType | RefusalType> {
    const outcome = await hub.changes.completeManualStep(viewer, {
      ...entry,
      outcome: result,
      remark: remark ?? entry.evidence?.name ?? '',
    })
    return answer(outcome, (plan) => stepOf(plan, entry.stepId))
  }
}

/** What an operator does while a system is worked on. */
@Resolver()
export class SystemPauseResolver {
  @Mutation(() => PauseSystemResult, { description: 'Leaves a system alone until it is resumed; steps for it wait.' })
  async pauseSystem(
    @Arg('input', () => PauseSystemInput, { description: 'The system.' }) input: PauseSystemInput,
    @Ctx() context: RequestContext,
  ): Promise<SystemPausedType | RefusalType> {
    const outcome = await context.hub.changes.pauseSystem(context.viewer, input)
    return answer(outcome, ({ systemId }) => ({ system: systemOf(context, systemId) }))
  }

  @Mutation(() => ResumeSystemResult, { description: 'Goes on with a system that was paused.' })
  async resumeSystem(
    @Arg('input', () => ResumeSystemInput, { description: 'The system.' }) input: ResumeSystemInput,
    @Ctx() context: RequestContext,
  ): Promise<SystemResumedType | RefusalType> {
    const outcome = await context.hub.changes.resumeSystem(context.viewer, input)
    return answer(outcome, ({ systemId }) => ({ system: systemOf(context, systemId) }))
  }
}
