import { type EntityManager, In } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { Job } from '../../entities/job.js'
import { PlanApproval } from '../../entities/plan-approval.js'
import { Plan } from '../../entities/plan.js'
import { Step } from '../../entities/step.js'
import type { AuditLog } from '../audit/audit-log.js'
import type { JobQueue } from '../jobs/queue.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { InternalError } from '../kernel/errors.js'
import type { ErasureLedger } from '../ledger/erasure-ledger.js'
import type { Idempotency, MadeIds } from '../security/idempotency.js'
import { authorise } from '../security/permissions.js'
import { roleInCase } from '../security/staff.js'
import { PlanKind, PlanState, StepAction, StepOutcome, StepState } from '../vocabulary/change.js'
import { JobState } from '../vocabulary/job-state.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { addCaseEvent } from './case-events.js'
import { executePlanJob } from './execution/execution-job.js'
import { restrictionOf, storeRestrictions } from './execution/step-recorder.js'
import type { PlanAccess } from './plans/plan-access.js'
import { mustBeWhole, type PlanStore, type StoredPlan } from './plans/plan-store.js'

export interface PlanStartParts {
  readonly database: Database
  readonly access: PlanAccess
  readonly plans: PlanStore
  readonly queue: JobQueue
  readonly ledger: ErasureLedger
  readonly idempotency: Idempotency
  readonly audit: AuditLog
  readonly clock: Clock
}

const byPeople = [StepAction.REFER, StepAction.FORWARD, StepAction.BY_HAND]

/** Sets an approved plan going: what only stays is done at once, what people do waits for them, the rest is for workers. */
export class PlanStart {
  constructor(private readonly parts: PlanStartParts) {}

  async start(viewer: Viewer, planId: string, idempotencyKey: string | null): Promise<Outcome<MadeIds>> {
    authorise(viewer, 'executePlan')
    await this.parts.access.plan(viewer, planId)
    const use = { viewer, operation: 'executePlan', key: idempotencyKey, input: { planId } }
    return this.parts.idempotency.once(use, () => this.parts.database.write((manager) => this.begin(manager, viewer, planId)))
  }

  /** Within the caller's transaction; `viewer` is null where the hub itself begins, under an approval that there was before. */
  async begin(manager: EntityManager, viewer: Viewer | null, planId: string): Promise<Outcome<{ readonly planId: string }>> {
    const at = timestamp(this.parts.clock)
    const started = { state: PlanState.EXECUTING, executionStartedAt: at }
    const { affected } = await manager.update(Plan, { id: planId, state: PlanState.APPROVED }, started)
    const stored = await this.parts.plans.load(planId)
    if (affected !== 1 || stored === null) {
      return this.again(manager, planId, stored?.plan.state ?? null)
    }
    mustBeWhole(stored)
    const isApproved = await manager.existsBy(PlanApproval, { planId, hash: stored.plan.hash })
    if (!isApproved) {
      throw new InternalError(`Nobody approved plan ${planId} as it is.`)
    }
    await this.settleAtOnce(manager, stored, at)
    await this.tell(manager, viewer, stored.plan, at)
    await this.parts.queue.enqueue(executePlanJob, { key: planId, payload: { planId } })
    return done({ planId })
  }

  /** A plan that is under way is set going only where no worker is at it any more. */
  private async again(manager: EntityManager, planId: string, state: PlanState | null): Promise<Outcome<{ readonly planId: string }>> {
    const parked = { kind: executePlanJob.name, key: planId, state: JobState.PARKED }
    if (state === PlanState.EXECUTING && (await manager.existsBy(Job, parked))) {
      await this.parts.queue.enqueue(executePlanJob, { key: planId, payload: { planId } })
      return done({ planId })
    }
    return refused(state === PlanState.PROPOSED ? RefusalCode.PLAN_NOT_APPROVED : RefusalCode.PLAN_CLOSED)
  }

  /** What the law keeps is known before anything is erased, or whoever reads meanwhile would take it for something that came back. */
  private async settleAtOnce(manager: EntityManager, stored: StoredPlan, at: string): Promise<void> {
    const { plan, steps } = stored
    const { ledger } = this.parts
    await manager.update(Step, { planId: plan.id, action: In(byPeople) }, { state: StepState.WAITING_MANUAL })
    const retained = { state: StepState.DONE, outcome: StepOutcome.RETAINED, doneAt: at }
    await manager.update(Step, { planId: plan.id, action: StepAction.RETAIN }, retained)
    if (plan.kind !== PlanKind.RECTIFICATION) {
      const staying = steps.filter(({ planned }) => planned.action === StepAction.RETAIN && planned.rule !== null)
      await storeRestrictions(
        manager,
        staying.map((step) => restrictionOf(plan, step, ledger, at)),
      )
      const kept = steps.filter(({ planned }) => planned.action === StepAction.RETAIN || planned.ground !== null)
      await ledger.recordRetained(
        plan.caseId,
        kept.map(({ planned }) => planned.ref),
      )
    }
  }

  private async tell(manager: EntityManager, viewer: Viewer | null, { id: planId, caseId, subjectId }: Plan, at: string): Promise<void> {
    const actorRole = viewer === null ? null : roleInCase(viewer)
    await addCaseEvent(manager, { caseId, type: 'plan.execution-started', at, actorRole, facts: { planId } })
    await this.parts.audit.record({ type: 'plan.execution-started', viewer, subjectId, caseId, facts: { planId } })
  }
}
