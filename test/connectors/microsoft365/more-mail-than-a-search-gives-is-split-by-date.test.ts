import { afterEach, describe, expect, test } from '@jest/globals'
import { array, assert, date, pre, property, record } from 'fast-check'
import { type DayRange, halves, participantsQuery } from '../../../src/connectors/microsoft365/mail-search.js'
import { gather } from '../../../src/kernel/streams.js'
import { fillMailbox } from '../../../src/simulators/microsoft365/letters.js'
import { type SimulatedTenant, never, only, staff, tenant } from '../../builders/microsoft365.js'

const writer = { name: 'Ada', address: 'ada@many-letters.example' }
const link = { subjectId: 's', ref: { system: 'microsoft365', recordType: 'correspondent', externalId: writer.address } }

describe('A search of mail that reached its limit', () => {
  let running: SimulatedTenant

  afterEach(() => running.stop())

  async function read(count: number, mailSearchLimit?: number): Promise<{ records: number; distinct: number; gaps: unknown[] }> {
    running = await tenant(mailSearchLimit === undefined ? {} : { mailSearchLimit })
    fillMailbox(running.simulator.tenant.mailbox(staff[0]!), writer, { count, until: new Date('2026-06-01T12:00:00Z') })
    const pages = await gather(running.connector.collect([link], only('message'), never))
    const ids = pages.flatMap(({ records }) => records.map(({ ref }) => ref.externalId))
    return { records: ids.length, distinct: new Set(ids).size, gaps: pages.flatMap(({ gaps }) => gaps) }
  }

  test('is repeated by date until every message was read, each once', async () => {
    expect(await read(2_300)).toEqual({ records: 2_300, distinct: 2_300, gaps: [] })
  })

  test('declares a day that holds more than a search gives', async () => {
    const { gaps } = await read(30, 10)
    expect(gaps).toContainEqual({ recordType: 'message', scope: 'mailbox 1 of 2, one day', reason: 'RESULT_LIMIT' })
  })
})

describe('The halves of a range of days', () => {
  const day = date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((at) =>
    at.toISOString().slice(0, 10),
  )
  const range = record({ since: day, before: day }, { requiredKeys: [] }).filter(
    ({ since, before }) => since === undefined || before === undefined || since < before,
  )
  const isIn = ({ since, before }: DayRange, at: string): boolean =>
    (since === undefined || since <= at) && (before === undefined || at < before)

  test('cover it without overlap, and each is smaller', () => {
    assert(
      property(range, array(day, { minLength: 1 }), day, (whole, seen, probe) => {
        const inside = seen.filter((at) => isIn(whole, at))
        const parts = halves(whole, inside)
        pre(parts !== null && isIn(whole, probe))
        expect(parts.filter((part) => isIn(part, probe))).toHaveLength(1)
        expect(parts).not.toContainEqual(whole)
      }),
    )
  })

  test('do not exist for a single day', () => {
    expect(halves({ since: '2026-05-04', before: '2026-05-05' }, ['2026-05-04'])).toBeNull()
  })

  test('are asked for in the words of the search', () => {
    expect(participantsQuery(['a@x.example'], { since: '2025-01-01', before: '2025-07-01' })).toBe(
      '"participants:a@x.example AND received>=2025-01-01 AND received<2025-07-01"',
    )
  })
})
