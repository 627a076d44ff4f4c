/** What a job is told: ids, never personal data. */
export type JobPayload = Readonly<Record<string, string>>

/** A kind of job: its name in the database, and by its type what such a job is told. */
export interface JobKind<P extends JobPayload> {
  readonly name: string
  /** How often it is begun before it is parked for a person to look at. */
  readonly maxAttempts: number
  /** How long after its first run without success it is repeated before it is parked, however few its attempts were. */
  readonly repeatForMs: number
  /** Only for the compiler; never set. */
  readonly payload?: P
}

const threeDaysMs = 3 * 24 * 60 * 60 * 1_000

export function jobKind<P extends JobPayload>(name: string, maxAttempts = 8, repeatForMs = threeDaysMs): JobKind<P> {
  return { name, maxAttempts, repeatForMs }
}

/** One run of a job. */
export interface JobRun {
  readonly jobId: string
  /** Names the lease: no two runs share it, and `leasedBy` in the job's row says whose the job is. */
  readonly lease: string
  /** From 1. */
  readonly attempt: number
  /** Aborts when the lease is lost or the worker stops: end soon, publish nothing. */
  readonly signal: AbortSignal
  /**
   * Whether this run still holds the job. To be asked inside the transaction that publishes the outcome: until that ends,
   * no other worker can take the job.
   */
  readonly stillMine: () => Promise<boolean>
}

/** What does a kind of job. It may be begun several times, so it must find out what was already done. */
export interface JobWork<P extends JobPayload> {
  run(payload: P, run: JobRun): Promise<void>
  /** Tells the thing concerned that nobody works on it any more; in the transaction that parks the job. */
  parked?(payload: P, reason: string): Promise<void>
}

/** A kind together with its work, as the worker keeps it. */
export interface JobHandler {
  readonly kind: JobKind<JobPayload>
  readonly work: JobWork<JobPayload>
}

export function handles<P extends JobPayload>(kind: JobKind<P>, work: JobWork<P>): JobHandler {
  return { kind, work }
}

/** No repetition would help: the job is parked at once. The message is ours and carries no personal data. */
export class HopelessJobError extends Error {}

/**
 * The run cannot go on before a moment that it was told, such as a system's `Retry-After`: the job is run again from then
 * on, and this run does not count as an attempt. The message is ours and carries no personal data.
 */
export class RetryLaterError extends Error {
  /** RFC 3339, UTC. */
  readonly runAt: string

  /** Throws RangeError where `runAt` is no moment. */
  constructor(runAt: string | Date, message = 'Told to come back later.') {
    super(message)
    this.runAt = new Date(runAt).toISOString()
  }
}
