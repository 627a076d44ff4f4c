import type { EntityManager } from 'typeorm'
import type { Job } from '../../entities/job.js'
import { JobState } from '../vocabulary/job-state.js'

/** A job whose lease this claim holds; `leasedBy` names the claim, not the worker, and no two claims share a name. */
export type ClaimedJob = Job & { readonly leasedBy: string }

export interface Claim {
  readonly kinds: readonly string[]
  readonly claimedBy: string
  /** RFC 3339. */
  readonly now: string
  readonly leasedUntil: string
}

type Parameters = readonly (string | number)[]

/** Jobs that wait and are due, then those whose worker has let the lease run out. */
const claimable = [
  { where: 'state = ? AND runAt <= ?', state: JobState.QUEUED, order: 'runAt' },
  { where: 'state = ? AND leasedUntil < ?', state: JobState.RUNNING, order: 'leasedUntil' },
] as const

/** Takes the next job for the claim, so that no two claims get the same. To be called in a transaction of its own. */
export async function takeNext(manager: EntityManager, dialect: 'sqlite' | 'mysql', claim: Claim): Promise<ClaimedJob | null> {
  const take = dialect === 'sqlite' ? takeOnSqlite : takeOnServer
  const marks = claim.kinds.map(() => '?').join(', ')
  for (const { where, state, order } of claimable) {
    const next = `FROM job WHERE ${where} AND kind IN (${marks}) ORDER BY ${order} LIMIT 1`
    const row = await take(manager, next, [state, claim.now, ...claim.kinds], claim)
    if (row !== null) {
      return jobOf(row, claim)
    }
  }
  return null
}

/** A job as the table keeps it. */
type JobRow = Omit<Job, 'payload' | 'again'> & { readonly payload: string; readonly again: unknown }

function jobOf(row: JobRow, { claimedBy }: Claim): ClaimedJob {
  const payload: ClaimedJob['payload'] = JSON.parse(row.payload)
  return { ...row, payload, again: Boolean(row.again), leasedBy: claimedBy }
}

const lease = 'UPDATE job SET state = ?, leasedBy = ?, leasedUntil = ?, attempts = attempts + 1'

function leaseParameters({ claimedBy, leasedUntil }: Claim): Parameters {
  return [JobState.RUNNING, claimedBy, leasedUntil]
}

/** SQLite has no row locks: finding and taking is one statement. */
async function takeOnSqlite(manager: EntityManager, next: string, parameters: Parameters, claim: Claim): Promise<JobRow | null> {
  const statement = `${lease} WHERE id = (SELECT id ${next}) RETURNING *`
  const [taken] = await manager.query<JobRow[]>(statement, [...leaseParameters(claim), ...parameters])
  return taken ?? null
}

/** MariaDB and MySQL: the row is locked while it is taken, and whoever comes at the same time passes it by. */
async function takeOnServer(manager: EntityManager, next: string, parameters: Parameters, claim: Claim): Promise<JobRow | null> {
  const [found] = await manager.query<JobRow[]>(`SELECT * ${next} FOR UPDATE SKIP LOCKED`, [...parameters])
  if (found === undefined) {
    return null
  }
  await manager.query(`${lease} WHERE id = ?`, [...leaseParameters(claim), found.id])
  const { leasedUntil } = claim
  return { ...found, state: JobState.RUNNING, leasedUntil, attempts: found.attempts + 1 }
}
