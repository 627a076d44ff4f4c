import { SourceError } from '../connectors/source-error.js'
import type { LocationRun } from '../../entities/location-run.js'
import { groupBy } from '../kernel/collections.js'
import { LinkState } from '../vocabulary/identifier.js'
import type { SystemId } from '../vocabulary/source-record.js'
import type { CallLimits } from './gateway.js'
import type { Locator } from './locator.js'
import { confirmedLinks, type KnownLink, type SubjectStore } from './subject-store.js'
import type { Located } from './system-reading.js'

/** Links older than this are looked for again before they are used. */
const maxLinkAgeMs = 24 * 60 * 60 * 1_000

/** Where subjects stand with every system. */
export class LocatedSubjects {
  private readonly links: ReadonlyMap<string, KnownLink[]>
  private readonly runs: ReadonlyMap<string, LocationRun[]>

  constructor(links: readonly KnownLink[], runs: readonly LocationRun[]) {
    this.links = groupBy(links, ({ subjectId, ref }) => `${subjectId}|${ref.system}`)
    this.runs = groupBy(runs, ({ subjectId, system }) => `${subjectId}|${system}`)
  }

  of(subjectId: string, system: SystemId): Located {
    const links = this.links.get(`${subjectId}|${system}`) ?? []
    const [run] = this.runs.get(`${subjectId}|${system}`) ?? []
    const failure = run?.failure ?? null
    return {
      links: confirmedLinks(links),
      undecided: links.filter(({ state }) => state === LinkState.PROPOSED).length,
      gaps: run?.gaps ?? [],
      failure: failure === null ? null : new SourceError(failure, 'The system could not be searched.'),
    }
  }
}

/** Gives links that are fresh enough to read by. */
export class LinkReader {
  constructor(
    private readonly store: SubjectStore,
    private readonly locator: Locator,
  ) {}

  async locatedFor(subjectIds: readonly string[], limits: CallLimits, maxAgeMs = maxLinkAgeMs): Promise<LocatedSubjects> {
    await this.locator.refresh(subjectIds, maxAgeMs, limits)
    const [links, runs] = await Promise.all([this.store.linksOf(subjectIds), this.store.runsOf(subjectIds)])
    return new LocatedSubjects(links, runs)
  }
}
