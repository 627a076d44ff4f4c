import { mayUseModel } from './access-rights.js'
import type { Operation } from './access-barriers.js'
import type { ModelDefinition } from './model-definition.js'
import type { OdooDatabase, OdooSession } from './odoo-database.js'
import { userError } from './odoo-error.js'
import { RecordChanges } from './record-changes.js'
import { RecordQueries, type Window } from './record-queries.js'
import { textOf, type OdooValues } from './store.js'

/** One call, after its arguments have been given their names. */
export interface MethodCall {
  readonly database: OdooDatabase
  readonly session: OdooSession
  readonly model: ModelDefinition
  readonly ids: readonly number[]
  readonly args: Readonly<Record<string, unknown>>
  readonly transport: 'rpc' | 'json2'
}

/** A public method: on the model or on records, its parameters in order, how many are required. `undefined` is None. */
export interface ModelMethod {
  readonly on: 'model' | 'records'
  readonly params: readonly string[]
  readonly required: number
  /** Takes further keywords and fails on them late, with a TypeError. */
  readonly open?: true
  readonly models?: readonly string[]
  readonly since?: number
  readonly until?: number
  readonly run: (call: MethodCall) => unknown
}

const queries = ({ database, session }: MethodCall): RecordQueries => new RecordQueries(database, session)
const changes = (call: MethodCall): RecordChanges => new RecordChanges(call.database, call.session, queries(call).values)

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function names(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? (value as readonly string[]) : null
}

function windowOf({ args }: MethodCall): Window {
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)
  return { offset: number(args['offset']), limit: number(args['limit']), order: typeof args['order'] === 'string' ? args['order'] : null }
}

function load({ args }: MethodCall): string | null | undefined {
  return 'load' in args ? (args['load'] as string | null) : undefined
}

function create(call: MethodCall): unknown {
  const given = call.args['vals_list']
  const ids = changes(call).create(call.model, Array.isArray(given) ? (given as readonly OdooValues[]) : [given as OdooValues])
  return Array.isArray(given) || call.transport === 'json2' ? ids : ids[0]
}

function write(call: MethodCall, values: OdooValues): true {
  return changes(call).write(call.model, call.ids, values)
}

/** Fields that only the server's own methods may change are written past the guard on posted entries. */
function setState(call: MethodCall, state: string): void {
  queries(call).read(call.model, call.ids, ['id'])
  for (const id of call.ids) {
    refuseLocked(call, id)
    call.database.store.update(call.model.name, id, { state })
  }
}

function refuseLocked({ database, model }: MethodCall, id: number): void {
  const date = textOf(database.store.get(model.name, id)?.['date'])
  for (const company of model.name === 'account.move' ? database.store.rows('res.company') : []) {
    for (const [field, label] of lockDates) {
      const locked = company[field]
      if (typeof locked === 'string' && date <= locked) {
        const [year, month, day] = locked.split('-')
        throw userError(`You cannot add/modify entries prior to and inclusive of: ${label} (${month}/${day}/${year}).`)
      }
    }
  }
}

const lockDates = [
  ['hard_lock_date', 'Hard Lock Date'],
  ['fiscalyear_lock_date', 'Global Lock Date'],
] as const

function contextOf({ database, session }: MethodCall): unknown {
  const partner = database.store.get('res.partner', Number(database.store.get('res.users', session.uid)?.['partner_id']))
  return { lang: partner?.['lang'] ?? 'en_US', tz: partner?.['tz'] ?? false, uid: session.uid }
}

function postMessage(call: MethodCall): unknown {
  const subtype = [...call.database.store.rows('mail.message.subtype')].find((row) => row['name'] === 'Note')
  const posted = new RecordChanges(call.database, { ...call.session, superuser: true }, queries(call).values)
  const messages = call.database.registry.find('mail.message')
  const values = { body: call.args['body'] ?? '', message_type: call.args['message_type'] ?? 'comment', subtype_id: subtype?.id ?? false }
  const ids = messages === undefined ? [] : posted.create(messages, [{ ...values, model: call.model.name, res_id: call.ids[0] }])
  return call.transport === 'json2' ? ids : ids[0]
}

const isAllowed = (call: MethodCall): boolean =>
  mayUseModel(call.database, call.session, call.model.name, call.args['operation'] as Operation)

/** The public methods of every model, and those of some. */
export const modelMethods: Readonly<Record<string, ModelMethod>> = {
  search: {
    on: 'model',
    params: ['domain', 'offset', 'limit', 'order'],
    required: 1,
    run: (call) => queries(call).search(call.model, list(call.args['domain']), windowOf(call)),
  },
  search_count: {
    on: 'model',
    params: ['domain', 'limit'],
    required: 1,
    run: (call) => queries(call).searchCount(call.model, list(call.args['domain']), windowOf(call).limit ?? null),
  },
  search_read: {
    on: 'model',
    params: ['domain', 'fields', 'offset', 'limit', 'order', 'load'],
    required: 0,
    open: true,
    run: (call) =>
      queries(call).searchRead(call.model, list(call.args['domain']), names(call.args['fields']), { ...windowOf(call), load: load(call) }),
  },
  read: {
    on: 'records',
    params: ['fields', 'load'],
    required: 0,
    run: (call) => queries(call).read(call.model, call.ids, names(call.args['fields']), load(call)),
  },
  fields_get: {
    on: 'model',
    params: ['allfields', 'attributes'],
    required: 0,
    run: (call) => queries(call).fieldsGet(call.model, names(call.args['allfields']), names(call.args['attributes'])),
  },
  name_search: {
    on: 'model',
    params: ['name', 'domain', 'operator', 'limit'],
    required: 0,
    run: (call) =>
      queries(call).nameSearch(
        call.model,
        textOf(call.args['name']),
        list(call.args['domain'] ?? call.args['args']),
        windowOf(call).limit ?? 100,
      ),
  },
  get_metadata: { on: 'records', params: [], required: 0, run: (call) => queries(call).metadata(call.model, call.ids) },
  create: { on: 'model', params: ['vals_list'], required: 1, run: create },
  write: { on: 'records', params: ['vals'], required: 1, run: (call) => write(call, call.args['vals'] as OdooValues) },
  unlink: { on: 'records', params: [], required: 0, run: (call) => changes(call).unlink(call.model, call.ids) },
  action_archive: { on: 'records', params: [], required: 0, run: (call) => void write(call, { active: false }) },
  action_unarchive: { on: 'records', params: [], required: 0, run: (call) => void write(call, { active: true }) },
  exists: {
    on: 'records',
    params: [],
    required: 0,
    until: 18,
    run: (call) =>
      queries(call)
        .read(call.model, call.ids, ['id'])
        .map(({ id }) => id),
  },
  has_access: { on: 'records', params: ['operation'], required: 1, since: 18, run: isAllowed },
  check_access_rights: { on: 'model', params: ['operation', 'raise_exception'], required: 1, until: 18, run: isAllowed },
  message_post: { on: 'records', params: ['body', 'message_type', 'subtype_xmlid'], required: 0, open: true, run: postMessage },
  context_get: { on: 'model', params: [], required: 0, models: ['res.users'], run: contextOf },
  button_draft: { on: 'records', params: [], required: 0, models: ['account.move'], run: (call) => setState(call, 'draft') },
  button_cancel: { on: 'records', params: [], required: 0, models: ['account.move'], run: (call) => setState(call, 'cancel') },
  action_cancel: {
    on: 'records',
    params: [],
    required: 0,
    models: ['sale.order'],
    run: (call) => {
      setState(call, 'cancel')
      return true
    },
  },
}
