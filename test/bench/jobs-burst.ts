import { jobKind } from '../../src/jobs/job-kind.js'

/** What bench:jobs and its workers tell each other. */
export interface Burst {
  readonly by: 'queue' | 'bare'
  /** Counting what goes to the database takes a little time. */
  readonly isCounted: boolean
}

export interface BurstOutcome {
  readonly leases: number
  readonly statements: number
  readonly cpuMs: number
}

export const benchedKind = jobKind<{ readonly thing: string }>('bench.nothing')
export const leaseMs = 30_000
