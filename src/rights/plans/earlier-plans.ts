import { IsNull, Not } from 'typeorm'
import type { Database } from '../../../entities/database.js'
import { Plan } from '../../../entities/plan.js'
import { PlanState, StepOutcome } from '../../vocabulary/change.js'
import type { PlanStore, StoredPlan, StoredStep } from './plan-store.js'
import { typeKey } from './step-draft.js'

/** What was done for a claim before its latest plan. */
export interface EarlierWork {
  /** Under every earlier plan. */
  readonly steps: readonly StoredStep[]
  /** Those among the earlier plans whose place another took before they were at their end, newest first: nothing attests them yet. */
  readonly unattested: readonly StoredPlan[]
}

/** Finds what was done under plans that another has taken the place of. */
export class EarlierPlans {
  constructor(
    private readonly database: Database,
    private readonly plans: PlanStore,
  ) {}

  /** Only what the given plan does not say anew. */
  async before({ plan, steps }: StoredPlan): Promise<EarlierWork> {
    const where = { claimId: plan.claimId, id: Not(plan.id), executionStartedAt: Not(IsNull()) }
    const order = { createdAt: 'DESC', id: 'DESC' } as const
    const found = await this.database.read((manager) => manager.find(Plan, { where, order }))
    const loaded = new Map((await this.plans.loadAll(found.map(({ id }) => id))).map((stored) => [stored.plan.id, stored]))
    const earlier = onlyLatest(
      steps,
      found.flatMap(({ id }) => loaded.get(id) ?? []),
    )
    const attested = earlier.findIndex((one) => one.plan.state === PlanState.EXECUTED)
    return {
      steps: earlier.flatMap((one) => one.steps),
      unattested: (attested === -1 ? earlier : earlier.slice(0, attested)).filter((one) => one.steps.length > 0),
    }
  }
}

/** Of each record what was done last; what merely stayed is looked at by each plan anew. `earlier` comes newest first. Pure. */
function onlyLatest(steps: readonly StoredStep[], earlier: readonly StoredPlan[]): StoredPlan[] {
  const told = new Set(steps.map(recordOf))
  return earlier.map(({ plan, steps: ofPlan }) => {
    const fresh = ofPlan.filter((step) => isLasting(step) && !told.has(recordOf(step)))
    fresh.forEach((step) => told.add(recordOf(step)))
    return { plan, steps: fresh }
  })
}

function isLasting({ row: { outcome } }: StoredStep): boolean {
  return outcome !== null && outcome !== StepOutcome.RETAINED
}

function recordOf({ planned: { ref } }: StoredStep): string {
  return `${typeKey(ref)}/${ref.externalId}`
}
