import type { Clock } from '../kernel/clock.js'
import { InternalError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { Logger } from '../kernel/logger.js'
import { type AfterFailure, afterFailure } from './after-failure.js'
import type { ClaimedJob } from './claim.js'
import { HopelessJobError, type JobHandler, type JobRun } from './job-kind.js'
import type { JobQueue } from './queue.js'

export interface WorkerOptions {
  /** Jobs at once; 1. */
  readonly concurrency?: number
  /** How long a job stays with a worker that is not heard of; 30,000. Prolonged at every third of it. */
  readonly leaseMs?: number
  /** How often to look for jobs that other processes queued or lost; 1,000. */
  readonly pollMs?: number
  /** Of the first repetition at most; doubles with each. 1,000. */
  readonly backoffMs?: number
  /** No repetition waits longer; 300,000. */
  readonly longestBackoffMs?: number
  /** Between 0 and 1; Math.random. */
  readonly random?: () => number
}

export interface WorkerParts {
  readonly queue: JobQueue
  readonly handlers: readonly JobHandler[]
  readonly logger: Logger
  readonly clock: Clock
}

const defaults = {
  concurrency: 1,
  leaseMs: 30_000,
  pollMs: 1_000,
  backoffMs: 1_000,
  longestBackoffMs: 300_000,
  random: Math.random,
} satisfies Required<WorkerOptions>

/** Why a run was told to end. */
class RunEndedError extends InternalError {}

/**
 * Takes jobs and runs them. A run that dies with its process is taken over by another worker when its lease has run out;
 * one that fails is repeated, later and later with jitter, and parked when it has failed too often.
 */
export class Worker {
  private readonly options: Required<WorkerOptions>
  private readonly handlers: ReadonlyMap<string, JobHandler>
  private readonly running = new Map<Promise<void>, AbortController>()
  private loop: Promise<void> | null = null
  private stopping = false
  private ring: () => void = () => undefined
  private silence: () => void = () => undefined

  constructor(
    private readonly parts: WorkerParts,
    options: WorkerOptions = {},
  ) {
    this.options = { ...defaults, ...options }
    this.handlers = new Map(parts.handlers.map((handler) => [handler.kind.name, handler]))
  }

  start(): void {
    this.stopping = false
    this.silence = this.parts.queue.onEnqueued(() => this.ring())
    this.loop ??= this.work()
  }

  /** Takes no further job, lets the running ones end within `graceMs`, then aborts them and hands them back to the queue. */
  async stop(graceMs = 10_000): Promise<void> {
    this.stopping = true
    this.silence()
    this.ring()
    await this.loop
    this.loop = null
    const ended = Promise.all(this.running.keys())
    const timer = setTimeout(() => this.running.forEach((controller) => controller.abort(new RunEndedError('The worker stops.'))), graceMs)
    await ended.finally(() => clearTimeout(timer))
  }

  /** Runs what is due until nothing is, then ends. */
  async drain(): Promise<void> {
    let job = await this.claim()
    while (job !== null) {
      await this.run(job, new AbortController())
      job = await this.claim()
    }
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      const belled = new Promise<void>((resolve) => (this.ring = resolve))
      const job = this.running.size < this.options.concurrency ? await this.tryClaim() : null
      if (job === null) {
        await this.rest(belled)
      } else {
        this.begin(job)
      }
    }
  }

  private begin(job: ClaimedJob): void {
    const controller = new AbortController()
    const run = this.run(job, controller).finally(() => {
      this.running.delete(run)
      this.ring()
    })
    this.running.set(run, controller)
  }

  private async rest(belled: Promise<void>): Promise<void> {
    const timer = setTimeout(() => this.ring(), this.options.pollMs)
    await belled
    clearTimeout(timer)
  }

  private claim(): Promise<ClaimedJob | null> {
    return this.parts.queue.claim([...this.handlers.keys()], newId(), this.options.leaseMs)
  }

  /** A database that does not answer is asked again at the next poll. */
  private async tryClaim(): Promise<ClaimedJob | null> {
    try {
      return await this.claim()
    } catch (error) {
      this.parts.logger.error('Looking for jobs failed.', {}, error)
      return null
    }
  }

  /** Never rejects: what goes wrong is in the job's row, or the lease runs out and another worker takes over. */
  private async run(job: ClaimedJob, controller: AbortController): Promise<void> {
    const logger = this.parts.logger.child({ jobId: job.id, kind: job.kind, attempt: job.attempts })
    const heartbeat = setInterval(() => void this.beat(job, controller), this.options.leaseMs / 3)
    try {
      await this.carryOut(job, controller.signal)
      const mine = await this.parts.queue.complete(job)
      logger.info(mine ? 'Job done.' : 'Job done, but another worker holds it.')
    } catch (error) {
      await this.fail(job, controller.signal, error).catch((failure: unknown) =>
        logger.error('Recording a failed job failed.', {}, failure),
      )
    } finally {
      clearInterval(heartbeat)
    }
  }

  private async carryOut(job: ClaimedJob, signal: AbortSignal): Promise<void> {
    if (job.attempts > job.maxAttempts) {
      throw new HopelessJobError('Every worker that took it was lost.')
    }
    const run: JobRun = {
      jobId: job.id,
      lease: job.leasedBy,
      attempt: job.attempts,
      signal,
      stillMine: () => this.parts.queue.extend(job, this.options.leaseMs),
    }
    await this.handlerOf(job).work.run(job.payload, run)
    signal.throwIfAborted()
  }

  private handlerOf({ kind }: ClaimedJob): JobHandler {
    const handler = this.handlers.get(kind)
    if (handler === undefined) {
      throw new HopelessJobError('This worker has no handler for the kind.')
    }
    return handler
  }

  private async beat(job: ClaimedJob, controller: AbortController): Promise<void> {
    try {
      if (!(await this.parts.queue.extend(job, this.options.leaseMs))) {
        controller.abort(new RunEndedError('Another worker holds the job.'))
      }
    } catch (error) {
      this.parts.logger.error('Prolonging a lease failed.', { jobId: job.id }, error)
    }
  }

  private async fail(job: ClaimedJob, signal: AbortSignal, error: unknown): Promise<void> {
    const { queue, logger } = this.parts
    if (signal.aborted) {
      await queue.release(job)
      return
    }
    const next = this.afterFailure(job, error)
    const facts = { jobId: job.id, kind: job.kind, attempt: job.attempts, reason: next.reason }
    if (next.is === 'PARKED') {
      const parked = await queue.park(job, next.reason, async () => this.handlers.get(job.kind)?.work.parked?.(job.payload, next.reason))
      logger.error(parked ? 'Job parked.' : 'Job failed, but another worker holds it.', facts, error)
      return
    }
    logger.warn('Job did not succeed; it will be repeated.', facts)
    await queue.repeat(job, next)
  }

  private afterFailure(job: ClaimedJob, error: unknown): AfterFailure {
    const { backoffMs, longestBackoffMs, random } = this.options
    const kind = this.handlers.get(job.kind)?.kind ?? null
    return afterFailure({ job, kind, error, now: this.parts.clock.now(), backoffMs, longestBackoffMs, random: random() })
  }
}
