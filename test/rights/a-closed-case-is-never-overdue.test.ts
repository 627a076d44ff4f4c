import { describe, expect, test } from '@jest/globals'
import { SettableClock } from '../../src/kernel/clock.js'
import { clockView, startClock } from '../../src/rights/case-clock.js'

const stored = startClock('case-1', '2026-03-05T10:00:00.000Z')
const longAfter = new SettableClock(new Date('2027-01-01T10:00:00Z'))

describe("a case's clock", () => {
  test('runs while the case is open, and says when it is overdue', () => {
    expect(clockView(stored, { closedAt: null }, longAfter)).toMatchObject({ overdue: true, daysLeft: -272 })
  })

  test('stands still from the day on which the case is closed', () => {
    expect(clockView(stored, { closedAt: '2026-03-20T09:00:00.000Z' }, longAfter)).toMatchObject({ overdue: false, daysLeft: 15 })
  })
})
