import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SettableClock } from '../../src/kernel/clock.js'
import type { PlanView, StepView } from '../../src/rights/changes.js'
import { SubjectAccess } from '../../src/security/subject-access.js'
import { Role } from '../../src/vocabulary/viewer.js'
import { valueOf } from './casebook.js'
import { type ChangeProcess, changeProcess } from './change-process.js'
import { type OpenedDatabase, sqlite } from './databases.js'
import { type FaultySystem, faultySystems, type FaultySystemName } from './faulty-systems.js'
import { handler, viewerOf } from './federation.js'

export type Deed = 'correction' | 'erasure'

export const newPhone = '+32470000909'
const never = new AbortController().signal
const person = viewerOf('account-of-person', [Role.SUBJECT])
const officer = viewerOf('officer', [Role.DPO])

/** What a trial has to know of a system. */
export type TriedSystem = Pick<FaultySystem, 'connector' | 'map' | 'person' | 'recordType' | 'stop'>

/** One system with one person, and a hub that is to change it: the real desk, jobs, runner and connector. */
export class FaultTrial<System extends TriedSystem = FaultySystem> {
  private constructor(
    readonly system: System,
    private readonly hub: ChangeProcess,
    private readonly clock: SettableClock,
    private readonly subjectId: string,
    private readonly leave: () => Promise<void>,
  ) {}

  static of(name: FaultySystemName): Promise<FaultTrial> {
    return FaultTrial.with(faultySystems[name])
  }

  static async with<System extends TriedSystem>(start: (clock: SettableClock) => Promise<System>): Promise<FaultTrial<System>> {
    const clock = new SettableClock(new Date('2026-11-02T08:00:00Z'))
    const [system, opened, folder] = await Promise.all([start(clock), sqlite.open(), mkdtemp(join(tmpdir(), 'faults-'))])
    const hub = await hubOf(system, { opened, clock, folder })
    const { id } = valueOf(await hub.federation.directory.register(handler, [system.person], 'NL'))
    await new SubjectAccess(opened.database, clock).attach(person, id)
    return new FaultTrial(system, hub, clock, id, async () => {
      await system.stop()
      await opened.close()
      await rm(folder, { recursive: true })
    })
  }

  /** A plan that is approved and waits for the worker. */
  async begun(deed: Deed): Promise<PlanView> {
    const plan = deed === 'correction' ? await this.correction() : await this.erasure()
    valueOf(await this.hub.desk.approvePlan(officer, { planId: plan.id, hash: plan.hash }, never))
    return valueOf(await this.hub.desk.executePlan(handler, plan.id))
  }

  /** The step for the record, after the worker did what is due `minutes` later. */
  async carriedOut(plan: PlanView, minutes = 0): Promise<StepView> {
    const steps = await this.stepsOf(plan, minutes)
    const step = steps.find(({ recordType }) => recordType === this.system.recordType)
    if (step === undefined) {
      throw new Error(`The plan has no step for a ${this.system.recordType}.`)
    }
    return step
  }

  /** All steps, after the worker did what is due `minutes` later. */
  async stepsOf({ id }: PlanView, minutes = 0): Promise<readonly StepView[]> {
    this.clock.advance(minutes * 60_000)
    await this.hub.worker.drain()
    return (await this.hub.desk.plan(handler, id)).steps
  }

  minutesUntil(moment: string | null): number {
    return moment === null ? 0 : Math.ceil((Date.parse(moment) - this.clock.now().getTime()) / 60_000)
  }

  stop(): Promise<void> {
    return this.leave()
  }

  private async correction(): Promise<PlanView> {
    const claimId = await this.claimOf('RECTIFICATION')
    const asked = { category: 'PHONE_NUMBER', newValue: newPhone, ground: 'INACCURATE', language: 'NL' } as const
    return valueOf(await this.hub.desk.proposeRectification(handler, { claimId, ...asked }, never))
  }

  private async erasure(): Promise<PlanView> {
    const claimId = await this.claimOf('ERASURE')
    return valueOf(await this.hub.desk.planErasure(handler, { claimId, ground: 'CONSENT_WITHDRAWN' }, never))
  }

  private async claimOf(right: 'RECTIFICATION' | 'ERASURE'): Promise<string> {
    const request = { subjectId: this.subjectId, rights: [right], language: 'NL' } as const
    const { claims } = valueOf(await this.hub.casebook.submitRequest(person, request))
    return claims[0]?.id ?? ''
  }
}

interface Place {
  readonly opened: OpenedDatabase
  readonly clock: SettableClock
  readonly folder: string
}

async function hubOf({ connector, map: dataMap }: TriedSystem, { opened: { database }, clock, folder }: Place): Promise<ChangeProcess> {
  const ledgerFile = join(folder, 'ledger.jsonl')
  await writeFile(ledgerFile, '')
  return changeProcess({ database, clock, ledgerFile, connectors: [connector], dataMap, retry: { random: () => 1 } })
}
