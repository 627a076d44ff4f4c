import type { RecordLink } from '../connectors/connector.js'
import type { SourceError } from '../connectors/source-error.js'
import type { DataMap } from '../datamap/data-map.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import { InternalError } from '../kernel/errors.js'
import type { CoverageGap, SystemCoverage } from '../vocabulary/coverage.js'
import type { RecordTypeId, SourceRecord, SystemId } from '../vocabulary/source-record.js'
import { asFailure, coverageOf } from './coverage-of.js'
import type { CallLimits, Gateway } from './gateway.js'
import { selectionOf } from './selection.js'

/** What one system said about one subject. */
export interface SystemReading {
  readonly records: readonly SourceRecord[]
  readonly coverage: SystemCoverage
}

/** Where each subject stands with one system before it is read. */
export interface Located {
  readonly links: readonly RecordLink[]
  /** Links that wait for a person to decide. */
  readonly undecided: number
  /** What could not be searched. */
  readonly gaps: readonly CoverageGap[]
  /** Why the search itself failed; null when it succeeded. */
  readonly failure: SourceError | null
}

export interface ReadRequest {
  readonly system: SystemId
  readonly recordTypes: readonly RecordTypeId[]
  readonly located: ReadonlyMap<string, Located>
  readonly limits: CallLimits
}

/** Reads one system for many subjects in one batch. Never throws for the system: what goes wrong stands in the coverage. */
export class SystemReader {
  constructor(
    private readonly gateway: Gateway,
    private readonly dataMap: DataMap,
    private readonly clock: Clock,
  ) {}

  async read(request: ReadRequest): Promise<ReadonlyMap<string, SystemReading>> {
    const started = performance.now()
    const batch = await this.collect(request)
    const bySubject = groupBy(batch.records, ({ subjectId }) => subjectId)
    const facts = { elapsedMs: performance.now() - started, observedAt: timestamp(this.clock), batch }
    return new Map(
      [...request.located].map(([subjectId, located]) => [
        subjectId,
        this.readingOf(request.system, located, { ...facts, records: bySubject.get(subjectId) ?? [] }),
      ]),
    )
  }

  private async collect(request: ReadRequest): Promise<Batch> {
    const records: SourceRecord[] = []
    const gaps: CoverageGap[] = []
    const links = [...request.located.values()].flatMap((located) => located.links)
    const map = this.dataMap.systems.get(request.system)
    if (map === undefined) {
      throw new InternalError(`The data map does not know the system ${request.system}.`)
    }
    if (links.length === 0) {
      return { records, gaps, failure: null }
    }
    const selection = selectionOf(request.recordTypes, map)
    try {
      await this.gateway.collect(
        request.system,
        { links, selection, onPage: (page) => void (records.push(...page.records), gaps.push(...page.gaps)) },
        request.limits,
      )
      return { records, gaps, failure: null }
    } catch (thrown) {
      return { records, gaps, failure: asFailure(thrown) }
    }
  }

  private readingOf(systemId: SystemId, located: Located, facts: SubjectFacts): SystemReading {
    const { records, batch } = facts
    const wasAsked = located.links.length > 0
    const coverage = coverageOf({
      systemId,
      recordCount: records.length,
      fieldCount: records.reduce((count, record) => count + Object.keys(record.fields).length, 0),
      elapsedMs: facts.elapsedMs,
      observedAt: facts.observedAt,
      gaps: [...located.gaps, ...(wasAsked ? batch.gaps : []), ...unsearched(located, records)],
      undecidedLinks: located.undecided,
      failure: (wasAsked ? batch.failure : null) ?? (records.length === 0 ? located.failure : null),
    })
    return { records, coverage }
  }
}

interface Batch {
  readonly records: SourceRecord[]
  readonly gaps: readonly CoverageGap[]
  readonly failure: SourceError | null
}

interface SubjectFacts {
  readonly records: readonly SourceRecord[]
  readonly batch: Batch
  readonly elapsedMs: number
  readonly observedAt: string
}

/** Known records were read, but nobody could look for new ones. */
function unsearched({ failure }: Located, records: readonly SourceRecord[]): CoverageGap[] {
  return failure === null || records.length === 0 ? [] : [{ recordType: null, scope: 'search for further records', reason: failure.reason }]
}
