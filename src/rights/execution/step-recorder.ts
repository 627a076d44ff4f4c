import type { EntityManager } from 'typeorm'
import type { Database } from '../../../entities/database.js'
import type { Plan } from '../../../entities/plan.js'
import { Restriction } from '../../../entities/restriction.js'
import type { AuditLog } from '../../audit/audit-log.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import { newId } from '../../kernel/ids.js'
import type { ErasureLedger } from '../../ledger/erasure-ledger.js'
import { StepOutcome, StepState } from '../../vocabulary/change.js'
import type { StoredStep } from '../plans/plan-store.js'
import type { FaultPoint } from './fault-point.js'
import type { RunMark, StepRows, StepStop } from './step-rows.js'
import type { Attempt } from './step-run.js'

export interface StepRecorderParts {
  readonly database: Database
  readonly rows: StepRows
  readonly ledger: ErasureLedger
  readonly audit: AuditLog
  readonly clock: Clock
  readonly onPersisted: FaultPoint
}

type DoneAttempt = Extract<Attempt, { kind: 'DONE' }>

/** Makes what came of a step lasting: its row, the audit event, the ledger's entry or the restriction, in one transaction. */
export class StepRecorder {
  constructor(private readonly parts: StepRecorderParts) {}

  /** Gives the state that the step is in now; null where another run holds it. */
  async record(plan: Plan, step: StoredStep, mark: RunMark, attempt: Attempt & { readonly startedAt: string }): Promise<StepState | null> {
    const recorded = await this.parts.database.write((manager) =>
      attempt.kind === 'DONE' ? this.done(manager, { plan, step, mark }, attempt) : this.stopped(manager, { plan, step, mark }, attempt),
    )
    if (recorded !== null) {
      await this.parts.onPersisted('step.recorded', step.row.id)
    }
    return recorded
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

  private async done(manager: EntityManager, { plan, step, mark }: Place, { done, written }: DoneAttempt): Promise<StepState | null> {
    if (!(await this.parts.rows.recordDone(manager, step.row, mark, done))) {
      return null
    }
    const { id: stepId, system, recordType } = step.row
    const facts = { planId: plan.id, stepId, system, recordType, outcome: done.outcome, readBack: done.readBack, written }
    await this.parts.audit.record({ type: 'step.done', viewer: null, subjectId: plan.subjectId, caseId: plan.caseId, facts })
    await this.remember(manager, plan, step, done.outcome)
    return StepState.DONE
  }

  private async remember(manager: EntityManager, plan: Plan, step: StoredStep, outcome: StepOutcome): Promise<void> {
    const { ledger, clock } = this.parts
    const isGone = outcome === StepOutcome.DELETED_SOFT || (outcome === StepOutcome.ERASED && step.planned.writes.length === 0)
    if (isGone) {
      await ledger.recordErased(plan.caseId, [{ ref: step.planned.ref, identifiers: [] }])
    }
    if (outcome === StepOutcome.RESTRICTED) {
      await storeRestrictions(manager, [restrictionOf(plan, step, ledger, timestamp(clock))])
    }
  }

  private async stopped(manager: EntityManager, { plan, step, mark }: Place, attempt: StoppedAttempt): Promise<StepState | null> {
    const { aftermath, readBack, startedAt } = attempt
    if (!(await this.parts.rows.recordStopped(manager, step.row, mark, { aftermath, readBack, startedAt }))) {
      return null
    }
    const { id: stepId, system } = step.row
    const facts = { planId: plan.id, stepId, system, state: aftermath.state, reason: aftermath.error }
    await this.parts.audit.record({ type: 'step.stopped', viewer: null, subjectId: plan.subjectId, caseId: plan.caseId, facts })
    return aftermath.state
  }
}

type StoppedAttempt = Extract<Attempt, { kind: 'STOPPED' }> & { readonly startedAt: string }

interface Place {
  readonly plan: Plan
  readonly step: StoredStep
  readonly mark: RunMark
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
