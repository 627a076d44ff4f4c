import type { CoverageGap } from '../../vocabulary/coverage.js'
import type { Attachment, FieldValue, SourceRecord } from '../../vocabulary/source-record.js'
import type { RecordPage, Selection } from '../connector.js'
import type { GraphReads, Taken } from './graph-reads.js'
import { fieldsOf, type GraphObject } from './graph-object.js'
import type { Mailbox } from './mailboxes.js'
import type { Microsoft365Settings } from './options.js'
import type { Microsoft365RecordType } from './record-types.js'
import type { Subjects } from './subjects.js'

/** One reading: whom and what it is about, and what it has already seen. */
export interface CollectRun {
  readonly settings: Microsoft365Settings
  readonly reads: GraphReads
  readonly subjects: Subjects
  readonly selection: Selection
  readonly mailboxes: readonly Mailbox[]
  /** RFC 3339. */
  readonly observedAt: string
  /** Items that were found before by another search; each is read once. */
  readonly seen: Set<string>
}

/** An attachment before it is known whether the subject provided it. */
export type AttachmentFacts = Omit<Attachment, 'authoredBySubject'>

/** A record as it was read, before it is dealt to the subjects it is about. */
export interface ReadItem extends Partial<Pick<SourceRecord, 'sourceUpdatedAt' | 'retentionStart' | 'version'>> {
  readonly recordType: Microsoft365RecordType
  readonly externalId: string
  readonly subjectIds: readonly string[]
  readonly source: GraphObject
  readonly attachments?: readonly AttachmentFacts[]
  /** Fields that are not read off the source as they stand. */
  readonly derived?: Readonly<Record<string, FieldValue>>
  /** Left out where authorship has no meaning. */
  readonly isAuthor?: (subjectId: string) => boolean
}

/** One record for each subject, with the selected fields. */
export function recordsOf(run: CollectRun, item: ReadItem): SourceRecord[] {
  const { recordType, externalId, subjectIds, source, derived, isAuthor, attachments, ...rest } = item
  const wanted = run.selection.get(recordType) ?? []
  const own = Object.entries(derived ?? {}).filter(([name]) => wanted.includes(name))
  const fields = { ...fieldsOf(source, wanted), ...Object.fromEntries(own) }
  return subjectIds.map((subjectId) => {
    const authored = isAuthor?.(subjectId)
    return {
      ref: { system: run.settings.system, recordType, externalId },
      subjectId,
      fields,
      observedAt: run.observedAt,
      attachments: (attachments ?? []).map((attachment) => ({ ...attachment, authoredBySubject: authored ?? false })),
      ...(authored === undefined ? {} : { authoredBySubject: authored }),
      ...rest,
    }
  })
}

export function pageOf(recordType: string, records: readonly SourceRecord[], gaps: readonly CoverageGap[] = []): RecordPage {
  return { recordType, records, gaps }
}

/** Pages without records say nothing and are left out. */
export function found(recordType: string, records: readonly SourceRecord[], next: Taken<RecordPage>['next'] = []): Taken<RecordPage> {
  return { found: records.length === 0 ? [] : [pageOf(recordType, records)], next }
}

export function missing(gap: CoverageGap): Taken<RecordPage> {
  return { found: [pageOf(gap.recordType ?? '', [], [gap])], next: [] }
}

/** Whether a record type is wanted; fields decide what of it. */
export function wants(run: CollectRun, recordType: Microsoft365RecordType): boolean {
  return run.selection.has(recordType)
}

/** The first time that an item is met in this reading. */
export function isFirstSight(run: CollectRun, key: string): boolean {
  const isNew = !run.seen.has(key)
  run.seen.add(key)
  return isNew
}
