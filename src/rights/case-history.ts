import { type EntityManager, MoreThanOrEqual } from 'typeorm'
import { Case } from '../../entities/case.js'
import { CaseEvent } from '../../entities/case-event.js'
import type { Database } from '../../entities/database.js'
import { Plan } from '../../entities/plan.js'
import { Step } from '../../entities/step.js'
import { delay } from '../kernel/delay.js'
import { CaseState } from '../vocabulary/case-state.js'
import { PlanState, StepState } from '../vocabulary/change.js'
import type { CaseEventView, CaseFollowing, CaseProgress } from './rights.js'

/** What happened in a case, and what happens in it. Who may see the case is asked elsewhere. */
export class CaseHistory {
  constructor(
    private readonly database: Database,
    private readonly pollMs: number,
  ) {}

  /** In order. */
  of(caseId: string): Promise<readonly CaseEventView[]> {
    return this.eventsFrom(caseId, 1)
  }

  /** See `Cases.progress`. */
  async *follow({ caseId, after }: CaseFollowing, signal: AbortSignal): AsyncGenerator<CaseEventView> {
    let last = after
    let shown = ''
    while (!signal.aborted) {
      const events = await this.eventsFrom(caseId, last)
      const newest = events.at(-1)
      const unseen = events.filter(({ number }) => last === null || number > last)
      yield* unseen.length === 0 && textOf(newest) !== shown ? events.slice(-1) : unseen
      if (newest?.now.caseState === CaseState.CLOSED) {
        return
      }
      last = newest?.number ?? last
      shown = textOf(newest)
      await delay(this.pollMs, signal).catch(() => undefined)
    }
  }

  /** From that number on; null gives the newest alone. How the case stands is read first: what closed it is among the events then. */
  private eventsFrom(caseId: string, number: number | null): Promise<CaseEventView[]> {
    return this.database.read(async (manager) => {
      const now = await progressOf(manager, caseId)
      const rows = await (number === null
        ? manager.find(CaseEvent, { where: { caseId }, order: { number: 'DESC' }, take: 1 })
        : manager.find(CaseEvent, { where: { caseId, number: MoreThanOrEqual(number) }, order: { number: 'ASC' } }))
      return rows.map((row) => viewOf(row, now))
    })
  }
}

function viewOf({ id, number, type, at, actorRole, facts }: CaseEvent, now: CaseProgress): CaseEventView {
  const { planId, inCaseId, ofCaseId } = facts
  return { id, number, type, at, actorRole, planId: idOr(planId), relatedCaseId: idOr(inCaseId ?? ofCaseId), now }
}

function idOr(fact: CaseEvent['facts'][string] | undefined): string | null {
  return typeof fact === 'string' ? fact : null
}

async function progressOf(manager: EntityManager, caseId: string): Promise<CaseProgress> {
  const { state: caseState } = await manager.findOneByOrFail(Case, { id: caseId })
  const rows = await manager
    .createQueryBuilder(Step, 'step')
    .innerJoin(Plan, 'plan', 'plan.id = step.planId')
    .select('step.state', 'state')
    .addSelect('COUNT(*)', 'count')
    .where('plan.caseId = :caseId AND plan.state <> :superseded', { caseId, superseded: PlanState.SUPERSEDED })
    .groupBy('step.state')
    .getRawMany<{ readonly state: StepState; readonly count: number | string }>()
  const counts = new Map(rows.map(({ state, count }) => [state, Number(count)]))
  const steps = Object.values(StepState).map((state) => ({ state, count: counts.get(state) ?? 0 }))
  return { caseState, steps: steps.filter(({ count }) => count > 0) }
}

function textOf(event: CaseEventView | undefined): string {
  return event === undefined ? '' : JSON.stringify(event.now)
}
