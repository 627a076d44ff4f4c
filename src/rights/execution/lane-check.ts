import type { Plan } from '../../../entities/plan.js'
import type { Step } from '../../../entities/step.js'
import { SourceError } from '../../connectors/source-error.js'
import type { CallLimits, Gateway } from '../../federation/gateway.js'
import type { Clock } from '../../kernel/clock.js'
import { ReadBack, StepOutcome } from '../../vocabulary/change.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import { IdentifierKind, type SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { PlanStore, StoredStep } from '../plans/plan-store.js'
import { typeKey } from '../plans/step-draft.js'
import { afterFailure, afterStillPresent, type RetryOptions } from './aftermath.js'
import type { RecordWriter } from './record-writer.js'
import type { StepRecorder } from './step-recorder.js'

/** CLEAR: nothing erased is found. REOPENED: something is. Otherwise when the system may be asked again. */
export type LaneFinding = 'CLEAR' | 'REOPENED' | { readonly waitMs: number }

export interface LaneCheckParts {
  readonly gateway: Gateway
  readonly plans: PlanStore
  readonly writer: RecordWriter
  readonly recorder: StepRecorder
  readonly retry: RetryOptions
  readonly clock: Clock
  readonly callBudgetMs: number
}

/** Reads a system back by what the person is known by, once its steps are through: what is found again was not erased. */
export class LaneCheck {
  constructor(private readonly parts: LaneCheckParts) {}

  /** `steps` are those of one system. */
  async check(plan: Plan, steps: readonly Step[], look: Look): Promise<LaneFinding> {
    const erased = steps.filter(isErased)
    const [first] = erased
    if (first === undefined || !look.identifiers.some(isFinding)) {
      return 'CLEAR'
    }
    try {
      const again = await this.foundAgain(plan, erased, look)
      for (const step of again) {
        await this.reopen(plan, step)
      }
      return again.length === 0 ? 'CLEAR' : 'REOPENED'
    } catch (error) {
      return this.afterError(error, erased, look.signal)
    }
  }

  /** A search may lag behind: what it finds is looked at once more by its id. */
  private async foundAgain(plan: Plan, erased: readonly Step[], { identifiers, signal }: Look): Promise<StoredStep[]> {
    const { gateway, plans, callBudgetMs } = this.parts
    const system = erased[0]?.system ?? ''
    const limits: CallLimits = { budgetMs: callBudgetMs, signal }
    const { located } = await gateway.locate(system, [{ subjectId: plan.subjectId, identifiers }], limits)
    const found = new Set(located.map(({ ref }) => `${typeKey(ref)}/${ref.externalId}`))
    const met = (await plans.open(plan, erased)).filter(({ planned: { ref } }) => found.has(`${typeKey(ref)}/${ref.externalId}`))
    const standing = await Promise.all(met.map((step) => this.parts.writer.look(step, signal)))
    return met.filter((_, index) => standing[index] !== null && standing[index]?.finalOn === undefined)
  }

  private async reopen(plan: Plan, step: StoredStep): Promise<void> {
    const now = this.parts.clock.now().getTime()
    const { attempts, startedAt } = step.row
    const history = { attempts, startedAt: startedAt === null ? now : Date.parse(startedAt), now }
    const aftermath = afterStillPresent(history, this.parts.retry)
    await this.parts.recorder.reopen(plan, step, { aftermath, readBack: ReadBack.STILL_PRESENT })
  }

  /** A system that cannot be searched is asked again until the deadline; then what was read back record by record has to do. */
  private afterError(error: unknown, erased: readonly Step[], signal: AbortSignal): LaneFinding {
    if (!(error instanceof SourceError) || signal.aborted) {
      throw error
    }
    const now = this.parts.clock.now().getTime()
    const last = Math.max(...erased.map(({ doneAt }) => Date.parse(doneAt ?? '')))
    const isOver = now > last + this.parts.retry.deadlineMs && error.reason !== CoverageReason.PAUSED
    const { waitMs } = afterFailure(error, { attempts: 3, startedAt: now, now }, this.parts.retry)
    return isOver || waitMs === null ? 'CLEAR' : { waitMs }
  }
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
