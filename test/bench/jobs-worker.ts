import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { handles } from '../../src/jobs/job-kind.js'
import { JobQueue } from '../../src/jobs/queue.js'
import { Worker } from '../../src/jobs/worker.js'
import { systemClock, timestamp } from '../../src/kernel/clock.js'
import { newId } from '../../src/kernel/ids.js'
import { silentLogger } from '../../src/kernel/logger.js'
import { openDatabase } from '../../ormconfig.js'
import { benchedKind, type Burst, type BurstOutcome, leaseMs } from './jobs-burst.js'

/* One worker of bench:jobs: told whose turn it is, it runs what is due until nothing is. Argument: database. */
const [location = ''] = process.argv.slice(2)
const database = await openDatabase(location)
const connection = await createConnection(location)
await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED')

let leases = 0
const run = (): Promise<void> => Promise.resolve(void (leases += 1))
const parts = {
  queue: new JobQueue(database, systemClock),
  handlers: [handles(benchedKind, { run })],
  logger: silentLogger,
  clock: systemClock,
}
const worker = new Worker(parts, { leaseMs })

/** The least that taking one job and ending it asks of a database. False when none is due. */
async function takeOneBare(): Promise<boolean> {
  const claim = newId()
  await connection.query('START TRANSACTION')
  const [[job]] = await connection.query<RowDataPacket[]>(
    "SELECT * FROM job WHERE state = 'QUEUED' AND runAt <= ? ORDER BY runAt LIMIT 1 FOR UPDATE SKIP LOCKED",
    [timestamp(systemClock)],
  )
  if (job === undefined) {
    await connection.query('COMMIT')
    return false
  }
  const leasedUntil = new Date(systemClock.now().getTime() + leaseMs).toISOString()
  const lease = "UPDATE job SET state = 'RUNNING', leasedBy = ?, leasedUntil = ?, attempts = attempts + 1 WHERE id = ?"
  await connection.query(lease, [claim, leasedUntil, job['id']])
  await connection.query('COMMIT')
  const finish = "UPDATE job SET state = 'DONE', leasedBy = NULL, leasedUntil = NULL, finishedAt = ? WHERE id = ? AND leasedBy = ?"
  await connection.query(finish, [timestamp(systemClock), job['id'], claim])
  return true
}

const drain: Readonly<Record<Burst['by'], () => Promise<void>>> = {
  queue: () => worker.drain(),
  bare: async () => {
    while (await takeOneBare()) {
      leases += 1
    }
  },
}

async function burst({ by, isCounted }: Burst): Promise<BurstOutcome> {
  leases = 0
  let statements = 0
  const count = (): void => void (statements += 1)
  if (isCounted) {
    subscribe('tracing:mysql2:query:start', count)
  }
  const before = process.cpuUsage()
  await drain[by]()
  const { user, system } = process.cpuUsage(before)
  unsubscribe('tracing:mysql2:query:start', count)
  return { leases, statements, cpuMs: (user + system) / 1_000 }
}

process.on('message', (order: Burst) => void burst(order).then((outcome) => process.send?.(outcome)))
process.send?.('ready')
