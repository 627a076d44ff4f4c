import { type EntityManager, In, Not } from 'typeorm'
import { Case } from '../../entities/case.js'
import { Claim } from '../../entities/claim.js'
import { Plan } from '../../entities/plan.js'
import type { Step } from '../../entities/step.js'
import type { AuditLog } from '../audit/audit-log.js'
import { CaseState, ClaimOutcome } from '../vocabulary/case-state.js'
import { PlanState, ReadBack, StepOutcome } from '../vocabulary/change.js'
import { Right } from '../vocabulary/data-right.js'
import type { Shortfall } from '../vocabulary/shortfall.js'
import { addCaseEvent } from './case-events.js'
import { moveCase, moveCaseFrom } from './case-moves.js'
import { claimOutcomes, standingOf } from './claim-outcomes.js'
import { mayMove } from './state-table.js'
import { unreadSystems } from './unread-systems.js'

/** What came of one step; what is retained without a rule goes with what it is made of. */
export type StepResult = Pick<Step, 'outcome' | 'readBack' | 'ground' | 'rule'>

const notDoneByUs: readonly (StepOutcome | null)[] = [StepOutcome.RESTRICTED, StepOutcome.REFERRED, StepOutcome.FORWARDED]

/** Whether a rule has us keep it, or some of it, or others have to do it. */
function isLeft({ outcome, readBack, ground, rule }: StepResult): boolean {
  const isKeptInPart = outcome === StepOutcome.ERASED && ground !== null && readBack !== ReadBack.GONE
  return isKeptInPart || notDoneByUs.includes(outcome) || (outcome === StepOutcome.RETAINED && rule !== null)
}

/**
 * What comes of a claim whose plan is executed. `isWhole`: the plan leaves nothing out; otherwise nobody
 * can say that everything was done, and nothing comes of a plan without steps. Pure.
 */
export function outcomeOfPlan(steps: readonly StepResult[], isWhole: boolean): ClaimOutcome | null {
  if (steps.length === 0) {
    return isWhole ? ClaimOutcome.NOTHING_FOUND : null
  }
  if (isWhole && steps.every(({ outcome }) => outcome === StepOutcome.FORWARDED)) {
    return ClaimOutcome.FORWARDED
  }
  const isFull = isWhole && !steps.some(isLeft)
  return isFull ? ClaimOutcome.FULFILLED : ClaimOutcome.PARTLY_FULFILLED
}

export interface Settlement {
  readonly claimId: string
  readonly subjectId: string
  readonly outcome: ClaimOutcome | null
  readonly at: string
}

/** Gives a claim its outcome, as the table allows; one that has a final outcome keeps it. Within the caller's transaction. */
export async function settleClaim(manager: EntityManager, audit: AuditLog, settlement: Settlement): Promise<void> {
  const { claimId, subjectId, outcome, at } = settlement
  const claim = await manager.findOneByOrFail(Claim, { id: claimId })
  if (outcome === null || !mayMove(claimOutcomes, standingOf(claim.outcome), outcome)) {
    return
  }
  const { caseId, right } = claim
  await manager.update(Claim, claimId, { outcome, decidedAt: at })
  await addCaseEvent(manager, { caseId, type: 'claim.decided', at, actorRole: null, facts: { claimId, outcome } })
  await audit.record({ type: 'claim.decided', viewer: null, subjectId, caseId, facts: { claimId, right, outcome } })
}

/** A case is ready once none of its plans is on its way any more. Within the caller's transaction. */
export async function readyAfterPlan(manager: EntityManager, caseId: string, at: string): Promise<void> {
  const isOpen = { caseId, state: In([PlanState.PROPOSED, PlanState.APPROVED, PlanState.EXECUTING]) }
  if (!(await manager.existsBy(Plan, isOpen))) {
    await moveCase(manager, { caseId, to: CaseState.READY, at, actorRole: null, unlessClosed: true })
  }
}

/** Closes a case that is ready once nothing more can come of any of its claims. Within the caller's transaction. */
export async function closeIfSettled(manager: EntityManager, audit: AuditLog, caseId: string, at: string): Promise<void> {
  const { state, subjectId } = await manager.findOneByOrFail(Case, { id: caseId })
  if (state !== CaseState.READY) {
    return
  }
  const claims = await manager.findBy(Claim, { caseId })
  const settled = await Promise.all(claims.map((claim) => isSettled(manager, claim)))
  if (settled.every((one) => one)) {
    await moveCaseFrom(manager, state, { caseId, to: CaseState.CLOSED, at, actorRole: null })
    const isFull = claims.every(({ outcome }) => outcome === ClaimOutcome.FULFILLED)
    const reason = isFull ? 'EVERY_CLAIM_FULFILLED' : 'EVERY_CLAIM_DECIDED'
    await audit.record({ type: 'case.closed', viewer: null, subjectId, caseId, facts: { reason } })
  }
}

/** What decides how far a plan reached. */
interface Reach extends Pick<Plan, 'scope' | 'coverage'> {
  readonly shortfalls: readonly Shortfall[] | null
}

/** Whether nothing is left out: the plan is not limited, every system was read, and nothing more was found afterwards. */
export function isWholePlan({ scope, coverage, shortfalls }: Reach): boolean {
  return scope === null && unreadSystems(coverage).length === 0 && (shortfalls ?? []).length === 0
}

/** What was given in part may still be given whole where the plan left something out; not where the law keeps the rest. */
async function isSettled(manager: EntityManager, { id, right, outcome }: Claim): Promise<boolean> {
  if (outcome !== ClaimOutcome.PARTLY_FULFILLED) {
    return outcome !== null
  }
  if (right !== Right.RECTIFICATION && right !== Right.ERASURE) {
    return false
  }
  const plans = await manager.find(Plan, {
    where: { claimId: id, state: Not(PlanState.SUPERSEDED) },
    order: { createdAt: 'DESC', id: 'DESC' },
  })
  const [latest] = plans
  return latest?.state === PlanState.EXECUTED && isWholePlan(latest)
}
