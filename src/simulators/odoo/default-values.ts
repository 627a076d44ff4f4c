import type { ModelDefinition } from './model-definition.js'
import { shownMoment, storedMoment, type OdooDatabase, type OdooSession } from './odoo-database.js'
import type { OdooValues } from './store.js'

const firstCompany = 1
const firstCurrency = 1

const defaults: Readonly<Record<string, OdooValues>> = {
  'res.partner': { type: 'contact', lang: 'en_US', autopost_bills: 'ask' },
  'res.users': { company_ids: [firstCompany], notification_type: 'email' },
  'ir.attachment': { type: 'binary' },
  'mail.message': { message_type: 'notification' },
  'account.move': { state: 'draft', move_type: 'entry', payment_state: 'not_paid' },
  'account.move.line': { display_type: 'product' },
  'snailmail.letter': { state: 'pending' },
  'account.payment': { payment_type: 'inbound', partner_type: 'customer', state: 'draft' },
  'sale.order': { state: 'draft', invoice_status: 'no' },
  'crm.lead': { type: 'lead', priority: '0' },
  'project.task': { state: '01_in_progress', priority: '0' },
  'calendar.attendee': { state: 'needsAction' },
  'mail.notification': { notification_type: 'email', notification_status: 'sent' },
}

/** The values a record gets when its creator names none. */
export function defaultsFor(database: OdooDatabase, session: OdooSession, model: ModelDefinition, values: OdooValues): OdooValues {
  const has = (name: string): boolean => model.fields.has(name)
  const now = shownMoment(storedMoment(database.clock))
  const general: OdooValues = {
    ...(has('active') ? { active: true } : {}),
    ...(model.fields.get('company_id')?.required === true ? { company_id: firstCompany } : {}),
    ...(model.fields.get('currency_id')?.required === true ? { currency_id: firstCurrency } : {}),
    ...(model.name === 'mail.message' ? messageDefaults(database, session, now) : {}),
    ...(model.name === 'account.move' ? { date: values['invoice_date'] ?? String(now).slice(0, 10) } : {}),
    ...(model.name === 'sale.order'
      ? { date_order: now, partner_invoice_id: values['partner_id'], partner_shipping_id: values['partner_id'] }
      : {}),
  }
  const own = Object.entries(defaults[model.name] ?? {}).filter(([name]) => has(name))
  return { ...general, ...Object.fromEntries(own), ...values }
}

function messageDefaults(database: OdooDatabase, session: OdooSession, now: unknown): OdooValues {
  return { date: now, author_id: database.store.get('res.users', session.uid)?.['partner_id'] ?? false }
}
