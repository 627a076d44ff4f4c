import type { LocatedRecord, LocateQuery } from '../connectors/connector.js'
import type { DataMap } from '../datamap/data-map.js'
import type { Clock } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import type { CoverageGap, CoverageReason } from '../vocabulary/coverage.js'
import { EvidenceGrade, IdentifierKind, LinkState, type SubjectIdentifier, VerificationState } from '../vocabulary/identifier.js'
import type { SystemId } from '../vocabulary/source-record.js'
import { asFailure } from './coverage-of.js'
import type { CallLimits, Gateway } from './gateway.js'
import { isFinding } from './identifier-entry.js'
import { judge, type JudgedRecord } from './link-rules.js'
import type { KnownIdentifier, SubjectStore } from './subject-store.js'

/** An identifier found in one system may find the person in the next, and so on; this many times at most. */
const maxRounds = 4

/** What is known about a subject while it is being searched for. */
interface Search {
  readonly subjectId: string
  readonly systems: readonly SystemId[]
  readonly names: string[]
  /** Discovered in earlier searches; asked by in the second round. */
  readonly discoveredBefore: SubjectIdentifier[]
  /** Identifiers to search by in the next round. */
  pending: readonly SubjectIdentifier[]
  /** What earlier rounds decided, by record: a later one finds the same record by less. */
  readonly decided: Map<string, LinkState>
}

/** How the search of one system went, over all rounds and subjects. */
interface SystemOutcome {
  failure: CoverageReason | null
  readonly gaps: CoverageGap[]
}

/**
 * Searches the systems for subjects and keeps the links. First by what the person stated or proved, then by what was
 * discovered in records that are certainly about them; a record found only through a discovery needs an agreeing name.
 */
export class Locator {
  constructor(
    private readonly gateway: Gateway,
    private readonly store: SubjectStore,
    private readonly dataMap: DataMap,
    private readonly clock: Clock,
  ) {}

  /** Searches where the last successful search is older than `maxAgeMs`. */
  async refresh(subjectIds: readonly string[], maxAgeMs: number, limits: CallLimits): Promise<void> {
    const stale = await this.staleSystems(subjectIds, maxAgeMs)
    if (stale.size > 0) {
      await this.search(stale, limits)
    }
  }

  private async staleSystems(subjectIds: readonly string[], maxAgeMs: number): Promise<Map<string, SystemId[]>> {
    const runs = await this.store.runsOf(subjectIds)
    const oldest = new Date(this.clock.now().getTime() - maxAgeMs).toISOString()
    const fresh = new Set(
      runs.filter(({ failure, ranAt }) => failure === null && ranAt > oldest).map(({ subjectId, system }) => `${subjectId}|${system}`),
    )
    const stale = subjectIds.map((id) => [id, this.gateway.systems.filter((system) => !fresh.has(`${id}|${system}`))] as const)
    return new Map(stale.filter(([, systems]) => systems.length > 0))
  }

  private async search(stale: ReadonlyMap<string, SystemId[]>, limits: CallLimits): Promise<void> {
    const identifiers = await this.store.identifiersOf([...stale.keys()])
    const searches = [...stale].map(([subjectId, systems]) => startOf(subjectId, systems, identifiers.get(subjectId) ?? []))
    const outcomes = new Map<SystemId, SystemOutcome>()
    for (let round = 0; round < maxRounds && searches.some(({ pending }) => pending.length > 0); round += 1) {
      await this.searchOnce(searches, { outcomes, limits, isFirst: round === 0 })
    }
    await this.store.saveRuns(
      searches.flatMap((search) =>
        search.systems.map((system) => ({ subjectId: search.subjectId, system, ...(outcomes.get(system) ?? { failure: null, gaps: [] }) })),
      ),
    )
  }

  private async searchOnce(searches: readonly Search[], round: Round): Promise<void> {
    const active = searches.filter(({ pending }) => pending.length > 0)
    const systems = [...new Set(active.flatMap((search) => search.systems))]
    const located = (await Promise.all(systems.map((system) => this.searchSystem(system, active, round)))).flat()
    const bySubject = groupBy(located, ({ subjectId }) => subjectId)
    for (const search of active) {
      const found = bySubject.get(search.subjectId) ?? []
      const judged = judge(round.isFirst ? found : found.map(asWeak), search).filter((one) => isNews(search, one))
      judged.forEach(({ record, state }) => search.decided.set(keyOf(record), state))
      await this.store.saveLinks(judged)
      await this.learn(search, judged)
    }
  }

  private async searchSystem(system: SystemId, active: readonly Search[], round: Round): Promise<readonly LocatedRecord[]> {
    const outcome = round.outcomes.get(system) ?? { failure: null, gaps: [] }
    round.outcomes.set(system, outcome)
    const queries = active.filter(({ systems }) => systems.includes(system)).map(queryOf)
    try {
      const { located, gaps } = await this.gateway.locate(system, queries, round.limits)
      outcome.gaps.push(...gaps)
      return located
    } catch (thrown) {
      outcome.failure ??= asFailure(thrown).reason
      return []
    }
  }

  /** Takes from records that are certainly the person's what may find the person elsewhere. */
  private async learn(search: Search, judged: readonly JudgedRecord[]): Promise<void> {
    const certain = judged.filter(({ state }) => state === LinkState.CONFIRMED).map(({ record }) => record)
    search.names.push(...certain.flatMap(({ name, ref }) => (name !== undefined && this.isCard(ref) ? [name] : [])))
    const fresh: SubjectIdentifier[] = []
    for (const { discovered, ref } of certain) {
      const facts = { verification: VerificationState.DISCOVERED, discoveredIn: ref.system }
      fresh.push(...(await this.store.addIdentifiers(search.subjectId, discovered, facts)))
    }
    search.pending = [...search.discoveredBefore.splice(0), ...fresh].filter(isFinding)
  }

  private isCard({ system, recordType }: { readonly system: SystemId; readonly recordType: string }): boolean {
    return this.dataMap.systems.get(system)?.recordTypes[recordType]?.isCard === true
  }
}

interface Round {
  readonly outcomes: Map<SystemId, SystemOutcome>
  readonly limits: CallLimits
  /** The first round asks by what the person stated or proved. */
  readonly isFirst: boolean
}

function startOf(subjectId: string, systems: readonly SystemId[], identifiers: readonly KnownIdentifier[]): Search {
  const isDiscovered = ({ verification }: KnownIdentifier): boolean => verification === VerificationState.DISCOVERED
  const trusted = identifiers.filter((identifier) => !isDiscovered(identifier))
  const names = trusted.filter(({ kind }) => kind === IdentifierKind.NAME).map(({ value }) => value)
  return {
    subjectId,
    systems,
    names,
    discoveredBefore: identifiers.filter(isDiscovered),
    pending: trusted.filter(isFinding),
    decided: new Map(),
  }
}

function queryOf({ subjectId, pending, names }: Search): LocateQuery {
  return { subjectId, identifiers: [...pending, ...names.map((value) => ({ kind: IdentifierKind.NAME, value }))] }
}

/** A record is judged by the first round that finds it; a later one can only make certain what was doubtful. */
function isNews({ decided }: Search, { record, state }: JudgedRecord): boolean {
  const before = decided.get(keyOf(record))
  return before === undefined || (before === LinkState.PROPOSED && state === LinkState.CONFIRMED)
}

function keyOf({ ref: { system, recordType, externalId } }: LocatedRecord): string {
  return `${system}|${recordType}|${externalId}`
}

/** Found only through something discovered, such as an address that a family shares. */
function asWeak(record: LocatedRecord): LocatedRecord {
  return record.grade === EvidenceGrade.STRONG ? { ...record, grade: EvidenceGrade.WEAK } : record
}
