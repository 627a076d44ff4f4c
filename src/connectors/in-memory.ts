import type { Clock } from '../kernel/clock.js'
import { timestamp } from '../kernel/clock.js'
import { delay } from '../kernel/delay.js'
import type { CoverageGap, CoverageReason } from '../vocabulary/coverage.js'
import { type EvidenceGrade, IdentifierKind, type MatchEvidence, type SubjectIdentifier } from '../vocabulary/identifier.js'
import type { RecordRef, RecordTypeId, SourceRecord, SystemId } from '../vocabulary/source-record.js'
import type {
  Connector,
  LocatedRecord,
  LocateQuery,
  LocateResult,
  ProbeResult,
  RecordCapability,
  RecordLink,
  RecordPage,
  Selection,
} from './connector.js'
import { SourceError } from './source-error.js'

/** A record as a person of the in-memory system holds it; subject, system and time of reading are added when it is read. */
export type InMemoryRecord = Pick<SourceRecord, 'fields'> &
  Partial<Omit<SourceRecord, 'ref' | 'subjectId' | 'fields' | 'observedAt'>> & {
    readonly recordType: RecordTypeId
    readonly externalId: string
  }

export interface InMemoryPerson {
  /** External id of the record at which reading starts. @default `person-1`, `person-2`, … */
  readonly id?: string
  /** Type of that record. @default the first of the capabilities */
  readonly recordType?: RecordTypeId
  readonly name?: string
  /** What finds the person with strong evidence. */
  readonly identifiers: readonly SubjectIdentifier[]
  /** What finds the person with weak evidence, such as an address shared with others. */
  readonly weakIdentifiers?: readonly SubjectIdentifier[]
  /** A list, or a function that makes as many as are wanted, one at a time. */
  readonly records: readonly InMemoryRecord[] | (() => Iterable<InMemoryRecord> | AsyncIterable<InMemoryRecord>)
}

export interface InMemoryOptions {
  readonly system: SystemId
  readonly capabilities: readonly RecordCapability[]
  readonly people: readonly InMemoryPerson[]
  readonly clock: Clock
  /** Before each upstream call. @default 0 */
  readonly latencyMs?: number
  /** Records in a page. @default 500 */
  readonly pageSize?: number
  /** Content of attachments. */
  readonly content?: (ref: RecordRef, attachmentId: string) => string | Uint8Array
}

interface PlannedFailure {
  readonly reason: CoverageReason
  callsBefore: number
}

const findingKinds: ReadonlySet<IdentifierKind> = new Set(
  Object.values(IdentifierKind).filter((kind) => kind !== IdentifierKind.NAME && kind !== IdentifierKind.BIRTH_DATE),
)

/** The connector to a system that lives in memory: for tests, benches, and as the shortest example of the contract. */
export class InMemoryConnector implements Connector {
  readonly system: SystemId
  readonly capabilities: readonly RecordCapability[]
  /** A test may narrow it. */
  findsOnlyBy: readonly IdentifierKind[]
  /** Declared with every answer while set. */
  gaps: readonly CoverageGap[] = []
  /** Before each upstream call, in milliseconds. */
  latencyMs: number
  /** Calls since the start that reached the system, failed ones included. */
  upstreamCalls = 0
  closed = false
  private failure: PlannedFailure | null = null

  constructor(private readonly options: InMemoryOptions) {
    this.system = options.system
    this.capabilities = options.capabilities
    this.latencyMs = options.latencyMs ?? 0
    this.findsOnlyBy = [...findingKinds]
  }

  /** From now on every call fails for this reason, after `callsBefore` more that succeed; null mends the system. */
  failWith(reason: CoverageReason | null, callsBefore = 0): void {
    this.failure = reason === null ? null : { reason, callsBefore }
  }

  async locate(queries: readonly LocateQuery[], signal: AbortSignal): Promise<LocateResult> {
    await this.call(signal)
    const located = queries.flatMap((query) => this.options.people.flatMap((person, index) => this.match(query, person, index)))
    return { located, gaps: this.gaps }
  }

  async *collect(links: readonly RecordLink[], selection: Selection, signal: AbortSignal): AsyncGenerator<RecordPage> {
    yield* this.gapPages(selection)
    const pages = new Map<RecordTypeId, SourceRecord[]>()
    for (const link of links) {
      for await (const record of this.recordsBehind(link, selection)) {
        const page = pages.get(record.ref.recordType) ?? []
        pages.set(record.ref.recordType, page)
        page.push(record)
        if (page.length === (this.options.pageSize ?? 500)) {
          await this.call(signal)
          yield { recordType: record.ref.recordType, records: page.splice(0), gaps: [] }
        }
      }
    }
    for (const [recordType, records] of pages) {
      await this.call(signal)
      yield { recordType, records, gaps: [] }
    }
  }

  async open(ref: RecordRef, attachmentId: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    await this.call(signal)
    const content = Buffer.from(this.options.content?.(ref, attachmentId) ?? '')
    return (async function* () {
      yield content
    })()
  }

  async probe(signal: AbortSignal): Promise<ProbeResult> {
    await this.call(signal)
    return { reachable: true, authenticated: true, version: null, findings: [] }
  }

  async close(): Promise<void> {
    this.closed = true
  }

  private async call(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    this.upstreamCalls += 1
    if (this.latencyMs > 0) {
      await delay(this.latencyMs, signal)
    }
    if (this.failure === null) {
      return
    }
    if (this.failure.callsBefore === 0) {
      throw new SourceError(this.failure.reason, `The system ${this.system} was told to fail.`)
    }
    this.failure.callsBefore -= 1
  }

  private match(query: LocateQuery, person: InMemoryPerson, index: number): LocatedRecord[] {
    const ref = this.refOf(person, index)
    const own = { kind: IdentifierKind.SYSTEM_ID, value: `${ref.system}:${ref.recordType}:${ref.externalId}` }
    const graded: readonly (readonly [EvidenceGrade, MatchEvidence[]])[] = [
      ['PROVEN', evidence(query, [own])],
      ['STRONG', evidence(query, person.identifiers)],
      ['WEAK', evidence(query, person.weakIdentifiers ?? [])],
    ]
    const best = graded.find(([, found]) => found.length > 0)
    if (best === undefined) {
      return []
    }
    const discovered = person.identifiers.filter(({ kind }) => findingKinds.has(kind))
    return [
      { subjectId: query.subjectId, ref, grade: best[0], evidence: graded.flatMap(([, found]) => found), name: person.name, discovered },
    ]
  }

  private refOf(person: InMemoryPerson, index: number): RecordRef {
    const recordType = person.recordType ?? this.capabilities[0]?.recordType ?? 'person'
    return { system: this.system, recordType, externalId: person.id ?? `person-${index + 1}` }
  }

  private async *recordsBehind(link: RecordLink, selection: Selection): AsyncGenerator<SourceRecord> {
    const person = this.options.people.find((candidate, index) => isSame(this.refOf(candidate, index), link.ref))
    const records = typeof person?.records === 'function' ? person.records() : (person?.records ?? [])
    for await (const record of records) {
      const wanted = selection.get(record.recordType)
      if (wanted !== undefined) {
        yield this.asRead(record, link.subjectId, wanted)
      }
    }
  }

  private asRead({ recordType, externalId, ...record }: InMemoryRecord, subjectId: string, wanted: readonly string[]): SourceRecord {
    const fields = Object.fromEntries(Object.entries(record.fields).filter(([name]) => wanted.includes(name)))
    const ref = { system: this.system, recordType, externalId }
    return { attachments: [], ...record, ref, subjectId, fields, observedAt: timestamp(this.options.clock) }
  }

  private gapPages(selection: Selection): RecordPage[] {
    const first = this.capabilities[0]?.recordType ?? 'person'
    const touched = this.gaps.filter(({ recordType }) => recordType === null || selection.has(recordType))
    return touched.map((gap) => ({ recordType: gap.recordType ?? first, records: [], gaps: [gap] }))
  }
}

function evidence(query: LocateQuery, held: readonly SubjectIdentifier[]): MatchEvidence[] {
  const asked = query.identifiers.filter(({ kind }) => findingKinds.has(kind))
  const matching = held.filter((own) => asked.some(({ kind, value }) => kind === own.kind && value === own.value))
  return matching.map(({ kind }) => ({ kind, field: kind.toLowerCase() }))
}

function isSame(left: RecordRef, right: RecordRef): boolean {
  return left.recordType === right.recordType && left.externalId === right.externalId
}
