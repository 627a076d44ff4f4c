import { CoverageReason } from '../../../vocabulary/coverage.js'
import type { RecordTypeId } from '../../../vocabulary/source-record.js'
import { WriteRefusalReason } from '../../../vocabulary/write-refusal.js'
import { idsIn } from '../decode.js'
import { allOf, anyOf, type Domain } from '../domain.js'
import { hasReason, type OdooReader } from '../reader.js'
import type { LiveRecord } from './inspect.js'
import { Refused } from './refused.js'

/** What is about to be done, and to which fields. A correction, and the lifting of a restriction, are guarded by nothing. */
export interface Intent {
  /** EMPTY: the record stays about the person, with fewer fields or a mark. */
  readonly deed: 'ERASE' | 'ANONYMISE' | 'EMPTY'
  readonly written: readonly string[]
}

type Guard = (record: LiveRecord, intent: Intent, signal: AbortSignal) => Promise<void>

/** What a posted document shows of the person on it. */
const shownOnDocuments: readonly string[] = [
  'name',
  'parent_id',
  'company_name',
  'street',
  'street2',
  'zip',
  'city',
  'state_id',
  'country_id',
  'vat',
  'company_registry',
]

const contactsOfMove = ['partner_id', 'commercial_partner_id', 'partner_shipping_id']
const contactsOfOrder = ['partner_id', 'partner_invoice_id', 'partner_shipping_id']

/** A draft that was posted once has a number: deleting it leaves a gap in the books, as does deleting a cancelled document. */
const isPosted: readonly Domain[] = [
  [['state', '=', 'posted']],
  [['posted_before', '=', true]],
  [
    ['state', '=', 'cancel'],
    ['name', '!=', false],
    ['name', '!=', '/'],
  ],
]

/**
 * What the connector refuses whatever Odoo would allow: it looks before it writes, and throws `Refused`.
 * Where it may not look, nothing is written either.
 */
export class OdooGuards {
  private readonly guards: Readonly<Record<RecordTypeId, Guard>> = {
    contact: (record, intent, signal) => this.guardContact(record, intent, signal),
    'contact-address': (record, intent, signal) => this.guardContact(record, intent, signal),
    invoice: ({ id }, _, signal) => this.guardMove(id, signal),
    'invoice-line': ({ row }, _, signal) => this.guardMove(idsIn(row['move_id'])[0] ?? 0, signal),
    'portal-user': guardAccount,
    'calendar-event': (record, intent, signal) => this.guardAppointment(record, intent, signal),
  }

  constructor(private readonly reader: OdooReader) {}

  async check(record: LiveRecord, intent: Intent, signal: AbortSignal): Promise<void> {
    await this.guards[record.type.recordType]?.(record, intent, signal)
  }

  private async guardContact({ id }: LiveRecord, { deed, written }: Intent, signal: AbortSignal): Promise<void> {
    const mayRewrite = deed !== 'EMPTY' || written.some((field) => shownOnDocuments.includes(field))
    refuseIf(mayRewrite && (await this.isOnPosted(id, signal)), WriteRefusalReason.POSTED_DOCUMENT)
    refuseIf(deed === 'ERASE' && (await this.isOnOpen(id, signal)), WriteRefusalReason.STILL_REFERENCED)
  }

  private async isOnPosted(contactId: number, signal: AbortSignal): Promise<boolean> {
    return (
      (await this.has('account.move', [naming(contactId, contactsOfMove), isPosted], signal)) ||
      this.has('account.move.line', [naming(contactId, ['partner_id']), [[['parent_state', '=', 'posted']]]], signal)
    )
  }

  /** Drafts, and orders in any state: before 19 Odoo would delete some of them together with the contact, unasked. */
  private async isOnOpen(contactId: number, signal: AbortSignal): Promise<boolean> {
    return (
      (await this.has('account.move', [naming(contactId, contactsOfMove)], signal)) ||
      this.has('sale.order', [naming(contactId, contactsOfOrder)], signal)
    )
  }

  private async guardMove(moveId: number, signal: AbortSignal): Promise<void> {
    refuseIf(await this.has('account.move', [[[['id', '=', moveId]]], isPosted], signal), WriteRefusalReason.POSTED_DOCUMENT)
  }

  /** Other persons' appointments are not deleted for one of them; colleagues do not count. */
  private async guardAppointment({ row }: LiveRecord, { deed }: Intent, signal: AbortSignal): Promise<void> {
    const invited = idsIn(row['partner_ids'])
    if (deed !== 'ERASE' || invited.length < 2) {
      return
    }
    const colleagues = new Set<number>()
    const domain = [['partner_id', 'in', invited] as const, ['share', '=', false] as const]
    for await (const users of this.reader.pages({ model: 'res.users', domain, fields: ['partner_id'] }, signal)) {
      users.flatMap((user) => idsIn(user['partner_id'])).forEach((id) => colleagues.add(id))
    }
    refuseIf(invited.filter((id) => !colleagues.has(id)).length > 1, WriteRefusalReason.NOT_SUPPORTED)
  }

  /** Whether a record meets one domain of each group, of those whose fields can be seen here. A model that is not installed has none. */
  private async has(model: string, groups: readonly (readonly Domain[])[], signal: AbortSignal): Promise<boolean> {
    try {
      const { fields } = await this.reader.installed([model], signal)
      const isKnown = (domain: Domain): boolean => domain.every((term) => typeof term === 'string' || fields.has(term[0]))
      const domains = groups.map((group) => anyOf(group.filter(isKnown)))
      const wanted = domains.filter((domain) => domain !== null)
      refuseIf(wanted.length < groups.length, WriteRefusalReason.NO_PERMISSION)
      return await this.reader.hasAny(model, wanted.flatMap(allOf), signal)
    } catch (error) {
      if (hasReason(error, CoverageReason.NOT_INSTALLED)) {
        return false
      }
      throw error
    }
  }
}

/** Only people from outside lose their account: not colleagues, the administration, or the hub itself. */
async function guardAccount({ row }: LiveRecord): Promise<void> {
  refuseIf(row['share'] !== true, WriteRefusalReason.NOT_SUPPORTED)
}

function naming(contactId: number, fields: readonly string[]): Domain[] {
  return fields.map((field) => [[field, '=', contactId]])
}

function refuseIf(isRefused: boolean, reason: WriteRefusalReason): void {
  if (isRefused) {
    throw new Refused(reason)
  }
}
