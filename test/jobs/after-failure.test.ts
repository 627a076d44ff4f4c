import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { type FailedRun, afterFailure } from '../../src/jobs/after-failure.js'
import { HopelessJobError, RetryLaterError } from '../../src/jobs/job-kind.js'

const now = new Date('2026-11-02T08:00:00.000Z')
const hour = 3_600_000

const at = (ms: number): string => new Date(now.getTime() + ms).toISOString()

const failed = (error: unknown, other: Partial<FailedRun> = {}): FailedRun => ({
  job: { attempts: 2, maxAttempts: 8, repeatUntil: null },
  kind: { repeatForMs: hour },
  error,
  now,
  backoffMs: 1_000,
  longestBackoffMs: 300_000,
  random: 1,
  ...other,
})

describe('what becomes of a job whose run failed', () => {
  test.each<[string, FailedRun, object]>([
    [
      'it is repeated after a doubled wait',
      failed(new Error('x')),
      { is: 'REPEATED', runAt: at(2_000), repeatUntil: at(hour), attempts: 2 },
    ],
    [
      'a moment that it was told is kept, and the run does not count',
      failed(new RetryLaterError(at(120_000)), { random: 0 }),
      { is: 'REPEATED', runAt: at(120_000), attempts: 1, reason: 'Told to come back later.' },
    ],
    [
      'not all that were told the same moment come at once',
      failed(new RetryLaterError(at(120_000), 'The system throttles.'), { random: 0.5 }),
      { is: 'REPEATED', runAt: at(120_500), reason: 'The system throttles.' },
    ],
    ['a moment that has passed is now', failed(new RetryLaterError(at(-hour)), { random: 0 }), { is: 'REPEATED', runAt: at(0) }],
    [
      'the deadline that its first failure set stays',
      failed(new Error('x'), { job: { attempts: 3, maxAttempts: 8, repeatUntil: at(5_000) } }),
      { is: 'REPEATED', runAt: at(4_000), repeatUntil: at(5_000) },
    ],
    [
      'past its deadline it is parked',
      failed(new Error('x'), { job: { attempts: 2, maxAttempts: 8, repeatUntil: at(1_999) } }),
      { is: 'PARKED' },
    ],
    ['told to wait past its deadline it is parked', failed(new RetryLaterError(at(hour + 1))), { is: 'PARKED' }],
    [
      'after the last attempt it is parked',
      failed(new Error('x'), { job: { attempts: 8, maxAttempts: 8, repeatUntil: null } }),
      { is: 'PARKED' },
    ],
    [
      'told to come back at the last attempt, it comes back',
      failed(new RetryLaterError(at(0)), { job: { attempts: 8, maxAttempts: 8, repeatUntil: null } }),
      { is: 'REPEATED', attempts: 7 },
    ],
    ['without hope it is parked at once', failed(new HopelessJobError('The plan is gone.')), { is: 'PARKED', reason: 'The plan is gone.' }],
  ])('%s', (_promise, run, expected) => {
    expect(afterFailure(run)).toMatchObject(expected)
  })

  test('however it fails, it is never run before the moment it was told, nor after its deadline', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -hour, max: 3 * hour }),
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ms, attempts, random) => {
          const job = { attempts, maxAttempts: 8, repeatUntil: null }
          const after = afterFailure(failed(new RetryLaterError(at(ms)), { job, random }))
          expect(after.is === 'PARKED' ? ms + 1_000 > hour : after.runAt >= at(Math.max(0, ms)) && after.runAt <= at(hour)).toBe(true)
        },
      ),
    )
  })

  test('a moment that is none is refused where it is said', () => {
    expect(() => new RetryLaterError('soon')).toThrow(RangeError)
  })
})
