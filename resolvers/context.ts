import DataLoader from 'dataloader'
import type { Bundles } from '../src/bundles/bundles.js'
import type { Federation, SubjectReader } from '../src/federation/federation.js'
import { groupBy } from '../src/kernel/collections.js'
import type { Changes, PauseView, PlanHead } from '../src/rights/changes.js'
import type { Notices } from '../src/rights/notices.js'
import type { Cases, ClaimView } from '../src/rights/rights.js'
import type { AccessPurpose, Viewer } from '../src/vocabulary/viewer.js'

/** What the resolvers call. */
export interface HubServices {
  readonly federation: Federation
  readonly cases: Cases
  readonly bundles: Bundles
  readonly changes: Changes
  readonly notices: Notices
}

/** Why a subject is read: goes to the access log with each read. */
export interface ReadScope {
  readonly purpose: AccessPurpose
  readonly caseId: string | null
}

/** One request: who asks, until when, and what the answer carries beside its body. */
export interface Asker {
  readonly viewer: Viewer
  /** Aborts when the client goes. */
  readonly signal: AbortSignal
  /** Binds the asker's browser to a download. */
  setDownloadCookie(value: string): void
}

/** What resolvers share during one request. Readers are made once for each scope, so that their loaders batch. */
export class RequestContext {
  private readonly readers = new Map<string, SubjectReader>()
  /** Remembers nothing: a mutation that comes later in the same request is seen. */
  private readonly plans = new DataLoader<string, readonly PlanHead[]>((caseIds) => this.plansOfCases(caseIds), { cache: false })
  private readonly pauses = new DataLoader<string, PauseView | null>((systemIds) => this.pausesOf(systemIds), { cache: false })

  constructor(
    readonly hub: HubServices,
    readonly asker: Asker,
  ) {}

  get viewer(): Viewer {
    return this.asker.viewer
  }

  reader({ purpose, caseId }: ReadScope): SubjectReader {
    const key = `${purpose} ${caseId ?? ''}`
    const known = this.readers.get(key)
    if (known !== undefined) {
      return known
    }
    const made = this.hub.federation.readerFor(this.viewer, { purpose, caseId, signal: this.asker.signal })
    this.readers.set(key, made)
    return made
  }

  /** The plans of a claim, oldest first. Those of all cases that are asked about are read together. */
  async plansOf({ id, caseId }: Pick<ClaimView, 'id' | 'caseId'>): Promise<readonly PlanHead[]> {
    return (await this.plans.load(caseId)).filter(({ claimId }) => claimId === id)
  }

  /** Null while the system is not paused. */
  pauseOf(systemId: string): Promise<PauseView | null> {
    return this.pauses.load(systemId)
  }

  private async pausesOf(systemIds: readonly string[]): Promise<(PauseView | null)[]> {
    const paused = await this.hub.changes.pausedSystems(this.viewer)
    return systemIds.map((systemId) => paused.find((pause) => pause.systemId === systemId) ?? null)
  }

  private async plansOfCases(caseIds: readonly string[]): Promise<(readonly PlanHead[])[]> {
    const plans = groupBy(await this.hub.changes.plansOf(this.viewer, [...new Set(caseIds)]), ({ caseId }) => caseId)
    return caseIds.map((caseId) => plans.get(caseId) ?? [])
  }
}
