import type { Database } from '../../entities/database.js'
import { Job } from '../../entities/job.js'
import { newId } from '../../src/kernel/ids.js'
import { databases } from '../builders/databases.js'
import { BenchProgram, benchOptions, inAnyOrder, median, rounded, seconds } from './bursts.js'
import { benchedKind, type Burst, type BurstOutcome } from './jobs-burst.js'

/*
 * npm run bench:jobs [-- --json] [--jobs N] [--rounds N]: jobs that do nothing, leased and ended by the queue and its worker
 * on MariaDB, against a bare loop in mysql2 (SELECT … FOR UPDATE SKIP LOCKED, UPDATE, COMMIT, UPDATE) over the same rows of
 * the same table. Both in each round, in any order, by one worker process and by two.
 */
const { jobs, rounds, json } = benchOptions({ jobs: 1_000, rounds: 9 })

type JobsWorker = BenchProgram<Burst, BurstOutcome>

interface Measured {
  readonly queue: number
  readonly bare: number
  readonly queueCpuMs: number
  readonly bareCpuMs: number
}

async function fill(database: Database): Promise<void> {
  const rows = Array.from({ length: jobs }, (_, n) => jobRow(new Date(Date.UTC(2026, 0, 1) + n).toISOString()))
  await database.write(async (manager) => {
    await manager.clear(Job)
    await manager.insert(Job, rows)
  })
}

function jobRow(runAt: string) {
  const id = newId()
  const never = { leasedBy: null, leasedUntil: null, repeatUntil: null, lastError: null, finishedAt: null }
  const payload = { thing: id }
  return {
    ...never,
    id,
    kind: benchedKind.name,
    key: id,
    payload,
    state: 'QUEUED' as const,
    runAt,
    attempts: 0,
    maxAttempts: 8,
    again: false,
    createdAt: runAt,
  }
}

async function burst(database: Database, workers: readonly JobsWorker[], order: Burst): Promise<BurstOutcome & { perSecond: number }> {
  await fill(database)
  let answers: BurstOutcome[] = []
  const taken = await seconds(async () => (answers = await Promise.all(workers.map((worker) => worker.ask(order)))))
  const sum = (of: (outcome: BurstOutcome) => number): number => answers.reduce((total, answer) => total + of(answer), 0)
  const leases = sum((answer) => answer.leases)
  if (leases !== jobs) {
    throw new Error(`${order.by}: ${leases} leases of ${jobs} jobs.`)
  }
  return { leases, statements: sum((answer) => answer.statements), cpuMs: sum((answer) => answer.cpuMs), perSecond: leases / taken }
}

async function round(database: Database, workers: readonly JobsWorker[]): Promise<Measured> {
  const measured = { queue: 0, bare: 0, queueCpuMs: 0, bareCpuMs: 0 }
  for (const by of inAnyOrder('queue' as const, 'bare' as const)) {
    const { perSecond, cpuMs } = await burst(database, workers, { by, isCounted: false })
    measured[by] = perSecond
    measured[`${by}CpuMs`] = cpuMs / jobs
  }
  return measured
}

async function withWorkers(database: Database, workers: readonly JobsWorker[]) {
  await round(database, workers)
  const all: Measured[] = []
  for (let n = 0; n < rounds; n += 1) {
    all.push(await round(database, workers))
  }
  const of = (pick: (one: Measured) => number): number => rounded(median(all.map(pick)))
  return {
    ratio: of(({ queue, bare }) => queue / bare),
    leasesPerSecond: of(({ queue }) => queue),
    barePerSecond: of(({ bare }) => bare),
    cpuMsPerLease: of(({ queueCpuMs }) => queueCpuMs),
    bareCpuMsPerLease: of(({ bareCpuMs }) => bareCpuMs),
  }
}

async function statementsPerLease(database: Database, worker: JobsWorker, by: Burst['by']): Promise<number> {
  return rounded((await burst(database, [worker], { by, isCounted: true })).statements / jobs)
}

async function main(): Promise<void> {
  const server = (await databases()).find(({ name }) => name === 'MariaDB')
  if (server === undefined) {
    throw new Error('This bench needs MariaDB; set TEST_MARIADB_URL.')
  }
  const { database, location, close } = await server.open()
  const start = (): Promise<JobsWorker> => BenchProgram.start('jobs-worker', location)
  const workers = [await start(), await start()] as const
  try {
    const one = await withWorkers(database, workers.slice(0, 1))
    const two = await withWorkers(database, workers)
    const statements = {
      statementsPerLease: await statementsPerLease(database, workers[0], 'queue'),
      bareStatementsPerLease: await statementsPerLease(database, workers[0], 'bare'),
    }
    report(one, two, { jobs, rounds, ...statements })
  } finally {
    workers.forEach((worker) => worker.stop())
    await close()
  }
}

type Figures = Awaited<ReturnType<typeof withWorkers>>

function report(one: Figures, two: Figures, facts: object): void {
  if (!json) {
    console.table({ '1 worker': one, '2 workers': two })
    console.table(facts)
  }
  console.log(JSON.stringify({ name: 'jobs', ratio: one.ratio, ratioTwoWorkers: two.ratio, ...facts, one, two }))
}

await main()
