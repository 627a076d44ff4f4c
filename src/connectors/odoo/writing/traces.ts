import { CoverageReason } from '../../../vocabulary/coverage.js'
import { idsIn } from '../decode.js'
import type { Domain } from '../domain.js'
import { hasReason, type ModelFields, type OdooReader, type OdooRow } from '../reader.js'
import { odooRecordTypes } from '../record-types.js'
import type { LiveRecord } from './inspect.js'
import type { OdooWriter } from './writer.js'

type Place = Pick<LiveRecord, 'model' | 'id'>

interface Found {
  readonly model: string
  /** Told the fields of the model as this server has them. */
  readonly domain: (fields: ModelFields) => Domain
}

const listings = ['calendar.filters', 'project.collaborator', 'mail.push.device']

/** Where a file with a message may lie so that it goes with the message: documents that the law keeps are not among them. */
const holdersOfMessageFiles: readonly unknown[] = [
  false,
  'mail.message',
  'mail.compose.message',
  ...odooRecordTypes.filter(({ isThread }) => isThread === true).map(({ model }) => model),
]

/** What Odoo keeps beside a record and what is no record of its own for the hub: former values, Odoo's own notes, files, followers. */
export class OdooTraces {
  constructor(
    private readonly reader: OdooReader,
    private readonly writer: OdooWriter,
  ) {}

  /** After it nothing beside the record tells what it once held. Former values first: where an audit trail keeps them, nothing is touched. */
  async remove(place: Place, signal: AbortSignal): Promise<void> {
    await this.removeFormerValues(place, null, signal)
    await this.removeAll(notesOn(place), signal)
    await this.removeAll(filesOf(place), signal)
  }

  /** What a deletion leaves behind where Odoo did not clear up itself. */
  async sweep(place: Place, signal: AbortSignal): Promise<void> {
    const kept = [messagesOn(place), filesOf(place), onDocument('mail.followers', place), onDocument('mail.activity', place)]
    for (const found of kept) {
      await this.removeAll(found, signal)
    }
  }

  /** The former values of some fields, or of all. */
  async removeFormerValues(place: Place, names: readonly string[] | null, signal: AbortSignal): Promise<void> {
    const domain = (fields: ModelFields): Domain => [
      ['mail_message_id.model', '=', place.model],
      ['mail_message_id.res_id', '=', place.id],
      ...(names === null ? [] : [[fields.has('field_id') ? 'field_id.name' : 'field.name', 'in', names] as const]),
    ]
    await this.removeAll({ model: 'mail.tracking.value', domain }, signal)
  }

  /** Files that came with a message, unless another message, or a document that is kept, holds them too. */
  async removeFilesOf({ id, row }: LiveRecord, signal: AbortSignal): Promise<void> {
    const listed = idsIn(row['attachment_ids'])
    if (listed.length > 0) {
      const files = await this.reader.byIds({ model: 'ir.attachment', fields: ['res_model', 'res_field'] }, listed, signal)
      const shared = await this.filesOfOthers(listed, id, signal)
      const own = files.filter((file) => file['res_field'] === false && holdersOfMessageFiles.includes(file['res_model']))
      await this.writer.unlink('ir.attachment', idsOf(own.filter((file) => !shared.has(file.id))), signal)
    }
  }

  /** Rows that say nothing but that somebody's screen, telephone or project lists the contact, and so keep it from being deleted. */
  async removeListings(contactId: number, signal: AbortSignal): Promise<void> {
    for (const model of listings) {
      await this.removeAll({ model, domain: () => [['partner_id', '=', contactId]] }, signal)
    }
  }

  private async filesOfOthers(files: readonly number[], messageId: number, signal: AbortSignal): Promise<ReadonlySet<number>> {
    const model = 'mail.message'
    const shared = new Set<number>()
    const domain = [['attachment_ids', 'in', files] as const, ['id', '!=', messageId] as const]
    for await (const rows of this.reader.pages({ model, domain, fields: ['attachment_ids'], hasShortPages: true }, signal)) {
      rows.flatMap((row) => idsIn(row['attachment_ids'])).forEach((file) => shared.add(file))
    }
    return shared
  }

  /** A model that is not installed keeps nothing. */
  private async removeAll({ model, domain }: Found, signal: AbortSignal): Promise<void> {
    try {
      const { fields } = await this.reader.installed([model], signal)
      for await (const rows of this.reader.pages({ model, domain: domain(fields), fields: ['id'], hasShortPages: true }, signal)) {
        await this.writer.unlink(model, idsOf(rows), signal)
      }
    } catch (error) {
      if (!hasReason(error, CoverageReason.NOT_INSTALLED)) {
        throw error
      }
    }
  }
}

function messagesOn({ model, id }: Place): Found {
  return {
    model: 'mail.message',
    domain: () => [
      ['model', '=', model],
      ['res_id', '=', id],
    ],
  }
}

function notesOn(place: Place): Found {
  const { model, domain } = messagesOn(place)
  return { model, domain: (fields) => [...domain(fields), ['message_type', '=', 'notification']] }
}

/** Without those that are fields of the record: they go when the field is emptied. */
function filesOf(place: Place): Found {
  const { model, domain } = onDocument('ir.attachment', place)
  return { model, domain: (fields) => [...domain(fields), ['res_field', '=', false]] }
}

function onDocument(model: string, place: Place): Found {
  return {
    model,
    domain: () => [
      ['res_model', '=', place.model],
      ['res_id', '=', place.id],
    ],
  }
}

function idsOf(rows: readonly OdooRow[]): number[] {
  return rows.map(({ id }) => id)
}
