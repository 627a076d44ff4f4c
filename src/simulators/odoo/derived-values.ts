import { checksumOf, type FieldValues } from './field-values.js'
import { normalisedEmail, sanitisedAccount, sanitisedPhone } from './normalised-values.js'
import type { OdooDatabase } from './odoo-database.js'
import type { RowWriter } from './row-writer.js'
import { textOf, type OdooRow, type OdooValues } from './store.js'

/** Keeps the stored computed fields true after a change, on the row and on those that depend on it. */
export class DerivedValues {
  constructor(
    private readonly database: OdooDatabase,
    private readonly values: FieldValues,
    private readonly writer: RowWriter,
  ) {}

  settle(model: string, id: number, written: OdooValues): void {
    const row = this.database.store.get(model, id)
    if (row === undefined) {
      return
    }
    if (model === 'res.partner') {
      this.settlePartner(row, written)
    }
    const own = this.own(model, row, written)
    if (Object.keys(own).length > 0) {
      this.database.store.update(model, id, own)
    }
  }

  private own(model: string, row: OdooRow, written: OdooValues): OdooValues {
    switch (model) {
      case 'res.partner.bank':
        return {
          sanitized_acc_number: sanitisedAccount(row['acc_number']),
          acc_holder_name: row['acc_holder_name'] || this.partner(row)?.['name'],
        }
      case 'crm.lead':
        return { email_normalized: normalisedEmail(row['email_from']), phone_sanitized: sanitisedPhone(row['phone']) }
      case 'mailing.contact':
        return { email_normalized: normalisedEmail(row['email']) }
      case 'ir.attachment':
        return 'datas' in written ? contentFacts(row) : {}
      case 'account.move':
        return this.moveFacts(row)
      default:
        return {}
    }
  }

  private partner(row: OdooRow): OdooRow | undefined {
    return this.values.linked(row, 'partner_id', 'res.partner')
  }

  private moveFacts(row: OdooRow): OdooValues {
    const partner = this.partner(row)
    return partner === undefined
      ? {}
      : { commercial_partner_id: partner['commercial_partner_id'], invoice_partner_display_name: partner['complete_name'] }
  }

  private settlePartner(row: OdooRow, written: OdooValues): void {
    this.inheritFiscalIdentity(row, written)
    const current = this.database.store.get('res.partner', row.id) ?? row
    const parent = this.values.linked(current, 'parent_id', 'res.partner')
    this.database.store.update('res.partner', row.id, {
      complete_name: completeName(current, parent),
      commercial_partner_id: current['is_company'] === true || parent === undefined ? row.id : parent['commercial_partner_id'],
      commercial_company_name: parent?.['name'] ?? (current['company_name'] || (current['is_company'] === true ? current['name'] : false)),
      email_normalized: normalisedEmail(current['email']),
      phone_sanitized: sanitisedPhone(current['phone']) || sanitisedPhone(current['mobile']),
    })
    this.settleDependants(row.id, written)
  }

  /** A contact of a company carries the company's VAT and enterprise number, unless it is given its own. */
  private inheritFiscalIdentity(row: OdooRow, written: OdooValues): void {
    const parent = this.values.linked(row, 'parent_id', 'res.partner')
    if ('parent_id' in written && parent !== undefined && row['is_company'] !== true) {
      const inherited = { vat: parent['vat'] ?? false, company_registry: parent['company_registry'] ?? false }
      this.database.store.update('res.partner', row.id, { ...inherited, ...pick(written, ['vat', 'company_registry']) })
    }
  }

  private settleDependants(id: number, written: OdooValues): void {
    const partner = this.database.store.get('res.partner', id)
    const fiscal = pick(written, ['vat', 'company_registry'])
    for (const child of this.values.rowsPointingAt('res.partner', 'parent_id', id)) {
      if (child['is_company'] !== true && Object.keys(fiscal).length > 0) {
        this.writer.refresh('res.partner', child, fiscal)
      }
      this.settle('res.partner', child.id, {})
    }
    for (const move of this.values.rowsPointingAt('account.move', 'partner_id', id)) {
      this.writer.refresh('account.move', move, { invoice_partner_display_name: partner?.['complete_name'] })
    }
    for (const account of 'name' in written ? this.values.rowsPointingAt('res.partner.bank', 'partner_id', id) : []) {
      this.writer.refresh('res.partner.bank', account, { acc_holder_name: partner?.['name'] })
    }
  }
}

function pick(values: OdooValues, names: readonly string[]): OdooValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
}

function completeName(row: OdooRow, parent: OdooRow | undefined): unknown {
  const company = row['is_company'] === true ? false : (parent?.['name'] ?? row['company_name'])
  const own = row['name'] || row['type'] || ''
  return company ? `${textOf(company)}, ${textOf(own)}` : own
}

function contentFacts(row: OdooRow): OdooValues {
  const content = Buffer.from(textOf(row['datas']), 'base64')
  const isText = textOf(row['mimetype']).startsWith('text/')
  return { file_size: content.length, checksum: checksumOf(content), index_content: isText ? content.toString('utf8') : 'application' }
}
