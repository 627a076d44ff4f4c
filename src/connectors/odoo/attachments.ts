import { CoverageReason } from '../../vocabulary/coverage.js'
import type { Attachment, RecordRef } from '../../vocabulary/source-record.js'
import { SourceError } from '../source-error.js'
import { idsIn } from './decode.js'
import type { Domain } from './domain.js'
import { malformed } from './faults.js'
import type { OdooReader, OdooRow } from './reader.js'
import { type AttachmentSource, modelsOf, odooRecordType, type OdooRecordType } from './record-types.js'

/** An attachment and what says whether the subject provided it. */
export interface FoundAttachment extends Omit<Attachment, 'authoredBySubject'> {
  /** The user who uploaded it. */
  readonly uploadedBy: number | null
}

const described = ['name', 'mimetype', 'file_size', 'res_id', 'create_uid']

/** Lists the files of records, for a whole page at once, and fetches one. */
export class OdooAttachments {
  constructor(private readonly reader: OdooReader) {}

  /** By record id. */
  async of(
    type: OdooRecordType,
    model: string,
    rows: readonly OdooRow[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, FoundAttachment[]>> {
    const holders = type.attachments === undefined ? new Map<number, number[]>() : holdersOf(type.attachments, rows)
    const found = new Map<number, FoundAttachment[]>()
    const domain = domainOf(type.attachments, model, [...holders.keys()])
    if (domain === null) {
      return found
    }
    for await (const page of this.reader.pages({ model: 'ir.attachment', domain, fields: described, hasShortPages: true }, signal)) {
      for (const file of page) {
        const key = type.attachments?.idField === undefined ? idsIn(file['res_id']) : [file.id]
        for (const rowId of key.flatMap((id) => holders.get(id) ?? [])) {
          found.set(rowId, [...(found.get(rowId) ?? []), attachmentOf(file)])
        }
      }
    }
    return found
  }

  /** The bytes, after a look whether the file belongs to the record at all. `raw` would answer an error page for images. */
  async open(ref: RecordRef, attachmentId: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const id = Number(attachmentId)
    const [file] = await this.reader.byIds({ model: 'ir.attachment', fields: ['datas', 'res_model', 'res_id'] }, [id], signal)
    if (file === undefined || !(await this.belongs(file, ref, signal))) {
      throw new SourceError(CoverageReason.SYSTEM_ERROR, 'The attachment is no longer on the record.')
    }
    if (typeof file['datas'] !== 'string') {
      throw malformed('the content of a file')
    }
    const bytes = Buffer.from(file['datas'], 'base64')
    return (async function* () {
      yield bytes
    })()
  }

  private async belongs(file: OdooRow, ref: RecordRef, signal: AbortSignal): Promise<boolean> {
    const type = odooRecordType(ref.recordType)
    const listed = type?.attachments?.idField
    if (type === undefined || listed === undefined) {
      return type !== undefined && modelsOf(type).includes(String(file['res_model'])) && String(file['res_id']) === ref.externalId
    }
    const [record] = await this.reader.byIds({ model: type.model, fields: [listed] }, [Number(ref.externalId)], signal)
    return idsIn(record?.[listed]).includes(file.id)
  }
}

/** What the attachment search yields (a record's id, or an attachment's own) -> the records that hold it. */
function holdersOf({ idField }: AttachmentSource, rows: readonly OdooRow[]): Map<number, number[]> {
  const holders = new Map<number, number[]>()
  for (const row of rows) {
    for (const key of idField === undefined ? [row.id] : idsIn(row[idField])) {
      holders.set(key, [...(holders.get(key) ?? []), row.id])
    }
  }
  return holders
}

function domainOf(source: AttachmentSource | undefined, model: string, keys: readonly number[]): Domain | null {
  if (source === undefined || keys.length === 0) {
    return null
  }
  if (source.idField !== undefined) {
    return [
      ['id', 'in', keys],
      ['type', '=', 'binary'],
    ]
  }
  const shown = ['res_field', 'in', [false, ...(source.fileFields ?? [])]] as const
  return [['res_model', '=', model], ['res_id', 'in', keys], ['type', '=', 'binary'], shown]
}

function attachmentOf(file: OdooRow): FoundAttachment {
  const [uploadedBy = null] = idsIn(file['create_uid'])
  const size = file['file_size']
  return {
    id: String(file.id),
    name: typeof file['name'] === 'string' ? file['name'] : 'file',
    mediaType: typeof file['mimetype'] === 'string' ? file['mimetype'] : 'application/octet-stream',
    bytes: typeof size === 'number' ? size : undefined,
    uploadedBy,
  }
}
