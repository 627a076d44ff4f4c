import { type EntityManager, In } from 'typeorm'
import type { Database } from '../../entities/database.js'
import type { Plan } from '../../entities/plan.js'
import { Step } from '../../entities/step.js'
import type { AuditLog } from '../audit/audit-log.js'
import type { JobQueue } from '../jobs/queue.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { BadInputError } from '../kernel/errors.js'
import type { ErasureLedger } from '../ledger/erasure-ledger.js'
import type { Idempotency, MadeIds } from '../security/idempotency.js'
import { authorise } from '../security/permissions.js'
import { roleInCase } from '../security/staff.js'
import { PlanKind, PlanState, ReadBack, StepAction, StepOutcome, StepState } from '../vocabulary/change.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import { StepHindrance } from '../vocabulary/step-error.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { addCaseEvent } from './case-events.js'
import type { ManualStepEntry } from './changes.js'
import { type AcceptedFile, acceptedFile, acceptedRemark, type EvidenceStore } from './evidence-store.js'
import { needsNewPlan } from './execution/aftermath.js'
import { executePlanJob } from './execution/execution-job.js'
import { restrictionOf, storeRestrictions } from './execution/step-recorder.js'
import type { ManualLook } from './manual-look.js'
import { plain } from './plain-input.js'
import { holdExecuting } from './plans/executing-plan.js'
import type { PlanAccess } from './plans/plan-access.js'
import type { PlanStore, StoredStep } from './plans/plan-store.js'

export interface ManualStepParts {
  readonly database: Database
  readonly access: PlanAccess
  readonly plans: PlanStore
  readonly evidence: EvidenceStore
  readonly look: ManualLook
  readonly ledger: ErasureLedger
  readonly queue: JobQueue
  readonly idempotency: Idempotency
  readonly audit: AuditLog
  readonly clock: Clock
}

/** What staff say they did, with what the source shows of it. */
interface Completion {
  readonly viewer: Viewer
  readonly plan: Plan
  readonly step: StoredStep
  readonly outcome: StepOutcome
  readonly remark: string
  readonly file: AcceptedFile | null
  readonly readBack: ReadBack
}

/** Steps that people do: with a remark, a file where there is one, and a look at the source, which has the last word. */
export class ManualSteps {
  constructor(private readonly parts: ManualStepParts) {}

  async complete(viewer: Viewer, entry: ManualStepEntry): Promise<Outcome<MadeIds>> {
    authorise(viewer, 'completeManualStep')
    const { plan, step } = await this.parts.access.step(viewer, entry.stepId)
    const { idempotencyKey, ...input } = entry
    const use = { viewer, operation: 'completeManualStep', key: idempotencyKey, input: plain(input) }
    const remembered = await this.parts.idempotency.remembered(use)
    if (remembered !== null) {
      return remembered
    }
    const completion = await this.completionOf(viewer, { plan, step }, entry)
    if (!completion.ok) {
      return completion
    }
    return this.parts.idempotency.once(use, () => this.parts.database.write((manager) => this.store(manager, completion.value)))
  }

  private async completionOf(
    viewer: Viewer,
    { plan, step: row }: { readonly plan: Plan; readonly step: Step },
    { outcome, remark, evidence }: ManualStepEntry,
  ): Promise<Outcome<Completion>> {
    mustFit(row.action, outcome)
    const refusal = waitingRefusal(plan, row)
    if (refusal !== null) {
      return refused(refusal)
    }
    const text = acceptedRemark(remark)
    if (!text.ok) {
      return text
    }
    const file = acceptedFile(evidence)
    if (!file.ok) {
      return file
    }
    const [step] = await this.parts.plans.open(plan, [row])
    if (step === undefined) {
      return refused(RefusalCode.STEP_NOT_WAITING)
    }
    const readBack = outcome === StepOutcome.DONE_BY_HAND ? await this.parts.look.readBack(plan, step.planned) : ReadBack.CANNOT_CHECK
    return done({ viewer, plan, step, outcome, remark: text.value, file: file.value, readBack })
  }

  /** What still stands in the source is not done, whoever says so; what was said is kept. */
  private async store(manager: EntityManager, completion: Completion): Promise<Outcome<{ readonly planId: string }>> {
    const { plan, step, readBack } = completion
    if (!(await holdExecuting(manager, plan.id))) {
      return refused(RefusalCode.PLAN_CLOSED)
    }
    const at = timestamp(this.parts.clock)
    const isDone = readBack !== ReadBack.STILL_PRESENT
    const { affected } = await manager.update(
      Step,
      { id: step.row.id, state: step.row.state },
      isDone ? doneFacts(completion, at) : { readBack },
    )
    if (affected !== 1) {
      return refused(RefusalCode.CHANGED_MEANWHILE)
    }
    await this.keepEvidence(manager, completion, at)
    await (isDone ? this.tellDone(manager, completion, at) : this.tellStanding(completion))
    return done({ planId: plan.id })
  }

  private async keepEvidence(manager: EntityManager, { viewer, plan, step, remark, file }: Completion, at: string): Promise<void> {
    const place = { subjectId: plan.subjectId, planId: plan.id, stepId: step.row.id, addedBy: viewer.accountHash, addedAt: at }
    await this.parts.evidence.addRemark(manager, place, remark)
    if (file !== null) {
      await this.parts.evidence.addFile(manager, place, file)
    }
  }

  private async tellDone(manager: EntityManager, completion: Completion, at: string): Promise<void> {
    const { viewer, plan, step, outcome, readBack } = completion
    const { id: planId, caseId, subjectId } = plan
    const stepId = step.row.id
    await this.remember(manager, completion, at)
    await passOnTogether(manager, completion, at)
    await addCaseEvent(manager, {
      caseId,
      type: 'step.completed-by-hand',
      at,
      actorRole: roleInCase(viewer),
      facts: { planId, stepId, outcome },
    })
    const facts = { planId, stepId, outcome, readBack }
    await this.parts.audit.record({ type: 'step.completed-by-hand', viewer, subjectId, caseId, facts })
    await this.parts.queue.enqueue(executePlanJob, { key: planId, payload: { planId } })
  }

  private tellStanding({ viewer, plan, step }: Completion): Promise<void> {
    const { id: stepId, system, state } = step.row
    const facts = { planId: plan.id, stepId, system, state, reason: StepHindrance.STILL_PRESENT }
    return this.parts.audit.record({ type: 'step.stopped', viewer, subjectId: plan.subjectId, caseId: plan.caseId, facts })
  }

  /** What is gone is known to the ledger, and what a rule keeps is marked, whoever did it. */
  private async remember(manager: EntityManager, { plan, step, readBack }: Completion, at: string): Promise<void> {
    const { ledger } = this.parts
    if (plan.kind === PlanKind.RECTIFICATION) {
      return
    }
    if (readBack === ReadBack.GONE) {
      await ledger.recordErased(plan.caseId, [{ ref: step.planned.ref, identifiers: [] }])
    } else if (step.planned.ground !== null) {
      await storeRestrictions(manager, [restrictionOf(plan, step, ledger, at)])
    }
  }
}

const outcomes: Partial<Readonly<Record<StepAction, StepOutcome>>> = {
  [StepAction.REFER]: StepOutcome.REFERRED,
  [StepAction.FORWARD]: StepOutcome.FORWARDED,
}

function mustFit(action: StepAction, outcome: StepOutcome): void {
  const fitting = outcomes[action] ?? StepOutcome.DONE_BY_HAND
  if (outcome !== fitting) {
    throw new BadInputError(`The outcome of this step can only be ${fitting}.`)
  }
}

/**
 * What was given up may be done by hand, unless the law asks for another plan. So may what met another record than was
 * approved: where that is gone no other plan would say anything about it, and this one would never end.
 */
function waitingRefusal(plan: Plan, { state, action, lastError }: Step): RefusalCode | null {
  if (plan.state !== PlanState.EXECUTING) {
    return RefusalCode.PLAN_CLOSED
  }
  const isWaiting = state === StepState.WAITING_MANUAL || state === StepState.CONFLICT
  const isGivenUp = state === StepState.FAILED && !needsNewPlan(action, lastError)
  return isWaiting || isGivenUp ? null : RefusalCode.STEP_NOT_WAITING
}

function doneFacts({ outcome, readBack }: Pick<Completion, 'outcome' | 'readBack'>, doneAt: string): Partial<Step> {
  return { state: StepState.DONE, outcome, readBack, doneAt, lastError: null, retryAt: null }
}

/** One letter to a register, and one word to a customer, is about all that they hold. */
async function passOnTogether(manager: EntityManager, completion: Completion, at: string): Promise<void> {
  const { system, action, planId } = completion.step.row
  if (action === StepAction.REFER || action === StepAction.FORWARD) {
    const others = { planId, system, action, state: In([StepState.WAITING_MANUAL]) }
    await manager.update(Step, others, doneFacts(completion, at))
  }
}
