import type { PackageResult } from '../../exporters/package-plan.js'
import { Bundle } from '../../entities/bundle.js'
import { BundlePart } from '../../entities/bundle-part.js'
import type { Database } from '../../entities/database.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { BundleState } from '../vocabulary/bundle-state.js'
import { isComplete, type SystemCoverage } from '../vocabulary/coverage.js'
import type { BundleStore } from './bundle-store.js'
import type { CasePort } from './case-port.js'
import { PreparationProgress } from './preparation-progress.js'

export interface Publication {
  readonly bundle: Bundle
  readonly coverage: readonly SystemCoverage[]
  readonly result: PackageResult
  /** Names in the store, in the order of the parts. */
  readonly storedAs: readonly string[]
  readonly keyCipher: string
  readonly stillMine: () => Promise<boolean>
}

/** The rows of bundles: what is being prepared, what lies ready, what is gone. */
export class BundleRecord {
  constructor(
    private readonly database: Database,
    private readonly store: BundleStore,
    private readonly cases: CasePort,
    private readonly audit: AuditLog,
    private readonly options: { readonly clock: Clock; readonly expireAfterDays: number },
  ) {}

  find(bundleId: string): Promise<Bundle | null> {
    return this.database.read((manager) => manager.findOneBy(Bundle, { id: bundleId }))
  }

  progressOf(bundleId: string): PreparationProgress {
    return new PreparationProgress(this.database, this.options.clock, bundleId)
  }

  /** All of it in one transaction, if the run still holds its job. The files of an earlier, partial bundle go. */
  async publish(publication: Publication): Promise<boolean> {
    const { bundle, result } = publication
    const former = await this.partsOf(bundle.id)
    const published = await this.database.write(async (manager) => {
      if (!(await publication.stillMine())) {
        return false
      }
      const stillWanted = { id: bundle.id, state: BundleState.PREPARING }
      if ((await manager.update(Bundle, stillWanted, this.readyRow(publication))).affected === 0) {
        return false
      }
      await manager.delete(BundlePart, { bundleId: bundle.id })
      await manager.insert(BundlePart, partRows(publication))
      const complete = isComplete(publication.coverage)
      await this.cases.bundlePublished(bundle.caseId, bundle.id, complete)
      const facts = { bundleId: bundle.id, complete, parts: result.parts.length, manifestSha512: result.manifestSha512 }
      await this.audit.record({ type: 'bundle.published', viewer: null, subjectId: bundle.subjectId, caseId: bundle.caseId, facts })
      return true
    })
    if (published) {
      await Promise.all(former.map(({ storedAs }) => this.store.remove(storedAs)))
    }
    return published
  }

  /** Nobody works on it any more. Where an earlier, partial one lies, that is what there is again. */
  async fail(bundleId: string): Promise<void> {
    const bundle = await this.find(bundleId)
    if (bundle?.state !== BundleState.PREPARING) {
      return
    }
    const { subjectId, caseId, keyCipher } = bundle
    await this.database.write(async (manager) => {
      await manager.update(Bundle, bundleId, { state: keyCipher === null ? BundleState.FAILED : BundleState.PARTIAL })
      await (keyCipher === null ? undefined : this.cases.bundleLiesAgain(caseId))
      await this.audit.record({ type: 'bundle.failed', viewer: null, subjectId, caseId, facts: { bundleId, code: 'PARKED' } })
    })
  }

  partsOf(bundleId: string): Promise<BundlePart[]> {
    return this.database.read((manager) => manager.find(BundlePart, { where: { bundleId }, order: { number: 'ASC' } }))
  }

  private readyRow({ coverage, result, keyCipher }: Publication): Partial<Bundle> {
    const { clock, expireAfterDays } = this.options
    const complete = isComplete(coverage)
    return {
      state: complete ? BundleState.READY : BundleState.PARTIAL,
      complete,
      coverage: [...coverage],
      files: result.files,
      bytes: result.bytes,
      manifestSha512: result.manifestSha512,
      keyCipher,
      phase: 'published',
      phaseSince: timestamp(clock),
      progressDone: result.records,
      progressTotal: result.records,
      progressBytes: result.bytes,
      readyAt: timestamp(clock),
      expiresAt: new Date(clock.now().getTime() + expireAfterDays * 86_400_000).toISOString(),
    }
  }
}

function partRows({ bundle, result, storedAs }: Publication): BundlePart[] {
  return result.parts.map(({ number, bytes, sha512 }, index) => ({
    bundleId: bundle.id,
    number,
    bytes,
    sha512,
    storedAs: storedAs[index] ?? '',
  }))
}
