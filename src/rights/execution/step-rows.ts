import { type EntityManager, In } from 'typeorm'
import type { Database } from '../../../entities/database.js'
import { Step } from '../../../entities/step.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import type { JobRun } from '../../jobs/job-kind.js'
import { PlanState, type ReadBack, type StepOutcome, StepState } from '../../vocabulary/change.js'
import { StepHindrance } from '../../vocabulary/step-error.js'
import type { Aftermath } from './aftermath.js'

/** The run that carries out a plan; a late one, whose lease has passed to another, can record nothing. */
export type RunMark = Pick<JobRun, 'jobId' | 'lease'>

/** What came of a step. */
export interface StepDone {
  readonly outcome: StepOutcome
  readonly readBack: ReadBack | null
  readonly finalOn: string | null
}

const dueStates = [StepState.PENDING, StepState.RUNNING, StepState.WAITING_RETRY]

/** The rows of steps: the truth about what was done. */
export class StepRows {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  of(planId: string): Promise<Step[]> {
    return this.database.read((manager) => manager.find(Step, { where: { planId }, order: { number: 'ASC' } }))
  }

  /**
   * Marks steps of one plan as this run's, with one statement; gives those that are. None where the run no longer holds the
   * job, or the plan is no longer carried out.
   */
  async begin(steps: readonly Step[], { jobId, lease }: RunMark): Promise<readonly Step[]> {
    const ids = steps.map(({ id }) => id)
    const planId = steps[0]?.planId
    const executing = PlanState.EXECUTING
    const { affected } = await this.database.writeAlone((manager) =>
      manager
        .createQueryBuilder()
        .update(Step)
        .set({ state: StepState.RUNNING, runBy: lease, retryAt: null })
        .where({ id: In(ids), state: In(dueStates) })
        .andWhere('EXISTS (SELECT 1 FROM job WHERE id = :jobId AND leasedBy = :lease)', { jobId, lease })
        .andWhere('EXISTS (SELECT 1 FROM plan WHERE plan.id = :planId AND plan.state = :executing)', { planId, executing })
        .execute(),
    )
    return affected === ids.length ? steps : this.mineAmong(steps, lease)
  }

  /** Hands steps back that this run did not come to, as if it had not begun them. */
  async handBack(steps: readonly Step[], { lease }: RunMark): Promise<void> {
    const mine = { id: In(steps.map(({ id }) => id)), runBy: lease, state: StepState.RUNNING }
    await this.database.writeAlone((manager) => manager.update(Step, mine, { state: StepState.PENDING, runBy: null }))
  }

  /** Within the caller's transaction. False where another run holds the step. */
  async recordDone(manager: EntityManager, step: Step, { lease }: RunMark, done: StepDone): Promise<boolean> {
    const doneAt = timestamp(this.clock)
    const facts = { ...done, state: StepState.DONE, doneAt, attempts: step.attempts + 1, lastError: null, retryAt: null, runBy: null }
    return changed(manager, step, lease, facts)
  }

  /** Within the caller's transaction. False where another run holds the step. */
  async recordStopped(manager: EntityManager, step: Step, { lease }: RunMark, stop: StepStop): Promise<boolean> {
    const { aftermath, startedAt, readBack } = stop
    const { state, error, waitMs, counts } = aftermath
    const facts = {
      state,
      readBack,
      lastError: error,
      retryAt: waitMs === null ? null : new Date(this.clock.now().getTime() + waitMs).toISOString(),
      attempts: step.attempts + (counts ? 1 : 0),
      startedAt: counts ? (step.startedAt ?? startedAt) : step.startedAt,
      runBy: null,
    }
    return changed(manager, step, lease, facts)
  }

  /** What was done and is found again is not done. Within the caller's transaction. */
  async reopen(manager: EntityManager, step: Step, { aftermath, readBack }: Pick<StepStop, 'aftermath' | 'readBack'>): Promise<boolean> {
    const retryAt = new Date(this.clock.now().getTime() + (aftermath.waitMs ?? 0)).toISOString()
    const facts = { state: aftermath.state, lastError: aftermath.error, outcome: null, readBack, finalOn: null, doneAt: null, runBy: null }
    const { affected } = await manager.update(Step, { id: step.id, state: StepState.DONE }, { ...facts, retryAt })
    return affected === 1
  }

  /** Every worker that took them was lost. Within the caller's transaction. */
  async giveUpRunning(manager: EntityManager, planId: string): Promise<void> {
    const lost = { state: StepState.FAILED, lastError: StepHindrance.WORKER_LOST, runBy: null }
    await manager.update(Step, { planId, state: StepState.RUNNING }, lost)
  }

  private async mineAmong(steps: readonly Step[], lease: string): Promise<readonly Step[]> {
    const where = { id: In(steps.map(({ id }) => id)), runBy: lease, state: StepState.RUNNING }
    const mine = new Set((await this.database.read((manager) => manager.findBy(Step, where))).map(({ id }) => id))
    return steps.filter(({ id }) => mine.has(id))
  }
}

/** How a step was stopped. */
export interface StepStop {
  readonly aftermath: Aftermath
  /** RFC 3339; when this attempt began. */
  readonly startedAt: string
  readonly readBack: ReadBack | null
}

async function changed(manager: EntityManager, { id }: Step, runBy: string, facts: Partial<Step>): Promise<boolean> {
  const { affected } = await manager.update(Step, { id, runBy, state: StepState.RUNNING }, facts)
  return affected === 1
}
