import { type EntityManager, In, Not } from 'typeorm'
import { Case } from '../../../entities/case.js'
import { DataSubject } from '../../../entities/data-subject.js'
import type { Database } from '../../../entities/database.js'
import { PlanApproval } from '../../../entities/plan-approval.js'
import { Plan } from '../../../entities/plan.js'
import { ReturnAlarm } from '../../../entities/return-alarm.js'
import type { AuditLog } from '../../audit/audit-log.js'
import { SourceError } from '../../connectors/source-error.js'
import { type JobRun, type JobWork, RetryLaterError } from '../../jobs/job-kind.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import { groupBy } from '../../kernel/collections.js'
import { InternalError } from '../../kernel/errors.js'
import { newId } from '../../kernel/ids.js'
import type { ErasureLedger } from '../../ledger/erasure-ledger.js'
import type { SubjectVault } from '../../security/subject-vault.js'
import { PlanKind, PlanState } from '../../vocabulary/change.js'
import { Right } from '../../vocabulary/data-right.js'
import type { RecordRef } from '../../vocabulary/source-record.js'
import { AccessPurpose } from '../../vocabulary/viewer.js'
import { addCaseEvent } from '../case-events.js'
import { despiteSameReference, type Intake } from '../intake.js'
import type { PlanStart } from '../plan-start.js'
import type { Drafting } from '../plans/drafting.js'
import type { PlannedStep } from '../plans/plan.js'
import type { PlanPlace, PlanWriter } from '../plans/plan-writer.js'
import { typeKey } from '../plans/step-draft.js'
import type { MetReading, ReturnReading } from './return-reading.js'
import { isErasedAsBefore, recordKey, type ReturnedRecords, stepsOfReturn } from './return-steps.js'

export interface ReturnParts {
  readonly database: Database
  readonly vault: SubjectVault
  readonly ledger: ErasureLedger
  readonly reading: ReturnReading
  readonly drafting: Pick<Drafting, 'erasure'>
  readonly writer: PlanWriter
  readonly starts: Pick<PlanStart, 'begin'>
  readonly intake: Intake
  readonly audit: AuditLog
  readonly clock: Clock
  readonly options: {
    /** Milliseconds for each system. */
    readonly readBudgetMs: number
  }
}

/** Alarms of one person and one case, answered together. */
interface Answering {
  readonly caseId: string
  readonly subjectId: string
  readonly alarms: readonly ReturnAlarm[]
}

/** A plan that is to be made, and the case that it goes into; null for a case of its own. */
interface Planned extends Answering {
  readonly reading: MetReading
  readonly steps: readonly PlannedStep[]
  readonly place: PlanPlace | null
  readonly mayBegin: boolean
}

/** Under which the hub itself approves: what was approved before, and was undone. */
const hub = 'HUB'

/** Where a system that did not answer does not say itself. */
const againAfterMs = 60_000

/**
 * Answers what came back. The very records that were erased are erased again under the approval that they were erased with;
 * about anything else a plan waits for the data protection officer. Either way in a case of the hub's own.
 */
export class Returns implements JobWork<{ readonly caseId: string }> {
  constructor(private readonly parts: ReturnParts) {}

  /** Whose system does not answer waits for it; the others are answered all the same. */
  async run({ caseId }: { readonly caseId: string }, run: JobRun): Promise<void> {
    const open = await this.parts.database.read((manager) => manager.findBy(ReturnAlarm, { caseId, state: 'OPEN' }))
    const hindrances: SourceError[] = []
    for (const alarms of groupBy(open, answeredWith).values()) {
      hindrances.push(...(await this.hindranceOf(alarms, run)))
    }
    const [first] = hindrances
    if (first !== undefined) {
      throw this.later(first)
    }
  }

  private async hindranceOf(alarms: readonly ReturnAlarm[], run: JobRun): Promise<SourceError[]> {
    try {
      await this.answer(alarms, run)
      return []
    } catch (error) {
      if (!(error instanceof SourceError) || run.signal.aborted) {
        throw error
      }
      return [error]
    }
  }

  private async answer(alarms: readonly ReturnAlarm[], run: JobRun): Promise<void> {
    const [first] = alarms
    if (first !== undefined) {
      const answering = { caseId: first.caseId, subjectId: first.subjectId, alarms }
      await (first.kind === 'RESTORED' ? this.eraseAgain(answering, run) : this.askOfficer(answering, run))
    }
  }

  private later({ reason, options }: SourceError): RetryLaterError {
    const runAt = new Date(this.parts.clock.now().getTime() + (options.retryAfterMs ?? againAfterMs))
    return new RetryLaterError(runAt, `What came back could not be looked at: ${reason}.`)
  }

  private async eraseAgain(answering: Answering, run: JobRun): Promise<void> {
    const { reading, refs } = await this.read(answering, run)
    const met = new Set(refs.map(recordKey))
    const steps = this.stepsOf(reading, { met, erasedTypes: new Set() })
    if (steps.length > 0 && !isErasedAsBefore(steps, met)) {
      await this.askOfficer(answering, run)
      return
    }
    await this.plan({ ...answering, reading, steps, place: null, mayBegin: true }, run)
  }

  /** What is back already and waits for the officer is planned together with what came after it. */
  private async askOfficer(answering: Answering, run: JobRun): Promise<void> {
    const waiting = await this.waitingFor(answering)
    const all = { ...answering, alarms: [...answering.alarms, ...waiting.alarms] }
    const { reading, refs } = await this.read(all, run)
    const erased = isDoubtful(all) ? [] : await this.parts.ledger.erasedTypesOf(answering.caseId)
    const returned = { met: new Set(refs.map(recordKey)), erasedTypes: new Set(erased.map(typeKey)) }
    await this.plan({ ...all, reading, steps: this.stepsOf(reading, returned), place: waiting.place, mayBegin: false }, run)
  }

  /** Without what a rule keeps: it did not come back, and a card that did is not kept because of it. */
  private async read({ caseId, subjectId, alarms }: Answering, { signal }: JobRun) {
    const { vault, reading, ledger, audit, options } = this.parts
    const ids = await vault.openAll(alarms.map(({ externalIdCipher }) => ({ subjectId, cipher: externalIdCipher })))
    const refs = alarms.map(({ system, recordType }, index): RecordRef => ({ system, recordType, externalId: ids[index] ?? '' }))
    const read = await reading.read(subjectId, refs, { budgetMs: options.readBudgetMs, signal })
    const systems = read.coverage.map(({ systemId }) => systemId).toSorted()
    const facts = { purpose: AccessPurpose.CASE_HANDLING, outcome: 'READ' as const, systems }
    await audit.record({ type: 'subject.read', viewer: null, subjectId, caseId, facts })
    const kept = new Set((await ledger.keptAmong(read.records.map(({ ref }) => ref))).map(recordKey))
    return { reading: { ...read, records: read.records.filter(({ ref }) => !kept.has(recordKey(ref))) }, refs }
  }

  private stepsOf(reading: MetReading, returned: ReturnedRecords): PlannedStep[] {
    return stepsOfReturn(this.parts.drafting.erasure(null, reading), returned)
  }

  /** The plan that nobody has begun to carry out, with the alarms that it answers. */
  private async waitingFor(answering: Answering): Promise<{ readonly alarms: readonly ReturnAlarm[]; readonly place: PlanPlace | null }> {
    const { database } = this.parts
    const { caseId, subjectId } = answering
    const others = { caseId, subjectId, kind: Not('DOUBTFUL' as const), state: 'PLANNED' as const }
    const planned = isDoubtful(answering) ? [] : await database.read((manager) => manager.findBy(ReturnAlarm, others))
    const where = { id: In(planned.map(({ planId }) => planId ?? '')), state: In([PlanState.PROPOSED, PlanState.APPROVED]) }
    const plan = await database.read((manager) => manager.findOneBy(Plan, where))
    if (plan === null) {
      return { alarms: [], place: null }
    }
    const { id, state, claimId } = plan
    const place = { viewer: null, claimId, caseId: plan.caseId, subjectId, known: { id, state } }
    return { alarms: planned.filter(({ planId }) => planId === id), place }
  }

  /** In one transaction, and only while the job is still this run's. */
  private async plan(planned: Planned, run: JobRun): Promise<void> {
    await despiteSameReference(() =>
      this.parts.database.write(async (manager) => {
        if (await run.stillMine()) {
          await (planned.steps.length === 0 ? this.settle(manager, planned) : this.store(manager, planned))
        }
      }),
    )
  }

  /** Nothing of it is there any more, or nothing that an erasure would touch. */
  private async settle(manager: EntityManager, { alarms }: Planned): Promise<void> {
    await manager.update(ReturnAlarm, { id: In(alarms.map(({ id }) => id)) }, { state: 'ANSWERED', planId: null })
  }

  private async store(manager: EntityManager, planned: Planned): Promise<void> {
    const { writer, audit } = this.parts
    const { caseId: ofCaseId, subjectId, alarms, reading, steps, mayBegin } = planned
    const place = planned.place ?? (await this.ownCase(manager, planned))
    const { coverage } = reading
    const written = await writer.write(manager, place, {
      kind: PlanKind.RE_ERASURE,
      ground: null,
      scope: null,
      steps,
      coverage,
      evidence: null,
    })
    if (!written.ok) {
      throw new InternalError(`The plan about what came back of case ${ofCaseId} could not be stored: ${written.refusal.code}.`)
    }
    const { planId } = written.value
    await manager.update(ReturnAlarm, { id: In(alarms.map(({ id }) => id)) }, { state: 'PLANNED', planId })
    const facts = { planId, ofCaseId, alarms: alarms.length, isErasedAgain: mayBegin }
    await audit.record({ type: 'return.answered', viewer: null, subjectId, caseId: place.caseId, facts })
    await (mayBegin ? this.begin(manager, place, planId) : undefined)
  }

  private async ownCase(manager: EntityManager, { caseId: ofCaseId, subjectId }: Planned): Promise<PlanPlace> {
    const { language } = await manager.findOneByOrFail(DataSubject, { id: subjectId })
    const { caseId, claimId } = await this.parts.intake.openOwn(manager, { subjectId, right: Right.ERASURE, language })
    const at = timestamp(this.parts.clock)
    await addCaseEvent(manager, { caseId, type: 'case.opened-for-return', at, actorRole: null, facts: { ofCaseId } })
    if (await manager.existsBy(Case, { id: ofCaseId })) {
      await addCaseEvent(manager, { caseId: ofCaseId, type: 'case.data-returned', at, actorRole: null, facts: { inCaseId: caseId } })
    }
    return { viewer: null, claimId, caseId, subjectId, known: null }
  }

  /** The approval is that of the earlier erasure, which the ledger proves. */
  private async begin(manager: EntityManager, { caseId, subjectId }: PlanPlace, planId: string): Promise<void> {
    const { starts, audit, clock } = this.parts
    const at = timestamp(clock)
    const { hash } = await manager.findOneByOrFail(Plan, { id: planId })
    await manager.update(Plan, { id: planId, state: PlanState.PROPOSED }, { state: PlanState.APPROVED })
    await manager.insert(PlanApproval, { id: newId(), planId, hash, approvedBy: hub, role: hub, approvedAt: at })
    await addCaseEvent(manager, { caseId, type: 'plan.approved', at, actorRole: null, facts: { planId } })
    await audit.record({ type: 'plan.approved', viewer: null, subjectId, caseId, facts: { planId, hash, uncheckedSystems: [] } })
    const begun = await starts.begin(manager, null, planId)
    if (!begun.ok) {
      throw new InternalError(`Plan ${planId} could not be begun: ${begun.refusal.code}.`)
    }
  }
}

/** A doubtful record is answered alone: another may be somebody else's, and a plan is approved or dismissed as a whole. */
function answeredWith({ id, subjectId, kind }: ReturnAlarm): string {
  return kind === 'DOUBTFUL' ? id : `${subjectId} ${kind}`
}

function isDoubtful({ alarms }: Pick<Answering, 'alarms'>): boolean {
  return alarms.some(({ kind }) => kind === 'DOUBTFUL')
}
