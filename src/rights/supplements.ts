import { In } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { PlanApproval } from '../../entities/plan-approval.js'
import { Plan } from '../../entities/plan.js'
import { PlanKind, PlanState, RectificationGround } from '../vocabulary/change.js'
import type { SupplementView } from './changes.js'
import type { PlanStore, StoredPlan } from './plans/plan-store.js'

const inForce = [PlanState.APPROVED, PlanState.EXECUTING, PlanState.EXECUTED]

/** What people said beside values that stay. It lies in the plans that it came with, under the person's key. */
export class Supplements {
  constructor(
    private readonly database: Database,
    private readonly plans: PlanStore,
  ) {}

  /** Oldest first. Who may see them is asked elsewhere. */
  async of(subjectId: string): Promise<readonly SupplementView[]> {
    const where = { subjectId, kind: PlanKind.RECTIFICATION, ground: RectificationGround.SUPPLEMENT, state: In(inForce) }
    const plans = await this.database.read((manager) => manager.find(Plan, { where, order: { createdAt: 'ASC', id: 'ASC' } }))
    const ids = plans.map(({ id }) => id)
    const approvals = await this.database.read((manager) => manager.findBy(PlanApproval, { planId: In(ids) }))
    const approvedAt = new Map(approvals.map((approval) => [approval.planId, approval.approvedAt]))
    const stored = await this.plans.loadAll(ids)
    return stored
      .flatMap((one) => supplementsIn(one, approvedAt.get(one.plan.id) ?? one.plan.createdAt))
      .toSorted((a, b) => (a.addedAt < b.addedAt ? -1 : 1))
  }
}

function supplementsIn({ plan, steps }: StoredPlan, addedAt: string): SupplementView[] {
  return steps.flatMap(({ planned: { ref, changes } }) => {
    const { system: systemId, recordType, externalId } = ref
    return changes.map(({ field, category, to }) => ({
      planId: plan.id,
      systemId,
      recordType,
      externalId,
      field,
      category,
      text: to ?? '',
      addedAt,
    }))
  })
}
