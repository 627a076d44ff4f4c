import type { DataMap } from '../datamap/data-map.js'
import type { Clock } from '../kernel/clock.js'
import { timestamp } from '../kernel/clock.js'
import { InternalError } from '../kernel/errors.js'
import type { CoverageGap, SystemCoverage } from '../vocabulary/coverage.js'
import type { RecordRef, SourceRecord, SystemId } from '../vocabulary/source-record.js'
import type { Statement } from '../vocabulary/statement.js'
import { asFailure, coverageOf } from './coverage-of.js'
import type { CallLimits, Gateway } from './gateway.js'
import type { LinkReader } from './link-reader.js'
import { everything, recordTypesHolding, selectionOf } from './selection.js'
import { type StatementContext, statementsOf } from './statements.js'
import type { Located } from './system-reading.js'

/** A record on its way into a bundle: what the source holds, and what may be said of it. */
export interface ExportedRecord {
  readonly id: string
  readonly record: SourceRecord
  readonly statements: readonly Statement[]
}

export interface ExportedPage {
  readonly systemId: SystemId
  readonly recordType: string
  readonly records: readonly ExportedRecord[]
}

export interface ExportRequest {
  readonly subjectId: string
  readonly signal: AbortSignal
  /** Whether the subject had just proven who they are: decides about the national number. */
  readonly steppedUp: boolean
  /** For each system, however much it holds. */
  readonly budgetMs: number
  /** Systems to read again; absent means all. */
  readonly systems?: readonly SystemId[]
  /** Called for one page of a system after the other; systems call side by side. The system waits until it settles. */
  readonly onPage: (page: ExportedPage) => Promise<void>
}

export interface SubjectExportParts {
  readonly gateway: Gateway
  readonly dataMap: DataMap
  readonly links: LinkReader
  readonly clock: Clock
  readonly statementContext: (steppedUp: boolean) => StatementContext
}

/** Reads all of a subject, page by page, without keeping it: for bundles of any size. */
export class SubjectExport {
  constructor(private readonly parts: SubjectExportParts) {}

  /** Resolves with every system's answer. A system that fails half-way keeps the pages it gave and says UNREACHABLE. */
  async collect(request: ExportRequest): Promise<readonly SystemCoverage[]> {
    const systems = request.systems ?? this.parts.gateway.systems
    const limits = { budgetMs: request.budgetMs, signal: request.signal }
    const located = await this.parts.links.locatedFor([request.subjectId], limits, 0)
    const coverage = await Promise.all(systems.map((system) => this.collectSystem(system, located.of(request.subjectId, system), request)))
    request.signal.throwIfAborted()
    return coverage
  }

  /** The bytes of a record's file; see `Connector.open`. */
  open(ref: RecordRef, attachmentId: string, limits: CallLimits): Promise<AsyncIterable<Uint8Array>> {
    return this.parts.gateway.open(ref, attachmentId, limits)
  }

  private async collectSystem(system: SystemId, located: Located, request: ExportRequest): Promise<SystemCoverage> {
    const tally = new Tally(performance.now())
    const failure = located.links.length === 0 ? located.failure : await this.readSystem(system, located, request, tally)
    return coverageOf({
      systemId: system,
      recordCount: tally.records,
      fieldCount: tally.fields,
      elapsedMs: performance.now() - tally.started,
      observedAt: timestamp(this.parts.clock),
      gaps: [...located.gaps, ...tally.gaps],
      undecidedLinks: located.undecided,
      failure,
    })
  }

  private async readSystem(
    system: SystemId,
    located: Located,
    request: ExportRequest,
    tally: Tally,
  ): Promise<ReturnType<typeof asFailure> | null> {
    const map = this.parts.dataMap.systems.get(system)
    if (map === undefined) {
      throw new InternalError(`The data map does not know the system ${system}.`)
    }
    const selection = selectionOf(recordTypesHolding(everything, map), map)
    const context = this.parts.statementContext(request.steppedUp)
    const handOver = new HandOver(request, context)
    const limits = { budgetMs: request.budgetMs, signal: request.signal }
    try {
      await this.parts.gateway.collect(
        system,
        { links: located.links, selection, onPage: (page) => (tally.add(page), handOver.page(system, page)) },
        limits,
      )
      return located.failure
    } catch (thrown) {
      handOver.rethrowOwnFailure()
      return asFailure(thrown)
    }
  }
}

/** Counts what a system gave. */
class Tally {
  records = 0
  fields = 0
  readonly gaps: CoverageGap[] = []

  constructor(readonly started: number) {}

  add(page: { readonly records: readonly SourceRecord[]; readonly gaps: readonly CoverageGap[] }): void {
    this.records += page.records.length
    this.fields += page.records.reduce((count, { fields }) => count + Object.keys(fields).length, 0)
    this.gaps.push(...page.gaps)
  }
}

/** Hands pages over, and tells a failure of the receiver from one of the system. */
class HandOver {
  private failure: { readonly thrown: unknown } | null = null

  constructor(
    private readonly request: ExportRequest,
    private readonly context: StatementContext,
  ) {}

  async page(systemId: SystemId, page: { readonly recordType: string; readonly records: readonly SourceRecord[] }): Promise<void> {
    const records = page.records.map((record) => ({
      id: this.context.ids.recordId(record.subjectId, record.ref),
      record,
      statements: statementsOf(record, this.context),
    }))
    try {
      await this.request.onPage({ systemId, recordType: page.recordType, records })
    } catch (thrown) {
      this.failure = { thrown }
      throw thrown
    }
  }

  rethrowOwnFailure(): void {
    if (this.failure !== null) {
      throw this.failure.thrown
    }
  }
}
