import type { DataCategory } from '../vocabulary/data-category.js'
import { WithheldGround } from '../vocabulary/disclosure.js'
import type { Attachment, SourceRecord } from '../vocabulary/source-record.js'
import type { AttachmentView, PersonalRecord } from './federation.js'
import { type StatementContext, statementsOf } from './statements.js'

/** A record as its subject may see it: its statements, and its files by name where the subject wrote them. */
export function personalRecordOf(
  record: SourceRecord,
  context: StatementContext,
  categories: readonly DataCategory[] | null = null,
): PersonalRecord {
  const statements = statementsOf(record, context)
  return {
    id: context.ids.recordId(record.subjectId, record.ref),
    systemId: record.ref.system,
    recordType: record.ref.recordType,
    externalId: record.ref.externalId,
    statements: categories === null ? statements : statements.filter(({ category }) => categories.includes(category)),
    thirdPartiesRedacted: statements.filter(({ withheld }) => withheld?.ground === WithheldGround.RIGHTS_OF_OTHERS).length,
    attachments: record.attachments.map((attachment, n) =>
      attachmentOf(attachment, context.ids.statementId(record.subjectId, record.ref, 'attachment', n)),
    ),
  }
}

function attachmentOf(attachment: Attachment, id: string): AttachmentView {
  const withheld = !attachment.authoredBySubject
  return { id, name: withheld ? null : attachment.name, mediaType: attachment.mediaType, bytes: attachment.bytes ?? null, withheld }
}
