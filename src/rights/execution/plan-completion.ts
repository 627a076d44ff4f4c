import type { EntityManager } from 'typeorm'
import type { Database } from '../../../entities/database.js'
import { Plan } from '../../../entities/plan.js'
import type { AuditLog } from '../../audit/audit-log.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import { PlanKind, PlanState } from '../../vocabulary/change.js'
import type { Attestations } from '../attestation/attestations.js'
import type { Shortfall } from '../../vocabulary/shortfall.js'
import { addCaseEvent } from '../case-events.js'
import { closeIfSettled, isWholePlan, outcomeOfPlan, readyAfterPlan, settleClaim } from '../claim-settlement.js'
import type { EarlierPlans, EarlierWork } from '../plans/earlier-plans.js'
import type { StoredPlan } from '../plans/plan-store.js'
import type { ReturnAnswers } from '../returns/return-answers.js'
import type { FaultPoint } from './fault-point.js'
import type { PlanConclusion } from './plan-conclusion.js'

export interface PlanCompletionParts {
  readonly database: Database
  readonly earlier: EarlierPlans
  readonly conclusion: PlanConclusion
  readonly attestations: Pick<Attestations, 'issue'>
  readonly returns: Pick<ReturnAnswers, 'answered'>
  readonly audit: AuditLog
  readonly clock: Clock
  readonly onPersisted: FaultPoint
}

/** Ends a plan whose every step is done: what came of the claim, who is told, what is attested, in one transaction. What was done under earlier plans for the claim counts. */
export class PlanCompletion {
  constructor(private readonly parts: PlanCompletionParts) {}

  async complete(stored: StoredPlan, shortfalls: readonly Shortfall[]): Promise<void> {
    const earlier = await this.parts.earlier.before(stored)
    await this.parts.database.write((manager) => this.store(manager, stored, { earlier, shortfalls }))
    await this.parts.onPersisted('plan.executed', stored.plan.id)
  }

  private async store(manager: EntityManager, stored: StoredPlan, { earlier, shortfalls }: Found): Promise<void> {
    const { id: planId, caseId, subjectId, kind } = stored.plan
    const at = timestamp(this.parts.clock)
    const { affected } = await manager.update(
      Plan,
      { id: planId, state: PlanState.EXECUTING },
      { state: PlanState.EXECUTED, executedAt: at, shortfalls: [...shortfalls] },
    )
    if (affected !== 1) {
      return
    }
    await addCaseEvent(manager, { caseId, type: 'plan.executed', at, actorRole: null, facts: { planId } })
    await tellLeftOpen(manager, { caseId, planId, at }, shortfalls)
    const facts = { planId, kind, steps: stored.steps.length }
    await this.parts.audit.record({ type: 'plan.executed', viewer: null, subjectId, caseId, facts })
    await this.parts.conclusion.ofExecuted(stored, earlier.steps)
    await this.parts.attestations.issue(planId, earlier.unattested)
    await (kind === PlanKind.RE_ERASURE ? this.parts.returns.answered(planId) : undefined)
    await this.settle(manager, stored, { earlier, shortfalls, at })
  }

  private async settle(manager: EntityManager, { plan, steps }: StoredPlan, { earlier, shortfalls, at }: Ending): Promise<void> {
    const results = [...steps, ...earlier.steps].map(({ row }) => row)
    const outcome = outcomeOfPlan(results, isWholePlan({ scope: plan.scope, coverage: plan.coverage, shortfalls }))
    const { audit } = this.parts
    await settleClaim(manager, audit, { claimId: plan.claimId, subjectId: plan.subjectId, outcome, at })
    await readyAfterPlan(manager, plan.caseId, at)
    await closeIfSettled(manager, audit, plan.caseId, at)
  }
}

interface Found {
  readonly earlier: EarlierWork
  readonly shortfalls: readonly Shortfall[]
}

interface Ending extends Found {
  readonly at: string
}

interface PlanMoment {
  readonly caseId: string
  readonly planId: string
  readonly at: string
}

async function tellLeftOpen(manager: EntityManager, { caseId, planId, at }: PlanMoment, shortfalls: readonly Shortfall[]): Promise<void> {
  if (shortfalls.length > 0) {
    const records = shortfalls.reduce((sum, { unplanned }) => sum + unplanned, 0)
    const unread = shortfalls.filter(({ gaps }) => gaps.length > 0).length
    await addCaseEvent(manager, { caseId, type: 'plan.left-open', at, actorRole: null, facts: { planId, records, unreadSystems: unread } })
  }
}
