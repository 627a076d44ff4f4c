import type { AuditEvent } from '../audit/audit-events.js'
import type { AuditLog } from '../audit/audit-log.js'
import type { LocatedRecord, LocateQuery } from '../connectors/connector.js'
import type { DataMap } from '../datamap/data-map.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import { type CoverageGap, CoverageReason } from '../vocabulary/coverage.js'
import type { MetRecord, ReturnComparison } from '../ledger/met-record.js'
import { EvidenceGrade, IdentifierKind, LinkState, type SubjectIdentifier, VerificationState } from '../vocabulary/identifier.js'
import { ProcessingRole } from '../vocabulary/processing-role.js'
import type { RecordRef, SystemId } from '../vocabulary/source-record.js'
import { asFailure } from './coverage-of.js'
import type { CallLimits, Gateway } from './gateway.js'
import { isFinding } from './identifier-entry.js'
import { judge, type JudgedRecord } from './link-rules.js'
import type { KnownIdentifier, KnownLink, RunOutcome, SubjectStore } from './subject-store.js'

/** An identifier found in one system may find the person in the next, and so on; this many times at most. */
const maxRounds = 4

/** What is known about a subject while it is being searched for. */
interface Search {
  readonly subjectId: string
  /** Systems whose last search is too old or failed: they are asked by everything, the others by what is new only. */
  readonly stale: readonly SystemId[]
  readonly names: string[]
  /** Discovered in earlier searches; asked by in the second round. */
  readonly discoveredBefore: SubjectIdentifier[]
  /** Identifiers that this search has seen. */
  readonly seen: Set<string>
  /** Identifiers to ask stale systems by in the next round. */
  pending: readonly SubjectIdentifier[]
  /** Those among them that no system has ever been asked by. */
  news: readonly SubjectIdentifier[]
  readonly asked: Set<SystemId>
  /** Kinds of identifiers that stale systems were asked by. */
  readonly askedBy: Set<IdentifierKind>
  /** What earlier rounds decided, by record: a later one finds the same record by less. */
  readonly decided: Map<string, LinkState>
  /** What people decided, by record: no rule goes against it. */
  readonly decisions: ReadonlyMap<string, LinkState>
}

/** How the search of one system went, over all rounds and subjects. */
interface SystemOutcome {
  failure: CoverageReason | null
  spentMs: number
  readonly gaps: CoverageGap[]
  readonly findsOnlyBy: readonly IdentifierKind[] | null
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
    private readonly surroundings: { readonly audit: AuditLog; readonly clock: Clock; readonly returns: ReturnComparison },
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
    const oldest = new Date(this.surroundings.clock.now().getTime() - maxAgeMs).toISOString()
    const fresh = new Set(
      runs.filter(({ failure, ranAt }) => failure === null && ranAt > oldest).map(({ subjectId, system }) => `${subjectId}|${system}`),
    )
    const stale = subjectIds.map((id) => [id, this.gateway.systems.filter((system) => !fresh.has(`${id}|${system}`))] as const)
    return new Map(stale.filter(([, systems]) => systems.length > 0))
  }

  private async search(stale: ReadonlyMap<string, SystemId[]>, limits: CallLimits): Promise<void> {
    const identifiers = await this.store.identifiersOf([...stale.keys()])
    const decisions = groupBy(
      (await this.store.linksOf([...stale.keys()])).filter(({ isDecided }) => isDecided),
      ({ subjectId }) => subjectId,
    )
    const searches = [...stale].map(([subjectId, systems]) =>
      startOf({ subjectId, stale: systems }, identifiers.get(subjectId) ?? [], decisions.get(subjectId) ?? []),
    )
    const outcomes = new Map<SystemId, SystemOutcome>(
      this.gateway.systems.map((system) => [system, { failure: null, spentMs: 0, gaps: [], findsOnlyBy: this.findsOnlyBy(system) }]),
    )
    for (let round = 0; round < maxRounds && searches.some(({ pending }) => pending.length > 0); round += 1) {
      await this.searchOnce(searches, { outcomes, limits, isFirst: round === 0 })
    }
    await this.store.saveRuns(searches.flatMap((search) => runsOf(search, outcomes)))
    await this.surroundings.audit.recordAll(searches.flatMap((search) => auditEventsOf(search, outcomes)))
  }

  /** Null as well for a register: whoever has none of its numbers is not in it. */
  private findsOnlyBy(system: SystemId): readonly IdentifierKind[] | null {
    return this.dataMap.systems.get(system)?.role === ProcessingRole.REGISTER ? null : this.gateway.findsOnlyBy(system)
  }

  private async searchOnce(searches: readonly Search[], round: Round): Promise<void> {
    const begunAt = timestamp(this.surroundings.clock)
    searches.forEach(({ askedBy, pending }) => pending.forEach(({ kind }) => askedBy.add(kind)))
    const located = (
      await Promise.all([...round.outcomes].map(([system, outcome]) => this.searchSystem(system, outcome, searches, round)))
    ).flat()
    await this.surroundings.returns.compare(located.map(asMet), { foundBy: 'LOCATE', begunAt })
    const bySubject = groupBy(located, ({ subjectId }) => subjectId)
    for (const search of searches) {
      const found = (bySubject.get(search.subjectId) ?? []).filter((record) => decisionOn(search, record) !== LinkState.REJECTED)
      const judged = judge(round.isFirst ? found : found.map(asWeak), search)
        .map((one) => (decisionOn(search, one.record) === LinkState.CONFIRMED ? { ...one, state: LinkState.CONFIRMED } : one))
        .filter((one) => isNews(search, one))
      judged.forEach(({ record, state }) => search.decided.set(keyOf(record.ref), state))
      await this.store.saveLinks(judged)
      await this.learn(search, judged)
    }
  }

  /** A system that failed in an earlier round is not asked again: it has had its time. */
  private async searchSystem(
    system: SystemId,
    outcome: SystemOutcome,
    searches: readonly Search[],
    round: Round,
  ): Promise<readonly LocatedRecord[]> {
    const asked = searches.filter((search) => identifiersFor(search, system).length > 0)
    if (asked.length === 0 || outcome.failure !== null) {
      return []
    }
    asked.forEach((search) => search.asked.add(system))
    const started = performance.now()
    try {
      const budgetMs = Math.max(1, Math.round(round.limits.budgetMs - outcome.spentMs))
      const queries = asked.map((search) => queryOf(search, system))
      const { located, gaps } = await this.gateway.locate(system, queries, { ...round.limits, budgetMs })
      outcome.gaps.push(...gaps)
      return located
    } catch (thrown) {
      outcome.failure = asFailure(thrown).reason
      return []
    } finally {
      outcome.spentMs += performance.now() - started
    }
  }

  /** Takes from records that are certainly the person's what may find the person elsewhere. */
  private async learn(search: Search, judged: readonly JudgedRecord[]): Promise<void> {
    const certain = judged.filter(({ state }) => state === LinkState.CONFIRMED).map(({ record }) => record)
    search.names.push(...certain.flatMap(({ name, ref }) => (name !== undefined && this.isCard(ref) ? [name] : [])))
    const news: SubjectIdentifier[] = []
    for (const { discovered, ref } of certain) {
      const fresh = discovered.filter((identifier) => isFirstSight(search, identifier))
      if (fresh.length > 0) {
        await this.store.addIdentifiers(search.subjectId, fresh, { verification: VerificationState.DISCOVERED, discoveredIn: ref.system })
      }
      news.push(...fresh)
    }
    search.news = news.filter(isFinding)
    search.pending = [...search.discoveredBefore.splice(0).filter(isFinding), ...search.news]
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

function startOf(
  { subjectId, stale }: Pick<Search, 'subjectId' | 'stale'>,
  identifiers: readonly KnownIdentifier[],
  decisions: readonly KnownLink[],
): Search {
  const isDiscovered = ({ verification }: KnownIdentifier): boolean => verification === VerificationState.DISCOVERED
  const trusted = identifiers.filter((identifier) => !isDiscovered(identifier))
  const names = trusted.filter(({ kind }) => kind === IdentifierKind.NAME).map(({ value }) => value)
  return {
    subjectId,
    stale,
    names,
    discoveredBefore: identifiers.filter(isDiscovered),
    seen: new Set(identifiers.map(identityOf)),
    pending: trusted.filter(isFinding),
    news: [],
    asked: new Set(),
    askedBy: new Set(),
    decided: new Map(),
    decisions: new Map(decisions.map(({ ref, state }) => [keyOf(ref), state])),
  }
}

function decisionOn({ decisions }: Search, { ref }: LocatedRecord): LinkState | undefined {
  return decisions.get(keyOf(ref))
}

function identityOf({ kind, value, system, recordType }: SubjectIdentifier): string {
  return JSON.stringify([kind, value, system, recordType])
}

function isFirstSight({ seen }: Search, identifier: SubjectIdentifier): boolean {
  const identity = identityOf(identifier)
  const isFirst = !seen.has(identity)
  seen.add(identity)
  return isFirst
}

function identifiersFor({ stale, pending, news }: Search, system: SystemId): readonly SubjectIdentifier[] {
  return stale.includes(system) ? pending : news
}

function queryOf(search: Search, system: SystemId): LocateQuery {
  const names = search.names.map((value) => ({ kind: IdentifierKind.NAME, value }))
  return { subjectId: search.subjectId, identifiers: [...identifiersFor(search, system), ...names] }
}

const searchCutShort: CoverageGap = { recordType: null, scope: 'search by what was found last', reason: CoverageReason.RESULT_LIMIT }
const nothingToSearchBy: CoverageGap = { recordType: null, scope: 'search', reason: CoverageReason.NO_IDENTIFIER }

/** How the search of each system went for one subject; a system that was fresh before is mentioned only when it failed now. */
function runsOf({ subjectId, stale, asked, askedBy, pending }: Search, outcomes: ReadonlyMap<SystemId, SystemOutcome>): RunOutcome[] {
  const unfinished = pending.length > 0 ? [searchCutShort] : []
  return [...outcomes].flatMap(([system, { failure, gaps, findsOnlyBy }]) => {
    const isDue = stale.includes(system) || (failure !== null && asked.has(system))
    const isSearchable = asked.has(system) && (findsOnlyBy === null || findsOnlyBy.some((kind) => askedBy.has(kind)))
    const ofSearch = [...(asked.has(system) ? gaps : []), ...(isSearchable ? [] : [nothingToSearchBy])]
    return isDue ? [{ subjectId, system, failure, gaps: [...ofSearch, ...unfinished] }] : []
  })
}

/** One event for each system that was asked about each subject. */
function auditEventsOf({ subjectId, asked }: Search, outcomes: ReadonlyMap<SystemId, SystemOutcome>): AuditEvent[] {
  return [...asked].sort().map((system) => {
    const outcome = (outcomes.get(system)?.failure ?? null) === null ? 'SEARCHED' : 'FAILED'
    return { type: 'system.located', viewer: null, subjectId, facts: { system, outcome } }
  })
}

/** A record is judged by the first round that finds it; a later one can only make certain what was doubtful. */
function isNews({ decided }: Search, { record, state }: JudgedRecord): boolean {
  const before = decided.get(keyOf(record.ref))
  return before === undefined || (before === LinkState.PROPOSED && state === LinkState.CONFIRMED)
}

function keyOf({ system, recordType, externalId }: RecordRef): string {
  return `${system}|${recordType}|${externalId}`
}

/** What a search met, as the ledger looks at it. */
function asMet({ ref, discovered, subjectId }: LocatedRecord): MetRecord {
  return { ref, identifiers: discovered, subjectId }
}

/** Found only through something discovered, such as an address that a family shares. */
function asWeak(record: LocatedRecord): LocatedRecord {
  return record.grade === EvidenceGrade.STRONG ? { ...record, grade: EvidenceGrade.WEAK } : record
}
