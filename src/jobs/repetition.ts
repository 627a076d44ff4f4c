import type { Database } from '../../entities/database.js'
import { Job } from '../../entities/job.js'
import type { Clock } from '../kernel/clock.js'
import { JobState } from '../vocabulary/job-state.js'
import type { JobKind, JobPayload } from './job-kind.js'
import type { JobOrder, JobQueue } from './queue.js'

const ended: readonly JobState[] = [JobState.DONE, JobState.PARKED]

/** Has something done again and again. The rows remember when it was done last, whoever did it. */
export class Repetition {
  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** To be called now and then: sees to it that the job is queued, `everyMs` after it last ended. One that waits or runs is left alone. */
  async ensure<P extends JobPayload>(kind: JobKind<P>, order: JobOrder<P>, everyMs: number): Promise<void> {
    const job = await this.database.read((manager) => manager.findOneBy(Job, { kind: kind.name, key: order.key }))
    if (job === null || ended.includes(job.state)) {
      const due = job === null ? 0 : Date.parse(job.finishedAt ?? job.createdAt) + everyMs
      await this.queue.enqueue(kind, { ...order, runAt: new Date(Math.max(due, this.clock.now().getTime())).toISOString() })
    }
  }
}
