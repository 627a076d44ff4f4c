import { In } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { Plan } from '../../entities/plan.js'
import { PlanState, RectificationGround } from '../vocabulary/change.js'
import type { SupplementView } from './changes.js'
import type { PlanStore, StoredStep } from './plans/plan-store.js'

const mostSteps = 1_000

/** The mark of Art. 16 in the hub itself: which values a person disputes, and what they say of them. It stands once the plan is begun. */
export class Supplements {
  constructor(
    private readonly database: Database,
    private readonly plans: PlanStore,
  ) {}

  /** Oldest first. */
  async of(subjectId: string): Promise<SupplementView[]> {
    const where = { subjectId, ground: RectificationGround.SUPPLEMENT, state: In([PlanState.EXECUTING, PlanState.EXECUTED]) }
    const order = { createdAt: 'ASC', id: 'ASC' } as const
    const found = await this.database.read((manager) => manager.find(Plan, { where, order }))
    const steps = found.map(async (plan) => {
      const ofPlan = await this.plans.stepsOf(plan, { states: null, first: mostSteps, after: 0 })
      return ofPlan.flatMap((step) => supplementsIn(plan, step))
    })
    return (await Promise.all(steps)).flat()
  }
}

function supplementsIn({ id: planId, caseId, createdAt: statedAt }: Plan, { planned: { ref, changes } }: StoredStep): SupplementView[] {
  const { system: systemId, recordType, externalId } = ref
  const place = { planId, caseId, systemId, recordType, externalId, statedAt }
  return changes.map(({ field, category, to }) => ({ ...place, field, category, text: to ?? '' }))
}
