import type { Database } from '../../entities/database.js'
import { Case } from '../../entities/case.js'
import { CaseClock } from '../../entities/case-clock.js'
import type { Plan } from '../../entities/plan.js'
import type { DataMap } from '../datamap/data-map.js'
import { maskedText } from '../datamap/masking.js'
import { disclosureOf, onScreen } from '../federation/disclosure-rules.js'
import { forwardLetter } from '../notices/letters/forward-letter.js'
import { inEveryLanguage, paragraphs } from '../notices/letters/letter.js'
import { referralLetter } from '../notices/letters/referral-letter.js'
import { PlanKind, RectificationGround, StepAction, StepState } from '../vocabulary/change.js'
import { Right } from '../vocabulary/data-right.js'
import { DisclosureMode } from '../vocabulary/disclosure.js'
import type { Labels } from '../vocabulary/language.js'
import { stepErrorText } from '../vocabulary/step-error.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { EvidenceView, FieldChangeView, StepView } from './changes.js'
import { dayInBrussels } from './deadline.js'
import type { EvidenceStore } from './evidence-store.js'
import type { PlannedChange, PlannedStep } from './plans/plan.js'
import type { StoredStep } from './plans/plan-store.js'

/** Puts steps together as a viewer may see them: who looks decides which values are shown. */
export class StepViews {
  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceStore,
    private readonly dataMap: DataMap,
    /** The company, as letters name it. */
    private readonly controller: string,
  ) {}

  /** In the order of the steps given. */
  async of(viewer: Viewer, plan: Plan, steps: readonly StoredStep[]): Promise<StepView[]> {
    const evidence = await this.evidence.ofSteps(
      plan.id,
      steps.map(({ row }) => row.id),
    )
    const theCase = await this.caseOf(plan)
    return steps.map((step) => this.stepView(viewer, { plan, theCase }, step, evidence.get(step.row.id) ?? []))
  }

  /** What a letter says of the case. */
  private caseOf({ caseId }: Plan): Promise<CaseInLetters | null> {
    return this.database.read(async (manager) => {
      const one = await manager.findOneBy(Case, { id: caseId })
      const clock = await manager.findOneBy(CaseClock, { caseId })
      const receivedOn = clock === null ? '' : dayInBrussels(new Date(clock.receivedAt))
      return one === null ? null : { reference: one.reference, receivedOn }
    })
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

  private referralOf(plan: Plan, { row }: StoredStep, changes: readonly FieldChangeView[]): Pick<StepView, 'referral' | 'letter'> {
    const system = this.dataMap.systems.get(row.system)
    const referral = row.action === StepAction.REFER ? (system?.correctWith ?? null) : null
    if (referral === null || system === undefined) {
      return { referral: null, letter: null }
    }
    const fields = this.typeAt(row)?.fields ?? {}
    const named = changes.map((change) => ({ ...change, label: fields[change.field]?.labels }))
    return { referral, letter: referralLetter({ ...referral, system: system.labels, right: askedIn(plan), changes: named }) }
  }

  /** Null where the step is not forwarded. */
  private letterToCustomer(
    plan: Plan,
    theCase: CaseInLetters | null,
    { row, planned }: StoredStep,
    changes: readonly FieldChangeView[],
  ): Labels | null {
    const system = this.dataMap.systems.get(row.system)
    if (row.action !== StepAction.FORWARD || system === undefined || theCase === null) {
      return null
    }
    const right = plan.kind === PlanKind.RECTIFICATION ? Right.RECTIFICATION : Right.ERASURE
    const { categories, ref } = planned
    const facts = { controller: this.controller, right, ...theCase, system: system.labels, externalId: ref.externalId }
    return forwardLetter({ ...facts, categories, changes, isSupplement: askedIn(plan) === 'SUPPLEMENT' })
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

function askedIn({ kind, ground }: Plan): 'RECTIFICATION' | 'SUPPLEMENT' | 'ERASURE' {
  const correction = ground === RectificationGround.SUPPLEMENT ? 'SUPPLEMENT' : 'RECTIFICATION'
  return kind === PlanKind.RECTIFICATION ? correction : 'ERASURE'
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
