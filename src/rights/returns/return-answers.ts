import { type EntityManager, In } from 'typeorm'
import type { Database } from '../../../entities/database.js'
import { Plan } from '../../../entities/plan.js'
import { ReturnAlarm } from '../../../entities/return-alarm.js'
import type { AuditLog } from '../../audit/audit-log.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import type { Idempotency, MadeIds } from '../../security/idempotency.js'
import { authorise } from '../../security/permissions.js'
import { ClaimOutcome } from '../../vocabulary/case-state.js'
import { PlanKind, PlanState } from '../../vocabulary/change.js'
import { done, type Outcome, refused, RefusalCode } from '../../vocabulary/refusal.js'
import type { Viewer } from '../../vocabulary/viewer.js'
import { closeIfSettled, readyAfterPlan, settleClaim } from '../claim-settlement.js'
import type { PlanAccess } from '../plans/plan-access.js'

export interface ReturnAnswerParts {
  readonly database: Database
  readonly access: PlanAccess
  readonly idempotency: Idempotency
  readonly audit: AuditLog
  readonly clock: Clock
}

/** What comes of an alarm in the end: its plan is carried out, or the officer lets the person stay. */
export class ReturnAnswers {
  constructor(private readonly parts: ReturnAnswerParts) {}

  /** The plan is carried out. Within the caller's transaction. */
  async answered(planId: string): Promise<void> {
    await this.parts.database.write((manager) => manager.update(ReturnAlarm, { planId }, { state: 'ANSWERED' }))
  }

  /**
   * The person wants to be back: the claim is refused, and nobody is told again of what carries an identifier that was erased
   * then. Only before the plan is carried out; only by the data protection officer.
   */
  async dismiss(viewer: Viewer, planId: string, idempotencyKey: string | null): Promise<Outcome<MadeIds>> {
    authorise(viewer, 'dismissReturn')
    const plan = await this.parts.access.plan(viewer, planId)
    const use = { viewer, operation: 'dismissReturn', key: idempotencyKey, input: { planId } }
    return this.parts.idempotency.once(use, () => this.parts.database.write((manager) => this.store(manager, viewer, plan)))
  }

  private async store(manager: EntityManager, viewer: Viewer, { id: planId, claimId, caseId, subjectId }: Plan) {
    const { audit, clock } = this.parts
    const waiting = { id: planId, kind: PlanKind.RE_ERASURE, state: In([PlanState.PROPOSED, PlanState.APPROVED]) }
    const { affected } = await manager.update(Plan, waiting, { state: PlanState.SUPERSEDED })
    if (affected !== 1) {
      return refused<{ readonly planId: string }>(RefusalCode.PLAN_CLOSED)
    }
    const at = timestamp(clock)
    await manager.update(ReturnAlarm, { planId }, { state: 'DISMISSED' })
    await audit.record({ type: 'return.dismissed', viewer, subjectId, caseId, facts: { planId } })
    await settleClaim(manager, audit, { claimId, subjectId, outcome: ClaimOutcome.REFUSED, at })
    await readyAfterPlan(manager, caseId, at)
    await closeIfSettled(manager, audit, caseId, at)
    return done({ planId })
  }
}
