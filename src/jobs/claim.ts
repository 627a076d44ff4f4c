import type { EntityManager } from 'typeorm'
import { Job } from '../../entities/job.js'
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
    const next = `SELECT id FROM job WHERE ${where} AND kind IN (${marks}) ORDER BY ${order} LIMIT 1`
    const id = await take(manager, next, [state, claim.now, ...claim.kinds], claim)
    if (id !== null) {
      const job = await manager.findOneByOrFail(Job, { id })
      return Object.assign(job, { leasedBy: claim.claimedBy })
    }
  }
  return null
}

const lease = 'UPDATE job SET state = ?, leasedBy = ?, leasedUntil = ?, attempts = attempts + 1'

function leaseParameters({ claimedBy, leasedUntil }: Claim): Parameters {
  return [JobState.RUNNING, claimedBy, leasedUntil]
}

/** SQLite has no row locks: finding and taking is one statement. */
async function takeOnSqlite(manager: EntityManager, next: string, parameters: Parameters, claim: Claim): Promise<string | null> {
  const taken = await manager.query<{ id: string }[]>(`${lease} WHERE id = (${next}) RETURNING id`, [
    ...leaseParameters(claim),
    ...parameters,
  ])
  return taken[0]?.id ?? null
}

/** MariaDB and MySQL: the row is locked while it is taken, and whoever comes at the same time passes it by. */
async function takeOnServer(manager: EntityManager, next: string, parameters: Parameters, claim: Claim): Promise<string | null> {
  const [found] = await manager.query<{ id: string }[]>(`${next} FOR UPDATE SKIP LOCKED`, [...parameters])
  if (found === undefined) {
    return null
  }
  await manager.query(`${lease} WHERE id = ?`, [...leaseParameters(claim), found.id])
  return found.id
}
