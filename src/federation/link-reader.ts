import { SourceError } from '../connectors/source-error.js'
import type { LocationRun } from '../../entities/location-run.js'
import { groupBy } from '../kernel/collections.js'
import { LinkState } from '../vocabulary/identifier.js'
import type { SystemId } from '../vocabulary/source-record.js'
import { CoverageReason } from '../vocabulary/coverage.js'
import type { CallLimits, Gateway } from './gateway.js'
import type { Locator } from './locator.js'
import { confirmedLinks, type KnownLink, type SubjectStore } from './subject-store.js'
import type { Located } from './system-reading.js'

/** Links older than this are looked for again before they are used. */
const maxLinkAgeMs = 24 * 60 * 60 * 1_000

/** Where subjects stand with every system. */
export class LocatedSubjects {
  private readonly links: ReadonlyMap<string, KnownLink[]>
  private readonly runs: ReadonlyMap<string, LocationRun[]>

  constructor(
    links: readonly KnownLink[],
    runs: readonly LocationRun[],
    private readonly gateway: Pick<Gateway, 'reopensInMs'>,
  ) {
    this.links = groupBy(links, ({ subjectId, ref }) => `${subjectId}|${ref.system}`)
    this.runs = groupBy(runs, ({ subjectId, system }) => `${subjectId}|${system}`)
  }

  of(subjectId: string, system: SystemId): Located {
    const links = this.links.get(`${subjectId}|${system}`) ?? []
    const [run] = this.runs.get(`${subjectId}|${system}`) ?? []
    return {
      links: confirmedLinks(links),
      undecided: links.filter(({ state }) => state === LinkState.PROPOSED).length,
      gaps: run?.gaps ?? [],
      failure: this.failureOf(system, run?.failure ?? null),
    }
  }

  /** A search that failed is tried again at the next reading; where the circuit is open, not before it lets calls through. */
  private failureOf(system: SystemId, reason: CoverageReason | null): SourceError | null {
    if (reason === null) {
      return null
    }
    const retryAfterMs = reason === CoverageReason.CIRCUIT_OPEN ? (this.gateway.reopensInMs(system) ?? 0) : undefined
    return new SourceError(reason, 'The system could not be searched.', { retryAfterMs })
  }
}

/** Gives links that are fresh enough to read by. */
export class LinkReader {
  constructor(
    private readonly store: SubjectStore,
    private readonly locator: Locator,
    private readonly gateway: Gateway,
  ) {}

  async locatedFor(subjectIds: readonly string[], limits: CallLimits, maxAgeMs = maxLinkAgeMs): Promise<LocatedSubjects> {
    await this.locator.refresh(subjectIds, maxAgeMs, limits)
    const [links, runs] = await Promise.all([this.store.linksOf(subjectIds), this.store.runsOf(subjectIds)])
    return new LocatedSubjects(links, runs, this.gateway)
  }
}
