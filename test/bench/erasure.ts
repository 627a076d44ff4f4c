import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Plan } from '../../entities/plan.js'
import { Step } from '../../entities/step.js'
import { newId } from '../../src/kernel/ids.js'
import { PlanState, StepState } from '../../src/vocabulary/change.js'
import { databases } from '../builders/databases.js'
import { BenchProgram, benchOptions, inAnyOrder, median, rounded, seconds } from './bursts.js'
import type { ErasureAnswer, ErasureOrder } from './erasure-burst.js'
import { type ErasureFloor, layErasureFloor } from './erasure-floor.js'
import { setAllGoing } from './erasure-plans.js'
import { fill, stepsInCase } from './erasure-systems.js'

/*
 * npm run bench:erasure [-- --json] [--cases N] [--rounds N]: approved erasures of one person each, 40 steps in four
 * systems in memory, carried out by workers on MariaDB until every plan is executed: looked at, written, read back, recorded,
 * attested. Against loops in mysql2 that send for each step the least: UPDATE, then UPDATE and INSERT in a transaction. Both in
 * each round, in any order; by one worker process and by two.
 */
const { cases, rounds, json } = benchOptions({ cases: 10_000, rounds: 5 })
const casesInRound = Math.max(1, Math.ceil(cases / rounds))
const bareSteps = Math.min(casesInRound * stepsInCase, 4_000)
const countedCases = 20

type ErasureWorker = BenchProgram<ErasureOrder, ErasureAnswer>

interface Measured {
  readonly ratio: number
  readonly stepsPerSecond: number
  readonly barePerSecond: number
  readonly cpuMsPerStep: number
}

const say = (text: string): boolean => process.stderr.write(`${text}\n`)

/** Cases that nobody has carried out yet, planned here and known in the memory of every worker. */
class CaseSupply {
  private next = 1

  constructor(
    private readonly floor: ErasureFloor,
    private readonly workers: readonly ErasureWorker[],
  ) {}

  async set(count: number): Promise<void> {
    const from = this.next
    this.next += count
    await fill(this.floor.systems, from, this.next)
    await Promise.all(this.workers.map((worker) => worker.ask({ do: 'FILL', from, to: this.next })))
    await setAllGoing(this.floor, from, this.next)
  }
}

/** Rows as the real ones are, for the bare loops. */
async function bareRows({ foundation: { database } }: ErasureFloor, count: number): Promise<string[]> {
  const [model] = await database.read((manager) => manager.find(Step, { take: 1 }))
  if (model === undefined) {
    throw new Error('There is no step to take as a model.')
  }
  const { id: _id, planId: _planId, ...columns } = model
  const none = { outcome: null, readBack: null, runBy: null, startedAt: null, doneAt: null, attempts: 0 }
  const rows = Array.from({ length: count }, (_, n) => ({
    ...columns,
    ...none,
    id: newId(),
    planId: `bare-${newId().slice(5)}`,
    number: n,
    state: StepState.PENDING,
  }))
  for (let at = 0; at < rows.length; at += 500) {
    await database.write((manager) => manager.insert(Step, rows.slice(at, at + 500)))
  }
  return rows.map(({ id }) => id)
}

async function mustBeExecuted({ foundation: { database } }: ErasureFloor): Promise<void> {
  const left = await database.read((manager) => manager.countBy(Plan, { state: PlanState.EXECUTING }))
  if (left > 0) {
    throw new Error(`${left} plans were not carried out to their end.`)
  }
}

async function measureHub(floor: ErasureFloor, workers: readonly ErasureWorker[]): Promise<{ perSecond: number; cpuMs: number }> {
  let answers: ErasureAnswer[] = []
  const taken = await seconds(async () => {
    answers = await Promise.all(workers.map((worker) => worker.ask({ do: 'CARRY_OUT', isCounted: false })))
  })
  await mustBeExecuted(floor)
  const steps = casesInRound * stepsInCase
  return { perSecond: steps / taken, cpuMs: answers.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / steps }
}

async function measureBare(floor: ErasureFloor, workers: readonly ErasureWorker[]): Promise<number> {
  const ids = await bareRows(floor, bareSteps)
  const share = Math.ceil(ids.length / workers.length)
  const work = workers.map((worker, n) => () => worker.ask({ do: 'BARE', stepIds: ids.slice(n * share, (n + 1) * share) }))
  return bareSteps / (await seconds(() => Promise.all(work.map((begin) => begin()))))
}

async function round(floor: ErasureFloor, supply: CaseSupply, workers: readonly ErasureWorker[]): Promise<Measured> {
  await supply.set(casesInRound)
  let hub = { perSecond: 0, cpuMs: 0 }
  let bare = 0
  for (const whose of inAnyOrder('hub', 'bare')) {
    if (whose === 'hub') {
      hub = await measureHub(floor, workers)
    } else {
      bare = await measureBare(floor, workers)
    }
  }
  return { ratio: hub.perSecond / bare, stepsPerSecond: hub.perSecond, barePerSecond: bare, cpuMsPerStep: hub.cpuMs }
}

async function withWorkers(floor: ErasureFloor, supply: CaseSupply, workers: readonly ErasureWorker[]): Promise<Measured> {
  const all: Measured[] = []
  for (let n = 1; n <= rounds; n += 1) {
    all.push(await round(floor, supply, workers))
    say(`${workers.length} worker(s), round ${n} of ${rounds}: ${rounded(all.at(-1)?.stepsPerSecond ?? 0, 0)} steps a second`)
  }
  const of = (pick: (one: Measured) => number): number => rounded(median(all.map(pick)))
  return {
    ratio: of(({ ratio }) => ratio),
    stepsPerSecond: of(({ stepsPerSecond }) => stepsPerSecond),
    barePerSecond: of(({ barePerSecond }) => barePerSecond),
    cpuMsPerStep: of(({ cpuMsPerStep }) => cpuMsPerStep),
  }
}

/** Everything that one worker sends, from taking the job to the attestation, over the steps of some cases. */
async function statementsPerStep(floor: ErasureFloor, supply: CaseSupply, worker: ErasureWorker): Promise<number> {
  await supply.set(countedCases)
  const { statements } = await worker.ask({ do: 'CARRY_OUT', isCounted: true })
  await mustBeExecuted(floor)
  return rounded(statements / (countedCases * stepsInCase))
}

async function measure(location: string, folder: string): Promise<void> {
  const floor = await layErasureFloor(location, folder)
  const start = (): Promise<ErasureWorker> => BenchProgram.start('erasure-worker', location, folder)
  const workers = [await start(), await start()] as const
  try {
    const supply = new CaseSupply(floor, workers)
    const statements = await statementsPerStep(floor, supply, workers[0])
    const one = await withWorkers(floor, supply, workers.slice(0, 1))
    const two = await withWorkers(floor, supply, workers)
    report(one, two, { cases: casesInRound * rounds, stepsInCase, rounds, statementsPerStep: statements })
  } finally {
    workers.forEach((worker) => worker.stop())
    await floor.foundation.database.close()
  }
}

function report(one: Measured, two: Measured, facts: object): void {
  if (!json) {
    console.table({ '1 worker': one, '2 workers': two })
    console.table(facts)
  }
  console.log(JSON.stringify({ name: 'erasure', ratio: one.ratio, ratioTwoWorkers: two.ratio, ...facts, one, two }))
}

const server = (await databases()).find(({ name }) => name === 'MariaDB')
if (server === undefined) {
  throw new Error('This bench needs MariaDB; set TEST_MARIADB_URL.')
}
const { location, drop } = await server.create()
const folder = mkdtempSync(join(tmpdir(), 'bench-erasure-'))
try {
  await measure(location, folder)
} finally {
  await drop()
  rmSync(folder, { recursive: true, force: true })
}
