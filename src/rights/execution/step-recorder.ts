import type { EntityManager } from 'typeorm'
import type { Database } from '../../../entities/database.js'
import type { Plan } from '../../../entities/plan.js'
import { Restriction } from '../../../entities/restriction.js'
import type { AuditEvent } from '../../audit/audit-events.js'
import type { AuditLog } from '../../audit/audit-log.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import { groupBy } from '../../kernel/collections.js'
import { newId } from '../../kernel/ids.js'
import type { ErasureLedger } from '../../ledger/erasure-ledger.js'
import { ReadBack, StepOutcome, StepState } from '../../vocabulary/change.js'
import type { StoredStep } from '../plans/plan-store.js'
import type { FaultPoint } from './fault-point.js'
import type { RunMark, StepRows, StepStop } from './step-rows.js'
import type { Attempt } from './step-run.js'
import { Together } from './together.js'

export interface StepRecorderParts {
  readonly database: Database
  readonly rows: StepRows
  readonly ledger: ErasureLedger
  readonly audit: AuditLog
  readonly clock: Clock
  readonly onPersisted: FaultPoint
}

/** One attempt at one step, by one run. */
export interface Attempted {
  readonly plan: Plan
  readonly step: StoredStep
  readonly mark: RunMark
  readonly attempt: Attempt
  /** RFC 3339; when it began. */
  readonly startedAt: string
}

/**
 * Makes what came of steps lasting: their rows, the audit events, the ledger's entries and the restrictions, in one
 * transaction. What systems end at the same moment is recorded together.
 */
export class StepRecorder {
  private readonly together: Together<Attempted, StepState | null>

  constructor(private readonly parts: StepRecorderParts) {
    this.together = new Together((attempted) => parts.database.write((manager) => this.recordAll(manager, attempted)))
  }

  /** Gives the state that the step is in now; null where another run holds it. */
  async record(attempted: Attempted): Promise<StepState | null> {
    const state = await this.together.ask(attempted)
    if (state !== null) {
      await this.parts.onPersisted('step.recorded', attempted.step.row.id)
    }
    return state
  }

  /** What was found again is written to once more, or given up. */
  async reopen(plan: Plan, step: StoredStep, stop: Pick<StepStop, 'aftermath' | 'readBack'>): Promise<void> {
    const { database, rows, audit, onPersisted } = this.parts
    const { id: stepId, system } = step.row
    await database.write(async (manager) => {
      if (await rows.reopen(manager, step.row, stop)) {
        const facts = { planId: plan.id, stepId, system }
        await audit.record({ type: 'step.reopened', viewer: null, subjectId: plan.subjectId, caseId: plan.caseId, facts })
      }
    })
    await onPersisted('step.reopened', stepId)
  }

  /** A late run changes nothing, and leaves no trace of what it would have recorded. */
  private async recordAll(manager: EntityManager, attempted: readonly Attempted[]): Promise<readonly (StepState | null)[]> {
    const mine = new Set<Attempted>()
    for (const one of attempted) {
      if (await this.change(manager, one)) {
        mine.add(one)
      }
    }
    await this.parts.audit.recordAll([...mine].map(eventOf))
    await this.rememberErased([...mine])
    await storeRestrictions(manager, this.restrictionsOf([...mine]))
    return attempted.map((one) => (mine.has(one) ? stateAfter(one.attempt) : null))
  }

  private change(manager: EntityManager, { step, mark, attempt, startedAt }: Attempted): Promise<boolean> {
    const { rows } = this.parts
    return attempt.kind === 'DONE'
      ? rows.recordDone(manager, step.row, mark, attempt.done)
      : rows.recordStopped(manager, step.row, mark, { aftermath: attempt.aftermath, readBack: attempt.readBack, startedAt })
  }

  private async rememberErased(attempted: readonly Attempted[]): Promise<void> {
    for (const [caseId, ofCase] of groupBy(attempted.filter(isGone), ({ plan }) => plan.caseId)) {
      await this.parts.ledger.recordErased(
        caseId,
        ofCase.map(({ step }) => ({ ref: step.planned.ref, identifiers: [] })),
      )
    }
  }

  private restrictionsOf(attempted: readonly Attempted[]): Restriction[] {
    const { ledger, clock } = this.parts
    const restricted = attempted.filter(isKept)
    return restricted.map(({ plan, step }) => restrictionOf(plan, step, ledger, timestamp(clock)))
  }
}

function stateAfter(attempt: Attempt): StepState {
  return attempt.kind === 'DONE' ? StepState.DONE : attempt.aftermath.state
}

function outcomeOf(attempt: Attempt): StepOutcome | null {
  return attempt.kind === 'DONE' ? attempt.done.outcome : null
}

/** Whether the record itself is gone; one of which only some fields were emptied is still there. */
function isGone({ step, attempt }: Attempted): boolean {
  const outcome = outcomeOf(attempt)
  return outcome === StepOutcome.DELETED_SOFT || (outcome === StepOutcome.ERASED && step.planned.writes.length === 0)
}

/** Whether a rule keeps the record, or what was not emptied of it. */
function isKept({ step, attempt }: Attempted): boolean {
  const isThere = attempt.kind === 'DONE' && attempt.done.readBack !== ReadBack.GONE
  return isThere && (attempt.done.outcome === StepOutcome.RESTRICTED || step.planned.ground !== null)
}

function eventOf({ plan, step, attempt }: Attempted): AuditEvent {
  const { id: stepId, system, recordType } = step.row
  const about = { viewer: null, subjectId: plan.subjectId, caseId: plan.caseId }
  if (attempt.kind === 'DONE') {
    const { outcome, readBack } = attempt.done
    return {
      type: 'step.done',
      ...about,
      facts: { planId: plan.id, stepId, system, recordType, outcome, readBack, written: attempt.written },
    }
  }
  const { state, error } = attempt.aftermath
  return { type: 'step.stopped', ...about, facts: { planId: plan.id, stepId, system, state, reason: error } }
}

/** That a record is only kept from now on, and why. */
export function restrictionOf(
  { subjectId }: Pick<Plan, 'subjectId'>,
  { row, planned }: StoredStep,
  ledger: Pick<ErasureLedger, 'refHash'>,
  restrictedAt: string,
): Restriction {
  const { ref, ground, rule, retainUntil } = planned
  const { system, recordType } = ref
  const place = { subjectId, system, recordType, refHash: ledger.refHash(ref), stepId: row.id }
  return { id: newId(), ...place, ground, rule, retainUntil, restrictedAt, liftedAt: null }
}

/** A record that is restricted already is so for the later reason. */
export async function storeRestrictions(manager: EntityManager, rows: readonly Restriction[]): Promise<void> {
  if (rows.length > 0) {
    await manager.upsert(Restriction, [...rows], ['subjectId', 'system', 'recordType', 'refHash'])
  }
}
