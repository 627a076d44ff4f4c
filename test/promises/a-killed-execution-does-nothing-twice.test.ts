import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { LedgerEntry } from '../../entities/ledger-entry.js'
import { Restriction } from '../../entities/restriction.js'
import type { PlanView } from '../../src/rights/changes.js'
import { SubjectAccess } from '../../src/security/subject-access.js'
import { Role } from '../../src/vocabulary/viewer.js'
import { valueOf } from '../builders/casebook.js'
import { ChangeWorld, noSignal, stepOf } from '../builders/change-world.js'
import { refOf } from '../builders/change-systems.js'
import { type CompiledProgram, compileProgram } from '../builders/child-process.js'
import { databases } from '../builders/databases.js'
import { email, handler, viewerOf } from '../builders/federation.js'
import { serveSystems } from '../builders/remote-connector.js'

let program: CompiledProgram
beforeAll(async () => {
  program = await compileProgram('test/builders/programs/plan-executor.ts')
}, 60_000)
afterAll(() => program.remove())

/** Somebody of whom one record is erased, one restricted and one kept in one system, and one erased in another. */
async function somebody(world: ChangeWorld, n: number): Promise<PlanView> {
  const found = { name: 'Anna Peeters', identifiers: [email(`anna-${n}@peeters.example`)] }
  const contact = { name: 'Anna Peeters', phone: '+32470000102', comment: 'Belt liever niet' }
  await world.system('crm').source.add({
    ...found,
    id: `c${n}`,
    recordType: 'contact',
    records: [
      { recordType: 'contact', externalId: `c${n}`, fields: contact },
      { recordType: 'invoice', externalId: `i${n}`, fields: { number: `INV/${n}`, state: 'posted' }, retentionStart: '2025-06-10' },
      { recordType: 'subscription', externalId: `s${n}`, fields: { email: `anna-${n}@peeters.example` } },
    ],
  })
  const card = { recordType: 'card', externalId: `k${n}`, fields: { name: 'Anna Peeters' } }
  await world.system('mail').source.add({ ...found, id: `k${n}`, recordType: 'card', records: [card] })
  const viewer = viewerOf(`account-${n}`, [Role.SUBJECT])
  const { id: subjectId } = valueOf(await world.hub.federation.directory.register(handler, found.identifiers, 'NL'))
  await new SubjectAccess(world.database, world.clock).attach(viewer, subjectId)
  const { claims } = valueOf(await world.hub.casebook.submitRequest(viewer, { subjectId, rights: ['ERASURE'], language: 'NL' }))
  const entry = { claimId: claims[0]!.id, ground: 'CONSENT_WITHDRAWN' as const }
  return world.approved(valueOf(await world.hub.desk.planErasure(handler, entry, noSignal)))
}

/** Whether the process was killed; otherwise it came to the end by itself. */
async function executedUntil(world: ChangeWorld, changes: number): Promise<boolean> {
  const args = [world.location, world.ledgerFile, world.clock.now().toISOString(), String(changes)]
  const child = fork(program.path, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'advanced' })
  serveSystems(child, world.systems)
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  if (signal !== 'SIGKILL' && code !== 0) {
    throw new Error(`The process failed: ${errors}`)
  }
  return signal === 'SIGKILL'
}

/** Everything that an execution leaves behind, with what is this person's own made alike. */
async function traceOf(world: ChangeWorld, { id, caseId, subjectId, claimId }: PlanView, n: number) {
  const plan = await world.plan(id)
  const records = [`crm/contact/c${n}`, `crm/invoice/i${n}`, `crm/subscription/s${n}`, `mail/card/k${n}`]
  const [restrictions, entries] = await world.database.read((manager) =>
    Promise.all([manager.findBy(Restriction, { subjectId }), manager.findBy(LedgerEntry, { caseId })]),
  )
  return {
    state: plan.state,
    steps: records.map((path) => [stepOf(plan, path).outcome, stepOf(plan, path).readBack, stepOf(plan, path).state]),
    held: await Promise.all(records.map(async (path) => Object.keys((await world.held(path)) ?? {}))),
    writes: records.map((path) => world.system(path.split('/')[0]!).source.writesTo(refOf(path))),
    restricted: restrictions.map(({ recordType }) => recordType).sort(),
    ledger: entries.map(({ recordType, isRetained, recognises }) => `${recordType} ${recognises} ${isRetained}`).sort(),
    claim: (await world.claim(claimId)).outcome,
    case: (await world.case(caseId)).state,
    events: (await world.eventTypes(caseId)).filter((type) => type.startsWith('plan.')),
    notices: (await world.hub.desk.notices(handler, caseId)).length,
    attested: (await world.hub.desk.attestation(handler, id)) !== null,
  }
}

describe.each(await databases())('an execution on $name', (database) => {
  let world: ChangeWorld
  beforeAll(async () => {
    world = await ChangeWorld.on(database)
  })
  afterAll(() => world.close())

  async function undisturbed(): Promise<Awaited<ReturnType<typeof traceOf>>> {
    const plan = await somebody(world, 0)
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    await world.hub.worker.drain()
    return traceOf(world, plan, 0)
  }

  test('that is killed after any lasting change ends as if nothing had happened, and writes nothing twice', async () => {
    const wanted = await undisturbed()
    expect(wanted).toMatchObject({ state: 'EXECUTED', writes: [1, 0, 1, 1], case: 'CLOSED', attested: true })
    let kills = 0
    for (let wasKilled = true; wasKilled; kills += wasKilled ? 1 : 0) {
      const n = kills + 1
      const plan = await somebody(world, n)
      valueOf(await world.hub.desk.executePlan(handler, plan.id))
      wasKilled = await executedUntil(world, n)
      world.clock.advance(120_000)
      await world.hub.worker.drain()
      expect([n, await traceOf(world, plan, n)]).toEqual([n, wanted])
    }
    expect(kills).toBe(10)
  }, 60_000)
})
