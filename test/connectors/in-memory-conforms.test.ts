import { describe, expect, test } from '@jest/globals'
import type { LocateQuery, RecordCapability } from '../../src/connectors/connector.js'
import { InMemoryConnector, type InMemoryPerson, type InMemoryRecord } from '../../src/connectors/in-memory.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { CoverageReason } from '../../src/vocabulary/coverage.js'
import { connectorConformance, type ConformanceWorld } from './conformance.js'

interface InMemoryWorld extends ConformanceWorld {
  readonly connector: InMemoryConnector
}

const clock = new SettableClock(new Date('2026-11-23T09:00:00Z'))
const readOnly = { read: 'LIVE', rectify: 'NONE', erase: 'NONE', anonymise: 'NONE', restrict: 'NONE', batched: true } as const
const capabilities: readonly RecordCapability[] = [
  { recordType: 'contact', ...readOnly },
  { recordType: 'note', ...readOnly },
]

function* notes(owner: string, count: number): Generator<InMemoryRecord> {
  for (let number = 0; number < count; number += 1) {
    yield { recordType: 'note', externalId: `${owner}-${number}`, fields: { body: `Note ${number}` } }
  }
}

function person(key: string, crowd: number): InMemoryPerson {
  return {
    name: 'Lotte Peeters',
    identifiers: [{ kind: 'EMAIL', value: `${key}@people.example` }],
    weakIdentifiers: [{ kind: 'PHONE', value: '+32470000101' }],
    records: function* () {
      yield { recordType: 'contact', externalId: key, fields: { name: 'Lotte Peeters', secret: 'never selected' } }
      yield* notes(key, crowd + 1)
    },
  }
}

function query(key: string): LocateQuery {
  return { subjectId: `subject-${key}`, identifiers: [{ kind: 'EMAIL', value: `${key}@people.example` }] }
}

function start(crowd: number): InMemoryWorld {
  const connector = new InMemoryConnector({ system: 'memory', capabilities, clock, people: [person('one', crowd), person('two', 0)] })
  return {
    connector,
    selection: new Map([
      ['contact', ['name']],
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

describe('the in-memory system', () => {
  const signal = new AbortController().signal

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
})
