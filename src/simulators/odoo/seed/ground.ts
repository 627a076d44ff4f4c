import { groupNames } from '../access-rights.js'
import type { Accounts } from '../accounts.js'
import type { OdooDatabase } from '../odoo-database.js'
import type { OdooOrm } from '../odoo-orm.js'

export interface Credentials {
  readonly login: string
  readonly password: string
  readonly apiKey: string
  readonly restrictedLogin: string
  readonly restrictedKey: string
  readonly archivedUserKey: string
}

const everyGroup = ['system', 'internal', 'contact', 'accounting', 'sales', 'hr']

/** What every database holds before any person is in it: models, countries, groups, the company and the service users. */
export function layGround(database: OdooDatabase, orm: OdooOrm, accounts: Accounts): Credentials {
  describeModels(database)
  const quiet = { active: true }
  orm.create('res.currency', { name: 'EUR', symbol: '€', ...quiet })
  const countries = [
    ['BE', 'Belgium'],
    ['NL', 'Netherlands'],
    ['FR', 'France'],
    ['DE', 'Germany'],
  ]
  countries.forEach(([code, name]) => orm.create('res.country', { code, name }))
  const languages = [
    ['en_US', 'English (US)'],
    ['nl_BE', 'Dutch (BE) / Nederlands (BE)'],
    ['fr_BE', 'French (BE) / Français (BE)'],
    ['de_DE', 'German / Deutsch'],
  ]
  languages.forEach(([code, name]) => orm.create('res.lang', { code, name, ...quiet }))
  ;['Note', 'Discussions'].forEach((name) => orm.create('mail.message.subtype', { name, internal: name === 'Note' }))
  Object.values(groupNames).forEach((name) => orm.create('res.groups', { name }))
  createCompany(database, orm)
  return createServiceUsers(orm, accounts)
}

/** The records by which a client learns which modules, models and fields there are. */
function describeModels({ registry, store }: OdooDatabase): void {
  registry.modules.forEach((name) => store.insert('ir.module.module', { name, state: 'installed' }))
  for (const model of registry.all()) {
    const modelId = store.insert('ir.model', { name: model.title, model: model.name, transient: false })
    for (const field of model.fields.values()) {
      store.insert('ir.model.fields', {
        name: field.name,
        model: model.name,
        model_id: modelId,
        field_description: field.label,
        ttype: field.type,
        relation: field.relation ?? false,
        relation_field: field.type === 'one2many' ? (field.inverse ?? false) : false,
        on_delete: field.type === 'many2one' && field.stored ? field.ondelete : false,
        required: field.required,
        readonly: field.readonly,
        store: field.stored,
        modules: model.module,
      })
    }
  }
}

/** The first company and the system user come before the rules that ask for them. */
function createCompany({ store }: OdooDatabase, orm: OdooOrm): void {
  store.insert('res.partner', { name: 'Cloudware', active: true, is_company: true, type: 'contact' })
  store.insert('res.company', { name: 'Cloudware', partner_id: 1, currency_id: 1 })
  store.insert('res.partner', { name: 'OdooBot', active: false, type: 'contact', email: 'odoobot@cloudware.example' })
  store.insert('res.users', { login: '__system__', partner_id: 2, active: false, company_id: 1 })
  orm.edit('res.partner', 1, { email: 'info@cloudware.example', country_id: 1, lang: 'nl_BE' })
  orm.edit('res.partner', 2, { email: 'odoobot@cloudware.example' })
}

function createServiceUsers(orm: OdooOrm, accounts: Accounts): Credentials {
  const admin = { login: 'admin', name: 'Administrator', password: 'admin-of-the-demo', groups: everyGroup }
  accounts.addUser(admin)
  const login = 'privacy-hub@cloudware.example'
  const bot = accounts.addUser({ login, name: 'Privacy Hub', password: 'hub-of-the-demo', groups: everyGroup })
  const restrictedLogin = 'contacts-only@cloudware.example'
  const restricted = accounts.addUser({
    login: restrictedLogin,
    name: 'Contacts Only',
    password: 'contacts-of-the-demo',
    groups: ['internal'],
  })
  const former = accounts.addUser({
    login: 'former@cloudware.example',
    name: 'Former Service',
    password: 'former-of-the-demo',
    groups: everyGroup,
  })
  const archivedUserKey = accounts.issueKey(former)
  orm.edit('res.users', former, { active: false })
  return {
    login,
    password: 'hub-of-the-demo',
    apiKey: accounts.issueKey(bot),
    restrictedLogin,
    restrictedKey: accounts.issueKey(restricted),
    archivedUserKey,
  }
}
