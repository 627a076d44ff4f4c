import DataLoader from 'dataloader'
import type { DataMap } from '../datamap/data-map.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import { asError, BadInputError, InternalError } from '../kernel/errors.js'
import type { SubjectAccess } from '../security/subject-access.js'
import type { AccessStatement } from '../vocabulary/access-statement.js'
import { CoverageAnswer, type SystemCoverage } from '../vocabulary/coverage.js'
import type { Language } from '../vocabulary/language.js'
import type { PageRequest } from '../vocabulary/page.js'
import type { SystemId } from '../vocabulary/source-record.js'
import type { Statement } from '../vocabulary/statement.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { type SupervisoryAuthority, accessStatementOf, statedFacts } from './access-statement.js'
import type { PersonalRecord, Profile, ReadContext, RecordFilter, RecordsPage, SubjectReader, ViewSelection } from './federation.js'
import type { LinkReader } from './link-reader.js'
import { pageOf } from './paging.js'
import { personalRecordOf } from './personal-record.js'
import { profileOf } from './profile.js'
import { everything, recordTypesHolding, systemsHolding, type Wanted } from './selection.js'
import { type StatementContext, statementsOf } from './statements.js'
import type { SystemReader, SystemReading } from './system-reading.js'

export interface LiveReaderParts {
  readonly dataMap: DataMap
  readonly links: LinkReader
  readonly systems: SystemReader
  /** Ids of the systems that are connected. */
  readonly connected: readonly SystemId[]
  readonly access: SubjectAccess
  readonly audit: AuditLog
  readonly clock: Clock
  readonly authority: SupervisoryAuthority
  /** Per system, where the question names none. */
  readonly defaultBudgetMs: number
  readonly maxBudgetMs: number
}

/** One subject, one system, some record types: what is read at most once during a request. */
interface ReadingKey {
  readonly subjectId: string
  readonly system: SystemId
  readonly recordTypes: readonly string[]
  readonly budgetMs: number
}

/** Reads subjects live for one viewer during one request. */
export class LiveReader implements SubjectReader {
  private readonly seen = new DataLoader<string, true>((subjectIds) => this.mayBeSeen(subjectIds))
  private readonly readings = new DataLoader<ReadingKey, SystemReading, string>((keys) => this.readBatch(keys), { cacheKeyFn: keyText })

  constructor(
    private readonly parts: LiveReaderParts,
    private readonly viewer: Viewer,
    private readonly context: ReadContext,
    private readonly statementContext: StatementContext,
  ) {}

  async profile(subjectId: string, selection: ViewSelection): Promise<Profile> {
    const categories = selection.categories ?? null
    const readings = await this.readAll(subjectId, { categories, recordTypes: null }, selection)
    const coverage = readings.map((reading) => reading.coverage)
    return profileOf({ statements: this.statements(readings), categories, coverage, asOf: timestamp(this.parts.clock) }, this.parts.dataMap)
  }

  async records(subjectId: string, filter: RecordFilter, page: PageRequest): Promise<RecordsPage> {
    const wanted = { categories: filter.categories ?? null, recordTypes: filter.recordTypes ?? null }
    const readings = await this.readAll(subjectId, wanted, { systems: filter.systems ?? null })
    const records = readings.flatMap((reading) =>
      reading.records.map((record) => personalRecordOf(record, this.statementContext, wanted.categories)),
    )
    return { ...pageOf(records.toSorted(byId), page), coverage: readings.map((reading) => reading.coverage) }
  }

  async coverage(subjectId: string, selection: Pick<ViewSelection, 'systems' | 'budgetMs'>): Promise<readonly SystemCoverage[]> {
    const readings = await this.readAll(subjectId, everything, selection)
    return readings.map((reading) => reading.coverage)
  }

  async accessStatement(subjectId: string, language: Language): Promise<AccessStatement> {
    const readings = await this.readAll(subjectId, everything, {})
    const facts = this.statements(readings).map(statedFacts)
    const coverage = readings.map((reading) => reading.coverage)
    return accessStatementOf({ facts, coverage }, { dataMap: this.parts.dataMap, language, authority: this.parts.authority })
  }

  private statements(readings: readonly SystemReading[]): Statement[] {
    return readings.flatMap(({ records }) => records.flatMap((record) => statementsOf(record, this.statementContext)))
  }

  /** Asks for everything in one turn, so that questions about many subjects become one batch. */
  private async readAll(
    subjectId: string,
    wanted: Wanted,
    selection: Pick<ViewSelection, 'systems' | 'budgetMs'>,
  ): Promise<SystemReading[]> {
    const budgetMs = this.budgetOf(selection.budgetMs)
    const systems = systemsHolding(wanted, this.systemsAmong(selection.systems), this.parts.dataMap)
    await this.seen.load(subjectId)
    return Promise.all(
      systems.map((system) => this.readings.load({ subjectId, system, recordTypes: this.recordTypes(wanted, system), budgetMs })),
    )
  }

  /** Checks many subjects before any of them goes on: whoever is asked for together stays together. */
  private async mayBeSeen(subjectIds: readonly string[]): Promise<(true | Error)[]> {
    const answers = await Promise.allSettled(subjectIds.map((id) => this.parts.access.mustSeeSubject(this.viewer, id)))
    return answers.map((answer) => (answer.status === 'fulfilled' ? true : asError(answer.reason)))
  }

  /** What the data map knows but nobody connected is not asked, and not said to hold nothing. */
  private systemsAmong(asked: readonly SystemId[] | null | undefined): readonly SystemId[] {
    const { connected } = this.parts
    if (asked?.some((system) => !connected.includes(system))) {
      throw new BadInputError(`systems may name: ${connected.join(', ')}.`)
    }
    return asked ?? connected
  }

  private budgetOf(asked: number | null | undefined): number {
    const budgetMs = asked ?? this.parts.defaultBudgetMs
    if (budgetMs < 1 || budgetMs > this.parts.maxBudgetMs) {
      throw new BadInputError(`budgetMs must lie between 1 and ${this.parts.maxBudgetMs}.`)
    }
    return budgetMs
  }

  private recordTypes(wanted: Wanted, system: SystemId): string[] {
    const map = this.parts.dataMap.systems.get(system)
    return map === undefined ? [] : recordTypesHolding(wanted, map)
  }

  /** One audit event for each subject read, whatever came of it. */
  private async readBatch(keys: readonly ReadingKey[]): Promise<SystemReading[]> {
    const subjectIds = [...new Set(keys.map(({ subjectId }) => subjectId))]
    let outcome: 'READ' | 'FAILED' | 'ABORTED' = 'FAILED'
    try {
      const readings = await this.readKeys(keys, subjectIds)
      outcome = this.context.signal.aborted ? 'ABORTED' : 'READ'
      return readings
    } finally {
      await this.auditReads(keys, outcome)
    }
  }

  private async readKeys(keys: readonly ReadingKey[], subjectIds: readonly string[]): Promise<SystemReading[]> {
    const budgetMs = Math.max(...keys.map((key) => key.budgetMs))
    const located = await this.parts.links.locatedFor(subjectIds, { budgetMs, signal: this.context.signal })
    const groups = groupBy(keys, (key) => `${key.system}|${key.budgetMs}`)
    const byGroup = await Promise.all([...groups.values()].map((group) => this.readGroup(group, located)))
    const found = new Map(byGroup.flatMap((readings) => [...readings]))
    return keys.map((key) => trimmed(found.get(`${key.system}|${key.subjectId}|${key.budgetMs}`), key))
  }

  private async readGroup(
    group: readonly ReadingKey[],
    located: Awaited<ReturnType<LinkReader['locatedFor']>>,
  ): Promise<Map<string, SystemReading>> {
    const [first] = group
    if (first === undefined) {
      return new Map()
    }
    const { system, budgetMs } = first
    const recordTypes = group.flatMap((key) => key.recordTypes)
    const subjects = new Map(group.map(({ subjectId }) => [subjectId, located.of(subjectId, system)]))
    const readings = await this.parts.systems.read({
      system,
      recordTypes,
      located: subjects,
      limits: { budgetMs, signal: this.context.signal },
    })
    return new Map([...readings].map(([subjectId, reading]) => [`${system}|${subjectId}|${budgetMs}`, reading]))
  }

  private async auditReads(keys: readonly ReadingKey[], outcome: 'READ' | 'FAILED' | 'ABORTED'): Promise<void> {
    const bySubject = groupBy(keys, ({ subjectId }) => subjectId)
    await this.parts.audit.recordAll(
      [...bySubject].map(([subjectId, group]) => ({
        type: 'subject.read' as const,
        viewer: this.viewer,
        subjectId,
        caseId: this.context.caseId ?? null,
        facts: { purpose: this.context.purpose, outcome, systems: [...new Set(group.map(({ system }) => system))].sort() },
      })),
    )
  }
}

function keyText({ subjectId, system, recordTypes, budgetMs }: ReadingKey): string {
  return `${subjectId}|${system}|${budgetMs}|${recordTypes.join(',')}`
}

function byId(one: PersonalRecord, other: PersonalRecord): number {
  return one.id.localeCompare(other.id)
}

/** What was read together is dealt back to who asked for what. */
function trimmed(reading: SystemReading | undefined, { recordTypes, system, subjectId }: ReadingKey): SystemReading {
  if (reading === undefined) {
    throw new InternalError(`Nothing was read of subject ${subjectId} in ${system}.`)
  }
  const records = reading.records.filter(({ ref }) => recordTypes.includes(ref.recordType))
  if (records.length === reading.records.length) {
    return reading
  }
  const gaps = reading.coverage.gaps.filter(({ recordType }) => recordType === null || recordTypes.includes(recordType))
  const fieldCount = records.reduce((count, record) => count + Object.keys(record.fields).length, 0)
  const { answer } = reading.coverage
  const nothingOfThese = answer === CoverageAnswer.FOUND && records.length === 0
  return {
    records,
    coverage: {
      ...reading.coverage,
      answer: nothingOfThese ? CoverageAnswer.NOTHING_FOUND : answer,
      gaps,
      recordCount: records.length,
      fieldCount,
    },
  }
}
