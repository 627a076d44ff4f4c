import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { FieldWrite, InspectedRecord, ScannedRecord, WriteAnswer, WriteOrder } from '../../src/connectors/connector.js'
import { SourceError } from '../../src/connectors/source-error.js'
import { gather } from '../../src/kernel/streams.js'
import type { FieldValue, RecordRef, SourceRecord } from '../../src/vocabulary/source-record.js'
import { type ConformanceWorld, linksOf, readAll } from './conformance.js'

/** A record of one of the two people: the first of its type, or the first that is picked. */
export interface WriteTarget {
  readonly recordType: string
  readonly pick?: (record: SourceRecord) => boolean
}

/** How to start the system, which records the suite may write to, and how colleagues and lost answers get in its way. What the system does not do is left out. */
export interface WritingHarness<World extends ConformanceWorld> {
  readonly name: string
  /** A world for one test. */
  readonly start: () => Promise<World>
  /** A source field that gets `value`; `theirs` is what a colleague makes of it. All three values differ. */
  readonly rectify?: WriteTarget & { readonly field: string; readonly value: FieldValue; readonly theirs: FieldValue }
  readonly erase?: WriteTarget
  /** `changes` leave in the record nothing by which its person is found. */
  readonly anonymise?: WriteTarget & { readonly changes: readonly FieldWrite[] }
  readonly restrict?: WriteTarget & { readonly changes: readonly FieldWrite[] }
  /** A world with at least `count` records of the type, of which one belongs to the first person and holds what finds them. */
  readonly scan?: { readonly recordType: string; readonly start: (count: number) => Promise<World> }
  /** A colleague changes a source field in the system itself. */
  readonly edit: (world: World, ref: RecordRef, field: string, value: FieldValue) => Promise<void> | void
  /** The next write is carried out and its answer never arrives. */
  readonly loseAnswer: (world: World) => void
  /** Requests so far that reached the system in order to change something. */
  readonly writes: (world: World) => number
}

const never = new AbortController().signal

/** The tests that every connector passes which can write, beside those of `connectorConformance`. */
export function writeConformance<World extends ConformanceWorld>(writing: WritingHarness<World>): void {
  const { name, rectify, erase, anonymise, restrict, scan } = writing

  describe(`${name} writes with care`, () => {
    let world: World

    beforeEach(async () => {
      world = await writing.start()
    })

    afterEach(async () => {
      await world.connector.close()
      await world.stop()
    })

    test('inspects every record that it can write to as it was read', async () => {
      const records = (await readAll(world, await linksOf(world, world.people))).filter(({ ref }) => isWritable(world, ref))
      expect(records.length).toBeGreaterThan(0)
      const inspected = await inspect(world, ...records.map(({ ref }) => ref))
      const byRef = new Map(inspected.map((record) => [keyOf(record.ref), record.fields]))
      expect(records.map(({ ref }) => [keyOf(ref), byRef.get(keyOf(ref))])).toEqual(records.map(({ ref, fields }) => [keyOf(ref), fields]))
    })

    if (rectify !== undefined) {
      const write = (seen: InspectedRecord, signal = never): Promise<WriteAnswer> =>
        world.connector.rectify!(order(seen, [{ field: rectify.field, value: rectify.value }]), signal)

      test('shows a corrected value when it is read again', async () => {
        const seen = await targetIn(world, rectify)
        expect(await write(seen)).toEqual({ kind: 'DONE' })
        const [after] = await inspect(world, seen.ref)
        expect(after?.fields).toEqual({ ...seen.fields, [rectify.field]: rectify.value })
      })

      test('keeps what a colleague changed after the record was inspected, and says so', async () => {
        const seen = await targetIn(world, rectify)
        await writing.edit(world, seen.ref, rectify.field, rectify.theirs)
        expect(await write(seen)).toEqual({ kind: 'CONFLICT' })
        const [after] = await inspect(world, seen.ref)
        expect(after?.fields[rectify.field]).toEqual(rectify.theirs)
      })

      test('sends a write once: when its answer is lost it fails, and the effect is there once', async () => {
        const seen = await targetIn(world, rectify)
        const before = writing.writes(world)
        writing.loseAnswer(world)
        await expect(write(seen)).rejects.toBeInstanceOf(SourceError)
        expect(writing.writes(world) - before).toBe(1)
        const [after] = await inspect(world, seen.ref)
        expect(after?.fields[rectify.field]).toEqual(rectify.value)
      })

      test('writes nothing once its signal is aborted', async () => {
        const seen = await targetIn(world, rectify)
        const before = writing.writes(world)
        await expect(write(seen, AbortSignal.abort(new Error('The step was called off.')))).rejects.toThrow('The step was called off.')
        expect(writing.writes(world)).toBe(before)
      })
    }

    if (erase !== undefined) {
      test('an erased record is found no more; in a recycle bin it has its final date', async () => {
        const seen = await targetIn(world, erase)
        const answer = await world.connector.erase!(order(seen), 'ERASE', never)
        expect(answer.kind).toBe('DONE')
        const left = answer.kind === 'DONE' && answer.finalOn !== undefined ? [answer.finalOn] : []
        expect((await inspect(world, seen.ref)).map(({ finalOn }) => finalOn)).toEqual(left)
        expect(await locatedKeys(world)).not.toContain(keyOf(seen.ref))
        const records = await readAll(world, await linksOf(world, world.people))
        expect(records.map(({ ref }) => keyOf(ref))).not.toContain(keyOf(seen.ref))
      })

      test('erasing twice is harmless', async () => {
        const seen = await targetIn(world, erase)
        const first = await world.connector.erase!(order(seen), 'ERASE', never)
        expect(first.kind).toBe('DONE')
        expect(await world.connector.erase!(order(seen), 'ERASE', never)).toEqual(first)
      })

      test('erases nothing once its signal is aborted', async () => {
        const seen = await targetIn(world, erase)
        const before = writing.writes(world)
        const abort = AbortSignal.abort(new Error('The step was called off.'))
        await expect(world.connector.erase!(order(seen), 'ERASE', abort)).rejects.toThrow('The step was called off.')
        expect(writing.writes(world)).toBe(before)
        expect(await inspect(world, seen.ref)).toEqual([seen])
      })
    }

    if (erase !== undefined && rectify?.recordType === erase.recordType) {
      test('does not correct what is gone', async () => {
        const seen = await targetIn(world, erase)
        await world.connector.erase!(order(seen), 'ERASE', never)
        const change = { field: rectify.field, value: rectify.value }
        expect(await world.connector.rectify!(order(seen, [change]), never)).toEqual({ kind: 'CONFLICT' })
      })
    }

    if (anonymise !== undefined) {
      test('an anonymised record stays, empty, and leads to nobody', async () => {
        const seen = await targetIn(world, anonymise)
        expect(await world.connector.erase!(order(seen, anonymise.changes), 'ANONYMISE', never)).toEqual({ kind: 'DONE' })
        const [after] = await inspect(world, seen.ref)
        expect(after?.fields).toMatchObject(fieldsIn(anonymise.changes))
        expect(emptiedIn(anonymise.changes).filter((field) => field in (after?.fields ?? {}))).toEqual([])
        expect(await locatedKeys(world)).not.toContain(keyOf(seen.ref))
      })
    }

    if (restrict !== undefined) {
      test('a restricted record is marked, and the mark can be taken away', async () => {
        const seen = await targetIn(world, restrict)
        expect(seen.isRestricted).toBe(false)
        expect(await world.connector.restrict!(order(seen, restrict.changes), true, never)).toEqual({ kind: 'DONE' })
        const [marked] = await inspect(world, seen.ref)
        expect(marked?.isRestricted).toBe(true)
        expect(await world.connector.restrict!(order(marked!), false, never)).toEqual({ kind: 'DONE' })
        expect((await inspect(world, seen.ref)).map(({ isRestricted }) => isRestricted)).toEqual([false])
      })
    }
  })

  if (scan !== undefined) {
    describe(`${name} is scanned`, () => {
      test('past 1,000 records, each once, with what they are recognised by', async () => {
        const world = await scan.start(1_100)
        try {
          const met = (await gather(world.connector.scan!(scan.recordType, never))).flat()
          expect(met.length).toBeGreaterThanOrEqual(1_100)
          expect(new Set(met.map(({ ref }) => keyOf(ref))).size).toBe(met.length)
          expect(met.filter((record) => holdsOneOf(record, world)).length).toBeGreaterThan(0)
        } finally {
          await world.connector.close()
          await world.stop()
        }
      })
    })
  }
}

/** Whether some write to records of this type goes through the system's API. */
function isWritable({ connector }: ConformanceWorld, { recordType }: RecordRef): boolean {
  const found = connector.capabilities.find((capability) => capability.recordType === recordType)
  return found !== undefined && [found.rectify, found.erase, found.anonymise, found.restrict].includes('LIVE')
}

async function targetIn(world: ConformanceWorld, { recordType, pick = () => true }: WriteTarget): Promise<InspectedRecord> {
  const records = await readAll(world, await linksOf(world, world.people))
  const target = records.find((record) => record.ref.recordType === recordType && pick(record))
  const [seen] = target === undefined ? [] : await inspect(world, target.ref)
  if (seen === undefined) {
    throw new Error(`The people of this world have no ${recordType} to write to`)
  }
  return seen
}

async function inspect({ connector, selection }: ConformanceWorld, ...refs: readonly RecordRef[]): Promise<readonly InspectedRecord[]> {
  return connector.inspect!(refs, selection, never)
}

async function locatedKeys(world: ConformanceWorld): Promise<string[]> {
  return (await world.connector.locate(world.people, never)).located.map(({ ref }) => keyOf(ref))
}

function order(seen: InspectedRecord, changes: readonly FieldWrite[] = []): WriteOrder {
  return { ref: seen.ref, expected: seen, key: 'step-1', changes }
}

function keyOf({ recordType, externalId }: RecordRef): string {
  return `${recordType} ${externalId}`
}

function fieldsIn(changes: readonly FieldWrite[]): Record<string, FieldValue> {
  return Object.fromEntries(changes.flatMap(({ field, value }) => (value === null ? [] : [[field, value]])))
}

function emptiedIn(changes: readonly FieldWrite[]): string[] {
  return changes.filter(({ value }) => value === null).map(({ field }) => field)
}

function holdsOneOf({ identifiers }: ScannedRecord, { people: [first] }: ConformanceWorld): boolean {
  return identifiers.some(({ kind, value }) => first.identifiers.some((own) => own.kind === kind && own.value === value))
}
