import { In } from 'typeorm'
import { Bundle } from '../../entities/bundle.js'
import { BundlePart } from '../../entities/bundle-part.js'
import { type Database, isDuplicateKey } from '../../entities/database.js'
import { DownloadGrant } from '../../entities/download-grant.js'
import type { AuditLog } from '../audit/audit-log.js'
import type { JobQueue } from '../jobs/queue.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import { delay } from '../kernel/delay.js'
import { NotFoundError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { Idempotency } from '../security/idempotency.js'
import { authorise } from '../security/permissions.js'
import { isStaff } from '../security/staff.js'
import { needsStepUp } from '../security/step-up.js'
import type { SubjectAccess } from '../security/subject-access.js'
import { type BundleProgress, BundleState } from '../vocabulary/bundle-state.js'
import { done, type Outcome } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { prepareBundleJob } from './bundle-job.js'
import { bundleView, progressView, stateOf } from './bundle-view.js'
import type { BundleOrder, Bundles, BundleView, DownloadTicket } from './bundles.js'
import type { CasePort, ClaimForBundle } from './case-port.js'
import type { Downloads } from './downloads.js'

export interface BundleDeskParts {
  readonly database: Database
  readonly queue: JobQueue
  readonly cases: CasePort
  readonly access: SubjectAccess
  readonly downloads: Downloads
  readonly idempotency: Idempotency
  readonly audit: AuditLog
  readonly clock: Clock
  readonly options: { readonly stepUpSeconds: number; readonly progressPollMs: number }
}

const finalStates: readonly BundleState[] = [
  BundleState.READY,
  BundleState.PARTIAL,
  BundleState.FAILED,
  BundleState.EXPIRED,
  BundleState.REVOKED,
]

/** Ordering again changes nothing about these. */
const liveStates: readonly BundleState[] = [BundleState.PREPARING, BundleState.READY]

/** Where bundles are ordered, watched and fetched. */
export class BundleDesk implements Bundles {
  constructor(private readonly parts: BundleDeskParts) {}

  async prepare(viewer: Viewer, order: BundleOrder): Promise<Outcome<BundleView>> {
    authorise(viewer, 'prepareBundle')
    const claim = await this.parts.cases.claimFor(viewer, order.claimId, order.kind)
    if (!claim.ok) {
      return claim
    }
    const input = { claimId: order.claimId, kind: order.kind, language: order.language ?? null }
    const made = await this.parts.idempotency.once({ viewer, operation: 'prepareBundle', key: order.idempotencyKey, input }, async () =>
      done({ bundleId: await this.orderOnce(viewer, order, claim.value) }),
    )
    return made.ok ? done(await this.get(viewer, made.value['bundleId'] ?? '')) : made
  }

  async get(viewer: Viewer, bundleId: string): Promise<BundleView> {
    const bundle = await this.visible(viewer, bundleId)
    const [view] = await this.viewsOf([bundle])
    if (view === undefined) {
      throw new NotFoundError()
    }
    return view
  }

  async forCase(viewer: Viewer, caseId: string): Promise<readonly BundleView[]> {
    await this.parts.cases.mustSee(viewer, caseId)
    const bundles = await this.parts.database.read((manager) =>
      manager.find(Bundle, { where: { caseId }, order: { requestedAt: 'ASC', id: 'ASC' } }),
    )
    return this.viewsOf(bundles)
  }

  /** For the subject and their representatives alone: who works here as well does not get others' bundles by it. */
  async requestDownload(viewer: Viewer, bundleId: string, part: number, key?: string | null): Promise<Outcome<DownloadTicket>> {
    authorise(viewer, 'requestDownload')
    const bundle = await this.visible(viewer, bundleId)
    if (!(await this.parts.access.visibleSubjectIds(viewer)).includes(bundle.subjectId)) {
      throw new NotFoundError()
    }
    return this.parts.downloads.grant(viewer, bundle, part, key)
  }

  async *progress(viewer: Viewer, bundleId: string, signal: AbortSignal): AsyncGenerator<BundleProgress> {
    authorise(viewer, 'bundleProgress')
    let last = ''
    while (!signal.aborted) {
      const bundle = await this.visible(viewer, bundleId)
      const progress = progressView(bundle, this.parts.clock)
      const text = JSON.stringify([progress.phase, progress.done, progress.total, progress.bytes, progress.state])
      if (text !== last) {
        last = text
        yield progress
      }
      if (finalStates.includes(progress.state)) {
        return
      }
      await delay(this.parts.options.progressPollMs, signal).catch(() => undefined)
    }
  }

  /** Of two orders at the same time the second finds the bundle of the first. */
  private async orderOnce(viewer: Viewer, order: BundleOrder, claim: ClaimForBundle): Promise<string> {
    try {
      return await this.order(viewer, order, claim)
    } catch (error) {
      if (!isDuplicateKey(error)) {
        throw error
      }
      return this.order(viewer, order, claim)
    }
  }

  /**
   * One live bundle for each claim: what is partial, failed or gone is prepared afresh under the same id. A partial one lies
   * where it is until a better one is published.
   */
  private async order(viewer: Viewer, order: BundleOrder, claim: ClaimForBundle): Promise<string> {
    return this.parts.database.write(async (manager) => {
      const former = await manager.findOneBy(Bundle, { claimId: order.claimId, kind: order.kind })
      if (former !== null && liveStates.includes(stateOf(former, this.parts.clock))) {
        return former.id
      }
      const steppedUp = await this.hasSteppedUp(viewer, claim.subjectId)
      const bundle = { ...this.newRow(order, claim, former?.id ?? newId()), ...this.keptOf(former), steppedUp }
      await manager.save(Bundle, bundle)
      await manager.delete(DownloadGrant, { bundleId: bundle.id })
      await this.parts.cases.bundleOrdered(claim.caseId, bundle.id, order.kind)
      await this.parts.audit.record({
        type: 'bundle.ordered',
        viewer,
        subjectId: claim.subjectId,
        caseId: claim.caseId,
        facts: { bundleId: bundle.id, kind: order.kind },
      })
      await this.parts.queue.enqueue(prepareBundleJob, { key: bundle.id, payload: { bundleId: bundle.id } })
      return bundle.id
    })
  }

  /** Whether the person ordered it, right after logging in: decides about the national number. */
  private async hasSteppedUp(viewer: Viewer, subjectId: string): Promise<boolean> {
    const isOwn = !isStaff(viewer) && (await this.parts.access.ownSubjectId(viewer)) === subjectId
    return isOwn && !needsStepUp(viewer, this.parts.options.stepUpSeconds, this.parts.clock)
  }

  /** What the row says of a partial zip that lies there: nothing of it is lost before there is another. */
  private keptOf(former: Bundle | null): Partial<Bundle> {
    if (former === null || stateOf(former, this.parts.clock) !== BundleState.PARTIAL) {
      return {}
    }
    const { coverage, files, bytes, manifestSha512, keyCipher, readyAt, expiresAt } = former
    return { coverage, files, bytes, manifestSha512, keyCipher, readyAt, expiresAt }
  }

  private newRow(order: BundleOrder, claim: ClaimForBundle, id: string): Omit<Bundle, 'steppedUp'> {
    const requestedAt = timestamp(this.parts.clock)
    return {
      id,
      subjectId: claim.subjectId,
      caseId: claim.caseId,
      claimId: claim.claimId,
      kind: order.kind,
      state: BundleState.PREPARING,
      language: order.language ?? claim.language,
      complete: false,
      coverage: [],
      files: null,
      bytes: null,
      manifestSha512: null,
      keyCipher: null,
      phase: 'queued',
      phaseSince: requestedAt,
      progressDone: 0,
      progressTotal: null,
      progressBytes: 0,
      requestedAt,
      readyAt: null,
      expiresAt: null,
    }
  }

  private async visible(viewer: Viewer, bundleId: string): Promise<Bundle> {
    const bundle = await this.parts.database.read((manager) => manager.findOneBy(Bundle, { id: bundleId }))
    if (bundle === null) {
      throw new NotFoundError()
    }
    await this.parts.access.mustSeeSubject(viewer, bundle.subjectId)
    return bundle
  }

  private async viewsOf(bundles: readonly Bundle[]): Promise<BundleView[]> {
    const parts = await this.parts.database.read((manager) =>
      manager.find(BundlePart, { where: { bundleId: In(bundles.map(({ id }) => id)) }, order: { number: 'ASC' } }),
    )
    const byBundle = groupBy(parts, ({ bundleId }) => bundleId)
    return bundles.map((bundle) => bundleView(bundle, byBundle.get(bundle.id) ?? [], this.parts.clock))
  }
}
