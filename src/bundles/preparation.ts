import { randomBytes } from 'node:crypto'
import type { PackageConclusion, PackagePlan, PackageResult } from '../../exporters/package-plan.js'
import { writePackage } from '../../exporters/package.js'
import type { BundleSigner } from '../../exporters/signature.js'
import type { Bundle } from '../../entities/bundle.js'
import type { DataMap } from '../datamap/data-map.js'
import { accessStatementOf, type StatedFacts, statedFacts, type SupervisoryAuthority } from '../federation/access-statement.js'
import type { ExportedPage, SubjectExport } from '../federation/subject-export.js'
import type { Clock } from '../kernel/clock.js'
import type { Logger } from '../kernel/logger.js'
import type { JobRun, JobWork } from '../jobs/job-kind.js'
import { BundleKind, BundleState } from '../vocabulary/bundle-state.js'
import { isComplete, type SystemCoverage } from '../vocabulary/coverage.js'
import { AttachedFiles } from './attached-files.js'
import { contentOf, ownSystems } from './bundle-content.js'
import type { BundleRecord } from './bundle-record.js'
import type { BundleStore, DraftFile } from './bundle-store.js'
import type { SealedBundleKeys } from './bundle-keys.js'
import { SpoolFolder } from './encrypted-spool.js'
import { RecordSpools } from './record-spool.js'

export interface PreparationParts {
  readonly bundles: BundleRecord
  readonly subjectExport: SubjectExport
  readonly dataMap: DataMap
  readonly keys: SealedBundleKeys
  readonly store: BundleStore
  readonly signer: BundleSigner
  readonly clock: Clock
  readonly logger: Logger
  readonly options: PreparationOptions
}

export interface PreparationOptions {
  /** Where spools lie while a bundle is prepared. */
  readonly spoolFolder: string
  /** Milliseconds that one system may take for all it holds. */
  readonly systemBudgetMs: number
  /** The company, as bundles name it. */
  readonly controller: string
  readonly authority: SupervisoryAuthority
  readonly partBytes?: number
}

/** What was read, waiting to be packed. */
interface Collected {
  readonly coverage: readonly SystemCoverage[]
  readonly spools: RecordSpools
  readonly files: AttachedFiles
  readonly facts: ReadonlyMap<string, StatedFacts>
}

/**
 * Prepares a bundle: reads every system, packs, signs, encrypts, and publishes only when whole. Begun again after a crash
 * it starts afresh; nothing of the earlier run can be seen or read.
 */
export class BundlePreparation implements JobWork<{ readonly bundleId: string }> {
  constructor(private readonly parts: PreparationParts) {}

  async run({ bundleId }: { readonly bundleId: string }, run: JobRun): Promise<void> {
    const bundle = await this.parts.bundles.find(bundleId)
    if (bundle === null || bundle.state !== BundleState.PREPARING) {
      return
    }
    const spools = await SpoolFolder.open(this.parts.options.spoolFolder, bundleId)
    try {
      const collected = await this.collect(bundle, spools, run.signal)
      await this.pack(bundle, collected, spools, run)
    } finally {
      await spools.remove()
    }
  }

  async parked({ bundleId }: { readonly bundleId: string }): Promise<void> {
    await this.parts.bundles.fail(bundleId)
  }

  private async collect(bundle: Bundle, folder: SpoolFolder, signal: AbortSignal): Promise<Collected> {
    const { bundles, options, subjectExport } = this.parts
    const spools = new RecordSpools(folder.openSpool)
    const files = new AttachedFiles(subjectExport, bundle.kind, { budgetMs: options.systemBudgetMs, signal })
    const facts = new Map<string, StatedFacts>()
    const progress = bundles.progressOf(bundle.id, 'collecting')
    const onPage = async (page: ExportedPage): Promise<void> => {
      page.records.forEach(({ statements }) => statements.forEach((statement) => remember(facts, statedFacts(statement))))
      files.note(page)
      await spools.add(page.systemId, page.recordType, contentOf(page.records, bundle.kind, this.isCard(page)))
      await progress.add(page.records.length)
    }
    await bundles.reach(bundle.id, 'locating')
    const request = { subjectId: bundle.subjectId, signal, steppedUp: bundle.steppedUp, budgetMs: options.systemBudgetMs, onPage }
    const coverage = await subjectExport.collect(request)
    return { coverage, spools, files, facts }
  }

  private isCard({ systemId, recordType }: ExportedPage): boolean {
    return this.parts.dataMap.systems.get(systemId)?.recordTypes[recordType]?.isCard === true
  }

  private async pack(bundle: Bundle, collected: Collected, folder: SpoolFolder, run: JobRun): Promise<void> {
    const drafts: DraftFile[] = []
    const key = randomBytes(32)
    try {
      const result = await this.write(bundle, collected, { folder, key, drafts, signal: run.signal })
      await Promise.all(drafts.map(({ written }) => written))
      await this.publish(bundle, result, { collected, drafts, key, run })
    } catch (error) {
      await Promise.all(drafts.map(({ name }) => this.parts.store.remove(name)))
      throw error
    }
  }

  private async write(bundle: Bundle, collected: Collected, target: Target): Promise<PackageResult> {
    const { bundles, keys, options, signer, store } = this.parts
    const progress = bundles.progressOf(bundle.id, 'packing', total(collected.coverage))
    return writePackage({
      plan: this.planOf(bundle),
      source: {
        records: (system, recordType) => collected.spools.pages(system.system, recordType),
        files: () => collected.files.all(),
        conclude: () => Promise.resolve(this.conclude(bundle, collected)),
      },
      openPart: async (number) => {
        const draft = await store.draft(keys.partKey(target.key, number))
        target.drafts.push(draft)
        return draft.sink
      },
      openSpool: target.folder.openSpool,
      signer,
      signal: target.signal,
      onProgress: ({ records, bytes }) => progress.at(records, bytes),
      ...(options.partBytes === undefined ? {} : { partBytes: options.partBytes }),
    })
  }

  private planOf(bundle: Bundle): PackagePlan {
    return {
      bundleId: bundle.id,
      kind: bundle.kind,
      language: bundle.language,
      createdAt: bundle.requestedAt,
      controller: this.parts.options.controller,
      subject: bundle.subjectId,
      systems: ownSystems([...this.parts.dataMap.systems.values()]),
    }
  }

  /** Files that could not be fetched are gaps like any other. */
  private conclude(bundle: Bundle, { coverage, facts, files }: Collected): PackageConclusion {
    const whole = files.addGapsTo(coverage)
    const setting = { dataMap: this.parts.dataMap, language: bundle.language, authority: this.parts.options.authority }
    const statement = bundle.kind === BundleKind.ACCESS_COPY ? accessStatementOf([...facts.values()], setting) : null
    return { coverage: whole, complete: isComplete(whole), statement, withheld: files.withheld() }
  }

  /** The files are in their place before the row says so; a run that lost its lease publishes nothing. */
  private async publish(bundle: Bundle, result: PackageResult, { collected, drafts, key, run }: Finished): Promise<void> {
    await Promise.all(drafts.map(({ name }) => this.parts.store.keep(name)))
    const coverage = collected.files.addGapsTo(collected.coverage)
    const isPublished = await this.parts.bundles.publish({
      bundle,
      coverage,
      result,
      storedAs: drafts.map(({ name }) => name),
      keyCipher: this.parts.keys.wrap(bundle.id, key),
      stillMine: () => run.stillMine(),
    })
    if (!isPublished) {
      await Promise.all(drafts.map(({ name }) => this.parts.store.remove(name)))
      return
    }
    this.parts.logger.info('A bundle is ready.', { bundleId: bundle.id, kind: bundle.kind, bytes: result.bytes, count: result.records })
  }
}

interface Target {
  readonly folder: SpoolFolder
  readonly key: Buffer
  readonly drafts: DraftFile[]
  readonly signal: AbortSignal
}

interface Finished {
  readonly collected: Collected
  readonly drafts: readonly DraftFile[]
  readonly key: Buffer
  readonly run: JobRun
}

/** Facts repeat for every record; each combination is kept once. */
function remember(facts: Map<string, StatedFacts>, fact: StatedFacts): void {
  facts.set(
    `${fact.systemId}|${fact.category}|${fact.origin}|${fact.legalBasis}|${fact.retentionRule}|${fact.purposes.join()}|${fact.recipientIds.join()}`,
    fact,
  )
}

function total(coverage: readonly SystemCoverage[]): number {
  return coverage.reduce((sum, { recordCount }) => sum + (recordCount ?? 0), 0)
}
