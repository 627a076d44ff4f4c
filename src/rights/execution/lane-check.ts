import type { Plan } from '../../../entities/plan.js'
import type { Step } from '../../../entities/step.js'
import { SourceError } from '../../connectors/source-error.js'
import type { CallLimits, Gateway } from '../../federation/gateway.js'
import type { SubjectRecords } from '../../federation/subject-records.js'
import type { Clock } from '../../kernel/clock.js'
import { PlanKind, ReadBack, StepOutcome } from '../../vocabulary/change.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import { IdentifierKind, type SubjectIdentifier } from '../../vocabulary/identifier.js'
import { type Shortfall, shortfallOf } from '../../vocabulary/shortfall.js'
import type { RecordRef, SystemId } from '../../vocabulary/source-record.js'
import type { PlanStore, StoredStep } from '../plans/plan-store.js'
import { typeKey } from '../plans/step-draft.js'
import { afterFailure, afterStillPresent, type RetryOptions } from './aftermath.js'
import type { RecordWriter } from './record-writer.js'
import type { StepRecorder } from './step-recorder.js'

/** READ: nothing erased is found; `shortfall` says what else is left open. REOPENED: something erased is. LATER: the system may be asked again. */
export type LaneFinding =
  | { readonly kind: 'READ'; readonly shortfall: Shortfall | null }
  | { readonly kind: 'REOPENED' }
  | { readonly kind: 'LATER'; readonly waitMs: number }

export interface LaneCheckParts {
  readonly gateway: Gateway
  readonly records: Pick<SubjectRecords, 'certainIn'>
  readonly plans: PlanStore
  readonly writer: RecordWriter
  readonly recorder: StepRecorder
  readonly retry: RetryOptions
  readonly clock: Clock
  readonly callBudgetMs: number
}

/** What a search of a system met. */
interface Met {
  /** Steps whose records were erased and stand. */
  readonly again: readonly StoredStep[]
  readonly shortfall: Shortfall | null
}

/** Reads a system back by what the person is known by, once its steps are through: what is found again was not erased. */
export class LaneCheck {
  constructor(private readonly parts: LaneCheckParts) {}

  /** `steps` are those of one system. */
  async check(plan: Plan, steps: readonly Step[], look: Look): Promise<LaneFinding> {
    const [first] = steps.filter(isErased)
    if (first === undefined || !look.identifiers.some(isFinding)) {
      return { kind: 'READ', shortfall: null }
    }
    try {
      const { again, shortfall } = await this.search(plan, { system: first.system, steps }, look)
      for (const step of again) {
        await this.reopen(plan, step)
      }
      return again.length === 0 ? { kind: 'READ', shortfall } : { kind: 'REOPENED' }
    } catch (error) {
      return this.afterError(error, steps.filter(isErased), look.signal)
    }
  }

  private async search(plan: Plan, { system, steps }: OfSystem, { identifiers, signal }: Look): Promise<Met> {
    const { gateway, plans } = this.parts
    const { located, gaps } = await gateway.locate(system, [{ subjectId: plan.subjectId, identifiers }], this.limits(signal))
    const known = located.length === 0 ? [] : await plans.open(plan, steps)
    const found = new Set(located.map(({ ref }) => recordOf(ref)))
    const again = await this.standing(known, found, signal)
    const planned = new Set(known.map(({ planned: { ref } }) => recordOf(ref)))
    const strange = located.filter(({ ref }) => !planned.has(recordOf(ref))).map(({ ref }) => ref)
    const unplanned = await this.unplanned(plan, { system, strange }, signal)
    return { again, shortfall: shortfallOf(system, unplanned, gaps) }
  }

  /** A search may lag behind: what it finds is looked at once more by its id. */
  private async standing(known: readonly StoredStep[], found: ReadonlySet<string>, signal: AbortSignal): Promise<StoredStep[]> {
    const met = known.filter(({ row, planned: { ref } }) => isErased(row) && found.has(recordOf(ref)))
    const looks = await Promise.all(met.map((step) => this.parts.writer.look(step, signal)))
    return met.filter((_, index) => looks[index] !== null && looks[index]?.finalOn === undefined)
  }

  /**
   * How many records are the person's, as certainly as a link would be, of which the plan knows nothing: they came after it was
   * made. Where the plan left records out on purpose nobody can tell, and the claim is not fulfilled anyhow.
   */
  private async unplanned({ kind, scope, subjectId }: Plan, { system, strange }: Strange, signal: AbortSignal): Promise<number> {
    if (strange.length === 0 || kind !== PlanKind.ERASURE || scope !== null) {
      return 0
    }
    const certain = new Set((await this.parts.records.certainIn(system, subjectId, this.limits(signal))).map(recordOf))
    const theirs = [...new Map(strange.map((ref) => [recordOf(ref), ref])).values()].filter((ref) => certain.has(recordOf(ref)))
    const stands = await Promise.all(theirs.map((ref) => this.parts.writer.isStanding(ref, signal)))
    return stands.filter((one) => one).length
  }

  private limits(signal: AbortSignal): CallLimits {
    return { budgetMs: this.parts.callBudgetMs, signal }
  }

  private async reopen(plan: Plan, step: StoredStep): Promise<void> {
    const now = this.parts.clock.now().getTime()
    const { attempts, startedAt } = step.row
    const history = { attempts, startedAt: startedAt === null ? now : Date.parse(startedAt), now }
    const aftermath = afterStillPresent(history, this.parts.retry)
    await this.parts.recorder.reopen(plan, step, { aftermath, readBack: ReadBack.STILL_PRESENT })
  }

  /**
   * A system that cannot be searched is asked again until the deadline. Then, and where it will never be searched, what was read
   * back record by record has to do, and that it was not searched is said.
   */
  private afterError(error: unknown, erased: readonly Step[], signal: AbortSignal): LaneFinding {
    if (!(error instanceof SourceError) || signal.aborted) {
      throw error
    }
    const now = this.parts.clock.now().getTime()
    const last = Math.max(...erased.map(({ doneAt }) => Date.parse(doneAt ?? '')))
    const isOver = now > last + this.parts.retry.deadlineMs && error.reason !== CoverageReason.PAUSED
    const { waitMs } = afterFailure(error, { attempts: 3, startedAt: now, now }, this.parts.retry)
    if (!isOver && waitMs !== null) {
      return { kind: 'LATER', waitMs }
    }
    const gap = { recordType: null, scope: 'search after the erasure', reason: error.reason }
    return { kind: 'READ', shortfall: shortfallOf(erased[0]?.system ?? '', 0, [gap]) }
  }
}

interface OfSystem {
  readonly system: SystemId
  readonly steps: readonly Step[]
}

interface Strange {
  readonly system: SystemId
  /** Located, and in no step. */
  readonly strange: readonly RecordRef[]
}

export interface Look {
  readonly identifiers: readonly SubjectIdentifier[]
  readonly signal: AbortSignal
}

function isErased({ outcome, readBack }: Step): boolean {
  const isGone = outcome === StepOutcome.ERASED && readBack === ReadBack.GONE
  return isGone || outcome === StepOutcome.DELETED_SOFT || outcome === StepOutcome.ANONYMISED
}

/** A name or a date of birth finds nobody by itself. */
function isFinding({ kind }: SubjectIdentifier): boolean {
  return kind !== IdentifierKind.NAME && kind !== IdentifierKind.BIRTH_DATE
}

function recordOf(ref: RecordRef): string {
  return `${typeKey(ref)}/${ref.externalId}`
}
