import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { Job } from '../../entities/job.js'
import { handles, HopelessJobError, jobKind, type JobRun, RetryLaterError } from '../../src/jobs/job-kind.js'
import { JobQueue } from '../../src/jobs/queue.js'
import { Worker } from '../../src/jobs/worker.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { NotFoundError } from '../../src/kernel/errors.js'
import { createLogger, silentLogger } from '../../src/kernel/logger.js'
import { databases, type OpenedDatabase } from '../builders/databases.js'

const hour = 3_600_000
const kind = jobKind<{ thing: string }>('test.thing', 3)
const order = (key: string) => ({ key, payload: { thing: key } })

describe.each(await databases())('jobs on $name', ({ open }) => {
  let opened: OpenedDatabase
  let clock: SettableClock
  let queue: JobQueue

  beforeAll(async () => {
    opened = await open()
  })
  beforeEach(async () => {
    clock = new SettableClock(new Date('2026-11-02T08:00:00Z'))
    queue = new JobQueue(opened.database, clock)
    await opened.database.write((manager) => manager.clear(Job))
  })
  afterAll(() => opened.close())

  const workerFor = (
    run: (thing: string, run: JobRun) => Promise<void>,
    parked?: (reason: string) => Promise<void>,
    leaseMs = 30_000,
  ): Worker => {
    const work = { run: ({ thing }: { thing: string }, jobRun: JobRun) => run(thing, jobRun) }
    const handler = handles(kind, parked === undefined ? work : { ...work, parked: (_payload, reason) => parked(reason) })
    return new Worker({ queue, handlers: [handler], logger: silentLogger, clock }, { random: () => 1, leaseMs })
  }
  const jobOf = (key: string): Promise<Job> => opened.database.read((manager) => manager.findOneByOrFail(Job, { key }))

  test('are run once each by four workers at once', async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `thing-${index}`)
    await Promise.all(keys.map((key) => queue.enqueue(kind, order(key))))
    const ran: string[] = []
    await Promise.all(Array.from({ length: 4 }, () => workerFor(async (thing) => void ran.push(thing)).drain()))
    expect(ran).toHaveLength(60)
    expect(new Set(ran)).toEqual(new Set(keys))
  })

  test('asked for twenty times at once are one job', async () => {
    await Promise.all(Array.from({ length: 20 }, () => queue.enqueue(kind, order('same'))))
    const ran: string[] = []
    await workerFor(async (thing) => void ran.push(thing)).drain()
    expect(ran).toEqual(['same'])
  })

  test('asked for while they run are run once more', async () => {
    await queue.enqueue(kind, order('again'))
    const attempts: number[] = []
    await workerFor(async (_thing, { attempt }) => {
      attempts.push(attempt)
      if (attempts.length === 1) {
        await queue.enqueue(kind, order('again'))
      }
    }).drain()
    expect(attempts).toEqual([1, 1])
  })

  test('of an undone transaction do not exist', async () => {
    const undone = opened.database.write(async () => {
      await queue.enqueue(kind, order('never'))
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect(await queue.claim([kind.name], 'claim', 1_000)).toBeNull()
  })

  test('that fail are repeated later and later, and parked after the last attempt with a reason that quotes nobody', async () => {
    await queue.enqueue(kind, order('poison'))
    const reasons: string[] = []
    const worker = workerFor(
      async () => {
        throw new TypeError('Lotte Peeters is undefined')
      },
      async (reason) => void reasons.push(reason),
    )
    const waits: number[] = []
    for (const seconds of [0, 1, 2]) {
      clock.advance(seconds * 1_000)
      await worker.drain()
      waits.push(Date.parse((await jobOf('poison')).runAt) - clock.now().getTime())
    }
    expect(waits.slice(0, 2)).toEqual([1_000, 2_000])
    expect(await jobOf('poison')).toMatchObject({ state: 'PARKED', attempts: 3, lastError: 'INTERNAL: TypeError' })
    expect(reasons).toEqual(['INTERNAL: TypeError'])
  })

  test('that are told to come back later come back then and not before, however often, and are parked past their deadline', async () => {
    const runs: string[] = []
    const worker = workerFor(async () => {
      runs.push(clock.now().toISOString())
      throw new RetryLaterError(new Date(clock.now().getTime() + hour), 'The system throttles.')
    })
    await queue.enqueue(kind, order('throttled'))
    for (const wait of [0, hour, 1_000, hour + 1_000, hour + 1_000, hour + 1_000]) {
      clock.advance(wait)
      await worker.drain()
    }
    expect(runs).toHaveLength(5)
    expect(await jobOf('throttled')).toMatchObject({ state: 'QUEUED', attempts: 0, lastError: 'The system throttles.' })
    clock.advance(72 * hour)
    await worker.drain()
    expect(await jobOf('throttled')).toMatchObject({ state: 'PARKED', lastError: 'The system throttles.' })
    await queue.enqueue(kind, order('throttled'))
    expect(await jobOf('throttled')).toMatchObject({ state: 'QUEUED', repeatUntil: null })
  })

  test('that are parked raise an alarm with their ids and nothing else', async () => {
    await queue.enqueue(kind, order('alarming'))
    const lines: string[] = []
    const logger = createLogger('error', { write: (line) => void lines.push(line) })
    const run = () => Promise.reject(new TypeError('Lotte Peeters is undefined'))
    await opened.database.write((manager) => manager.update(Job, { key: 'alarming' }, { maxAttempts: 1 }))
    await new Worker({ queue, handlers: [handles(kind, { run })], logger, clock }).drain()
    expect(JSON.parse(lines.join())).toMatchObject({ msg: 'Job parked.', jobId: (await jobOf('alarming')).id, kind: kind.name, attempt: 1 })
    expect(lines.join()).not.toContain('Lotte')
  })

  test('without hope are parked at once, and begin anew when asked for again', async () => {
    await queue.enqueue(kind, order('hopeless'))
    const failing = workerFor(async () => {
      throw new HopelessJobError('The bundle is gone.')
    })
    await failing.drain()
    expect(await jobOf('hopeless')).toMatchObject({ state: 'PARKED', attempts: 1, lastError: 'The bundle is gone.' })
    await queue.enqueue(kind, order('hopeless'))
    await workerFor(async () => undefined).drain()
    expect(await jobOf('hopeless')).toMatchObject({ state: 'DONE', lastError: null })
  })

  test('of which every worker is lost are parked instead of killing one more', async () => {
    await queue.enqueue(kind, order('killer'))
    for (const claimedBy of ['one', 'two', 'three']) {
      expect(await queue.claim([kind.name], claimedBy, 1_000)).toMatchObject({ leasedBy: claimedBy })
      clock.advance(1_001)
    }
    const ran: string[] = []
    await workerFor(async (thing) => void ran.push(thing)).drain()
    expect(ran).toEqual([])
    expect(await jobOf('killer')).toMatchObject({ state: 'PARKED', lastError: 'Every worker that took it was lost.' })
  })

  test('whose lease has passed to another worker can neither publish nor end', async () => {
    await queue.enqueue(kind, order('contended'))
    const late = await queue.claim([kind.name], 'late', 1_000)
    clock.advance(1_001)
    const present = await queue.claim([kind.name], 'present', 1_000)
    expect(await queue.extend(late!, 1_000)).toBe(false)
    expect(await queue.complete(late!)).toBe(false)
    const again = { reason: 'late', runAt: '2026-11-02T08:00:00.000Z', repeatUntil: '2026-11-03T08:00:00.000Z', attempts: 1 }
    expect(await queue.repeat(late!, again)).toBe(false)
    expect(await queue.complete(present!)).toBe(true)
  })

  test('whose lease is lost while they run are told so, and leave the job to its new holder', async () => {
    await queue.enqueue(kind, order('lost'))
    const answers: boolean[] = []
    const losing = async (_thing: string, { signal, stillMine }: JobRun): Promise<void> => {
      const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      answers.push(await stillMine())
      await opened.database.write((manager) => manager.update(Job, { key: 'lost' }, { leasedBy: 'another claim' }))
      await aborted
      answers.push(await stillMine())
    }
    await workerFor(losing, undefined, 60).drain()
    expect(answers).toEqual([true, false])
    expect(await jobOf('lost')).toMatchObject({ state: 'RUNNING', leasedBy: 'another claim' })
  })

  test('of kinds that a worker does not know wait for one that does', async () => {
    await queue.enqueue(jobKind('test.other'), order('other'))
    await workerFor(async () => undefined).drain()
    expect(await jobOf('other')).toMatchObject({ state: 'QUEUED', attempts: 0 })
  })

  test('that refuse in the words of the hub keep those words', async () => {
    await queue.enqueue(kind, order('refusing'))
    await workerFor(async () => {
      throw new NotFoundError()
    }).drain()
    expect((await jobOf('refusing')).lastError).toBe('NOT_FOUND: There is nothing with this id that you may see.')
  })

  test('wake a resting worker, and a stopping one hands back what it cannot end', async () => {
    let begun: () => void = () => undefined
    const running = new Promise<void>((resolve) => (begun = resolve))
    const worker = workerFor(async (_thing, { signal }) => {
      begun()
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
    })
    worker.start()
    await queue.enqueue(kind, order('interrupted'))
    await running
    await worker.stop(0)
    expect(await jobOf('interrupted')).toMatchObject({ state: 'QUEUED', attempts: 0, leasedBy: null })
  })
})
