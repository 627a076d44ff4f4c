import { asError, InternalError } from '../src/kernel/errors.js'
import { BundleKind } from '../src/vocabulary/bundle-state.js'
import { isComplete } from '../src/vocabulary/coverage.js'
import type { Statement } from '../src/vocabulary/statement.js'
import { writeAttachedFile } from './attached-files.js'
import { BagWriter } from './bag-writer.js'
import { dpvDocument } from './dpv.js'
import type { PackageConclusion, PackageOrder, PackageResult } from './package-plan.js'
import { readableValues } from './readme-answers.js'
import { readmeHtml } from './readme-html.js'
import { type RecordTypeSummary, writeRecordFiles } from './record-files.js'
import { PageReader, passesOf, type RecordTypePass } from './record-pass.js'
import type { ExportPage } from './records.js'
import { seal } from './seal.js'
import { SpooledList, withSpools } from './spool.js'
import { jsonFile, textFile } from './text-files.js'
import { WithheldSummary } from './withheld-summary.js'

/**
 * Writes a bundle: a BagIt bag around a Data Package, as one zip or several parts, signed.
 * Memory does not grow with the number of records; it does, a little, with the number of files.
 * Rejects with what the source, the sink or the signal failed with; by then the source is closed and the sink destroyed.
 */
export async function writePackage(order: PackageOrder): Promise<PackageResult> {
  order.signal?.throwIfAborted()
  const bag = new BagWriter(order)
  const onAbort = (): void => bag.abort(asError(order.signal?.reason))
  order.signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await withSpools(order.openSpool, (profile, withheld) =>
      new PackageWriter(order, bag, new SpooledList(profile), new SpooledList(withheld)).write(),
    )
  } catch (error) {
    await bag.abandon(asError(error))
    throw error
  } finally {
    order.signal?.removeEventListener('abort', onAbort)
  }
}

const jsonFacts = { mediatype: 'application/json', format: 'json' }

class PackageWriter {
  private readonly withheldSummary = new WithheldSummary()
  private readonly recordTypes: RecordTypeSummary[] = []
  private readonly cards: Statement[] = []
  private records = 0
  private files = 0

  constructor(
    private readonly order: PackageOrder,
    private readonly bag: BagWriter,
    private readonly profile: SpooledList,
    private readonly withheld: SpooledList,
  ) {}

  async write(): Promise<PackageResult> {
    const { plan, source } = this.order
    for (const pass of passesOf(plan.systems)) {
      await this.writeRecordType(pass)
    }
    for await (const file of source.files()) {
      await writeAttachedFile(this.bag, file)
      this.files += 1
      this.report()
    }
    const conclusion = checked(plan.kind, await source.conclude())
    await this.writeFindings(conclusion)
    const sealed = await seal(this.order, this.bag)
    this.report()
    return { ...sealed, records: this.records }
  }

  private async writeRecordType(pass: RecordTypePass): Promise<void> {
    const pages = this.order.source.records(pass.system, pass.recordType)
    const reader = new PageReader(pages, (page) => this.take(page))
    try {
      if (await reader.hasRecords()) {
        const { plan, openSpool } = this.order
        this.recordTypes.push(await writeRecordFiles({ bag: this.bag, openSpool, language: plan.language }, pass, reader))
      }
    } finally {
      await reader.close()
    }
  }

  private async take(page: ExportPage): Promise<void> {
    this.order.signal?.throwIfAborted()
    this.records += page.records.length
    this.withheldSummary.add(page.withheld ?? [])
    await this.profile.add(page.statements ?? [])
    this.cards.push(...(page.statements ?? []).slice(0, readableValues + 1 - this.cards.length))
    await this.withheld.add(page.withheld ?? [])
    this.report()
  }

  private report(): void {
    this.order.onProgress?.({ records: this.records, files: this.files, bytes: this.bag.payloadBytes })
  }

  private async writeFindings(conclusion: PackageConclusion): Promise<void> {
    const { plan } = this.order
    await this.withheld.add(conclusion.withheld ?? [])
    this.withheldSummary.add(conclusion.withheld ?? [])
    await this.bag.addPayload('profile.json', this.profile.read(), jsonFacts)
    await this.bag.addPayload('withheld.json', this.withheld.read(), jsonFacts)
    const coverage = { bundleId: plan.bundleId, kind: plan.kind, complete: conclusion.complete, systems: conclusion.coverage }
    await this.bag.addPayload('coverage.json', jsonFile(coverage), jsonFacts)
    if (conclusion.statement !== null) {
      await this.bag.addPayload('statement.json', jsonFile(conclusion.statement), jsonFacts)
    }
    await this.bag.addPayload('dpv.jsonld', jsonFile(dpvDocument(plan)), { mediatype: 'application/ld+json', format: 'jsonld' })
    const { recordTypes, cards, files } = this
    const readme = { plan, conclusion, recordTypes, cards, withheld: this.withheldSummary.list(), files }
    await this.bag.addPayload('README.html', textFile(readmeHtml(readme)), { mediatype: 'text/html', format: 'html' })
  }
}

/** A package never says more than is true: neither complete with a gap, nor an access copy without its answers. */
function checked(kind: BundleKind, conclusion: PackageConclusion): PackageConclusion {
  if (conclusion.complete && !isComplete(conclusion.coverage)) {
    throw new InternalError('A package with a gap in its coverage was called complete.')
  }
  if ((conclusion.statement !== null) !== (kind === BundleKind.ACCESS_COPY)) {
    throw new InternalError('The access statement belongs into an access copy, and into nothing else.')
  }
  return conclusion
}
