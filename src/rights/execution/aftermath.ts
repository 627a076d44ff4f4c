import type { SourceError } from '../../connectors/source-error.js'
import { StepAction, StepState } from '../../vocabulary/change.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import { StepHindrance, type StepError } from '../../vocabulary/step-error.js'
import { WriteRefusalReason } from '../../vocabulary/write-refusal.js'

export interface RetryOptions {
  /** Of the first repetition at most; doubles with each. @default 5_000 */
  readonly backoffMs: number
  /** No repetition waits longer, unless the system says so. @default 900_000 */
  readonly longestBackoffMs: number
  /** After how long from its first attempt a step is given up. @default 72 hours */
  readonly deadlineMs: number
  /** How soon a paused system is looked at again. @default 60_000 */
  readonly pausedMs: number
  /** How often a record that is still there is written to again. @default 5 */
  readonly maxStillPresent: number
  /** Between 0 and 1. @default Math.random */
  readonly random: () => number
}

export const defaultRetryOptions: RetryOptions = {
  backoffMs: 5_000,
  longestBackoffMs: 900_000,
  deadlineMs: 72 * 60 * 60 * 1_000,
  pausedMs: 60_000,
  maxStillPresent: 5,
  random: Math.random,
}

/** How far a step has come when something stops it. */
export interface StepHistory {
  /** Attempts before this one. */
  readonly attempts: number
  /** Milliseconds since the epoch; of the first attempt, which may be this one. */
  readonly startedAt: number
  readonly now: number
}

/** What becomes of a step that was stopped. */
export interface Aftermath {
  readonly state: typeof StepState.WAITING_RETRY | typeof StepState.WAITING_MANUAL | typeof StepState.FAILED | typeof StepState.CONFLICT
  readonly error: StepError
  /** With WAITING_RETRY: when it is tried again. */
  readonly waitMs: number | null
  /** False where nothing was tried. */
  readonly counts: boolean
  /** Whether the system as a whole is not to be asked further for now. */
  readonly stopsLane: boolean
}

/** Reasons that nobody but a person can do something about. */
const forPeople: Partial<Readonly<Record<CoverageReason, WriteRefusalReason>>> = {
  [CoverageReason.NO_PERMISSION]: WriteRefusalReason.NO_PERMISSION,
  [CoverageReason.NOT_SEARCHED]: WriteRefusalReason.NOT_SUPPORTED,
  [CoverageReason.NOT_INSTALLED]: WriteRefusalReason.NOT_SUPPORTED,
  [CoverageReason.SWITCHED_OFF]: WriteRefusalReason.NOT_SUPPORTED,
}

/** Reasons that speak of the system, not of the one record. */
const ofSystem: readonly CoverageReason[] = [
  CoverageReason.TIMEOUT,
  CoverageReason.THROTTLED,
  CoverageReason.CREDENTIALS_REFUSED,
  CoverageReason.CIRCUIT_OPEN,
  CoverageReason.PAUSED,
]

/** After a call that failed: nobody knows whether a write arrived, so that the next attempt reads first. Pure but for `random`. */
export function afterFailure({ reason, options: { retryAfterMs } }: SourceError, history: StepHistory, options: RetryOptions): Aftermath {
  const stopsLane = ofSystem.includes(reason)
  if (reason === CoverageReason.PAUSED) {
    return { state: StepState.WAITING_RETRY, error: reason, waitMs: options.pausedMs, counts: false, stopsLane }
  }
  const byHand = forPeople[reason]
  if (byHand !== undefined) {
    return stopped(StepState.WAITING_MANUAL, byHand)
  }
  const waitMs = Math.max(retryAfterMs ?? 0, backoff(history.attempts, options))
  const isOver = history.now + waitMs > history.startedAt + options.deadlineMs
  return isOver
    ? { ...stopped(StepState.FAILED, reason), stopsLane }
    : { state: StepState.WAITING_RETRY, error: reason, waitMs, counts: true, stopsLane }
}

/** After a rule of the system refused the write. What belongs to a card that the books hold on to needs another plan, not a hand. */
export function afterRefusal(reason: WriteRefusalReason, isCard: boolean): Aftermath {
  const isHeldByBooks = reason === WriteRefusalReason.POSTED_DOCUMENT || reason === WriteRefusalReason.AUDIT_TRAIL
  const isFinal = reason === WriteRefusalReason.VALUE_REFUSED || (isCard && isHeldByBooks)
  return stopped(isFinal ? StepState.FAILED : StepState.WAITING_MANUAL, reason)
}

/** After the source was found to be something else than the plan saw. */
export function afterConflict(error: typeof StepHindrance.RECORD_CHANGED | typeof StepHindrance.RECORD_GONE): Aftermath {
  return stopped(StepState.CONFLICT, error)
}

/** After a write that the system took without doing it, or a record that was found again. */
export function afterStillPresent(history: StepHistory, options: RetryOptions): Aftermath {
  const waitMs = backoff(history.attempts, options)
  const isOver = history.attempts + 1 >= options.maxStillPresent || history.now + waitMs > history.startedAt + options.deadlineMs
  return isOver
    ? stopped(StepState.FAILED, StepHindrance.STILL_PRESENT)
    : { state: StepState.WAITING_RETRY, error: StepHindrance.STILL_PRESENT, waitMs, counts: true, stopsLane: false }
}

/** Whether a failed step can only be taken further by another plan. */
export function needsNewPlan(action: StepAction, error: string | null): boolean {
  const byBooks = error === WriteRefusalReason.POSTED_DOCUMENT || error === WriteRefusalReason.AUDIT_TRAIL
  return byBooks || (action === StepAction.RECTIFY && error === WriteRefusalReason.VALUE_REFUSED)
}

function stopped(state: Exclude<Aftermath['state'], typeof StepState.WAITING_RETRY>, error: StepError): Aftermath {
  return { state, error, waitMs: null, counts: true, stopsLane: false }
}

/** Full jitter: anything between nothing and the doubled wait, so that failures do not come back together. */
function backoff(attempts: number, { backoffMs, longestBackoffMs, random }: RetryOptions): number {
  return Math.round(random() * Math.min(longestBackoffMs, backoffMs * 2 ** Math.min(attempts, 30)))
}
