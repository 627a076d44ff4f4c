import { randomBytes } from 'node:crypto'
import { type EntityManager, In, Not } from 'typeorm'
import { Claim } from '../../../entities/claim.js'
import type { Database } from '../../../entities/database.js'
import { Plan } from '../../../entities/plan.js'
import { Step } from '../../../entities/step.js'
import type { AuditLog } from '../../audit/audit-log.js'
import { canonicalHash } from '../../kernel/canonical-json.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import { deepFreeze } from '../../kernel/freeze.js'
import { newId } from '../../kernel/ids.js'
import { roleInCase } from '../../security/staff.js'
import { CaseState } from '../../vocabulary/case-state.js'
import { PlanState, StepState } from '../../vocabulary/change.js'
import type { SystemCoverage } from '../../vocabulary/coverage.js'
import { done, type Outcome, refused, RefusalCode } from '../../vocabulary/refusal.js'
import type { Viewer } from '../../vocabulary/viewer.js'
import { addCaseEvent } from '../case-events.js'
import { moveCase } from '../case-moves.js'
import { type AcceptedFile, type EvidenceStore, sha512Of } from '../evidence-store.js'
import type { PlanConclusion } from '../execution/plan-conclusion.js'
import { planStates } from '../plan-states.js'
import { mayMove } from '../state-table.js'
import { unreadSystems } from '../unread-systems.js'
import type { PlanBody } from './plan.js'
import { approvedCoverage, type PlanStore } from './plan-store.js'

/** The plan that a claim had when somebody began to make another. */
export type KnownPlan = Pick<Plan, 'id' | 'state'>

/** For whom a plan is made, and by whom; null where the hub itself makes it. */
export interface PlanPlace {
  readonly viewer: Viewer | null
  readonly claimId: string
  readonly caseId: string
  readonly subjectId: string
  readonly known: KnownPlan | null
}

/** What a plan says. */
export interface PlanMaking extends Pick<PlanBody, 'kind' | 'ground' | 'scope' | 'steps'> {
  readonly coverage: readonly SystemCoverage[]
  readonly evidence: AcceptedFile | null
}

export interface PlanWriterParts {
  readonly database: Database
  readonly plans: PlanStore
  readonly evidence: EvidenceStore
  readonly conclusion: Pick<PlanConclusion, 'ofSuperseded'>
  readonly audit: AuditLog
  readonly clock: Clock
}

/** Freezes, hashes and stores plans. Of two who plan for one claim at the same time one wins, and the other is told. */
export class PlanWriter {
  constructor(private readonly parts: PlanWriterParts) {}

  /** The plan that a claim has now. */
  async latest(claimId: string): Promise<KnownPlan | null> {
    return this.parts.database.read((manager) => latestOf(manager, claimId))
  }

  /** Within the caller's transaction. Takes the place of an earlier plan unless workers are still at that. */
  async write(manager: EntityManager, place: PlanPlace, making: PlanMaking): Promise<Outcome<{ readonly planId: string }>> {
    await lockClaim(manager, place.claimId)
    const latest = await latestOf(manager, place.claimId)
    if (latest?.id !== place.known?.id || latest?.state !== place.known?.state) {
      return refused(RefusalCode.CHANGED_MEANWHILE)
    }
    if (latest !== null && (await isAtWork(manager, latest))) {
      return refused(RefusalCode.PLAN_CLOSED)
    }
    const planId = newId()
    if (!(await this.supersede(manager, latest, { ...place, planId }))) {
      return refused(RefusalCode.CHANGED_MEANWHILE)
    }
    await this.store(manager, { ...place, planId }, making)
    return done({ planId })
  }

  /** False where somebody began to carry the earlier plan out, or to do more of it, in the same moment. */
  private async supersede(
    manager: EntityManager,
    latest: KnownPlan | null,
    { planId, viewer, caseId, subjectId }: NamedPlace,
  ): Promise<boolean> {
    if (latest === null || !mayMove(planStates, latest.state, PlanState.SUPERSEDED)) {
      return true
    }
    if (!(await isSuperseded(manager, latest))) {
      return false
    }
    const { audit, clock, conclusion } = this.parts
    await (latest.state === PlanState.EXECUTING ? conclusion.ofSuperseded(latest.id) : undefined)
    const event = { caseId, at: timestamp(clock), actorRole: viewer === null ? null : roleInCase(viewer) }
    await addCaseEvent(manager, { ...event, type: 'plan.superseded', facts: { planId: latest.id } })
    await audit.record({ type: 'plan.superseded', viewer, subjectId, caseId, facts: { planId: latest.id, byPlanId: planId } })
    return true
  }

  private async store(manager: EntityManager, place: NamedPlace, making: PlanMaking): Promise<void> {
    const { plans, evidence, clock } = this.parts
    const plan = this.rowOf(place, making)
    await plans.insert(manager, plan, making.steps)
    if (making.evidence !== null && place.viewer !== null) {
      const where = {
        subjectId: plan.subjectId,
        planId: plan.id,
        stepId: null,
        addedBy: place.viewer.accountHash,
        addedAt: timestamp(clock),
      }
      await evidence.addFile(manager, where, making.evidence)
    }
    await this.tell(manager, place, plan)
  }

  private rowOf({ planId, viewer, claimId, caseId, subjectId }: NamedPlace, making: PlanMaking): Plan {
    const { kind, ground, scope, steps, coverage, evidence } = making
    const evidenceSha512 = evidence === null ? null : sha512Of(evidence.content)
    const nonce = randomBytes(32).toString('hex')
    const createdAt = timestamp(this.parts.clock)
    const shared = { nonce, kind, subjectId, caseId, claimId, ground, scope, evidenceSha512, createdAt }
    const body: PlanBody = deepFreeze({ version: 1, id: planId, ...shared, steps, coverage: approvedCoverage(coverage) })
    return {
      id: planId,
      ...shared,
      state: PlanState.PROPOSED,
      hash: canonicalHash(body),
      coverage: [...coverage],
      shortfalls: null,
      stepCount: steps.length,
      authorHash: viewer?.accountHash ?? null,
      authorRole: viewer === null ? null : roleInCase(viewer),
      executionStartedAt: null,
      executedAt: null,
    }
  }

  /** The case goes with its plan, but for one that is closed: what is erased anew there does not open it. */
  private async tell(manager: EntityManager, { viewer, caseId, subjectId }: NamedPlace, plan: Plan): Promise<void> {
    const { id: planId, kind, hash, stepCount: steps, createdAt: at } = plan
    const actorRole = viewer === null ? null : roleInCase(viewer)
    await moveForPlan(manager, { caseId, at, actorRole })
    await addCaseEvent(manager, { caseId, type: 'plan.proposed', at, actorRole, facts: { planId, kind, steps } })
    const facts = { planId, kind, hash, steps, unreadSystems: unreadSystems(plan.coverage) }
    await this.parts.audit.record({ type: 'plan.proposed', viewer, subjectId, caseId, facts })
  }
}

type NamedPlace = PlanPlace & { readonly planId: string }

interface PlanMove {
  readonly caseId: string
  readonly at: string
  readonly actorRole: string | null
}

async function moveForPlan(manager: EntityManager, move: PlanMove): Promise<void> {
  for (const to of [CaseState.COLLECTING, CaseState.IN_REVIEW]) {
    await moveCase(manager, { ...move, to, unlessClosed: true })
  }
}

/** A statement that changes nothing and holds the claim until the transaction ends: others wait, and then see what was done. */
async function lockClaim(manager: EntityManager, claimId: string): Promise<void> {
  await manager
    .createQueryBuilder()
    .update(Claim)
    .set({ decidedAt: () => 'decidedAt' })
    .where({ id: claimId })
    .execute()
}

async function latestOf(manager: EntityManager, claimId: string): Promise<KnownPlan | null> {
  const where = { claimId, state: Not(PlanState.SUPERSEDED) }
  const [latest] = await manager.find(Plan, { where, order: { createdAt: 'DESC', id: 'DESC' }, take: 1 })
  return latest === undefined ? null : { id: latest.id, state: latest.state }
}

/** What was read of the plan may be a moment old: the statement itself looks once more, at the plan and at its steps. */
async function isSuperseded(manager: EntityManager, { id, state }: KnownPlan): Promise<boolean> {
  const ofWorkers = 'SELECT 1 FROM step WHERE planId = :id AND state IN (:...workerStates)'
  const query = manager.createQueryBuilder().update(Plan).set({ state: PlanState.SUPERSEDED }).where({ id, state })
  const isIdle = state === PlanState.EXECUTING ? query.andWhere(`NOT EXISTS (${ofWorkers})`, { id, workerStates }) : query
  const { affected } = await isIdle.execute()
  return affected === 1
}

const workerStates = [StepState.PENDING, StepState.RUNNING, StepState.WAITING_RETRY]

async function isAtWork(manager: EntityManager, { id, state }: KnownPlan): Promise<boolean> {
  return state === PlanState.EXECUTING && (await manager.existsBy(Step, { planId: id, state: In(workerStates) }))
}
