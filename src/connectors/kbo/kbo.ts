import type { Clock } from '../../kernel/clock.js'
import { chunked } from '../../kernel/streams.js'
import { type CoverageGap, CoverageReason } from '../../vocabulary/coverage.js'
import type {
  Connector,
  LocateQuery,
  LocateResult,
  ProbeResult,
  RecordCapability,
  RecordLink,
  RecordPage,
  ScannedRecord,
  Selection,
} from '../connector.js'
import { IdentifierKind } from '../../vocabulary/identifier.js'
import type { RecordTypeId } from '../../vocabulary/source-record.js'
import { SourceError } from '../source-error.js'
import { collectEnterprises, type KboRecordType } from './collect-enterprises.js'
import { type KboExtract, KboKeep, type KboStore } from './kbo-store.js'
import { kboTableNames } from './kbo-tables.js'
import { locateEnterprises, numbersAsked } from './locate-enterprises.js'

export interface KboConnectorOptions {
  readonly store: KboStore
  readonly clock: Clock
  /** Whether the operator wants activity.csv; what is not wanted is not a gap. @default false */
  readonly activities?: boolean
}

const SYSTEM = 'kbo'

/** Full extracts come each month; after half as long again a new one is due. */
const staleAfterDays = 45

const linksPerBatch = 200
const numbersPerScan = 1_000

const recordTypes = kboTableNames.filter((name): name is KboRecordType => name !== 'code')

/** KBO Open Data, as it was last imported: found by enterprise or VAT number only, never written to. */
export function createKboConnector(options: KboConnectorOptions): Connector {
  return new KboConnector(options)
}

class KboConnector implements Connector {
  readonly system = SYSTEM
  readonly capabilities: readonly RecordCapability[]
  private readonly store: KboStore

  constructor(private readonly options: KboConnectorOptions) {
    this.store = guarded(options.store)
    this.capabilities = recordTypes.map((recordType) => capabilityOf(recordType, this.reads(recordType)))
  }

  async locate(queries: readonly LocateQuery[], signal: AbortSignal): Promise<LocateResult> {
    signal.throwIfAborted()
    const asked = queries.flatMap(numbersAsked)
    return this.fromOneExtract(signal, async (extract) => {
      if (extract === null) {
        return { located: [], gaps: [nothingImported] }
      }
      const gaps = await this.numbersNotKept(
        extract,
        asked.map(({ number }) => number),
      )
      return { located: await locateEnterprises(this.store, SYSTEM, asked), gaps }
    })
  }

  async *collect(links: readonly RecordLink[], selection: Selection, signal: AbortSignal): AsyncIterable<RecordPage> {
    signal.throwIfAborted()
    const types = recordTypes.filter((recordType) => selection.has(recordType) && this.reads(recordType))
    for (const some of types.length === 0 ? [] : chunked(links, linksPerBatch)) {
      const pages = await this.fromOneExtract(signal, (extract) => this.pagesOf(extract, { links: some, selection, types }))
      for (const page of pages) {
        yield page
        signal.throwIfAborted()
      }
    }
  }

  /** Enterprises alone: all else hangs on them and comes and goes with them. */
  async *scan(recordType: RecordTypeId, signal: AbortSignal): AsyncIterable<readonly ScannedRecord[]> {
    if (recordType !== 'enterprise') {
      throw new SourceError(CoverageReason.NOT_SEARCHED, 'The register is scanned by its enterprises alone.')
    }
    for (let last = ''; ;) {
      signal.throwIfAborted()
      const numbers = await this.store.numbersAfter(last, numbersPerScan)
      yield numbers.map(scannedEnterprise)
      last = numbers.at(-1) ?? ''
      if (numbers.length < numbersPerScan) {
        return
      }
    }
  }

  async probe(signal: AbortSignal): Promise<ProbeResult> {
    signal.throwIfAborted()
    const extract = await this.store.current()
    const finding = extract === null ? nothingImportedFinding : this.ageOf(extract)
    return {
      reachable: true,
      authenticated: true,
      version: extract === null ? null : `extract ${extract.extractNumber}`,
      findings: [finding],
    }
  }

  async close(): Promise<void> {
    // The store belongs to whoever made it.
  }

  private reads(recordType: KboRecordType): boolean {
    return recordType !== 'activity' || this.options.activities === true
  }

  private async pagesOf(extract: KboExtract | null, question: Question): Promise<RecordPage[]> {
    if (extract === null) {
      return [pageOfGaps([nothingImported])]
    }
    const { selection, types } = question
    const links = question.links.filter(({ ref }) => ref.recordType === 'enterprise')
    const numbers = links.map(({ ref }) => ref.externalId)
    const isMissing = (recordType: KboRecordType): boolean => recordType === 'activity' && !extract.activities
    const gaps = [
      ...(await this.numbersNotKept(extract, numbers)),
      ...linksElsewhere(question.links.length - links.length),
      ...(types.some(isMissing) ? [activitiesNotImported] : []),
    ]
    const reading = { store: this.store, system: SYSTEM, extract, links, selection }
    const readable = types.filter((recordType) => !isMissing(recordType))
    const pages = await collectEnterprises(reading, readable)
    return gaps.length === 0 ? pages : [...pages, pageOfGaps(gaps)]
  }

  /** Numbers of which the extract says nothing because nobody asked for them when it was imported: not the same as not found. */
  private async numbersNotKept(extract: KboExtract, numbers: readonly string[]): Promise<CoverageGap[]> {
    const lookedFor = await this.store.lookedFor(numbers)
    const missing = new Set(numbers.filter((number) => !lookedFor.has(number))).size
    const scope = `${missing} enterprise number(s) that extract ${extract.extractNumber} was not asked to keep when it was imported`
    return missing === 0 ? [] : [{ recordType: null, scope, reason: CoverageReason.NOT_IMPORTED }]
  }

  /** Reads again when an import was published in between, so that an answer never mixes two extracts. */
  private async fromOneExtract<T>(signal: AbortSignal, read: (extract: KboExtract | null) => Promise<T>): Promise<T> {
    for (;;) {
      signal.throwIfAborted()
      const extract = await this.store.current()
      const answer = await read(extract)
      if ((await this.store.current())?.generation === extract?.generation) {
        return answer
      }
    }
  }

  private ageOf({ extractNumber, snapshotDate, keep }: KboExtract): ProbeResult['findings'][number] {
    const days = Math.floor((this.options.clock.now().getTime() - Date.parse(snapshotDate)) / 86_400_000)
    const kept = keep === KboKeep.ALL ? 'the whole register' : 'the numbers that our own systems know'
    const text = `Extract ${extractNumber} of ${snapshotDate}, ${days} day(s) old, holding ${kept}.`
    return days > staleAfterDays
      ? { severity: 'WARNING', text, remedy: 'Download the newest full extract of KBO Open Data and import it.' }
      : { severity: 'OK', text }
  }
}

function scannedEnterprise(number: string): ScannedRecord {
  const ref = { system: SYSTEM, recordType: 'enterprise', externalId: number }
  return { ref, identifiers: [{ kind: IdentifierKind.ENTERPRISE_NUMBER, value: number }] }
}

interface Question {
  readonly links: readonly RecordLink[]
  readonly selection: Selection
  readonly types: readonly KboRecordType[]
}

function pageOfGaps(gaps: readonly CoverageGap[]): RecordPage {
  return { recordType: 'enterprise', records: [], gaps }
}

const nothingImported: CoverageGap = {
  recordType: null,
  scope: 'KBO Open Data, of which no extract is imported yet',
  reason: CoverageReason.NOT_IMPORTED,
}

const activitiesNotImported: CoverageGap = {
  recordType: 'activity',
  scope: 'activity.csv, which the last import left out',
  reason: CoverageReason.NOT_IMPORTED,
}

const nothingImportedFinding: ProbeResult['findings'][number] = {
  severity: 'ERROR',
  text: 'No extract of KBO Open Data is imported yet.',
  remedy: 'Download a full extract from the register and import it.',
}

/** Reading starts at enterprises; a link to anything else was made by hand and cannot be followed. */
function linksElsewhere(count: number): CoverageGap[] {
  const scope = `${count} linked record(s) that are no enterprise`
  return count === 0 ? [] : [{ recordType: null, scope, reason: CoverageReason.NOT_SEARCHED }]
}

function capabilityOf(recordType: KboRecordType, isRead: boolean): RecordCapability {
  return {
    recordType,
    read: isRead ? 'LIVE' : 'NONE',
    rectify: 'NONE',
    erase: 'NONE',
    anonymise: 'NONE',
    restrict: 'NONE',
    batched: true,
    scan: recordType === 'enterprise' ? 'LIVE' : 'NONE',
    remark: isRead
      ? 'A register: corrected with the register, read as of its last import.'
      : 'Left out of imports; set kbo.activities to read it.',
  }
}

/** What fails in the hub's own tables is a source that does not answer. */
function guarded(store: KboStore): KboStore {
  const guard = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer
    } catch (error) {
      throw new SourceError(CoverageReason.SYSTEM_ERROR, 'The imported extract of KBO Open Data could not be read.', { cause: error })
    }
  }
  return {
    current: () => guard(store.current()),
    lookedFor: (numbers) => guard(store.lookedFor(numbers)),
    rows: (table, owners) => guard(store.rows(table, owners)),
    numbersAfter: (number, limit) => guard(store.numbersAfter(number, limit)),
    codes: (language) => guard(store.codes(language)),
  }
}
