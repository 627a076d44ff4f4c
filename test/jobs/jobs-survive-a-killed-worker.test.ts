import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Job } from '../../entities/job.js'
import { handles, jobKind } from '../../src/jobs/job-kind.js'
import { JobQueue } from '../../src/jobs/queue.js'
import { Worker } from '../../src/jobs/worker.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { silentLogger } from '../../src/kernel/logger.js'
import { type CompiledProgram, compileProgram, killHard, printed } from '../builders/child-process.js'
import { databases, type OpenedDatabase } from '../builders/databases.js'

const long = jobKind<{ thing: string }>('test.long')
let program: CompiledProgram

beforeAll(async () => {
  program = await compileProgram('test/builders/programs/worker-that-never-ends.ts')
}, 60_000)
afterAll(() => program.remove())

describe.each(await databases())('a job whose worker was killed, on $name', ({ open }) => {
  let opened: OpenedDatabase
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  test('is taken over by another worker once the lease has run out, and not before', async () => {
    const clock = new SettableClock(new Date())
    const queue = new JobQueue(opened.database, clock)
    await queue.enqueue(long, { key: 'thing-1', payload: { thing: 'thing-1' } })
    const child = program.start(opened.location)
    await printed(child, 'begun')
    await killHard(child)

    const attempts: number[] = []
    const handler = handles(long, { run: async (_payload, run) => void attempts.push(run.attempt) })
    const worker = new Worker({ queue, handlers: [handler], logger: silentLogger, clock })
    await worker.drain()
    expect(attempts).toEqual([])
    clock.advance(60_000)
    await worker.drain()
    expect(attempts).toEqual([2])
    const job = await opened.database.read((manager) => manager.findOneByOrFail(Job, { key: 'thing-1' }))
    expect(job).toMatchObject({ state: 'DONE', leasedBy: null })
  })
})
