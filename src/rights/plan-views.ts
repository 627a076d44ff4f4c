import { In } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { PlanApproval } from '../../entities/plan-approval.js'
import type { Plan } from '../../entities/plan.js'
import { Step } from '../../entities/step.js'
import { groupBy } from '../kernel/collections.js'
import { type StepAction, StepState } from '../vocabulary/change.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { EvidenceView, PlanHead, PlanSummary, PlanView } from './changes.js'
import type { EvidenceStore } from './evidence-store.js'
import type { StoredPlan } from './plans/plan-store.js'
import type { StepViews } from './step-views.js'
import { unreadSystems } from './unread-systems.js'

/** Puts plans together as they are shown. Steps are counted by the database, and opened only where they are asked for. */
export class PlanViews {
  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceStore,
    private readonly steps: StepViews,
  ) {}

  /** In the order of the plans given. */
  async heads(plans: readonly Plan[]): Promise<PlanHead[]> {
    const ids = plans.map(({ id }) => id)
    const evidence = await this.evidence.ofPlans(ids)
    const approvals = await this.approvalsOf(ids)
    const counts = await this.countsOf(ids)
    return plans.map((plan) =>
      headOf(plan, { evidence: evidence.get(plan.id) ?? [], approvals: approvals.get(plan.id) ?? [], counts: counts.get(plan.id) ?? [] }),
    )
  }

  /** With all of its steps. */
  async whole(viewer: Viewer, { plan, steps }: StoredPlan): Promise<PlanView | null> {
    const [head] = await this.heads([plan])
    return head === undefined ? null : { ...head, steps: await this.steps.of(viewer, plan, steps) }
  }

  private async approvalsOf(planIds: readonly string[]): Promise<ReadonlyMap<string, PlanApproval[]>> {
    const where = { planId: In([...planIds]) }
    const rows = await this.database.read((manager) => manager.find(PlanApproval, { where, order: { approvedAt: 'ASC', id: 'ASC' } }))
    return groupBy(rows, ({ planId }) => planId)
  }

  private async countsOf(planIds: readonly string[]): Promise<ReadonlyMap<string, StepCount[]>> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(Step, 'step')
        .select('step.planId', 'planId')
        .addSelect('step.action', 'action')
        .addSelect('step.state', 'state')
        .addSelect('COUNT(*)', 'count')
        .addSelect('MAX(step.retainUntil)', 'retainUntil')
        .where({ planId: In([...planIds]) })
        .groupBy('step.planId')
        .addGroupBy('step.action')
        .addGroupBy('step.state')
        .getRawMany<StepCount>(),
    )
    return groupBy(rows, ({ planId }) => planId)
  }
}

/** How many steps of a plan do the same and stand alike. */
interface StepCount {
  readonly planId: string
  readonly action: StepAction
  readonly state: StepState
  /** As the database tells it. */
  readonly count: number | string
  /** The latest date of them. */
  readonly retainUntil: string | null
}

interface Proofs {
  readonly evidence: readonly EvidenceView[]
  readonly approvals: readonly PlanApproval[]
  readonly counts: readonly StepCount[]
}

function headOf(plan: Plan, { evidence, approvals, counts }: Proofs): PlanHead {
  const { id, caseId, claimId, subjectId, kind, state, hash, ground, scope, createdAt, executedAt, coverage } = plan
  return {
    id,
    caseId,
    claimId,
    subjectId,
    kind,
    state,
    hash,
    ground,
    scope,
    createdAt,
    executedAt,
    summary: summaryOf(plan, counts),
    approvals: approvals.map(({ role, approvedAt, hash: approved }) => ({ role, approvedAt, hash: approved })),
    evidence,
    drifted: counts.some((count) => count.state === StepState.CONFLICT),
    coverage,
  }
}

function summaryOf({ coverage }: Plan, counts: readonly StepCount[]): PlanSummary {
  const dates = counts.flatMap(({ retainUntil }) => retainUntil ?? []).toSorted()
  return {
    actions: totals(counts, ({ action }) => action),
    states: totals(counts, ({ state }) => state),
    unreadSystems: unreadSystems(coverage),
    retainedUntil: dates.at(-1) ?? null,
  }
}

function totals<T extends string>(counts: readonly StepCount[], wordOf: (count: StepCount) => T): Partial<Record<T, number>> {
  const groups = [...groupBy(counts, wordOf)].map(([word, group]) => [word, group.reduce((sum, { count }) => sum + Number(count), 0)])
  return Object.fromEntries(groups) as Partial<Record<T, number>>
}
