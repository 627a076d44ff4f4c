import { randomBytes } from 'node:crypto'
import type { PackageConclusion, PackagePlan, PackageResult, PackageSource } from '../../exporters/package-plan.js'
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
import { WithheldGround, type WithheldReason } from '../vocabulary/disclosure.js'
import { ProcessingRole } from '../vocabulary/processing-role.js'
import { AttachedFiles } from './attached-files.js'
import { commonest, contentOf, namesOn, ownSystems } from './bundle-content.js'
import type { BundleRecord } from './bundle-record.js'
import type { BundleStore } from './bundle-store.js'
import type { SealedBundleKeys } from './bundle-keys.js'
import { RecordSpools } from './line-spool.js'
import type { PreparationProgress } from './preparation-progress.js'
import type { DraftFile, RunFolder } from './run-folder.js'
import { WithheldCounts } from './withheld-counts.js'

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
  readonly withheld: WithheldCounts
  readonly facts: Map<string, StatedFacts>
  /** Of the person, as they stand on their cards. */
  readonly names: string[]
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
    const folder = await this.parts.store.openRun(bundleId)
    try {
      const work = { bundle, folder, run, progress: this.parts.bundles.progressOf(bundleId), key: randomBytes(32), drafts: [] }
      await this.publish(work, await this.pack(work, await this.collect(work)))
    } finally {
      await folder.remove()
    }
  }

  async parked({ bundleId }: { readonly bundleId: string }): Promise<void> {
    await this.parts.bundles.fail(bundleId)
  }

  private async collect({ bundle, folder, run, progress }: Work): Promise<Collected> {
    const { options, subjectExport } = this.parts
    const { openSpool } = folder
    const limits = { budgetMs: options.systemBudgetMs, signal: run.signal }
    const withheld = new WithheldCounts()
    const files = new AttachedFiles({ subjectExport, kind: bundle.kind, limits, openSpool, withheld })
    const collected = { files, withheld, spools: new RecordSpools(openSpool), facts: new Map<string, StatedFacts>(), names: [] }
    const onPage = async (page: ExportedPage): Promise<void> => {
      await progress.begin('collecting')
      await this.take(page, bundle.kind, collected)
      progress.add(page.records.length)
    }
    await progress.begin('locating')
    const coverage = await subjectExport.collect({ subjectId: bundle.subjectId, steppedUp: bundle.steppedUp, ...limits, onPage })
    return { ...collected, coverage }
  }

  private async take(
    page: ExportedPage,
    kind: BundleKind,
    { facts, files, names, spools, withheld }: Omit<Collected, 'coverage'>,
  ): Promise<void> {
    const { systemId, recordType, records } = page
    const system = this.parts.dataMap.systems.get(systemId)
    if (system?.role === ProcessingRole.PROCESSOR) {
      withheld.add({ system: systemId, recordType }, heldForCustomer, records.length)
      return
    }
    records.forEach(({ statements }) => statements.forEach((statement) => remember(facts, statedFacts(statement))))
    await files.note(page)
    const isCard = system?.recordTypes[recordType]?.isCard === true
    names.push(...(isCard ? namesOn(records) : []))
    await spools.add(systemId, recordType, contentOf(records, kind, isCard))
  }

  private async pack(work: Work, collected: Collected): Promise<Packed> {
    const { options, signer, keys } = this.parts
    const { bundle, folder, run, progress, key, drafts } = work
    await progress.begin('packing', collected.spools.records + collected.files.count)
    const result = await writePackage({
      plan: this.planOf(bundle, collected.names),
      source: this.sourceOf(work, collected),
      openPart: (number) => {
        const draft = folder.draft(keys.partKey(key, number))
        drafts.push(draft)
        return draft.sink
      },
      openSpool: folder.openSpool,
      signer,
      signal: run.signal,
      onProgress: ({ records, files, bytes }) => progress.at(records + files, bytes),
      ...(options.partBytes === undefined ? {} : { partBytes: options.partBytes }),
    })
    return { result, coverage: collected.files.addGapsTo(collected.coverage) }
  }

  private sourceOf({ bundle, progress }: Work, collected: Collected): PackageSource {
    return {
      records: (system, recordType) => collected.spools.pages(system.system, recordType),
      files: () => collected.files.all(),
      conclude: async () => {
        await progress.begin('sealing')
        return this.conclude(bundle, collected)
      },
    }
  }

  private planOf(bundle: Bundle, names: readonly string[]): PackagePlan {
    return {
      bundleId: bundle.id,
      kind: bundle.kind,
      language: bundle.language,
      createdAt: bundle.requestedAt,
      controller: this.parts.options.controller,
      subject: commonest(names) ?? bundle.subjectId,
      systems: ownSystems([...this.parts.dataMap.systems.values()]),
    }
  }

  /** Files that could not be fetched are gaps like any other. */
  private conclude(bundle: Bundle, { coverage, facts, files, withheld }: Collected): PackageConclusion {
    const whole = files.addGapsTo(coverage)
    const setting = { dataMap: this.parts.dataMap, language: bundle.language, authority: this.parts.options.authority }
    const findings = { facts: [...facts.values()], coverage: whole }
    const statement = bundle.kind === BundleKind.ACCESS_COPY ? accessStatementOf(findings, setting) : null
    return { coverage: whole, complete: isComplete(whole), statement, withheld: withheld.list() }
  }

  /**
   * The files are in their place before the row says so; a run that lost its lease publishes nothing. Where it is not known
   * whether the row was written, the files stay: those that no row names are cleared away later.
   */
  private async publish({ bundle, drafts, key, run }: Work, { result, coverage }: Packed): Promise<void> {
    const { bundles, keys, logger, store } = this.parts
    for (const draft of drafts) {
      await store.keep(draft)
    }
    const storedAs = drafts.map(({ name }) => name)
    const keyCipher = keys.wrap(bundle.id, key)
    const isPublished = await bundles.publish({ bundle, coverage, result, storedAs, keyCipher, stillMine: () => run.stillMine() })
    if (!isPublished) {
      await Promise.all(storedAs.map((name) => store.remove(name)))
      return
    }
    logger.info('A bundle is ready.', { bundleId: bundle.id, kind: bundle.kind, bytes: result.bytes, count: result.records })
  }
}

/** One run, and what it has of its own. */
interface Work {
  readonly bundle: Bundle
  readonly folder: RunFolder
  readonly run: JobRun
  readonly progress: PreparationProgress
  readonly key: Buffer
  /** In the order of the parts. */
  readonly drafts: DraftFile[]
}

interface Packed {
  readonly result: PackageResult
  readonly coverage: readonly SystemCoverage[]
}

const heldForCustomer: WithheldReason = { ground: WithheldGround.PROCESSOR_DATA, article: 'Art. 28' }

/** Facts repeat for every record; each combination is kept once. */
function remember(facts: Map<string, StatedFacts>, fact: StatedFacts): void {
  facts.set(
    `${fact.systemId}|${fact.category}|${fact.origin}|${fact.legalBasis}|${fact.retentionRule}|${fact.purposes.join()}|${fact.recipientIds.join()}`,
    fact,
  )
}
