import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import { Job } from '../../entities/job.js'
import { AuditLog } from '../../src/audit/audit-log.js'
import type { LedgerFloor } from '../../src/compose-ledger.js'
import { InMemoryConnector } from '../../src/connectors/in-memory.js'
import { Gateway } from '../../src/federation/gateway.js'
import { LedgerScan, type ScanOrder, type TypeScan } from '../../src/federation/ledger-scan.js'
import { JobQueue } from '../../src/jobs/queue.js'
import { Repetition } from '../../src/jobs/repetition.js'
import { silentLogger } from '../../src/kernel/logger.js'
import { ScheduledScan } from '../../src/rights/scheduled-scan.js'
import { databases } from '../builders/databases.js'
import { capabilities, cardOf, email, SmallFederation } from '../builders/federation.js'
import { LedgerWorld } from '../builders/ledger.js'

const zora = email('zora@marker.example')
const zorasCard = { ref: { system: 'crm', recordType: 'contact', externalId: 'zora' }, identifiers: [zora] }
const others = Array.from({ length: 1_200 }, (_, n) => cardOf(`other-${n}`, { identifiers: [email(`other-${n}@example.be`)] }))

describe.each(await databases())('a scan on $name', (on) => {
  let world: LedgerWorld
  beforeAll(async () => {
    world = await LedgerWorld.on(on)
  })
  let floor: LedgerFloor
  let crm: InMemoryConnector
  let shop: InMemoryConnector
  let scan: LedgerScan

  beforeEach(async () => {
    await world.begin()
    floor = world.process()
    await floor.ledger.open()
    await world.withCase('zora', 'case-1')
    const { clock, database } = world
    crm = new InMemoryConnector({ system: 'crm', capabilities, people: others, clock })
    shop = new InMemoryConnector({ system: 'shop', capabilities, people: [cardOf('zora', { identifiers: [zora] })], clock })
    const gateway = new Gateway([crm, shop, withoutScan('old')], silentLogger)
    scan = new LedgerScan({ database, gateway, returns: floor.returns, audit: new AuditLog(database, clock), clock })
    await floor.ledger.recordErased('case-1', [zorasCard])
  })
  afterAll(() => world.close())

  function withoutScan(system: string): InMemoryConnector {
    return Object.assign(new InMemoryConnector({ system, capabilities, people: [], clock: world.clock }), { scan: undefined })
  }

  const run = (change: Partial<ScanOrder> = {}): Promise<readonly TypeScan[]> =>
    scan.run({ foundBy: 'SCAN', budgetMs: 30_000, signal: new AbortController().signal, ...change })

  test('finds nobody where nobody came back', async () => {
    expect(await run()).toEqual([{ system: 'crm', recordType: 'contact', outcome: 'SCANNED', reason: null, records: 1_200, returned: 0 }])
  })

  test('finds among many pages the one record that came back, and a second time tells nothing new', async () => {
    await crm.source.add(cardOf('zora-again', { identifiers: [zora] }))
    expect(await run()).toMatchObject([{ outcome: 'SCANNED', records: 1_201, returned: 1 }])
    expect(await world.alarms()).toMatchObject([{ kind: 'REIMPORTED', foundBy: 'SCAN' }])
    expect(await run()).toMatchObject([{ returned: 0 }])
  })

  test('looks only where something was erased', async () => {
    await run()
    expect(shop.upstreamCalls).toBe(0)
  })

  test('looks through one system alone when told so', async () => {
    await floor.ledger.recordErased('case-1', [{ ...zorasCard, ref: { ...zorasCard.ref, system: 'shop' } }])
    expect(await run({ system: 'shop' })).toMatchObject([{ system: 'shop', records: 1, returned: 1 }])
    expect(await run({ system: 'none' })).toEqual([])
  })

  test('says what it could not look at, and looks at the rest', async () => {
    for (const system of ['old', 'gone', 'shop']) {
      await floor.ledger.recordErased('case-1', [{ ...zorasCard, ref: { ...zorasCard.ref, system } }])
    }
    crm.failWith('THROTTLED', 1)
    expect(await run()).toMatchObject([
      { system: 'crm', outcome: 'FAILED', reason: 'THROTTLED' },
      { system: 'gone', outcome: 'NOT_CONNECTED' },
      { system: 'old', outcome: 'UNSCANNABLE' },
      { system: 'shop', outcome: 'SCANNED', returned: 1 },
    ])
    const [leaf] = await world.database.read((manager) => manager.findBy(AuditLeaf, { type: 'ledger.scanned' }))
    expect(JSON.parse(leaf?.facts ?? '')).toMatchObject({ returned: 1, unread: ['crm/contact', 'gone/contact', 'old/contact'] })
  })

  test('ends when it is told to, with what it raised until then', async () => {
    const leaving = new AbortController()
    await crm.source.add(cardOf('zora-again', { identifiers: [zora] }))
    const onProgress = ({ returned }: Pick<TypeScan, 'returned'>): void => (returned > 0 ? leaving.abort(new Error('Ctrl-C')) : undefined)
    await expect(run({ signal: leaving.signal, onProgress })).rejects.toThrow('Ctrl-C')
    expect(await world.alarms()).toHaveLength(1)
  })

  test('comes round again by itself, a day after it last ended, also when that was in failure', async () => {
    const { database, clock } = world
    const queue = new JobQueue(database, clock)
    const repetition = new Repetition(database, queue, clock)
    const options = { scanEveryHours: 24, scanBudgetMs: 30_000 }
    const schedule = new ScheduledScan({ scan, queue, repetition, logger: silentLogger, options })
    const jobs = () => database.read((manager) => manager.find(Job))
    await schedule.ensure()
    expect(await jobs()).toMatchObject([{ kind: 'ledger.scan', key: 'crm', state: 'QUEUED', runAt: '2026-11-02T08:00:00.000Z' }])
    const claimed = await queue.claim(['ledger.scan'], 'claim', 1_000)
    await schedule.ensure()
    expect(await jobs()).toMatchObject([{ state: 'RUNNING', again: false }])
    clock.advance(60_000)
    await queue.park(claimed!, 'INTERNAL', async () => undefined)
    await schedule.ensure()
    expect(await jobs()).toMatchObject([{ state: 'QUEUED', runAt: '2026-11-03T08:01:00.000Z' }])
    await schedule.hasten()
    expect(await jobs()).toMatchObject([{ state: 'QUEUED', runAt: '2026-11-02T08:01:00.000Z' }])
  })

  test('is left to people where the operator says so', async () => {
    const { database, clock } = world
    const queue = new JobQueue(database, clock)
    const repetition = new Repetition(database, queue, clock)
    const options = { scanEveryHours: 0, scanBudgetMs: 30_000 }
    await new ScheduledScan({ scan, queue, repetition, logger: silentLogger, options }).ensure()
    expect(await database.read((manager) => manager.count(Job))).toBe(0)
  })

  test('that failed is repeated as a job, and one of a paused system is not', async () => {
    const { database, clock } = world
    const queue = new JobQueue(database, clock)
    const repetition = new Repetition(database, queue, clock)
    const options = { scanEveryHours: 24, scanBudgetMs: 30_000 }
    const schedule = new ScheduledScan({ scan, queue, repetition, logger: silentLogger, options })
    crm.failWith('TIMEOUT')
    const job = { jobId: 'job', lease: 'lease', attempt: 1, signal: new AbortController().signal, stillMine: async () => true }
    await expect(schedule.run({ system: 'crm' }, job)).rejects.toThrow('Not everything in crm was scanned.')
    crm.failWith('PAUSED')
    await schedule.run({ system: 'crm' }, job)
    crm.failWith(null)
    await schedule.run({ system: 'crm' }, job)
  })
})

describe.each(await databases())('a search on $name', (on) => {
  test('that meets what was erased raises the alarm, for the person searched for', async () => {
    const systems = await SmallFederation.on(on, { crm: [cardOf('zora', { identifiers: [zora] })] })
    const world = await LedgerWorld.on(on)
    const { ledger, returns } = world.process({ database: systems.database })
    await ledger.open()
    const federation = systems.process({ returns })
    await ledger.recordErased('case-1', [zorasCard])
    systems.clock.advance(1_000)
    const subject = await federation.directory.register(
      { accountHash: 'handler', roles: new Set(['CASE_HANDLER']), representedSubjectIds: [], authenticatedAt: null, verifiedClaims: [] },
      [{ kind: 'EMAIL', value: zora.value }],
      'NL',
    )
    const alarms = await systems.database.read((manager) =>
      manager.query<{ kind: string; foundBy: string; subjectId: string }[]>('SELECT * FROM return_alarm'),
    )
    expect(alarms).toMatchObject([{ kind: 'RESTORED', foundBy: 'LOCATE', subjectId: subject.ok ? subject.value.id : '' }])
    await Promise.all([systems.close(), world.close()])
  })
})
