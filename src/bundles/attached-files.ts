import { extname } from 'node:path'
import type { ExportFile } from '../../exporters/records.js'
import type { OpenSpool, Spool } from '../../exporters/spool.js'
import { SourceError } from '../connectors/source-error.js'
import { asFailure } from '../federation/coverage-of.js'
import type { CallLimits } from '../federation/gateway.js'
import type { ExportedPage, ExportedRecord, SubjectExport } from '../federation/subject-export.js'
import { ActionMode } from '../vocabulary/actionability.js'
import { BundleKind } from '../vocabulary/bundle-state.js'
import { CoverageReason, type SystemCoverage } from '../vocabulary/coverage.js'
import { WithheldGround } from '../vocabulary/disclosure.js'
import type { Attachment, RecordRef } from '../vocabulary/source-record.js'
import { outsidePortability, underRightOf } from './bundle-content.js'
import { LineSpool } from './line-spool.js'
import type { WithheldCounts } from './withheld-counts.js'

interface NotedFile {
  readonly recordId: string
  readonly n: number
  readonly ref: RecordRef
  readonly attachment: Attachment
}

interface FileGap {
  readonly system: string
  readonly recordType: string
  readonly reason: CoverageReason
  count: number
}

export interface AttachedFilesParts {
  readonly subjectExport: Pick<SubjectExport, 'open'>
  readonly kind: BundleKind
  /** The budget is that of one file, from asking for it to its last byte. */
  readonly limits: CallLimits
  readonly openSpool: OpenSpool
  readonly withheld: WithheldCounts
}

/**
 * The files of a bundle: attachments, and messages in their own form. What the subject wrote or provided goes along; what
 * others wrote is withheld and counted. A file that its system does not hand out whole is a gap, never left out silently.
 */
export class AttachedFiles {
  /** Files that are to go along. */
  count = 0
  private readonly noted: LineSpool<NotedFile>
  private readonly gaps = new Map<string, FileGap>()

  constructor(private readonly parts: AttachedFilesParts) {
    this.noted = new LineSpool(parts.openSpool)
  }

  async note(page: ExportedPage): Promise<void> {
    for (const exported of page.records) {
      for (const [index, attachment] of exported.record.attachments.entries()) {
        await this.noteOne(exported, attachment, index + 1)
      }
    }
  }

  /** One file after the other, each put aside whole before it is given: what breaks off half-way never reaches the bundle. */
  async *all(): AsyncGenerator<ExportFile> {
    for await (const { recordId, n, ref, attachment } of this.noted.read()) {
      const content = await this.fetched(ref, attachment.id)
      if (content !== null) {
        try {
          yield fileOf({ recordId, n, attachment }, content)
        } finally {
          await content.discard()
        }
      }
    }
  }

  /** The coverage with what could not be fetched; to be asked once all files have been. */
  addGapsTo(coverage: readonly SystemCoverage[]): SystemCoverage[] {
    return coverage.map((system) => ({
      ...system,
      gaps: [
        ...system.gaps,
        ...[...this.gaps.values()]
          .filter((gap) => gap.system === system.systemId)
          .map(({ recordType, reason, count }) => ({ recordType, scope: `${count} file(s)`, reason })),
      ],
    }))
  }

  private async noteOne({ id, record, statements }: ExportedRecord, attachment: Attachment, n: number): Promise<void> {
    const { kind, withheld } = this.parts
    if (!attachment.authoredBySubject) {
      withheld.add(record.ref, underRightOf(kind, { ground: WithheldGround.RIGHTS_OF_OTHERS, article: 'Art. 15(4)' }))
    } else if (kind === BundleKind.PORTABILITY && !statements.some(({ portable }) => portable.mode === ActionMode.YES)) {
      withheld.add(record.ref, outsidePortability)
    } else {
      this.count += 1
      await this.noted.add({ recordId: id, n, ref: record.ref, attachment })
    }
  }

  private async fetched(ref: RecordRef, attachmentId: string): Promise<Spool | null> {
    const spool = await this.parts.openSpool()
    try {
      for await (const chunk of this.contentOf(ref, attachmentId)) {
        await spool.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
      }
      return spool
    } catch (thrown) {
      await spool.discard()
      this.parts.limits.signal.throwIfAborted()
      if (!(thrown instanceof SourceError)) {
        throw thrown
      }
      this.miss(ref, thrown.reason)
      return null
    }
  }

  /** Whatever goes wrong with the system is a SourceError; a failure of the receiver stays what it is. */
  private async *contentOf(ref: RecordRef, attachmentId: string): AsyncGenerator<Uint8Array> {
    const { subjectExport, limits } = this.parts
    const tooLong = AbortSignal.timeout(limits.budgetMs)
    try {
      const signal = AbortSignal.any([limits.signal, tooLong])
      yield* await subjectExport.open(ref, attachmentId, { budgetMs: limits.budgetMs, signal })
    } catch (thrown) {
      throw tooLong.aborted ? new SourceError(CoverageReason.TIMEOUT, 'The file did not come in time.') : asFailure(thrown)
    }
  }

  private miss({ system, recordType }: RecordRef, reason: CoverageReason): void {
    const key = `${system}/${recordType}/${reason}`
    const gap = this.gaps.get(key) ?? { system, recordType, reason, count: 0 }
    gap.count += 1
    this.gaps.set(key, gap)
  }
}

function fileOf({ recordId, n, attachment: { name, mediaType } }: Omit<NotedFile, 'ref'>, content: Spool): ExportFile {
  return { recordId, n, extension: extname(name).slice(1) || 'bin', mediaType, originalName: name, content: content.read() }
}
