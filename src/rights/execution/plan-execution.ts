import { Plan } from '../../../entities/plan.js'
import type { Database } from '../../../entities/database.js'
import type { Step } from '../../../entities/step.js'
import type { AuditLog } from '../../audit/audit-log.js'
import type { SubjectRecords } from '../../federation/subject-records.js'
import type { JobRun, JobWork } from '../../jobs/job-kind.js'
import type { JobQueue } from '../../jobs/queue.js'
import { timestamp } from '../../kernel/clock.js'
import { groupBy } from '../../kernel/collections.js'
import type { Logger } from '../../kernel/logger.js'
import { PlanKind, PlanState, StepState } from '../../vocabulary/change.js'
import type { SubjectIdentifier } from '../../vocabulary/identifier.js'
import { addCaseEvent } from '../case-events.js'
import { mustBeWhole } from '../plans/plan-store.js'
import { executePlanJob } from './execution-job.js'
import { Lane, type LaneParts } from './lane.js'
import type { LaneCheck, LaneFinding } from './lane-check.js'
import type { PlanCompletion } from './plan-completion.js'

export interface PlanExecutionParts extends LaneParts {
  readonly database: Database
  readonly queue: JobQueue
  readonly records: SubjectRecords
  readonly check: LaneCheck
  readonly completion: PlanCompletion
  readonly audit: AuditLog
  readonly logger: Logger
}

type Payload = { readonly planId: string }

/**
 * Carries out a plan: its systems side by side, each in its own order, as far as they go now. The rows of its steps are the
 * truth; however often it is begun, what is done is not done again.
 */
export class PlanExecution implements JobWork<Payload> {
  constructor(private readonly parts: PlanExecutionParts) {}

  async run({ planId }: Payload, run: JobRun): Promise<void> {
    const plan = await this.parts.database.read((manager) => manager.findOneBy(Plan, { id: planId }))
    if (plan === null || plan.state !== PlanState.EXECUTING) {
      return
    }
    const steps = await this.parts.rows.of(planId)
    const lanes = [...groupBy(steps, ({ system }) => system)].map(([system, ofSystem]) => new Lane(system, plan, ofSystem, this.parts))
    await allSettled(lanes.map((lane) => lane.run(run)))
    run.signal.throwIfAborted()
    await this.goOn(plan, lanes, run)
  }

  /** Nobody works on it any more: what was being done is given up, and people are told. */
  async parked({ planId }: Payload, reason: string): Promise<void> {
    const { database, rows, audit, clock, logger } = this.parts
    logger.error('A plan cannot be carried out. Its steps wait to be tried once more by staff.', { planId, reason })
    await database.write(async (manager) => {
      const { caseId, subjectId } = await manager.findOneByOrFail(Plan, { id: planId })
      await rows.giveUpRunning(manager, planId)
      await addCaseEvent(manager, { caseId, type: 'plan.parked', at: timestamp(clock), actorRole: null, facts: { planId } })
      await audit.record({ type: 'plan.parked', viewer: null, subjectId, caseId, facts: { planId, reason } })
    })
  }

  private async goOn(plan: Plan, lanes: readonly Lane[], run: JobRun): Promise<void> {
    const { rows, records, plans } = this.parts
    const steps = await rows.of(plan.id)
    const isThrough = steps.every(({ state }) => state === StepState.DONE)
    const identifiers = plan.kind === PlanKind.RECTIFICATION ? [] : await records.identifiersOf(plan.subjectId)
    const findings = await this.checkLanes(plan, steps, { lanes, identifiers, isThrough, signal: run.signal })
    const shortfalls = findings.flatMap((finding) => (finding.kind === 'READ' ? (finding.shortfall ?? []) : []))
    if (isThrough && findings.every(({ kind }) => kind === 'READ')) {
      const stored = { plan, steps: await plans.open(plan, steps) }
      mustBeWhole(stored)
      await this.parts.completion.complete(stored, shortfalls)
      return
    }
    await this.tellPeople(plan, lanes, steps)
    await this.comeBack(plan.id, findings)
  }

  /** Systems that came through in this run; all of them once the plan is through. */
  private async checkLanes(
    plan: Plan,
    steps: readonly Step[],
    { lanes, identifiers, isThrough, signal }: Checking,
  ): Promise<LaneFinding[]> {
    if (plan.kind === PlanKind.RECTIFICATION) {
      return []
    }
    const bySystem = groupBy(steps, ({ system }) => system)
    const wasRun = new Set(lanes.filter(({ hasRun }) => hasRun).map(({ system }) => system))
    const due = [...bySystem].filter(([system, ofSystem]) => isThrough || (wasRun.has(system) && ofSystem.every(isSettled)))
    return Promise.all(due.map(([, ofSystem]) => this.parts.check.check(plan, ofSystem, { identifiers, signal })))
  }

  private async tellPeople({ id: planId, caseId }: Plan, lanes: readonly Lane[], steps: readonly Step[]): Promise<void> {
    if (lanes.every(({ needingPeople }) => needingPeople === 0)) {
      return
    }
    const count = (wanted: StepState): number => steps.filter(({ state }) => state === wanted).length
    const facts = { planId, manual: count('WAITING_MANUAL'), failed: count('FAILED'), conflicts: count('CONFLICT') }
    const at = timestamp(this.parts.clock)
    await this.parts.database.write((manager) => addCaseEvent(manager, { caseId, type: 'plan.waits', at, actorRole: null, facts }))
  }

  /** When the first step is due again, or a system can be read back; never, where only people can take it further. */
  private async comeBack(planId: string, findings: readonly LaneFinding[]): Promise<void> {
    const now = this.parts.clock.now().getTime()
    const checks = findings.flatMap((finding) => (finding.kind === 'LATER' ? [now + finding.waitMs] : []))
    const moments = [...checks, ...dueMoments(await this.parts.rows.of(planId), now)]
    if (moments.length > 0) {
      const runAt = new Date(Math.min(...moments)).toISOString()
      await this.parts.queue.enqueue(executePlanJob, { key: planId, payload: { planId }, runAt })
    }
  }
}

interface Checking {
  readonly lanes: readonly Lane[]
  readonly identifiers: readonly SubjectIdentifier[]
  readonly isThrough: boolean
  readonly signal: AbortSignal
}

const unsettled: readonly StepState[] = [StepState.PENDING, StepState.RUNNING, StepState.WAITING_RETRY]

function isSettled({ state }: Step): boolean {
  return !unsettled.includes(state)
}

/** What waits behind a step that is tried again comes with that; anything else that waits is due at once. */
function dueMoments(steps: readonly Step[], now: number): number[] {
  return [...groupBy(steps, ({ system }) => system).values()].flatMap((ofSystem) => {
    const retries = ofSystem.filter(({ state }) => state === StepState.WAITING_RETRY).map(({ retryAt }) => Date.parse(retryAt ?? ''))
    const isWaiting = ofSystem.some(({ state }) => state === StepState.PENDING || state === StepState.RUNNING)
    return retries.length === 0 && isWaiting ? [now] : retries
  })
}

/** Whatever happens in one system, the others go on to where they can stop. */
async function allSettled(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected')
  if (failed !== undefined) {
    throw failed.reason
  }
}
