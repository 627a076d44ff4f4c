import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { InspectedRecord } from '../../src/connectors/connector.js'
import { SourceError } from '../../src/connectors/source-error.js'
import { outcomeOfPlan } from '../../src/rights/claim-settlement.js'
import { afterFailure, afterRefusal, afterStillPresent, defaultRetryOptions } from '../../src/rights/execution/aftermath.js'
import { isUnlikePlan, sightingOf } from '../../src/rights/execution/sighting.js'
import { manualReadBack } from '../../src/rights/manual-read-back.js'
import type { PlannedStep } from '../../src/rights/plans/plan.js'
import { reasons } from '../../src/rights/plans/reasons.js'
import { CoverageReason } from '../../src/vocabulary/coverage.js'
import { WriteRefusalReason } from '../../src/vocabulary/write-refusal.js'
import type { SeenValue } from '../../src/security/plan-fingerprints.js'
import type { FieldValue } from '../../src/vocabulary/source-record.js'
import { changeMap, newPhone, oldPhone, refOf } from '../builders/change-systems.js'
import { fingerprint } from '../builders/plans.js'

const ref = refOf('crm/contact/8')
const seenAs = (fields: Readonly<Record<string, FieldValue | null>>) =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, fingerprint(ref, field, value)]))
const frame = {
  dataMap: changeMap,
  matches: (print: string, { ref: at, field, value }: SeenValue) => print === fingerprint(at, field, value),
}

const step = (change: Partial<PlannedStep>): PlannedStep => ({
  number: 1,
  rank: 0,
  ref,
  action: 'RECTIFY',
  changes: [{ field: 'phone', category: 'PHONE_NUMBER', from: oldPhone, to: newPhone }],
  writes: [{ field: 'phone', value: newPhone }],
  seen: seenAs({ phone: oldPhone }),
  ground: null,
  rule: null,
  retainUntil: null,
  method: null,
  reason: reasons.rectified,
  recipients: [],
  categories: ['PHONE_NUMBER'],
  ...change,
})
const record = (fields: InspectedRecord['fields'], more: Partial<InspectedRecord> = {}): InspectedRecord => ({
  ref,
  fields,
  isRestricted: false,
  ...more,
})

const restricting = step({
  action: 'RESTRICT',
  writes: [
    { field: 'phone', value: null },
    { field: 'comment', value: null },
  ],
  seen: seenAs({ name: 'Anna', phone: oldPhone, comment: 'Nee' }),
})
const erasing = step({ action: 'ERASE', writes: [], seen: seenAs({ name: 'Anna' }) })

describe('how a record stands against its step', () => {
  test.each<[string, PlannedStep, InspectedRecord | null, boolean, string]>([
    ['is not there', step({}), null, false, 'GONE'],
    ['lies in a bin', erasing, record({}, { finalOn: '2026-12-01' }), false, 'IN_BIN'],
    ['is what the plan saw', step({}), record({ phone: oldPhone }), false, 'AS_SEEN'],
    ['holds the new value', step({}), record({ phone: newPhone }), false, 'AS_WANTED'],
    ['holds it in another notation', step({}), record({ phone: '0470 00 01 01' }), false, 'AS_WANTED'],
    ['holds a third value', step({}), record({ phone: '+32470000199' }), false, 'CHANGED'],
    ['holds nothing any more', step({}), record({}), false, 'CHANGED'],
    ['is emptied and marked', restricting, record({ name: 'Anna' }, { isRestricted: true }), false, 'AS_WANTED'],
    ['is emptied and not marked', restricting, record({ name: 'Anna' }), false, 'AS_SEEN'],
    ['was emptied in part', restricting, record({ name: 'Anna', comment: 'Nee' }), false, 'AS_SEEN'],
    ['got another name meanwhile', restricting, record({ name: 'Bea', phone: oldPhone, comment: 'Nee' }), false, 'CHANGED'],
    ['got another name by an earlier attempt', restricting, record({ name: 'A.' }, { isRestricted: true }), true, 'AS_WANTED'],
    ['is to go and stands', erasing, record({ name: 'Anna' }), true, 'AS_SEEN'],
    ['is to go and is somebody else’s now', erasing, record({ name: 'Bea' }), true, 'CHANGED'],
  ])('that %s', (_, planned, found, isResumed, sighting) => {
    expect(sightingOf(planned, found, frame, isResumed)).toBe(sighting)
  })

  test('is looked at more strictly before an approval: even the right value is not what the plan saw', () => {
    expect(isUnlikePlan(step({}), record({ phone: oldPhone }), frame)).toBe(false)
    expect(isUnlikePlan(step({}), record({ phone: newPhone }), frame)).toBe(true)
    expect(isUnlikePlan(step({}), null, frame)).toBe(true)
  })
})

describe('what becomes of a step that was stopped', () => {
  const start = Date.parse('2026-11-02T08:00:00Z')
  const failure = (reason: CoverageReason, retryAfterMs?: number) => new SourceError(reason, 'Failed.', { retryAfterMs })

  test('has an answer for every reason, and a time only where it waits', () => {
    for (const reason of Object.values(CoverageReason)) {
      const { state, waitMs } = afterFailure(failure(reason), { attempts: 0, startedAt: start, now: start }, defaultRetryOptions)
      expect(state === 'WAITING_RETRY').toBe(waitMs !== null)
    }
    for (const reason of Object.values(WriteRefusalReason)) {
      expect(['WAITING_MANUAL', 'FAILED']).toContain(afterRefusal(reason, false).state)
    }
  })

  test('waits longer and longer, never longer than said, never shorter than the system says, and never past the deadline', () => {
    const moments = fc.record({
      attempts: fc.nat(60),
      elapsed: fc.nat(80 * 3_600_000),
      retryAfter: fc.option(fc.nat(7_200_000), { nil: undefined }),
    })
    fc.assert(
      fc.property(moments, fc.double({ min: 0, max: 1, noNaN: true }), ({ attempts, elapsed, retryAfter }, random) => {
        const options = { ...defaultRetryOptions, random: () => random }
        const history = { attempts, startedAt: start, now: start + elapsed }
        const { state, waitMs } = afterFailure(failure('THROTTLED', retryAfter), history, options)
        if (state === 'FAILED') {
          expect(elapsed + Math.max(retryAfter ?? 0, options.longestBackoffMs)).toBeGreaterThanOrEqual(options.deadlineMs)
          return
        }
        expect(waitMs).toBeGreaterThanOrEqual(retryAfter ?? 0)
        expect(waitMs).toBeLessThanOrEqual(Math.max(retryAfter ?? 0, Math.min(options.longestBackoffMs, options.backoffMs * 2 ** attempts)))
        expect(elapsed + (waitMs ?? 0)).toBeLessThanOrEqual(options.deadlineMs)
      }),
    )
  })

  test('is not counted while the operator has paused the system, however long that lasts', () => {
    const history = { attempts: 0, startedAt: start, now: start + 30 * 24 * 3_600_000 }
    expect(afterFailure(failure('PAUSED'), history, defaultRetryOptions)).toMatchObject({ state: 'WAITING_RETRY', counts: false })
  })

  test('is given up when the record stays there for the fifth time', () => {
    const after = (attempts: number) => afterStillPresent({ attempts, startedAt: start, now: start }, defaultRetryOptions).state
    expect([0, 1, 2, 3, 4].map(after)).toEqual(['WAITING_RETRY', 'WAITING_RETRY', 'WAITING_RETRY', 'WAITING_RETRY', 'FAILED'])
  })
})

describe('what comes of a claim', () => {
  const result = (outcome: 'ERASED' | 'RETAINED' | 'REFERRED' | 'FORWARDED' | 'RESTRICTED', rule: 'R-VAT' | null = null) => ({
    outcome,
    readBack: rule === null ? ('GONE' as const) : ('CHANGED' as const),
    ground: rule === null ? null : ('LEGAL_OBLIGATION' as const),
    rule,
  })

  test.each([
    ['everything is gone', [result('ERASED')], true, 'FULFILLED'],
    ['everything is gone but not everything was read', [result('ERASED')], false, 'PARTLY_FULFILLED'],
    ['the law keeps something', [result('ERASED'), result('RETAINED', 'R-VAT')], true, 'PARTLY_FULFILLED'],
    ['something is only made of what is gone', [result('ERASED'), result('RETAINED')], true, 'FULFILLED'],
    ['the law keeps a part of what was emptied', [result('ERASED', 'R-VAT')], true, 'PARTLY_FULFILLED'],
    ['something is restricted', [result('RESTRICTED', 'R-VAT')], true, 'PARTLY_FULFILLED'],
    ['a register has to act', [result('ERASED'), result('REFERRED')], true, 'PARTLY_FULFILLED'],
    ['all of it is a customer’s', [result('FORWARDED')], true, 'FORWARDED'],
    ['nothing is there', [], true, 'NOTHING_FOUND'],
    ['nothing was found and not everything was read', [], false, null],
  ] as const)('when %s', (_, results, isWhole, outcome) => {
    expect(outcomeOfPlan(results, isWhole)).toBe(outcome)
  })
})

describe('what staff say they did', () => {
  const plan = { kind: 'RECTIFICATION', ground: 'INACCURATE' } as const
  const erasure = { kind: 'ERASURE', ground: 'UNLAWFUL' } as const

  test.each([
    ['a correction while the wrong value stands', plan, record({ phone: '0470 00 01 02' }), 'STILL_PRESENT'],
    ['a correction once it does not', plan, record({ phone: newPhone }), 'CHANGED'],
    ['an erasure while something stands', erasure, record({ phone: oldPhone }), 'STILL_PRESENT'],
    ['an erasure of which nothing but the word is left', erasure, record({ phone: 'Anoniem' }), 'CHANGED'],
    ['an erasure of a record that is away', erasure, null, 'GONE'],
    ['an erasure of a record in a bin', erasure, record({}, { finalOn: '2026-12-01' }), 'GONE'],
    ['a statement beside a value', { ...plan, ground: 'SUPPLEMENT' } as const, record({ phone: oldPhone }), 'CANNOT_CHECK'],
  ] as const)('is borne out, for %s', (_, of, found, readBack) => {
    expect(manualReadBack(of, step({}), found, changeMap)).toBe(readBack)
  })
})
