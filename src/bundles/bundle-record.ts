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

export interface Publication {
  readonly bundle: Bundle
  readonly coverage: readonly SystemCoverage[]
  readonly result: PackageResult
  /** Names in the store, in the order of the parts. */
  readonly storedAs: readonly string[]
  readonly keyCipher: string
  readonly stillMine: () => Promise<boolean>
}

/** How often progress goes to the database. */
const reportEveryMs = 250

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

  /** Begins a phase; its counts start from nothing. */
  async reach(bundleId: string, phase: string, total: number | null = null): Promise<void> {
    await this.database.write((manager) =>
      manager.update(Bundle, { id: bundleId, state: BundleState.PREPARING }, { phase, progressDone: 0, progressTotal: total }),
    )
  }

  progressOf(bundleId: string, phase: string, total: number | null = null): ProgressRow {
    return new ProgressRow(this.database, { bundleId, phase, total })
  }

  /** All of it in one transaction, if the run still holds its job. The files of an earlier, partial bundle go. */
  async publish(publication: Publication): Promise<boolean> {
    const { bundle, result } = publication
    const former = await this.partsOf(bundle.id)
    const published = await this.database.write(async (manager) => {
      if (!(await publication.stillMine())) {
        return false
      }
      await manager.delete(BundlePart, { bundleId: bundle.id })
      await manager.insert(BundlePart, partRows(publication))
      await manager.update(Bundle, bundle.id, this.readyRow(publication))
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

  /** Nobody works on it any more. */
  async fail(bundleId: string): Promise<void> {
    const bundle = await this.find(bundleId)
    if (bundle?.state === BundleState.PREPARING) {
      await this.database.write(async (manager) => {
        await manager.update(Bundle, bundleId, { state: BundleState.FAILED })
        await this.audit.record({
          type: 'bundle.failed',
          viewer: null,
          subjectId: bundle.subjectId,
          caseId: bundle.caseId,
          facts: { bundleId, code: 'PARKED' },
        })
      })
    }
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

/** Progress that is written to the database now and then, not for every page. */
export class ProgressRow {
  private done = 0
  private last = Number.NEGATIVE_INFINITY
  private writing: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly database: Database,
    private readonly of: { readonly bundleId: string; readonly phase: string; readonly total: number | null },
  ) {}

  async add(records: number): Promise<void> {
    this.done += records
    await this.report(0)
  }

  /** For callers that cannot wait; what fails here shows again at the publication. */
  at(records: number, bytes: number): void {
    this.done = records
    this.report(bytes).catch(() => undefined)
  }

  private async report(bytes: number): Promise<void> {
    const now = performance.now()
    if (now - this.last < reportEveryMs) {
      return
    }
    this.last = now
    const { bundleId, phase, total } = this.of
    const row = { phase, progressDone: this.done, progressTotal: total, progressBytes: bytes }
    const write = (): Promise<unknown> =>
      this.database.write((manager) => manager.update(Bundle, { id: bundleId, state: BundleState.PREPARING }, row))
    this.writing = this.writing.then(write)
    await this.writing
  }
}
