import type { LedgerScan } from '../federation/ledger-scan.js'
import type { JobRun, JobWork } from '../jobs/job-kind.js'
import type { JobQueue } from '../jobs/queue.js'
import type { Repetition } from '../jobs/repetition.js'
import { InternalError } from '../kernel/errors.js'
import type { Logger } from '../kernel/logger.js'
import { CoverageReason } from '../vocabulary/coverage.js'
import { scanSystemJob } from './ledger-jobs.js'

const hourMs = 60 * 60 * 1_000

export interface ScheduledScanParts {
  readonly scan: LedgerScan
  readonly queue: JobQueue
  readonly repetition: Repetition
  readonly logger: Logger
  readonly options: {
    /** 0: never by itself. */
    readonly scanEveryHours: number
    readonly scanBudgetMs: number
  }
}

/** Scans each system now and then without anyone asking. */
export class ScheduledScan implements JobWork<{ readonly system: string }> {
  constructor(private readonly parts: ScheduledScanParts) {}

  /** To be called now and then: sees to it that the next scan of each system waits. */
  async ensure(): Promise<void> {
    const { scan, repetition, options } = this.parts
    const systems = options.scanEveryHours === 0 ? [] : await scan.systems()
    for (const system of systems) {
      await repetition.ensure(scanSystemJob, { key: system, payload: { system } }, options.scanEveryHours * hourMs)
    }
  }

  /** Each system at the next opportunity, as after a restore. In the caller's transaction where there is one. */
  async hasten(): Promise<void> {
    for (const system of await this.parts.scan.systems()) {
      await this.parts.queue.enqueue(scanSystemJob, { key: system, payload: { system } })
    }
  }

  /** A system that failed is scanned again soon; one that is paused, the next time round. */
  async run({ system }: { readonly system: string }, { signal }: JobRun): Promise<void> {
    const { scan, logger, options } = this.parts
    const scans = await scan.run({ system, foundBy: 'SCAN', budgetMs: options.scanBudgetMs, signal })
    for (const { recordType, outcome } of scans.filter(({ outcome }) => outcome !== 'SCANNED')) {
      logger.warn('A record type could not be scanned for what was erased.', { system, recordType, state: outcome })
    }
    if (scans.some(({ outcome, reason }) => outcome === 'FAILED' && reason !== CoverageReason.PAUSED)) {
      throw new InternalError(`Not everything in ${system} was scanned.`)
    }
  }
}
