import { In } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { Case } from '../../entities/case.js'
import { CaseClock } from '../../entities/case-clock.js'
import { PlanApproval } from '../../entities/plan-approval.js'
import type { Plan } from '../../entities/plan.js'
import type { DataMap } from '../datamap/data-map.js'
import { maskedText } from '../datamap/masking.js'
import { disclosureOf, onScreen } from '../federation/disclosure-rules.js'
import { groupBy } from '../kernel/collections.js'
import { forwardLetter } from '../notices/letters/forward-letter.js'
import { inEveryLanguage, paragraphs } from '../notices/letters/letter.js'
import { referralLetter } from '../notices/letters/referral-letter.js'
import { PlanKind, StepAction, StepState } from '../vocabulary/change.js'
import { Right } from '../vocabulary/data-right.js'
import { DisclosureMode } from '../vocabulary/disclosure.js'
import type { Labels } from '../vocabulary/language.js'
import { stepErrorText } from '../vocabulary/step-error.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { EvidenceView, FieldChangeView, PlanSummary, PlanView, StepView } from './changes.js'
import { dayInBrussels } from './deadline.js'
import type { EvidenceStore } from './evidence-store.js'
import type { PlannedChange, PlannedStep } from './plans/plan.js'
import type { StoredPlan, StoredStep } from './plans/plan-store.js'
import { unreadSystems } from './unread-systems.js'

/** Puts plans together as a viewer may see them: who looks decides which values are shown. */
export class PlanViews {
  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceStore,
    private readonly dataMap: DataMap,
    /** The company, as letters name it. */
    private readonly controller: string,
  ) {}

  /** In the order of the plans given. */
  async of(viewer: Viewer, stored: readonly StoredPlan[]): Promise<PlanView[]> {
    const ids = stored.map(({ plan }) => plan.id)
    const evidence = await this.evidence.ofPlans(ids)
    const approvals = await this.approvalsOf(ids)
    const cases = await this.casesOf(stored)
    return stored.map((one) => {
      const proofs = { evidence, approvals: approvals.get(one.plan.id) ?? [], theCase: cases.get(one.plan.caseId) ?? null }
      return this.viewOf(viewer, one, proofs)
    })
  }

  /** What a letter says of the case. */
  private async casesOf(stored: readonly StoredPlan[]): Promise<ReadonlyMap<string, CaseInLetters>> {
    const ids = In(stored.map(({ plan }) => plan.caseId))
    const cases = await this.database.read((manager) => manager.findBy(Case, { id: ids }))
    const clocks = await this.database.read((manager) => manager.findBy(CaseClock, { caseId: ids }))
    const received = new Map(clocks.map(({ caseId, receivedAt }) => [caseId, dayInBrussels(new Date(receivedAt))]))
    return new Map(cases.map(({ id, reference }) => [id, { reference, receivedOn: received.get(id) ?? '' }]))
  }

  private async approvalsOf(planIds: readonly string[]): Promise<ReadonlyMap<string, PlanApproval[]>> {
    const where = { planId: In([...planIds]) }
    const rows = await this.database.read((manager) => manager.find(PlanApproval, { where, order: { approvedAt: 'ASC', id: 'ASC' } }))
    return groupBy(rows, ({ planId }) => planId)
  }

  private viewOf(viewer: Viewer, { plan, steps }: StoredPlan, { evidence, approvals, theCase }: Proofs): PlanView {
    const { id, caseId, claimId, subjectId, kind, state, hash, ground, scope, createdAt, executedAt, coverage } = plan
    return {
      id,
      caseId,
      claimId,
      subjectId,
      kind,
      state,
      hash,
      ground,
      scope,
      createdAt,
      executedAt,
      steps: steps.map((step) => this.stepView(viewer, { plan, theCase }, step, evidence.get(step.row.id) ?? [])),
      summary: summaryOf(plan, steps),
      approvals: approvals.map(({ role, approvedAt, hash: approved }) => ({ role, approvedAt, hash: approved })),
      evidence: evidence.get(id) ?? [],
      drifted: steps.some(({ row }) => row.state === StepState.CONFLICT),
      coverage,
    }
  }

  private stepView(
    viewer: Viewer,
    { plan, theCase }: PlanOfCase,
    { row, planned }: StoredStep,
    evidence: readonly EvidenceView[],
  ): StepView {
    const { bodyCipher: _sealed, system, rank: _rank, runBy: _run, startedAt: _started, doneAt: _done, ...shown } = row
    const changes = planned.changes.map((change) => this.changeView(viewer, planned, change))
    return {
      ...shown,
      systemId: system,
      externalId: planned.ref.externalId,
      changes,
      reason: planned.reason,
      instructions: instructionsOf({ row, planned }, this.letterToCustomer(plan, theCase, { row, planned }, changes)),
      ...this.referralOf(plan, { row, planned }, changes),
      evidence,
    }
  }

  /** Shows no more than the profile would: of what others wrote, nothing. */
  private changeView(
    viewer: Viewer,
    { ref, authoredBySubject }: PlannedStep,
    { field: name, category, from, to }: PlannedChange,
  ): FieldChangeView {
    const field = this.typeAt(ref)?.fields[name]
    const { mode } = field === undefined ? { mode: DisclosureMode.WITHHELD } : disclosureOf(field, authoredBySubject, onScreen(viewer))
    const shown = (text: string | null): string | null => {
      if (text === null || mode === DisclosureMode.VALUE) {
        return text
      }
      return mode === DisclosureMode.MASKED ? maskedText(category, text) : null
    }
    return { field: name, category, from: shown(from), to: shown(to) }
  }

  private referralOf({ kind }: Plan, { row }: StoredStep, changes: readonly FieldChangeView[]): Pick<StepView, 'referral' | 'letter'> {
    const system = this.dataMap.systems.get(row.system)
    const referral = row.action === StepAction.REFER ? (system?.correctWith ?? null) : null
    if (referral === null || system === undefined) {
      return { referral: null, letter: null }
    }
    const fields = this.typeAt(row)?.fields ?? {}
    const named = changes.map((change) => ({ ...change, label: fields[change.field]?.labels }))
    const right = kind === PlanKind.RECTIFICATION ? 'RECTIFICATION' : 'ERASURE'
    return { referral, letter: referralLetter({ ...referral, system: system.labels, right, changes: named }) }
  }

  /** Null where the step is not forwarded. */
  private letterToCustomer(
    { kind }: Plan,
    theCase: CaseInLetters | null,
    { row, planned }: StoredStep,
    changes: readonly FieldChangeView[],
  ): Labels | null {
    const system = this.dataMap.systems.get(row.system)
    if (row.action !== StepAction.FORWARD || system === undefined || theCase === null) {
      return null
    }
    const right = kind === PlanKind.RECTIFICATION ? Right.RECTIFICATION : Right.ERASURE
    const { categories, ref } = planned
    const facts = { controller: this.controller, right, ...theCase, system: system.labels, externalId: ref.externalId }
    return forwardLetter({ ...facts, categories, changes })
  }

  private typeAt({ system, recordType }: TypePlace) {
    return this.dataMap.systems.get(system)?.recordTypes[recordType]
  }
}

interface TypePlace {
  readonly system: string
  readonly recordType: string
}

interface CaseInLetters {
  readonly reference: string
  /** ISO date. */
  readonly receivedOn: string
}

interface PlanOfCase {
  readonly plan: Plan
  readonly theCase: CaseInLetters | null
}

interface Proofs extends Pick<PlanOfCase, 'theCase'> {
  readonly evidence: ReadonlyMap<string, readonly EvidenceView[]>
  readonly approvals: readonly PlanApproval[]
}

const byPeople: readonly StepAction[] = [StepAction.REFER, StepAction.FORWARD, StepAction.BY_HAND]

/** What a person has to do: why a worker stopped, or else why the step is theirs from the beginning, with what they send. */
function instructionsOf({ row, planned }: StoredStep, letter: Labels | null): Labels | null {
  const stopped: readonly StepState[] = [StepState.WAITING_MANUAL, StepState.FAILED, StepState.CONFLICT]
  const why = stopped.includes(row.state) ? stepErrorText(row.lastError) : null
  if (why !== null || !byPeople.includes(row.action)) {
    return why
  }
  return letter === null ? planned.reason : inEveryLanguage((language) => paragraphs(planned.reason[language], letter[language]))
}

function summaryOf({ coverage }: Plan, steps: readonly StoredStep[]): PlanSummary {
  const dates = steps.flatMap(({ row }) => row.retainUntil ?? []).toSorted()
  return {
    actions: counted(steps.map(({ row }) => row.action)),
    states: counted(steps.map(({ row }) => row.state)),
    unreadSystems: unreadSystems(coverage),
    retainedUntil: dates.at(-1) ?? null,
  }
}

function counted<T extends string>(words: readonly T[]): Partial<Record<T, number>> {
  const counts = [...groupBy(words, (word) => word)].map(([word, group]) => [word, group.length] as const)
  return Object.fromEntries(counts) as Partial<Record<T, number>>
}
