import type { EntityManager } from 'typeorm'
import { Plan } from '../../../entities/plan.js'
import { PlanState } from '../../vocabulary/change.js'

/**
 * Holds a plan until the caller's transaction ends, so that nobody takes its place meanwhile: a statement that changes
 * nothing. False where the plan is not being carried out, or no longer.
 */
export async function holdExecuting(manager: EntityManager, planId: string): Promise<boolean> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(Plan)
    .set({ state: () => 'state' })
    .where({ id: planId, state: PlanState.EXECUTING })
    .execute()
  return affected === 1
}
