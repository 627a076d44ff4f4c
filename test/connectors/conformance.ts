import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Connector, LocateQuery, RecordLink, Selection } from '../../src/connectors/connector.js'
import { SourceError } from '../../src/connectors/source-error.js'
import { gather } from '../../src/kernel/streams.js'
import type { SourceRecord } from '../../src/vocabulary/source-record.js'

/** A running system, seeded and reachable through the connector under test. */
export interface ConformanceWorld {
  readonly connector: Connector
  /** All record types and fields that the connector can read there. */
  readonly selection: Selection
  /** Two different people whom the system knows, each with records, found by strong evidence. */
  readonly people: readonly [LocateQuery, LocateQuery]
  /** Requests that reached the system so far. */
  calls(): number
  stop(): Promise<void>
}

/** How to start the system and how to hurt it. What a kind of system does not have (tokens, throttling) is left out. */
export interface ConformanceHarness<World extends ConformanceWorld> {
  readonly name: string
  /** `crowd`: how many further records, of one type, the first person has. */
  readonly start: (crowd: number) => Promise<World>
  readonly faults: {
    /** Every answer to a data request is now something that the protocol does not know. */
    readonly garble: (world: World) => void
    /** Every answer to a data request now breaks off half-way. */
    readonly truncate?: (world: World) => void
    /** The next data request is told to come back in so many seconds; returns how long the connector waited, in ms, once it did. */
    readonly throttle?: (world: World, seconds: number) => () => number
    /** The token in use is no longer accepted; a new one is to be had. */
    readonly expireToken?: (world: World) => void
  }
}

const never = new AbortController().signal
const stranger: LocateQuery = {
  subjectId: 'subject-of-nobody',
  identifiers: [
    { kind: 'EMAIL', value: 'nobody@nowhere.example' },
    { kind: 'PHONE', value: '+32470999999' },
    { kind: 'ENTERPRISE_NUMBER', value: '0999999922' },
  ],
}

/** Requests that reach the system while it is probed: the probe's own, and any that something else still sends. */
async function callsOfAProbe(world: ConformanceWorld): Promise<number> {
  const before = world.calls()
  await world.connector.probe(never)
  return world.calls() - before
}

/** The tests that every connector passes, whatever system it speaks to. */
export function connectorConformance<World extends ConformanceWorld>(harness: ConformanceHarness<World>): void {
  describe(`${harness.name} keeps the promises of a connector`, () => {
    let world: World

    beforeEach(async () => {
      world = await harness.start(0)
    })

    afterEach(async () => {
      await world.connector.close()
      await world.stop()
    })

    test('finds nobody for unknown identifiers', async () => {
      expect((await world.connector.locate([stranger], never)).located).toEqual([])
    })

    test('finds nobody by a name or a date of birth alone', async () => {
      const located = await world.connector.locate([world.people[0]], never)
      const name = located.located.find((record) => record.name !== undefined)?.name ?? 'Peeters'
      const byName: LocateQuery = {
        subjectId: 's',
        identifiers: [
          { kind: 'NAME', value: name },
          { kind: 'BIRTH_DATE', value: '1988-03-14' },
        ],
      }
      expect((await world.connector.locate([byName], never)).located).toEqual([])
    })

    test('finds each person for its own subject, and reads records of declared types only', async () => {
      const links = await linksOf(world, world.people)
      expect(new Set(links.map(({ subjectId }) => subjectId))).toEqual(new Set(world.people.map(({ subjectId }) => subjectId)))
      const declared = new Set(world.connector.capabilities.map(({ recordType }) => recordType))
      const records = await readAll(world, links)
      expect(records.length).toBeGreaterThan(0)
      expect(records.filter(({ ref }) => !declared.has(ref.recordType) || ref.system !== world.connector.system)).toEqual([])
    })

    test("never returns another subject's record", async () => {
      const [first, second] = world.people
      const together = await readAll(world, await linksOf(world, world.people))
      for (const person of [first, second]) {
        const alone = await readAll(world, await linksOf(world, [person]))
        expect(alone.length).toBeGreaterThan(0)
        expect(keys(together.filter(({ subjectId }) => subjectId === person.subjectId))).toEqual(keys(alone))
      }
    })

    test('reads the selected fields and no others', async () => {
      const records = await readAll(world, await linksOf(world, [world.people[0]]))
      const stray = records.flatMap(({ ref, fields }) =>
        Object.keys(fields).filter((name) => !world.selection.get(ref.recordType)?.includes(name)),
      )
      expect(stray).toEqual([])
    })

    test('reads nothing when nothing is selected', async () => {
      const links = await linksOf(world, [world.people[0]])
      expect(await gather(world.connector.collect(links, new Map(), never))).toEqual([])
    })

    test('calls a garbled answer an error, never an empty answer', async () => {
      const links = await linksOf(world, [world.people[0]])
      harness.faults.garble(world)
      await expect(world.connector.locate([world.people[0]], never)).rejects.toBeInstanceOf(SourceError)
      await expect(readAll(world, links)).rejects.toBeInstanceOf(SourceError)
    })

    test('starts no further call once its signal is aborted, and settles', async () => {
      const links = await linksOf(world, [world.people[0]])
      const abort = new AbortController()
      abort.abort(new Error('The client went away.'))
      const before = world.calls()
      await expect(world.connector.locate([world.people[0]], abort.signal)).rejects.toThrow('The client went away.')
      await expect(gather(world.connector.collect(links, world.selection, abort.signal))).rejects.toThrow('The client went away.')
      expect(world.calls()).toBe(before)
    })

    test('stops between two pages when the signal aborts, and stays silent', async () => {
      const links = await linksOf(world, world.people)
      const abort = new AbortController()
      await callsOfAProbe(world)
      const usual = await callsOfAProbe(world)
      const pages = world.connector.collect(links, world.selection, abort.signal)[Symbol.asyncIterator]()
      await pages.next()
      abort.abort(new Error('The client went away.'))
      await expect(drain(pages)).rejects.toThrow('The client went away.')
      await callsOfAProbe(world)
      expect(await callsOfAProbe(world)).toBe(usual)
    })

    test('tells that it reaches the system and is let in', async () => {
      expect(await world.connector.probe(never)).toMatchObject({ reachable: true, authenticated: true })
    })

    test('closes cleanly, and again', async () => {
      await linksOf(world, [world.people[0]])
      await world.connector.close()
      await expect(world.connector.close()).resolves.toBeUndefined()
    })

    const { truncate, throttle, expireToken } = harness.faults

    if (truncate !== undefined) {
      test('calls a truncated answer an error, never an empty answer', async () => {
        const links = await linksOf(world, [world.people[0]])
        truncate(world)
        await expect(world.connector.locate([world.people[0]], never)).rejects.toBeInstanceOf(SourceError)
        await expect(readAll(world, links)).rejects.toBeInstanceOf(SourceError)
      })
    }

    if (throttle !== undefined) {
      test('obeys throttling: waits as long as it is told, then goes on', async () => {
        await linksOf(world, [world.people[0]])
        const waited = throttle(world, 1)
        expect(await linksOf(world, [world.people[0]])).not.toEqual([])
        expect(waited()).toBeGreaterThanOrEqual(990)
      })
    }

    if (expireToken !== undefined) {
      test('resumes after its token expired', async () => {
        const links = await linksOf(world, [world.people[0]])
        const before = keys(await readAll(world, links))
        expireToken(world)
        expect(keys(await readAll(world, links))).toEqual(before)
      })
    }
  })

  describe(`${harness.name} reads on`, () => {
    test('past 1,000 records, each once', async () => {
      const world = await harness.start(1_100)
      try {
        const records = await readAll(world, await linksOf(world, [world.people[0]]))
        expect(records.length).toBeGreaterThan(1_100)
        expect(new Set(keys(records)).size).toBe(records.length)
      } finally {
        await world.connector.close()
        await world.stop()
      }
    })
  })
}

/** What was found for the people, as confirmed links. */
export async function linksOf(world: ConformanceWorld, people: readonly LocateQuery[]): Promise<RecordLink[]> {
  const { located } = await world.connector.locate(people, never)
  return located.filter(({ grade }) => grade !== 'WEAK').map(({ subjectId, ref }) => ({ subjectId, ref }))
}

export async function readAll(world: ConformanceWorld, links: readonly RecordLink[]): Promise<SourceRecord[]> {
  const pages = await gather(world.connector.collect(links, world.selection, never))
  return pages.flatMap(({ records }) => records)
}

function keys(records: readonly SourceRecord[]): string[] {
  return records.map(({ subjectId, ref }) => `${subjectId} ${ref.recordType} ${ref.externalId}`).sort()
}

async function drain(pages: AsyncIterator<unknown>): Promise<void> {
  while (!(await pages.next()).done) {
    // Each page is of no interest here.
  }
}
