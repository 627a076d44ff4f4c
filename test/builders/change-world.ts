import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import { CaseEvent } from '../../entities/case-event.js'
import { Claim } from '../../entities/claim.js'
import { Case } from '../../entities/case.js'
import type { Database } from '../../entities/database.js'
import { Job } from '../../entities/job.js'
import type { InMemoryConnector } from '../../src/connectors/in-memory.js'
import { SettableClock } from '../../src/kernel/clock.js'
import type { PlanView, StepView } from '../../src/rights/changes.js'
import type { CaseView } from '../../src/rights/rights.js'
import { SubjectAccess } from '../../src/security/subject-access.js'
import type { StepAction, StepOutcome } from '../../src/vocabulary/change.js'
import type { Right } from '../../src/vocabulary/data-right.js'
import { Role, type Viewer } from '../../src/vocabulary/viewer.js'
import { valueOf } from './casebook.js'
import { type ChangeProcess, changeProcess, type ChangeProcessOptions } from './change-process.js'
import { anna, asConnectors, changeMap, changeSystems, type HeldInSystems, refOf } from './change-systems.js'
import type { OpenedDatabase, TestDatabase } from './databases.js'
import { handler, viewerOf } from './federation.js'

export const officer = viewerOf('officer', [Role.DPO])
export const colleague = viewerOf('colleague', [Role.CASE_HANDLER])
export const operator = viewerOf('operator', [Role.OPERATOR])
export const noSignal = new AbortController().signal

export interface ChangeWorldOptions extends HeldInSystems {
  readonly hub?: Partial<ChangeProcessOptions>
}

/** Anna in four systems that live in memory, a database of its own, and a clock that the test moves. */
export class ChangeWorld {
  readonly clock = new SettableClock(new Date('2026-11-02T08:00:00Z'))
  readonly systems: ReadonlyMap<string, InMemoryConnector>
  readonly hub: ChangeProcess
  /** Anna at the portal. */
  readonly anna: Viewer = viewerOf('account-anna', [Role.SUBJECT])
  subjectId = ''

  private constructor(
    private readonly opened: OpenedDatabase,
    private readonly folder: string,
    { hub = {}, ...systems }: ChangeWorldOptions,
  ) {
    this.systems = changeSystems(this.clock, systems)
    this.hub = this.process(hub)
  }

  static async on(database: TestDatabase, options: ChangeWorldOptions = {}): Promise<ChangeWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'changes-'))
    await writeFile(join(folder, 'ledger.jsonl'), '')
    const world = new ChangeWorld(await database.open(), folder, options)
    world.subjectId = valueOf(await world.hub.federation.directory.register(handler, [anna], 'NL')).id
    await new SubjectAccess(world.database, world.clock).attach(world.anna, world.subjectId)
    return world
  }

  get database(): Database {
    return this.opened.database
  }

  get location(): string {
    return this.opened.location
  }

  get ledgerFile(): string {
    return join(this.folder, 'ledger.jsonl')
  }

  /** Another call gives another process. */
  process(options: Partial<ChangeProcessOptions> = {}): ChangeProcess {
    const { database, clock, ledgerFile } = this
    const retry = { random: () => 1, ...options.retry }
    return changeProcess({ database, clock, ledgerFile, connectors: asConnectors(this.systems), ...options, retry })
  }

  system(id: string): InMemoryConnector {
    const system = this.systems.get(id)
    if (system === undefined) {
      throw new Error(`There is no system ${id}.`)
    }
    return system
  }

  async submitted(...rights: readonly Right[]): Promise<CaseView> {
    return valueOf(await this.hub.casebook.submitRequest(this.anna, { subjectId: this.subjectId, rights, language: 'NL' }))
  }

  /** An erasure planned by a handler. */
  async erasurePlan(): Promise<PlanView> {
    const { claims } = await this.submitted('ERASURE')
    const entry = { claimId: claims[0]!.id, ground: 'CONSENT_WITHDRAWN' as const }
    return valueOf(await this.hub.desk.planErasure(handler, entry, noSignal))
  }

  /** A correction of the telephone number, proposed by Anna. */
  async correctionPlan(newValue: string, hub = this.hub): Promise<PlanView> {
    const { claims } = await this.submitted('RECTIFICATION')
    const entry = {
      claimId: claims[0]!.id,
      category: 'PHONE_NUMBER' as const,
      newValue,
      ground: 'INACCURATE' as const,
      language: 'NL' as const,
    }
    return valueOf(await hub.desk.proposeRectification(this.anna, entry, noSignal))
  }

  async approved({ id, hash, kind }: PlanView): Promise<PlanView> {
    return valueOf(await this.hub.desk.approvePlan(kind === 'RECTIFICATION' ? handler : officer, { planId: id, hash }, noSignal))
  }

  /** Approved, set going, and carried out as far as it goes now. */
  async executed(plan: PlanView): Promise<PlanView> {
    await this.approved(plan)
    valueOf(await this.hub.desk.executePlan(handler, plan.id))
    await this.hub.worker.drain()
    return this.plan(plan.id)
  }

  plan(planId: string): Promise<PlanView> {
    return this.hub.desk.plan(handler, planId)
  }

  /** Goes on until nothing is due any more, `minutes` later. */
  async later(minutes: number): Promise<void> {
    this.clock.advance(minutes * 60_000)
    await this.hub.worker.drain()
  }

  /** Staff erase, send and tell what waits for them, and say so. */
  async byHand(plan: PlanView): Promise<PlanView> {
    for (const { id } of (await this.plan(plan.id)).steps) {
      const step = (await this.plan(plan.id)).steps.find((one) => one.id === id)
      if (step?.state === 'WAITING_MANUAL') {
        await this.erasedByStaff(step)
        valueOf(await this.hub.desk.completeManualStep(handler, { stepId: id, outcome: outcomeByHand(step), remark: 'Gedaan.' }))
      }
    }
    await this.hub.worker.drain()
    return this.plan(plan.id)
  }

  async erasedByStaff(step: StepView): Promise<void> {
    if (outcomeByHand(step) === 'DONE_BY_HAND') {
      const ref = refOf(pathOf(step))
      await this.system(step.systemId).source.erase({ ref, expected: { fields: {} }, key: 'staff', changes: [] }, 'ERASE')
    }
  }

  /** What a record holds now; null where it is gone. */
  async held(path: string): Promise<Record<string, unknown> | null> {
    const ref = refOf(path)
    const fields = Object.keys(changeMap.systems.get(ref.system)?.recordTypes[ref.recordType]?.fields ?? {})
    const record = await this.system(ref.system).source.inspect(ref, fields)
    return record === null ? null : record.fields
  }

  claim(claimId: string): Promise<Claim> {
    return this.database.read((manager) => manager.findOneByOrFail(Claim, { id: claimId }))
  }

  case(caseId: string): Promise<Case> {
    return this.database.read((manager) => manager.findOneByOrFail(Case, { id: caseId }))
  }

  job(planId: string): Promise<Job> {
    return this.database.read((manager) => manager.findOneByOrFail(Job, { kind: 'plan.execute', key: planId }))
  }

  async eventTypes(caseId: string): Promise<string[]> {
    const events = await this.database.read((manager) => manager.find(CaseEvent, { where: { caseId }, order: { number: 'ASC' } }))
    return events.map(({ type }) => type)
  }

  async audited(type: string): Promise<Record<string, unknown>[]> {
    const leaves = await this.database.read((manager) => manager.find(AuditLeaf, { where: { type }, order: { sequence: 'ASC' } }))
    return leaves.map(({ facts }) => JSON.parse(facts) as Record<string, unknown>)
  }

  async close(): Promise<void> {
    await this.opened.close()
    await rm(this.folder, { recursive: true })
  }
}

function outcomeByHand({ action }: StepView): StepOutcome {
  const outcomes: Partial<Record<StepAction, StepOutcome>> = { REFER: 'REFERRED', FORWARD: 'FORWARDED' }
  return outcomes[action] ?? 'DONE_BY_HAND'
}

export function pathOf({ systemId, recordType, externalId }: StepView): string {
  return `${systemId}/${recordType}/${externalId}`
}

export function stepOf({ steps }: PlanView, path: string): StepView {
  const step = steps.find((one) => pathOf(one) === path)
  if (step === undefined) {
    throw new Error(`There is no step for ${path}.`)
  }
  return step
}

/** The steps of a plan, by their records. */
export function byRecord({ steps }: PlanView, ...keys: readonly (keyof StepView)[]): Record<string, unknown> {
  return Object.fromEntries(steps.map((step) => [pathOf(step), keys.length === 1 ? step[keys[0]!] : keys.map((key) => step[key])]))
}
