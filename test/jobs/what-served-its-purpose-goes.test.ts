import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Database } from '../../entities/database.js'
import { IdempotencyKey } from '../../entities/idempotency-key.js'
import { Job } from '../../entities/job.js'
import { handles, HopelessJobError, jobKind } from '../../src/jobs/job-kind.js'
import { JobQueue } from '../../src/jobs/queue.js'
import { SpentRows } from '../../src/jobs/spent-rows.js'
import { Worker } from '../../src/jobs/worker.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { silentLogger } from '../../src/kernel/logger.js'
import { databases, type OpenedDatabase } from '../builders/databases.js'
import { eventually } from '../builders/eventually.js'
import { HubWorld } from '../builders/hub-world.js'

const thirtyDays = 30 * 86_400_000
const kind = jobKind<{ thing: string }>('test.thing')

const remember = (database: Database, hash: string, createdAt: string) =>
  database.write((manager) => manager.insert(IdempotencyKey, { hash, operation: 'x', inputHash: 'x', outcome: {}, createdAt }))

const hashes = async (database: Database): Promise<string[]> =>
  (await database.read((manager) => manager.find(IdempotencyKey))).map(({ hash }) => hash).sort()

describe.each(await databases())('rows that keep work from being done twice, on $name', ({ open }) => {
  const clock = new SettableClock(new Date('2026-11-02T08:00:00Z'))
  let opened: OpenedDatabase
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  async function endJob(key: string, run: () => Promise<void>): Promise<void> {
    const queue = new JobQueue(opened.database, clock)
    await queue.enqueue(kind, { key, payload: { thing: key } })
    await new Worker({ queue, handlers: [handles(kind, { run })], logger: silentLogger, clock }).drain()
  }

  test('go thirty days later; what waits, or a person is to look at, does not', async () => {
    const { database } = opened
    await remember(database, 'old', '2026-11-02T08:00:00.000Z')
    await endJob('old', async () => undefined)
    await endJob('parked', () => Promise.reject(new HopelessJobError('Nothing helps.')))
    await new JobQueue(database, clock).enqueue(kind, { key: 'waiting', payload: { thing: 'waiting' } })
    clock.advance(1)
    await remember(database, 'young', clock.now().toISOString())
    const rows = new SpentRows(database, clock)

    clock.advance(thirtyDays - 1)
    await rows.sweep()
    expect(await hashes(database)).toEqual(['old', 'young'])
    clock.advance(1)
    await rows.sweep()
    expect(await hashes(database)).toEqual(['young'])
    const jobs = await database.read((manager) => manager.find(Job))
    expect(jobs.map(({ key }) => key).sort()).toEqual(['parked', 'waiting'])
  })
})

describe('a worker that starts', () => {
  test('removes them', async () => {
    const world = await HubWorld.start()
    await remember(world.hub.database, 'old', '2020-01-01T00:00:00.000Z')
    world.hub.startWorker()
    await eventually(async () => expect(await hashes(world.hub.database)).toEqual([]))
    await world.stop()
  }, 60_000)
})
