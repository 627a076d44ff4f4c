import { extname } from 'node:path'
import type { ExportFile, WithheldLine } from '../../exporters/records.js'
import { asFailure } from '../federation/coverage-of.js'
import type { CallLimits } from '../federation/gateway.js'
import type { ExportedPage, ExportedRecord, SubjectExport } from '../federation/subject-export.js'
import { ActionMode } from '../vocabulary/actionability.js'
import { BundleKind } from '../vocabulary/bundle-state.js'
import type { CoverageReason, SystemCoverage } from '../vocabulary/coverage.js'
import { WithheldGround } from '../vocabulary/disclosure.js'
import type { Attachment, RecordRef } from '../vocabulary/source-record.js'

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

/**
 * The files of a bundle: attachments, and messages in their own form. What the subject wrote or provided goes along; what
 * others wrote is withheld and counted. A file that its system does not hand out is a gap, never left out silently.
 */
export class AttachedFiles {
  private readonly noted: NotedFile[] = []
  private readonly held = new Map<string, WithheldLine>()
  private readonly gaps = new Map<string, FileGap>()

  constructor(
    private readonly subjectExport: SubjectExport,
    private readonly kind: BundleKind,
    private readonly limits: CallLimits,
  ) {}

  note(page: ExportedPage): void {
    for (const exported of page.records) {
      exported.record.attachments.forEach((attachment, index) => this.noteOne(exported, attachment, index + 1))
    }
  }

  /** Fetches one file after the other. */
  async *all(): AsyncGenerator<ExportFile> {
    for (const { recordId, n, ref, attachment } of this.noted) {
      const content = await this.openOrNull(ref, attachment.id)
      if (content !== null) {
        const extension = extname(attachment.name).slice(1) || 'bin'
        yield { recordId, n, extension, mediaType: attachment.mediaType, originalName: attachment.name, content }
      }
    }
  }

  withheld(): WithheldLine[] {
    return [...this.held.values()]
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

  private noteOne({ id, record, statements }: ExportedRecord, attachment: Attachment, n: number): void {
    if (!attachment.authoredBySubject) {
      this.withhold(record.ref, WithheldGround.RIGHTS_OF_OTHERS, 'Art. 15(4)')
    } else if (this.kind === BundleKind.PORTABILITY && !statements.some(({ portable }) => portable.mode === ActionMode.YES)) {
      this.withhold(record.ref, WithheldGround.OUTSIDE_PORTABILITY, 'Art. 20(1)')
    } else {
      this.noted.push({ recordId: id, n, ref: record.ref, attachment })
    }
  }

  private withhold({ system, recordType }: RecordRef, ground: WithheldGround, article: string): void {
    const key = `${system}/${recordType}/${ground}`
    const count = (this.held.get(key)?.count ?? 0) + 1
    this.held.set(key, { system, recordType, recordId: null, field: null, count, reason: { ground, article } })
  }

  private async openOrNull(ref: RecordRef, attachmentId: string): Promise<AsyncIterable<Uint8Array> | null> {
    try {
      return await this.subjectExport.open(ref, attachmentId, this.limits)
    } catch (thrown) {
      this.limits.signal.throwIfAborted()
      this.miss(ref, asFailure(thrown).reason)
      return null
    }
  }

  private miss({ system, recordType }: RecordRef, reason: CoverageReason): void {
    const key = `${system}/${recordType}/${reason}`
    const gap = this.gaps.get(key) ?? { system, recordType, reason, count: 0 }
    gap.count += 1
    this.gaps.set(key, gap)
  }
}
