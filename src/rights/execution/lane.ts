import type { Plan } from '../../../entities/plan.js'
import type { Step } from '../../../entities/step.js'
import type { JobRun } from '../../jobs/job-kind.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import { groupBy } from '../../kernel/collections.js'
import { chunked } from '../../kernel/streams.js'
import { StepState } from '../../vocabulary/change.js'
import type { PlanStore, StoredStep } from '../plans/plan-store.js'
import type { FaultPoint } from './fault-point.js'
import type { StepRecorder } from './step-recorder.js'
import type { StepRows } from './step-rows.js'
import type { StepRun } from './step-run.js'

export interface LaneParts {
  readonly plans: PlanStore
  readonly rows: StepRows
  readonly stepRun: StepRun
  readonly recorder: StepRecorder
  readonly clock: Clock
  readonly onPersisted: FaultPoint
}

/** How many steps are marked with one statement. */
const batchSize = 20

/** The steps of one system: one after the other, in the order that it needs. */
export class Lane {
  /** Whether anything was tried in this run. */
  hasRun = false
  /** Steps that came to need a person in this run. */
  needingPeople = 0
  private readonly states: Map<string, StepState>

  constructor(
    readonly system: string,
    private readonly plan: Plan,
    private readonly steps: readonly Step[],
    private readonly parts: LaneParts,
  ) {
    this.states = new Map(steps.map(({ id, state }) => [id, state]))
  }

  /** Runs what is due. What hangs on others goes first: while a step waits to be tried again, those of a later rank wait too. */
  async run(run: JobRun): Promise<void> {
    for (const [, ofRank] of [...groupBy(this.steps, ({ rank }) => rank)].sort(([one], [other]) => one - other)) {
      const isThrough = await this.runRank(ofRank, run)
      if (!isThrough || ofRank.some(({ id }) => this.states.get(id) === StepState.WAITING_RETRY)) {
        return
      }
    }
  }

  private async runRank(steps: readonly Step[], run: JobRun): Promise<boolean> {
    const now = timestamp(this.parts.clock)
    for (const batch of chunked(
      steps.filter((step) => isDue(step, now)),
      batchSize,
    )) {
      if (!(await this.runBatch(batch, run))) {
        return false
      }
    }
    return true
  }

  /** False where the lane has to stop: the system is not to be asked now, or the job is no longer this run's. */
  private async runBatch(batch: readonly Step[], run: JobRun): Promise<boolean> {
    const mine = await this.parts.rows.begin(batch, run)
    await this.parts.onPersisted('steps.begun', this.plan.id)
    const stored = await this.parts.plans.open(this.plan, mine)
    let reached = 0
    try {
      while (reached < stored.length && !run.signal.aborted) {
        const step = stored[reached]
        reached += 1
        if (step !== undefined && !(await this.runStep(step, run))) {
          return false
        }
      }
      return mine.length === batch.length && !run.signal.aborted
    } finally {
      await this.handBack(mine.slice(reached), run)
    }
  }

  private async runStep(step: StoredStep, run: JobRun): Promise<boolean> {
    const { row } = step
    this.hasRun = true
    const startedAt = timestamp(this.parts.clock)
    const now = Date.parse(startedAt)
    const history = { attempts: row.attempts, startedAt: row.startedAt === null ? now : Date.parse(row.startedAt), now }
    const isResumed = row.state === StepState.RUNNING || row.attempts > 0
    const attempt = await this.parts.stepRun.attempt(step, { history, isResumed, signal: run.signal })
    const state = await this.parts.recorder.record({ plan: this.plan, step, mark: run, attempt, startedAt })
    if (state === null) {
      return false
    }
    this.states.set(row.id, state)
    this.needingPeople += forPeople.includes(state) ? 1 : 0
    return attempt.kind === 'DONE' || !attempt.aftermath.stopsLane
  }

  private async handBack(steps: readonly Step[], run: JobRun): Promise<void> {
    if (steps.length > 0) {
      await this.parts.rows.handBack(steps, run)
    }
  }
}

const forPeople: readonly StepState[] = [StepState.WAITING_MANUAL, StepState.FAILED, StepState.CONFLICT]

/** A step that is marked as running belonged to a run that was lost. */
function isDue({ state, retryAt }: Step, now: string): boolean {
  return state === StepState.PENDING || state === StepState.RUNNING || (state === StepState.WAITING_RETRY && (retryAt ?? '') <= now)
}
