import { createHash } from 'node:crypto'
import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import { shownMoment, type OdooDatabase } from './odoo-database.js'
import { BrokenAnswer } from './odoo-error.js'
import { groupNames } from './access-rights.js'
import { textOf, type OdooRow } from './store.js'

type Compute = (row: OdooRow, values: FieldValues) => unknown

const numeric = ['integer', 'float', 'monetary']
const many = ['one2many', 'many2many']

/** Reads any field of any row: stored, computed, reached through a link or listed from the other side. */
export class FieldValues {
  constructor(private readonly database: OdooDatabase) {}

  /** The raw value: ids for relations, `false` for nothing, moments with microseconds. */
  value(model: ModelDefinition, row: OdooRow, field: FieldDefinition): unknown {
    if (field.related !== undefined) {
      return this.relatedValue(model, row, field)
    }
    if (field.type === 'one2many') {
      return this.listed(model, row, field)
    }
    if (!field.stored) {
      return this.computed(model, row, field)
    }
    const stored = row[field.name] ?? emptyValue(field)
    return field.type === 'many2many' ? this.surviving(field, stored as readonly number[]) : stored
  }

  named(modelName: string, row: OdooRow, fieldName: string): unknown {
    const model = this.database.registry.find(modelName)
    const field = model?.fields.get(fieldName)
    return model === undefined || field === undefined ? false : this.value(model, row, field)
  }

  displayName(modelName: string, id: unknown): string | false {
    const row = typeof id === 'number' ? this.database.store.get(modelName, id) : undefined
    if (row === undefined) {
      return false
    }
    const name = (displayNames[modelName] ?? nameOf)(row, this)
    return typeof name === 'string' && name !== '' ? name : `${modelName},${row.id}`
  }

  linked(row: OdooRow, link: string, target: string): OdooRow | undefined {
    const id = row[link]
    return typeof id === 'number' ? this.database.store.get(target, id) : undefined
  }

  count(model: string, holds: (row: OdooRow) => boolean): number {
    return [...this.database.store.rows(model)].filter(holds).length
  }

  rowsPointingAt(model: string, field: string, target: number): readonly OdooRow[] {
    return this.database.store.referencing(model, field, target).flatMap((id) => this.database.store.get(model, id) ?? [])
  }

  private relatedValue(model: ModelDefinition, row: OdooRow, field: FieldDefinition): unknown {
    const [linkName, targetName] = field.related ?? ['', '']
    const link = model.fields.get(linkName)
    const target = link === undefined ? undefined : this.linked(row, linkName, link.relation ?? '')
    return target === undefined ? emptyValue(field) : this.named(link?.relation ?? '', target, targetName)
  }

  private listed(model: ModelDefinition, row: OdooRow, field: FieldDefinition): readonly number[] {
    const child = this.database.registry.find(field.relation ?? '')
    const rows = this.rowsPointingAt(field.relation ?? '', field.inverse ?? '', row.id)
    const own = field.inverse === 'res_id' ? rows.filter((other) => (other['res_model'] ?? other['model']) === model.name) : rows
    return (child?.fields.has('active') === true ? own.filter((other) => other['active'] !== false) : own).map(({ id }) => id)
  }

  /** Links of a many2many end with the record they point at. */
  private surviving(field: FieldDefinition, ids: readonly number[]): readonly number[] {
    return ids.filter((id) => this.database.store.get(field.relation ?? '', id) !== undefined)
  }

  private computed(model: ModelDefinition, row: OdooRow, field: FieldDefinition): unknown {
    if (field.name === 'display_name') {
      return this.displayName(model.name, row.id)
    }
    return computes[`${model.name}.${field.name}`]?.(row, this) ?? emptyValue(field)
  }
}

export function emptyValue(field: FieldDefinition): unknown {
  if (many.includes(field.type)) {
    return []
  }
  return numeric.includes(field.type) || field.type === 'many2one_reference' ? 0 : false
}

/** The SHA-1 by which files are shared. */
export function checksumOf(content: Buffer): string {
  return createHash('sha1').update(content).digest('hex')
}

const nameOf: Compute = (row) => row['name'] ?? row['summary'] ?? false

const displayNames: Readonly<Record<string, Compute>> = {
  'res.partner': (row) => row['complete_name'] ?? row['name'],
  'res.users': (row, values) => values.named('res.users', row, 'name'),
  'res.partner.bank': (row) => row['acc_number'],
  'res.groups': (row) => row['name'],
  'ir.model.fields': (row, values) =>
    `${String(row['field_description'])} (${String(values.linked(row, 'model_id', 'ir.model')?.['name'])})`,
  'account.move': (row) => row['name'] || (row['state'] === 'draft' ? 'Draft Invoice' : false),
  'mail.message': (row) => row['subject'] ?? false,
  'mail.followers': (row, values) => values.displayName('res.partner', row['partner_id']),
  'mail.blacklist': (row) => row['email'],
  'phone.blacklist': (row) => row['number'],
  'mailing.subscription': (row, values) => values.displayName('mailing.list', row['list_id']),
  'calendar.attendee': (row, values) => values.displayName('res.partner', row['partner_id']),
  'website.visitor': (row, values) => values.displayName('res.partner', row['partner_id']) || `Website Visitor #${row.id}`,
  'rating.rating': (row) => row['res_name'],
  'payment.token': (row) => row['payment_details'],
  'payment.transaction': (row) => row['reference'],
}

function addressLines(row: OdooRow, values: FieldValues): readonly string[] {
  const country = values.displayName('res.country', row['country_id'])
  const place = [row['zip'], row['city']].filter((part) => typeof part === 'string').join(' ')
  return [row['company_name'], row['street'], row['street2'], place, country].filter(
    (line): line is string => typeof line === 'string' && line !== '',
  )
}

function isShare(row: OdooRow, values: FieldValues): boolean {
  const groups = (row['group_ids'] ?? row['groups_id'] ?? []) as readonly number[]
  return !groups.some((id) => values.displayName('res.groups', id) === groupNames['internal'])
}

function rawContent(row: OdooRow): string {
  const content = Buffer.from(textOf(row['datas']), 'base64')
  const text = content.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(content)) {
    throw new BrokenAnswer('binary content has no text form')
  }
  return text
}

/** A binary field of an invoice stands in an attachment that names the field. */
function fieldFile(row: OdooRow, values: FieldValues, field: string): OdooRow | undefined {
  const files = values.rowsPointingAt('ir.attachment', 'res_id', row.id)
  return files.find((file) => file['res_model'] === 'account.move' && file['res_field'] === field)
}

function isListed(email: unknown, values: FieldValues): boolean {
  return typeof email === 'string' && values.count('mail.blacklist', (row) => row['email'] === email && row['active'] !== false) > 0
}

const computes: Readonly<Record<string, Compute>> = {
  'res.groups.full_name': (row) => row['name'],
  'res.partner.parent_name': (row, values) => values.linked(row, 'parent_id', 'res.partner')?.['name'],
  'res.partner.company_type': (row) => (row['is_company'] === true ? 'company' : 'person'),
  'res.partner.email_formatted': (row) => (row['email'] ? `"${String(row['name'])}" <${String(row['email_normalized'])}>` : false),
  'res.partner.contact_address': (row, values) => addressLines(row, values).join('\n'),
  'res.partner.contact_address_inline': (row, values) => addressLines(row, values).join(', '),
  'res.partner.credit': (row, values) =>
    values
      .rowsPointingAt('account.move', 'partner_id', row.id)
      .reduce((sum, move) => sum + (move['state'] === 'posted' ? Number(move['amount_residual'] ?? 0) : 0), 0),
  'res.partner.is_blacklisted': (row, values) => isListed(row['email_normalized'], values),
  'res.partner.phone_blacklisted': (row, values) =>
    values.count('phone.blacklist', (other) => other['number'] === row['phone_sanitized']) > 0,
  'res.partner.total_invoiced': (row, values) =>
    values
      .rowsPointingAt('account.move', 'partner_id', row.id)
      .reduce((sum, move) => sum + (move['state'] === 'posted' ? Number(move['amount_untaxed'] ?? 0) : 0), 0),
  'account.move.invoice_pdf_report_id': (row, values) => fieldFile(row, values, 'invoice_pdf_report_file')?.id,
  'account.move.invoice_pdf_report_file': (row, values) => fieldFile(row, values, 'invoice_pdf_report_file')?.['datas'],
  'account.move.ubl_cii_xml_id': (row, values) => fieldFile(row, values, 'ubl_cii_xml_file')?.id,
  'account.move.ubl_cii_xml_file': (row, values) => fieldFile(row, values, 'ubl_cii_xml_file')?.['datas'],
  'res.partner.partner_share': (row, values) =>
    values.rowsPointingAt('res.users', 'partner_id', row.id).every((user) => isShare(user, values)),
  'res.partner.bank.acc_type': (row) => (/^[A-Z]{2}\d{2}/.test(String(row['sanitized_acc_number'])) ? 'iban' : 'bank'),
  'res.users.share': isShare,
  'res.users.login_date': (row, values) =>
    shownMoment(values.rowsPointingAt('res.users.log', 'create_uid', row.id).at(-1)?.['create_date']),
  'ir.attachment.raw': rawContent,
  'ir.attachment.res_name': (row, values) => values.displayName(String(row['res_model']), row['res_id']),
  'mail.message.record_name': (row, values) => values.displayName(String(row['model']), row['res_id']),
  'mail.message.preview': (row) => textOf(row['body']).replaceAll(/<[^>]*>/g, ''),
  'crm.lead.is_blacklisted': (row, values) => isListed(row['email_normalized'], values),
  'mail.activity.res_name': (row, values) => values.displayName(String(row['res_model']), row['res_id']),
  'mailing.contact.is_blacklisted': (row, values) => isListed(row['email_normalized'], values),
}
