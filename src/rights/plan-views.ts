import { In } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { PlanApproval } from '../../entities/plan-approval.js'
import type { Plan } from '../../entities/plan.js'
import type { DataMap } from '../datamap/data-map.js'
import { maskedText } from '../datamap/masking.js'
import { disclosureOf, onScreen } from '../federation/disclosure-rules.js'
import { groupBy } from '../kernel/collections.js'
import { StepAction, StepState } from '../vocabulary/change.js'
import { DisclosureMode } from '../vocabulary/disclosure.js'
import type { Labels } from '../vocabulary/language.js'
import { stepErrorText } from '../vocabulary/step-error.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { EvidenceView, FieldChangeView, PlanSummary, PlanView, StepView } from './changes.js'
import type { EvidenceStore } from './evidence-store.js'
import type { PlannedChange } from './plans/plan.js'
import type { StoredPlan, StoredStep } from './plans/plan-store.js'
import { referralLetter } from './referral-letter.js'
import { unreadSystems } from './unread-systems.js'

/** Puts plans together as a viewer may see them: who looks decides which values are shown. */
export class PlanViews {
  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceStore,
    private readonly dataMap: DataMap,
  ) {}

  /** In the order of the plans given. */
  async of(viewer: Viewer, stored: readonly StoredPlan[]): Promise<PlanView[]> {
    const ids = stored.map(({ plan }) => plan.id)
    const evidence = await this.evidence.ofPlans(ids)
    const approvals = await this.approvalsOf(ids)
    return stored.map((one) => this.viewOf(viewer, one, { evidence, approvals: approvals.get(one.plan.id) ?? [] }))
  }

  private async approvalsOf(planIds: readonly string[]): Promise<ReadonlyMap<string, PlanApproval[]>> {
    const where = { planId: In([...planIds]) }
    const rows = await this.database.read((manager) => manager.find(PlanApproval, { where, order: { approvedAt: 'ASC', id: 'ASC' } }))
    return groupBy(rows, ({ planId }) => planId)
  }

  private viewOf(viewer: Viewer, { plan, steps }: StoredPlan, { evidence, approvals }: Proofs): PlanView {
    const { id, caseId, claimId, subjectId, kind, state, hash, ground, createdAt, executedAt, coverage } = plan
    return {
      id,
      caseId,
      claimId,
      subjectId,
      kind,
      state,
      hash,
      ground,
      createdAt,
      executedAt,
      steps: steps.map((step) => this.stepView(viewer, plan, step, evidence.get(step.row.id) ?? [])),
      summary: summaryOf(plan, steps),
      approvals: approvals.map(({ role, approvedAt, hash: approved }) => ({ role, approvedAt, hash: approved })),
      evidence: evidence.get(id) ?? [],
      drifted: steps.some(({ row }) => row.state === StepState.CONFLICT),
      coverage,
    }
  }

  private stepView(viewer: Viewer, plan: Plan, { row, planned }: StoredStep, evidence: readonly EvidenceView[]): StepView {
    const { bodyCipher: _sealed, system, rank: _rank, runBy: _run, startedAt: _started, doneAt: _done, ...shown } = row
    const changes = planned.changes.map((change) => this.changeView(viewer, row, change))
    return {
      ...shown,
      systemId: system,
      externalId: planned.ref.externalId,
      changes,
      reason: planned.reason,
      instructions: instructionsOf({ row, planned }),
      ...this.referralOf(plan, { row, planned }, changes),
      evidence,
    }
  }

  private changeView(viewer: Viewer, type: TypePlace, { field: name, category, from, to }: PlannedChange): FieldChangeView {
    const field = this.typeAt(type)?.fields[name]
    const { mode } = field === undefined ? { mode: DisclosureMode.WITHHELD } : disclosureOf(field, undefined, onScreen(viewer))
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
    return { referral, letter: referralLetter({ kind, referral, systemLabels: system.labels, changes, fields }) }
  }

  private typeAt({ system, recordType }: TypePlace) {
    return this.dataMap.systems.get(system)?.recordTypes[recordType]
  }
}

interface TypePlace {
  readonly system: string
  readonly recordType: string
}

interface Proofs {
  readonly evidence: ReadonlyMap<string, readonly EvidenceView[]>
  readonly approvals: readonly PlanApproval[]
}

const byPeople: readonly StepAction[] = [StepAction.REFER, StepAction.FORWARD, StepAction.BY_HAND]

/** What a person has to do: why a worker stopped, or else why the step is theirs from the beginning. */
function instructionsOf({ row, planned }: StoredStep): Labels | null {
  const stopped: readonly StepState[] = [StepState.WAITING_MANUAL, StepState.FAILED, StepState.CONFLICT]
  const why = stopped.includes(row.state) ? stepErrorText(row.lastError) : null
  return why ?? (byPeople.includes(row.action) ? planned.reason : null)
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
