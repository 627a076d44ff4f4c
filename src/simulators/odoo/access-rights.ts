import type { Operation } from './access-barriers.js'
import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import type { OdooDatabase, OdooSession } from './odoo-database.js'
import { accessError, type OdooError } from './odoo-error.js'
import { textOf, type OdooRow } from './store.js'

/** The groups of the simulated company and how the server names them. */
export const groupNames: Readonly<Record<string, string>> = {
  system: 'Role / Administrator',
  internal: 'Role / User',
  portal: 'Role / Portal',
  contact: 'Contact/Creation',
  accounting: 'Accounting/Administrator',
  invoicing: 'Accounting/Invoicing',
  'accounting-readonly': 'Show Accounting Features - Readonly',
  sales: 'Sales/User: Own Documents Only',
  hr: 'Employees/Officer: Manage all employees',
}

interface Grant {
  readonly read: readonly string[]
  readonly change: readonly string[]
}

const ledger: Grant = { read: ['accounting', 'invoicing', 'sales', 'portal', 'accounting-readonly'], change: ['accounting', 'invoicing'] }
const systemOnly: Grant = { read: ['system'], change: ['system'] }
const contacts: Grant = { read: ['internal', 'portal'], change: ['contact'] }
const sales: Grant = { read: ['sales', 'portal'], change: ['sales'] }
const personnel: Grant = { read: ['hr'], change: ['hr'] }
const readByAll: Grant = { read: ['internal', 'portal'], change: ['system'] }
const ordinary: Grant = { read: ['internal'], change: ['internal'] }

const grants: Readonly<Record<string, Grant>> = {
  'res.partner': contacts,
  'res.partner.bank': { read: ['internal'], change: ['contact'] },
  'res.users': readByAll,
  'res.company': readByAll,
  'res.country': readByAll,
  'res.currency': readByAll,
  'res.groups': { read: ['internal'], change: ['system'] },
  'ir.model': { read: ['internal'], change: ['system'] },
  'ir.model.fields': { read: ['internal'], change: ['system'] },
  'ir.module.module': { read: ['internal'], change: ['system'] },
  'res.device': systemOnly,
  'res.device.log': systemOnly,
  'res.users.deletion': systemOnly,
  'mail.tracking.value': systemOnly,
  'account.move': ledger,
  'account.move.line': ledger,
  'account.payment': { read: ['accounting', 'invoicing', 'accounting-readonly'], change: ['accounting', 'invoicing'] },
  'payment.token': systemOnly,
  'payment.transaction': { read: ['system', 'accounting', 'invoicing'], change: ['system'] },
  'crm.lead': { read: ['sales'], change: ['sales'] },
  'sale.order': sales,
  'sale.order.line': sales,
  'hr.employee': { read: ['internal'], change: ['hr'] },
  'hr.version': personnel,
}

const verbs: Readonly<Record<Operation, string>> = { read: 'access', write: 'modify', create: 'create', unlink: 'delete' }
const ownedByUser = ['res.users.apikeys', 'auth_totp.device']
const documentFields: Readonly<Record<string, string>> = { 'mail.message': 'model', 'ir.attachment': 'res_model' }

/** Refuses when no group of the user may do this with the model. */
export function requireModelAccess(database: OdooDatabase, session: OdooSession, model: ModelDefinition, operation: Operation): void {
  if (!mayUseModel(database, session, model.name, operation)) {
    throw modelRefusal(model, operation, grantOf(model.name), database.profile.version)
  }
}

export function mayUseModel(database: OdooDatabase, session: OdooSession, model: string, operation: Operation): boolean {
  if (session.superuser) {
    return true
  }
  const grant = grantOf(model)
  const groups = operation === 'read' ? grant.read : grant.change
  return !database.barriers.isDenied(model, operation) && groups.some((group) => session.groups.has(group))
}

/** Whether a record rule leaves the row visible to the user. */
export function maySeeRow(database: OdooDatabase, session: OdooSession, model: string, row: OdooRow): boolean {
  if (session.superuser) {
    return true
  }
  if (database.barriers.isHidden(model, row.id) || (ownedByUser.includes(model) && !ownsRow(session, row))) {
    return false
  }
  return maySeeDocumentOf(database, session, model, row) && (session.groups.has('internal') || isOwnContact(database, session, model, row))
}

/** Whether the user's groups let the field be seen at all. */
export function maySeeField(session: OdooSession, field: FieldDefinition): boolean {
  return session.superuser || field.group === undefined || session.groups.has(field.group)
}

export function rowRefusal(database: OdooDatabase, session: OdooSession, model: ModelDefinition, operation: Operation): OdooError {
  const user = database.store.get('res.users', session.uid)
  const name = textOf(database.store.get('res.partner', Number(user?.['partner_id']))?.['name'])
  return accessError(
    `Uh-oh! Looks like you have stumbled upon some top-secret records.\n\nSorry, ${name} (id=${session.uid}) doesn't have '${operation}' access to:\n- ${model.title} (${model.name})\n\nIf you really, really need access, perhaps you can win over your friendly administrator with a batch of freshly baked cookies.`,
  )
}

export function fieldRefusal(session: OdooSession, model: ModelDefinition, fields: readonly FieldDefinition[], version: number): OdooError {
  const names = fields.map(({ name }) => name)
  if (model.name === 'hr.employee' && version >= 19) {
    return accessError(`The fields “${names.join(',')}”, which you are trying to read, are not available for employee public profiles.`)
  }
  const allowed = (field: FieldDefinition): string => `allowed for groups '${groupNames[field.group ?? ''] ?? 'No one'}'`
  const [first] = fields
  if (version >= 19 && first !== undefined) {
    return accessError(
      `You do not have enough rights to access the field "${first.name}" on ${model.title} (${model.name}). Please contact your system administrator.\n\nOperation: read\nUser: ${session.uid}\nGroups: ${allowed(first)}`,
    )
  }
  const list = fields.map((field) => `- ${field.name} (${allowed(field)})`).join('\n')
  return accessError(
    `The requested operation can not be completed due to security restrictions.\n\nDocument type: ${model.title} (${model.name})\nOperation: read\nUser: ${session.uid}\nFields:\n${list}`,
  )
}

function grantOf(model: string): Grant {
  return grants[model] ?? ordinary
}

function modelRefusal(model: ModelDefinition, operation: Operation, grant: Grant, version: number): OdooError {
  const groups = (operation === 'read' ? grant.read : grant.change).map((group) => `\t- ${groupLabel(group, version)}`)
  return accessError(
    `You are not allowed to ${verbs[operation]} '${model.title}' (${model.name}) records.\n\nThis operation is allowed for the following groups:\n${groups.join('\n')}\n\nContact your administrator to request access if necessary.`,
  )
}

function groupLabel(group: string, version: number): string {
  return group === 'contact' && version < 19 ? 'Extra Rights/Contact Creation' : (groupNames[group] ?? group)
}

function ownsRow(session: OdooSession, row: OdooRow): boolean {
  return session.groups.has('system') || row['user_id'] === session.uid
}

function maySeeDocumentOf(database: OdooDatabase, session: OdooSession, model: string, row: OdooRow): boolean {
  const document = row[documentFields[model] ?? '']
  return typeof document !== 'string' || mayUseModel(database, session, document, 'read')
}

function isOwnContact(database: OdooDatabase, session: OdooSession, model: string, row: OdooRow): boolean {
  return model !== 'res.partner' || database.store.get('res.users', session.uid)?.['partner_id'] === row.id
}
