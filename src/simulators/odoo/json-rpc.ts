import { json, type SimulatedRequest, type SimulatedResponse } from '../simulator-server.js'
import type { Accounts } from './accounts.js'
import type { CallDispatcher } from './call-dispatcher.js'
import { brokenPage, htmlPage } from './html-pages.js'
import type { OdooDatabase } from './odoo-database.js'
import { accessDenied, BrokenAnswer, keyError, OdooError, unknownDatabase } from './odoo-error.js'

export interface OdooService {
  readonly database: OdooDatabase
  readonly otherDatabases: readonly string[]
  readonly accounts: Accounts
  readonly dispatcher: CallDispatcher
}

interface Envelope {
  readonly id: unknown
  readonly params: { readonly service?: unknown; readonly method?: unknown; readonly args?: unknown }
}

/** `/jsonrpc`: every answer of the application is HTTP 200, errors too. */
export function answerJsonRpc(service: OdooService, request: SimulatedRequest): SimulatedResponse {
  const status = service.database.profile.wrongContentType
  if (request.method !== 'POST' || !isJson(request)) {
    const text = "Request inferred type is compatible with ['http'] but '/jsonrpc' is type='jsonrpc'."
    return htmlPage(status, status === 415 ? 'Unsupported Media Type' : 'Bad Request', text, {
      accept: 'application/json, application/json-rpc',
    })
  }
  const envelope = parseEnvelope(request.body)
  if (envelope === null) {
    return { status: 400, headers: { 'content-type': 'text/html; charset=utf-8' }, body: 'Invalid JSON data' }
  }
  return answerEnvelope(service, envelope)
}

export function isJson(request: SimulatedRequest): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/json')
}

function parseEnvelope(body: Buffer): Envelope | null {
  try {
    const parsed = JSON.parse(body.toString('utf8')) as Partial<Envelope> | null
    return { id: parsed?.id ?? null, params: parsed?.params ?? {} }
  } catch {
    return null
  }
}

function answerEnvelope(service: OdooService, { id, params }: Envelope): SimulatedResponse {
  try {
    const args = Array.isArray(params.args) ? (params.args as readonly unknown[]) : []
    const result = callService(service, String(params.service), String(params.method), args)
    return json(200, { jsonrpc: '2.0', id, result })
  } catch (error) {
    if (error instanceof BrokenAnswer) {
      return brokenPage()
    }
    if (error instanceof OdooError) {
      const wrapped = { code: service.database.profile.rpcErrorCode, message: 'Odoo Server Error', data: errorData(error) }
      return json(200, { jsonrpc: '2.0', id, error: wrapped })
    }
    throw error
  }
}

/** An error as both JSON transports describe it; `debug` is where a real server shows its paths. */
export function errorData(error: OdooError): Readonly<Record<string, unknown>> {
  const debug = `Traceback (most recent call last):\n  File "/usr/lib/python3/dist-packages/odoo/http.py", line 1, in dispatch\n${error.pythonName}: ${error.message}\n`
  return { name: error.pythonName, message: error.message, arguments: error.args, context: {}, debug }
}

function callService(service: OdooService, name: string, method: string, args: readonly unknown[]): unknown {
  switch (name) {
    case 'common':
      return callCommon(service, method, args)
    case 'db':
      return method === 'list' ? [service.database.name, ...service.otherDatabases] : service.database.profile.serverVersion
    case 'object':
      return callObject(service, method, args)
    default:
      throw keyError(name)
  }
}

function callCommon(service: OdooService, method: string, [name, login, secret]: readonly unknown[]): unknown {
  if (method === 'version') {
    const { version, serverVersion } = service.database.profile
    return {
      server_version: serverVersion,
      server_version_info: [version, 0, 0, 'final', 0, ''],
      server_serie: serverVersion,
      protocol_version: 1,
    }
  }
  requireDatabase(service, name)
  return name === service.database.name && service.accounts.authenticate(login, secret)
}

function callObject(service: OdooService, method: string, args: readonly unknown[]): unknown {
  const [name, uid, secret, model, called, positional, named] = args
  if (method !== 'execute_kw' && method !== 'execute') {
    throw keyError(method)
  }
  requireDatabase(service, name)
  if (name !== service.database.name) {
    throw accessDenied()
  }
  const session = service.accounts.requireSession(uid, secret)
  const isPlain = method === 'execute'
  return service.dispatcher.dispatch({
    session,
    model: String(model),
    method: String(called),
    transport: 'rpc',
    positional: isPlain ? args.slice(5) : ((positional ?? []) as readonly unknown[]),
    named: isPlain ? {} : ((named ?? {}) as Readonly<Record<string, unknown>>),
  })
}

function requireDatabase(service: OdooService, name: unknown): void {
  if (name !== service.database.name && !service.otherDatabases.includes(String(name))) {
    throw unknownDatabase(String(name))
  }
}
