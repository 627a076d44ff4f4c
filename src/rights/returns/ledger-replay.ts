import { In } from 'typeorm'
import type { Database } from '../../../entities/database.js'
import { Plan } from '../../../entities/plan.js'
import { ReturnAlarm } from '../../../entities/return-alarm.js'
import type { LedgerScan, ScanOrder, TypeScan } from '../../federation/ledger-scan.js'
import type { JobQueue } from '../../jobs/queue.js'
import type { Worker } from '../../jobs/worker.js'
import type { ErasureLedger } from '../../ledger/erasure-ledger.js'
import type { FileReading } from '../../ledger/file-reading.js'
import { PlanState } from '../../vocabulary/change.js'
import { answerReturnsJob } from '../ledger-jobs.js'

export interface LedgerReplayParts {
  readonly database: Database
  readonly ledger: ErasureLedger
  readonly scan: LedgerScan
  readonly queue: JobQueue
  /** Answers what came back, and carries out plans. */
  readonly worker: Pick<Worker, 'drain'>
}

export interface ReplayOrder extends Pick<ScanOrder, 'budgetMs' | 'signal' | 'onProgress'> {
  /** The ledger's file, or a copy of it. */
  readonly path: string
}

/** How what is back stands. */
export interface ReplayStanding {
  /** Gone again. */
  readonly erasedAgain: number
  /** In a plan that the data protection officer has not approved yet. */
  readonly forOfficer: number
  /** In a plan that is being carried out: a system, or a person, is waited for. */
  readonly underWay: number
  /** Nothing is planned yet: the worker will try once more. */
  readonly open: number
}

export interface ReplayReport {
  readonly file: FileReading
  readonly scans: readonly TypeScan[]
  readonly standing: ReplayStanding
}

/** After a restore: the database learns from the file what was erased since, and what is back is answered at once. */
export class LedgerReplay {
  constructor(private readonly parts: LedgerReplayParts) {}

  /** Throws what the file system or the database threw, and the signal's reason when aborted; run again it goes on. */
  async run({ path, ...order }: ReplayOrder): Promise<ReplayReport> {
    const file = await this.parts.ledger.takeIn(path)
    const scans = await this.parts.scan.run({ ...order, foundBy: 'REPLAY' })
    return { file, scans, standing: await this.answer() }
  }

  private async answer(): Promise<ReplayStanding> {
    const { database, queue, worker } = this.parts
    const back = await database.read((manager) => manager.findBy(ReturnAlarm, { state: In(['OPEN', 'PLANNED']) }))
    for (const caseId of new Set(back.filter(({ state }) => state === 'OPEN').map((alarm) => alarm.caseId))) {
      await queue.enqueue(answerReturnsJob, { key: caseId, payload: { caseId } })
    }
    await worker.drain()
    return this.standingOf(back.map(({ id }) => id))
  }

  private async standingOf(ids: readonly string[]): Promise<ReplayStanding> {
    const { database } = this.parts
    const alarms = await database.read((manager) => manager.findBy(ReturnAlarm, { id: In([...ids]) }))
    const planIds = alarms.flatMap(({ planId }) => planId ?? [])
    const plans = await database.read((manager) => manager.findBy(Plan, { id: In(planIds) }))
    const executing = new Set(plans.filter(({ state }) => state === PlanState.EXECUTING).map(({ id }) => id))
    const planned = alarms.filter(({ state }) => state === 'PLANNED')
    const underWay = planned.filter(({ planId }) => executing.has(planId ?? '')).length
    return {
      erasedAgain: alarms.filter(({ state }) => state === 'ANSWERED').length,
      forOfficer: planned.length - underWay,
      underWay,
      open: alarms.filter(({ state }) => state === 'OPEN').length,
    }
  }
}
