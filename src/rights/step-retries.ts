import type { EntityManager } from 'typeorm'
import type { Database } from '../../entities/database.js'
import type { Plan } from '../../entities/plan.js'
import { Step } from '../../entities/step.js'
import type { AuditLog } from '../audit/audit-log.js'
import type { JobQueue } from '../jobs/queue.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import type { Idempotency, MadeIds } from '../security/idempotency.js'
import { authorise } from '../security/permissions.js'
import { roleInCase } from '../security/staff.js'
import { StepAction, StepState } from '../vocabulary/change.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { addCaseEvent } from './case-events.js'
import { executePlanJob } from './execution/execution-job.js'
import { holdExecuting } from './plans/executing-plan.js'
import type { PlanAccess } from './plans/plan-access.js'
import { mayMove } from './state-table.js'
import { stepStates } from './step-states.js'

export interface StepRetryParts {
  readonly database: Database
  readonly access: Pick<PlanAccess, 'step'>
  readonly queue: JobQueue
  readonly idempotency: Idempotency
  readonly audit: AuditLog
  readonly clock: Clock
}

/** Steps that staff have tried once more: at once, with a deadline of their own. */
export class StepRetries {
  constructor(private readonly parts: StepRetryParts) {}

  async retry(viewer: Viewer, stepId: string, idempotencyKey: string | null): Promise<Outcome<MadeIds>> {
    authorise(viewer, 'retryStep')
    const { plan, step } = await this.parts.access.step(viewer, stepId)
    const use = { viewer, operation: 'retryStep', key: idempotencyKey, input: { stepId } }
    return this.parts.idempotency.once(use, () => this.parts.database.write((manager) => this.store(manager, viewer, { plan, step })))
  }

  private async store(manager: EntityManager, viewer: Viewer, { plan, step }: PlanStep): Promise<Outcome<{ readonly planId: string }>> {
    const { id: planId, caseId, subjectId } = plan
    if (!(await holdExecuting(manager, planId))) {
      return refused(RefusalCode.PLAN_CLOSED)
    }
    if (!isForWorkers(step)) {
      return refused(RefusalCode.STEP_NOT_WAITING)
    }
    const again = { state: StepState.PENDING, retryAt: null, startedAt: null }
    const { affected } = await manager.update(Step, { id: step.id, state: step.state }, again)
    if (affected !== 1) {
      return refused(RefusalCode.CHANGED_MEANWHILE)
    }
    const at = timestamp(this.parts.clock)
    const facts = { planId, stepId: step.id }
    await addCaseEvent(manager, { caseId, type: 'step.retried', at, actorRole: roleInCase(viewer), facts })
    await this.parts.audit.record({ type: 'step.retried', viewer, subjectId, caseId, facts })
    await this.parts.queue.enqueue(executePlanJob, { key: planId, payload: { planId } })
    return done({ planId })
  }
}

interface PlanStep {
  readonly plan: Plan
  readonly step: Step
}

const byWorkers: readonly StepAction[] = [StepAction.RECTIFY, StepAction.ERASE, StepAction.ANONYMISE, StepAction.RESTRICT]

/** A step that a worker stopped at, for whatever reason but a record that changed. */
function isForWorkers({ state, action }: Step): boolean {
  return byWorkers.includes(action) && mayMove(stepStates, state, StepState.PENDING)
}
