import type { Database } from '../../entities/database.js'
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

/** Takes the next job for the claim, so that no two claims get the same. */
export async function takeNext(database: Database, claim: Claim): Promise<ClaimedJob | null> {
  const take = database.dialect === 'sqlite' ? takeOnSqlite : takeOnServer
  const marks = claim.kinds.map(() => '?').join(', ')
  for (const { where, state, order } of claimable) {
    const next = `SELECT id FROM job WHERE ${where} AND kind IN (${marks}) ORDER BY ${order} LIMIT 1`
    const row = await take(database, { next, parameters: [state, claim.now, ...claim.kinds] }, claim)
    if (row !== null) {
      return jobOf(row, claim)
    }
  }
  return null
}

/** A query that finds the id of the next job. */
interface Search {
  readonly next: string
  readonly parameters: Parameters
}

/** A job as the table keeps it. */
type JobRow = Omit<Job, 'payload' | 'again'> & { readonly payload: string; readonly again: unknown }

function jobOf(row: JobRow, { claimedBy }: Claim): ClaimedJob {
  const payload: ClaimedJob['payload'] = JSON.parse(row.payload)
  return { ...row, payload, again: Boolean(row.again), leasedBy: claimedBy }
}

const lease = 'SET state = ?, leasedBy = ?, leasedUntil = ?, attempts = attempts + 1'

function leaseParameters({ claimedBy, leasedUntil }: Claim): Parameters {
  return [JobState.RUNNING, claimedBy, leasedUntil]
}

/** SQLite has no row locks: finding, taking and reading is one statement. */
async function takeOnSqlite(database: Database, { next, parameters }: Search, claim: Claim): Promise<JobRow | null> {
  const statement = `UPDATE job ${lease} WHERE id = (${next}) RETURNING *`
  const [taken] = await database.writeAlone((manager) => manager.query<JobRow[]>(statement, [...leaseParameters(claim), ...parameters]))
  return taken ?? null
}

/**
 * MariaDB and MySQL: the row is locked as it is found and taken in the same statement; whoever comes at the same time passes
 * it by. A join, since with `WHERE id = (SELECT …)` the server goes through the whole table.
 */
async function takeOnServer(database: Database, { next, parameters }: Search, claim: Claim): Promise<JobRow | null> {
  const statement = `UPDATE job JOIN (${next} FOR UPDATE SKIP LOCKED) AS due ON job.id = due.id ${lease}`
  const { affectedRows } = await database.writeAlone((manager) =>
    manager.query<{ affectedRows: number }>(statement, [...parameters, ...leaseParameters(claim)]),
  )
  if (affectedRows === 0) {
    return null
  }
  const mine = 'SELECT * FROM job WHERE state = ? AND leasedBy = ?'
  const [taken] = await database.read((manager) => manager.query<JobRow[]>(mine, [JobState.RUNNING, claim.claimedBy]))
  return taken ?? null
}
