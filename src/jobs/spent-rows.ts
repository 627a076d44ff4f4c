import { LessThan } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { IdempotencyKey } from '../../entities/idempotency-key.js'
import { Job } from '../../entities/job.js'
import type { Clock } from '../kernel/clock.js'
import { JobState } from '../vocabulary/job-state.js'

/** A client that repeats a mutation later than this has it done once more. */
const keptMs = 30 * 24 * 60 * 60 * 1_000

/** Removes what was kept so that nothing is done twice, once nobody repeats it any more: keys of mutations, and jobs that are done. */
export class SpentRows {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A job that was parked stays: a person is to look at it. */
  async sweep(): Promise<void> {
    const moment = new Date(this.clock.now().getTime() - keptMs).toISOString()
    await this.database.write((manager) => manager.delete(IdempotencyKey, { createdAt: LessThan(moment) }))
    await this.database.write((manager) => manager.delete(Job, { state: JobState.DONE, finishedAt: LessThan(moment) }))
  }
}
