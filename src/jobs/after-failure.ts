import { HubError } from '../kernel/errors.js'
import type { ClaimedJob } from './claim.js'
import { HopelessJobError, type JobKind, type JobPayload, RetryLaterError } from './job-kind.js'
import type { NextRun } from './queue.js'

/** A run that ended without success, and what it is judged by. */
export interface FailedRun {
  readonly job: Pick<ClaimedJob, 'attempts' | 'maxAttempts' | 'repeatUntil'>
  /** Null where the worker does not know the kind. */
  readonly kind: Pick<JobKind<JobPayload>, 'repeatForMs'> | null
  readonly error: unknown
  readonly now: Date
  readonly backoffMs: number
  readonly longestBackoffMs: number
  /** Between 0 and 1. */
  readonly random: number
}

/** What becomes of a job whose run failed. `reason` is in our own words. */
export type AfterFailure = { readonly is: 'PARKED'; readonly reason: string } | ({ readonly is: 'REPEATED' } & NextRun)

/** Repeated, later and later; parked when it failed too often, for too long, or when nothing would help. */
export function afterFailure(run: FailedRun): AfterFailure {
  const { job, error, now } = run
  const reason = reasonOf(error)
  const isLater = error instanceof RetryLaterError
  const runAt = isLater ? spread(error, run) : moment(now, run.random * wait(run))
  const repeatUntil = job.repeatUntil ?? moment(now, run.kind?.repeatForMs ?? 0)
  const isSpent = !isLater && job.attempts >= job.maxAttempts
  if (error instanceof HopelessJobError || isSpent || runAt > repeatUntil) {
    return { is: 'PARKED', reason }
  }
  return { is: 'REPEATED', reason, runAt, repeatUntil, attempts: isLater ? job.attempts - 1 : job.attempts }
}

/** Full jitter is a random part of this, so that failures do not come back together. */
function wait({ job, backoffMs, longestBackoffMs }: FailedRun): number {
  return Math.min(longestBackoffMs, backoffMs * 2 ** (job.attempts - 1))
}

/** Not before the moment that was named, and not all that were told the same moment at once. */
function spread({ runAt }: RetryLaterError, { now, backoffMs, random }: FailedRun): string {
  return moment(new Date(Math.max(Date.parse(runAt), now.getTime())), random * backoffMs)
}

function moment(from: Date, afterMs: number): string {
  return new Date(from.getTime() + Math.round(afterMs)).toISOString()
}

/** Of a library's error only what it is called. */
function reasonOf(error: unknown): string {
  if (error instanceof HubError) {
    return `${error.code}: ${error.message}`.slice(0, 255)
  }
  const isOurs = error instanceof HopelessJobError || error instanceof RetryLaterError
  return isOurs ? error.message.slice(0, 255) : `INTERNAL: ${error instanceof Error ? error.name : 'unknown'}`
}
