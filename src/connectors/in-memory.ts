import { type Clock, timestamp } from '../kernel/clock.js'
import { delay } from '../kernel/delay.js'
import type { CoverageGap, CoverageReason } from '../vocabulary/coverage.js'
import type { IdentifierKind } from '../vocabulary/identifier.js'
import type { RecordRef, RecordTypeId, SourceRecord, SystemId } from '../vocabulary/source-record.js'
import type {
  Connector,
  EraseMethod,
  InspectedRecord,
  LocatedRecord,
  LocateQuery,
  LocateResult,
  ProbeResult,
  RecordCapability,
  RecordLink,
  RecordPage,
  ScannedRecord,
  Selection,
  WriteAnswer,
  WriteOrder,
} from './connector.js'
import { findingKinds, type InMemoryPerson, matchOf } from './in-memory/people.js'
import { fieldsAfter } from './in-memory/record-states.js'
import { InMemorySource, picked, type StandingRecord } from './in-memory/source.js'
import { SourceError } from './source-error.js'

export type { InMemoryPerson, InMemoryRecord } from './in-memory/people.js'

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
  /** How long an erased record can be brought back from a recycle bin. @default there is none */
  readonly recycleBinDays?: number
}

interface PlannedFailure {
  readonly reason: CoverageReason
  callsBefore: number
}

/** The connector to a system that lives in memory: for tests, benches, and as the shortest example of the contract. */
export class InMemoryConnector implements Connector {
  readonly system: SystemId
  readonly capabilities: readonly RecordCapability[]
  /** What its staff would see and do, and what is to go wrong with writes. */
  readonly source: InMemorySource
  /** A test may narrow it. */
  findsOnlyBy: readonly IdentifierKind[] = [...findingKinds]
  /** Declared with every answer while set. */
  gaps: readonly CoverageGap[] = []
  /** Before each upstream call, in milliseconds. */
  latencyMs: number
  /** Calls since the start that reached the system, failed ones included. */
  upstreamCalls = 0
  closed = false
  private failure: PlannedFailure | null = null
  private readonly pageSize: number
  private readonly firstType: RecordTypeId

  constructor(private readonly options: InMemoryOptions) {
    const { system, capabilities, people, clock, recycleBinDays = null } = options
    this.system = system
    this.capabilities = capabilities
    this.latencyMs = options.latencyMs ?? 0
    this.pageSize = options.pageSize ?? 500
    this.firstType = capabilities[0]?.recordType ?? 'person'
    this.source = new InMemorySource({ system, startType: this.firstType, people, clock, recycleBinDays })
  }

  /** From now on every call fails for this reason, after `callsBefore` more that succeed; null mends the system. */
  failWith(reason: CoverageReason | null, callsBefore = 0): void {
    this.failure = reason === null ? null : { reason, callsBefore }
  }

  async locate(queries: readonly LocateQuery[], signal: AbortSignal): Promise<LocateResult> {
    await this.call(signal)
    const located: LocatedRecord[] = []
    for (const query of queries) {
      const found = await this.source.found(query.identifiers)
      located.push(...found.map(({ held, ref }) => matchOf(query, held, ref)).filter((match) => match !== null))
    }
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
        if (page.length === this.pageSize) {
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

  async inspect(refs: readonly RecordRef[], selection: Selection, signal: AbortSignal): Promise<readonly InspectedRecord[]> {
    await this.call(signal)
    const records = await Promise.all(refs.map((ref) => this.source.inspect(ref, selection.get(ref.recordType) ?? [])))
    return records.filter((record) => record !== null)
  }

  async rectify(order: WriteOrder, signal: AbortSignal): Promise<WriteAnswer> {
    await this.call(signal)
    return this.source.change(order, ({ fields }) => ({ fields: fieldsAfter(fields, order.changes) }))
  }

  async erase(order: WriteOrder, method: EraseMethod, signal: AbortSignal): Promise<WriteAnswer> {
    await this.call(signal)
    return this.source.erase(order, method)
  }

  async restrict(order: WriteOrder, on: boolean, signal: AbortSignal): Promise<WriteAnswer> {
    await this.call(signal)
    return this.source.change(order, ({ fields }) => ({ fields: fieldsAfter(fields, order.changes), isRestricted: on }))
  }

  async *scan(recordType: RecordTypeId, signal: AbortSignal): AsyncGenerator<readonly ScannedRecord[]> {
    let page: ScannedRecord[] = []
    for await (const record of this.source.scan(recordType)) {
      page.push(record)
      if (page.length === this.pageSize) {
        await this.call(signal)
        yield page
        page = []
      }
    }
    await this.call(signal)
    yield page
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

  private async *recordsBehind({ ref, subjectId }: RecordLink, selection: Selection): AsyncGenerator<SourceRecord> {
    for await (const standing of this.source.recordsBehind(ref)) {
      const wanted = selection.get(standing.record.recordType)
      if (wanted !== undefined) {
        yield this.asRead(standing, subjectId, wanted)
      }
    }
  }

  private asRead({ record, state }: StandingRecord, subjectId: string, wanted: readonly string[]): SourceRecord {
    const { recordType, externalId, ...facts } = record
    const ref = { system: this.system, recordType, externalId }
    const observedAt = timestamp(this.options.clock)
    return { attachments: [], ...facts, ref, subjectId, fields: picked(state.fields, wanted), version: state.version, observedAt }
  }

  private gapPages(selection: Selection): RecordPage[] {
    const touched = this.gaps.filter(({ recordType }) => recordType === null || selection.has(recordType))
    return touched.map((gap) => ({ recordType: gap.recordType ?? this.firstType, records: [], gaps: [gap] }))
  }
}
