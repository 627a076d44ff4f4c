import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { dayInBrussels, daysBetween, dueDates } from '../../src/rights/deadline.js'
import { addDays, belgianHolidays } from '../../src/rights/holidays.js'

describe('due dates', () => {
  test.each([
    ['2026-03-05', '2026-04-07', '2026-04-04', '2026-04-04', '2026-06-05'],
    ['2026-08-31', '2026-09-30', '2026-09-30', '2026-09-30', '2026-11-30'],
    ['2027-01-31', '2027-03-01', '2027-03-02', '2027-03-01', '2027-04-30'],
    ['2028-01-31', '2028-02-29', '2028-03-01', '2028-02-29', '2028-05-02'],
    ['2026-02-10', '2026-03-10', '2026-03-12', '2026-03-10', '2026-05-11'],
    ['2026-07-21', '2026-08-21', '2026-08-20', '2026-08-20', '2026-10-21'],
    ['2026-11-25', '2026-12-28', '2026-12-25', '2026-12-25', '2027-02-25'],
    ['2026-11-30', '2026-12-30', '2026-12-30', '2026-12-30', '2027-03-01'],
    ['2026-04-01', '2026-05-04', '2026-05-01', '2026-05-01', '2026-07-01'],
  ])('received on %s: legally due on %s, promised for %s, due on %s, extensible to %s', (received, legal, promised, due, extended) => {
    expect(dueDates(received)).toEqual({ legalDueOn: legal, promisedDueOn: promised, dueOn: due, extendedDueOn: extended })
  })

  const days = fc.integer({ min: 0, max: 20_000 }).map((offset) => addDays('2020-01-01', offset))

  test('the legal day is never a weekend or a holiday', () => {
    fc.assert(
      fc.property(days, (received) => {
        const { legalDueOn } = dueDates(received)
        const weekday = new Date(legalDueOn).getUTCDay()
        expect([0, 6]).not.toContain(weekday)
        expect(belgianHolidays(Number(legalDueOn.slice(0, 4))).has(legalDueOn)).toBe(false)
      }),
    )
  })

  test('the due day is never later than either promise, and later receipt is never due earlier', () => {
    fc.assert(
      fc.property(days, (received) => {
        const { dueOn, legalDueOn, promisedDueOn } = dueDates(received)
        expect(dueOn <= legalDueOn && dueOn <= promisedDueOn).toBe(true)
        expect(dueDates(addDays(received, 1)).dueOn >= dueOn).toBe(true)
        expect(daysBetween(received, promisedDueOn)).toBe(30)
      }),
    )
  })

  test('a request that arrives late in the evening in London is received the next day in Brussels', () => {
    expect(dayInBrussels(new Date('2026-03-04T23:30:00Z'))).toBe('2026-03-05')
  })
})
