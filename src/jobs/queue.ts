import { type FindOptionsWhere, Not } from 'typeorm'
import { type Database, isDuplicateKey } from '../../entities/database.js'
import { Job } from '../../entities/job.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import { JobState } from '../vocabulary/job-state.js'
import { type ClaimedJob, takeNext } from './claim.js'
import type { JobKind, JobPayload } from './job-kind.js'

export interface JobOrder<P extends JobPayload> {
  /** The thing it is about: there is one job per kind and key. */
  readonly key: string
  readonly payload: P
  /** RFC 3339; at once if absent. */
  readonly runAt?: string
}

/** When a job is to be run again, and why. */
export interface NextRun {
  readonly reason: string
  /** RFC 3339, as is `repeatUntil`. */
  readonly runAt: string
  readonly repeatUntil: string
  readonly attempts: number
}

/** Rows of the database that are to be worked on. They are the truth; the bell in the process only saves waiting. */
export class JobQueue {
  private readonly bells = new Set<() => void>()

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks for a job, within the caller's transaction where there is one. Where one for the same thing waits or has ended it
   * is queued afresh; where one runs it is run once more afterwards, since it may have looked too early.
   */
  async enqueue<P extends JobPayload>(kind: JobKind<P>, order: JobOrder<P>): Promise<void> {
    await this.database.write(async () => {
      if (!(await this.renew(kind, order))) {
        await this.insert(kind, order)
      }
      this.database.afterCommit(() => this.bells.forEach((ring) => ring()))
    })
  }

  /** Calls `ring` whenever a job was committed in this process; gives what ends that. */
  onEnqueued(ring: () => void): () => void {
    this.bells.add(ring)
    return () => this.bells.delete(ring)
  }

  /** The next due job of these kinds, leased to the claim: one that waits, or one whose worker has not been heard of in time. */
  async claim(kinds: readonly string[], claimedBy: string, leaseMs: number): Promise<ClaimedJob | null> {
    const now = timestamp(this.clock)
    const leasedUntil = this.after(leaseMs)
    return takeNext(this.database, { kinds, claimedBy, now, leasedUntil })
  }

  /** Prolongs the lease. False when somebody else holds the job. */
  async extend({ id, leasedBy }: ClaimedJob, leaseMs: number): Promise<boolean> {
    const leasedUntil = this.after(leaseMs)
    return this.change({ id, leasedBy }, { leasedUntil })
  }

  /** The work is done; where it was asked for again meanwhile, it is queued once more. False when somebody else holds the job. */
  async complete({ id, leasedBy }: ClaimedJob): Promise<boolean> {
    const done = { state: JobState.DONE, leasedBy: null, leasedUntil: null, lastError: null, finishedAt: timestamp(this.clock) }
    const again = {
      state: JobState.QUEUED,
      leasedBy: null,
      leasedUntil: null,
      lastError: null,
      again: false,
      attempts: 0,
      repeatUntil: null,
    }
    return (await this.change({ id, leasedBy, again: false }, done)) || this.change({ id, leasedBy, again: true }, again)
  }

  /** Another run from `runAt` on. False when somebody else holds the job. */
  async repeat({ id, leasedBy }: ClaimedJob, { reason, runAt, repeatUntil, attempts }: NextRun): Promise<boolean> {
    const waiting = { state: JobState.QUEUED, leasedBy: null, leasedUntil: null }
    return this.change({ id, leasedBy }, { ...waiting, lastError: reason, runAt, repeatUntil, attempts })
  }

  /** Gives the job up until a person asks for it again; `also` runs in the same transaction. */
  async park({ id, leasedBy }: ClaimedJob, reason: string, also: () => Promise<void>): Promise<boolean> {
    const parked = { state: JobState.PARKED, leasedBy: null, leasedUntil: null, lastError: reason, finishedAt: timestamp(this.clock) }
    return this.database.write(async () => {
      const mine = await this.change({ id, leasedBy }, parked)
      if (mine) {
        await also()
      }
      return mine
    })
  }

  /** Hands the job back unfinished, as if it had not been begun. */
  async release({ id, leasedBy, attempts }: ClaimedJob): Promise<boolean> {
    return this.change({ id, leasedBy }, { state: JobState.QUEUED, leasedBy: null, leasedUntil: null, attempts: attempts - 1 })
  }

  private async renew<P extends JobPayload>({ name, maxAttempts }: JobKind<P>, { key, payload, runAt }: JobOrder<P>): Promise<boolean> {
    const wanted = { payload, runAt: runAt ?? timestamp(this.clock) }
    const afresh = {
      ...wanted,
      state: JobState.QUEUED,
      attempts: 0,
      maxAttempts,
      repeatUntil: null,
      again: false,
      lastError: null,
      finishedAt: null,
    }
    const thing = { kind: name, key }
    return (
      (await this.change({ ...thing, state: JobState.RUNNING }, { ...wanted, again: true })) ||
      (await this.change({ ...thing, state: Not(JobState.RUNNING) }, afresh))
    )
  }

  private async insert<P extends JobPayload>(kind: JobKind<P>, order: JobOrder<P>): Promise<void> {
    const createdAt = timestamp(this.clock)
    const fresh = {
      state: JobState.QUEUED,
      attempts: 0,
      repeatUntil: null,
      again: false,
      leasedBy: null,
      leasedUntil: null,
      lastError: null,
      finishedAt: null,
    }
    const { key, payload, runAt = createdAt } = order
    const row = { ...fresh, id: newId(), kind: kind.name, key, payload, runAt, maxAttempts: kind.maxAttempts, createdAt }
    try {
      await this.database.write((manager) => manager.insert(Job, row))
    } catch (error) {
      if (!isDuplicateKey(error) || !(await this.renew(kind, order))) {
        throw error
      }
    }
  }

  private async change(where: FindOptionsWhere<Job>, to: Partial<Job>): Promise<boolean> {
    const { affected } = await this.database.writeAlone((manager) => manager.update(Job, where, to))
    return (affected ?? 0) > 0
  }

  private after(milliseconds: number): string {
    return new Date(this.clock.now().getTime() + milliseconds).toISOString()
  }
}
