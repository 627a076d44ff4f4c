import { describe, expect, test } from '@jest/globals'
import type { LocateQuery, RecordCapability } from '../../src/connectors/connector.js'
import { InMemoryConnector, type InMemoryOptions, type InMemoryPerson, type InMemoryRecord } from '../../src/connectors/in-memory.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { gather } from '../../src/kernel/streams.js'
import { CoverageReason } from '../../src/vocabulary/coverage.js'
import type { FieldValue, RecordRef } from '../../src/vocabulary/source-record.js'
import { connectorConformance, type ConformanceWorld } from './conformance.js'
import { writeConformance } from './write-conformance.js'

interface InMemoryWorld extends ConformanceWorld {
  readonly connector: InMemoryConnector
}

const clock = new SettableClock(new Date('2026-11-23T09:00:00Z'))
const live = { read: 'LIVE', rectify: 'LIVE', erase: 'LIVE', anonymise: 'LIVE', restrict: 'LIVE', batched: true } as const
const capabilities: readonly RecordCapability[] = [
  { recordType: 'contact', ...live },
  { recordType: 'note', ...live },
]

function* notes(owner: string, count: number): Generator<InMemoryRecord> {
  for (let number = 0; number < count; number += 1) {
    yield { recordType: 'note', externalId: `${owner}-${number}`, fields: { body: `Note ${number}` } }
  }
}

function person(key: string, crowd: number): InMemoryPerson {
  return {
    id: key,
    name: 'Lotte Peeters',
    identifiers: [{ kind: 'EMAIL', value: `${key}@people.example` }],
    weakIdentifiers: [{ kind: 'PHONE', value: '+32470000101' }],
    records: function* () {
      yield { recordType: 'contact', externalId: key, fields: { name: 'Lotte Peeters', phone: '+32470000101', secret: 'kept' } }
      yield* notes(key, crowd + 1)
    },
  }
}

function query(key: string): LocateQuery {
  return { subjectId: `subject-${key}`, identifiers: [{ kind: 'EMAIL', value: `${key}@people.example` }] }
}

function start(crowd: number, options: Partial<InMemoryOptions> = {}): InMemoryWorld {
  const people = [person('one', crowd), person('two', 0)]
  const connector = new InMemoryConnector({ system: 'memory', capabilities, clock, people, ...options })
  return {
    connector,
    selection: new Map([
      ['contact', ['name', 'phone']],
      ['note', ['body']],
    ]),
    people: [query('one'), query('two')],
    calls: () => connector.upstreamCalls,
    stop: async () => {},
  }
}

connectorConformance<InMemoryWorld>({
  name: 'The in-memory connector',
  start: async (crowd) => start(crowd),
  faults: { garble: ({ connector }) => connector.failWith(CoverageReason.MALFORMED_ANSWER) },
})

const writing = {
  rectify: { recordType: 'contact', field: 'phone', value: '+32470000202', theirs: '+32470000303' },
  erase: { recordType: 'contact' },
  edit: ({ connector }: InMemoryWorld, ref: RecordRef, field: string, value: FieldValue) => connector.source.edit(ref, { [field]: value }),
  loseAnswer: ({ connector }: InMemoryWorld) =>
    connector.source.failWrites({ when: 'AFTER', reason: CoverageReason.TIMEOUT }, { times: 1 }),
  writes: ({ connector }: InMemoryWorld) => connector.source.writes,
}

writeConformance<InMemoryWorld>({
  ...writing,
  name: 'The in-memory connector',
  start: async () => start(0),
  anonymise: {
    recordType: 'contact',
    changes: [
      { field: 'name', value: 'Erased' },
      { field: 'phone', value: null },
    ],
  },
  restrict: { recordType: 'contact', changes: [{ field: 'phone', value: null }] },
  scan: { recordType: 'note', start: async (count) => start(count) },
})

writeConformance<InMemoryWorld>({
  ...writing,
  name: 'The in-memory connector to a system with a recycle bin',
  start: async () => start(0, { recycleBinDays: 30 }),
})

describe('the in-memory system', () => {
  const signal = new AbortController().signal
  const card = { system: 'memory', recordType: 'contact', externalId: 'one' }
  const order = { ref: card, expected: { fields: {} }, key: 'k', changes: [{ field: 'phone', value: '+32470000202' }] }

  test('grades a shared identifier as weak', async () => {
    const { connector } = start(0)
    const { located } = await connector.locate([{ subjectId: 's', identifiers: [{ kind: 'PHONE', value: '+32470000101' }] }], signal)
    expect(located.map(({ grade }) => grade)).toEqual(['WEAK', 'WEAK'])
  })

  test('fails after as many calls as it was told', async () => {
    const { connector, people } = start(0)
    connector.failWith(CoverageReason.TIMEOUT, 1)
    await connector.locate([people[0]], signal)
    await expect(connector.locate([people[0]], signal)).rejects.toMatchObject({ reason: 'TIMEOUT' })
  })

  test('declares its gaps in what it finds and reads', async () => {
    const { connector, people, selection } = start(0)
    connector.gaps = [{ recordType: 'note', scope: 'notes of last year', reason: CoverageReason.NOT_SEARCHED }]
    expect((await connector.locate([people[0]], signal)).gaps).toHaveLength(1)
    const first = await connector.collect([], selection, signal).next()
    expect(first.value).toMatchObject({ recordType: 'note', gaps: [{ reason: 'NOT_SEARCHED' }] })
  })

  test('fails a write before it arrives', async () => {
    const { connector, selection } = start(0)
    connector.source.failWrites({ when: 'BEFORE', reason: CoverageReason.THROTTLED, retryAfterMs: 2_000 }, { times: 1 })
    await expect(connector.rectify(order, signal)).rejects.toMatchObject({ reason: 'THROTTLED', options: { retryAfterMs: 2_000 } })
    expect(connector.source.writesTo(card)).toBe(0)
    expect(await connector.inspect([card], selection, signal)).toMatchObject([{ fields: { phone: '+32470000101' } }])
    expect(await connector.rectify(order, signal)).toEqual({ kind: 'DONE' })
    expect(connector.source.writesTo(card)).toBe(1)
  })

  test('refuses only what it was told to refuse', async () => {
    const { connector } = start(0)
    const note = { ...order, ref: { ...card, recordType: 'note', externalId: 'one-0' } }
    connector.source.failWrites({ when: 'REFUSE', reason: 'LEGAL_HOLD' }, { of: ({ ref }) => ref.recordType === 'note' })
    expect(await connector.erase(note, 'ERASE', signal)).toEqual({ kind: 'REFUSED', reason: 'LEGAL_HOLD' })
    expect(await connector.erase(order, 'ERASE', signal)).toEqual({ kind: 'DONE' })
  })

  test('lets a colleague come in between', async () => {
    const { connector, selection } = start(0)
    const [seen] = await connector.inspect([card], selection, signal)
    connector.source.beforeWrite = ({ ref }) => connector.source.edit(ref, { name: 'Lotte Claes' })
    expect(await connector.rectify({ ...order, expected: seen! }, signal)).toEqual({ kind: 'CONFLICT' })
    expect(connector.source.writes).toBe(0)
  })

  test('reads on from what is left when the record is erased at which reading starts', async () => {
    const { connector, people, selection } = start(0)
    await connector.erase(order, 'ERASE', signal)
    const { located } = await connector.locate([people[0]], signal)
    expect(located.map(({ ref }) => ref.recordType)).toEqual(['note'])
    const pages = await gather(connector.collect(located, selection, signal))
    expect(pages.flatMap(({ records }) => records).map(({ ref }) => ref.externalId)).toEqual(['one-0'])
  })

  test('finds somebody who came back', async () => {
    const { connector, people } = start(0)
    for (const externalId of ['one', 'one-0']) {
      const recordType = externalId === 'one' ? 'contact' : 'note'
      await connector.erase({ ...order, ref: { ...card, recordType, externalId } }, 'ERASE', signal)
    }
    expect((await connector.locate([people[0]], signal)).located).toEqual([])
    await connector.source.add(person('one', 0))
    expect((await connector.locate([people[0]], signal)).located.map(({ ref }) => ref)).toEqual([card])
  })

  test('empties its recycle bin when the day has come', async () => {
    const standing = new SettableClock(new Date('2026-11-23T09:00:00Z'))
    const { connector, selection } = start(0, { recycleBinDays: 30, clock: standing })
    expect(await connector.erase(order, 'ERASE', signal)).toEqual({ kind: 'DONE', finalOn: '2026-12-23' })
    standing.set(new Date('2026-12-22T23:59:59Z'))
    expect(await connector.inspect([card], selection, signal)).toMatchObject([{ fields: {}, finalOn: '2026-12-23' }])
    standing.set(new Date('2026-12-23T00:00:00Z'))
    expect(await connector.inspect([card], selection, signal)).toEqual([])
  })
})
