import { json, type SimulatedRequest, type SimulatedResponse } from '../simulator-server.js'
import { brokenPage, htmlPage, noDatabasePage, notFoundPage } from './html-pages.js'
import { errorData, isJson, type OdooService } from './json-rpc.js'
import type { OdooSession } from './odoo-database.js'
import { BrokenAnswer, httpError, OdooError } from './odoo-error.js'

/** `/json/2/<model>/<method>`: served from 19; 18 sends to the login page, 17 does not know it. */
export function answerJson2(service: OdooService, request: SimulatedRequest): SimulatedResponse {
  const { json2 } = service.database.profile
  if (json2 === 'login') {
    const location = `/web/login?redirect=${encodeURIComponent(`${request.url.pathname}?`)}`
    return htmlPage(303, 'Redirecting...', `You should be redirected to <a href="${location}">${location}</a>.`, { location })
  }
  return json2 === 'unknown' ? notFoundPage() : serve(service, request)
}

function serve(service: OdooService, request: SimulatedRequest): SimulatedResponse {
  const named = request.headers['x-odoo-database']
  if (named === undefined ? service.otherDatabases.length > 0 : named !== service.database.name) {
    return noDatabasePage()
  }
  if (request.method === 'POST' && !isJson(request)) {
    return htmlPage(415, 'Unsupported Media Type', "Request inferred type is compatible with ['http'].", { accept: 'application/json' })
  }
  try {
    const result = call(service, request)
    return json(200, result === undefined ? null : result)
  } catch (error) {
    return refusal(error)
  }
}

function call(service: OdooService, request: SimulatedRequest): unknown {
  const [, , , model = '', method = ''] = request.url.pathname.split('/')
  if (request.method !== 'POST' || method === '') {
    throw httpError('NotFound', 404, 'Did you mean POST /json/2/<model>/<method>?')
  }
  const session = authorise(service, request.headers['authorization'] ?? '')
  return service.dispatcher.dispatch({
    session,
    model: decodeURIComponent(model),
    method,
    transport: 'json2',
    positional: [],
    named: namedArguments(request.body),
  })
}

function authorise(service: OdooService, header: string): OdooSession {
  const key = /^bearer\s+(\S+)$/i.exec(header)?.[1]
  if (key === undefined) {
    throw httpError('Unauthorized', 401, 'User not authenticated, use an API Key with a Bearer Authorization header.')
  }
  const session = service.accounts.sessionByKey(key)
  if (session === null) {
    throw httpError('Unauthorized', 401, 'Invalid apikey')
  }
  return session
}

/** An object names the arguments; any other JSON names none. */
function namedArguments(body: Buffer): Readonly<Record<string, unknown>> {
  const parsed: unknown = parse(body.toString('utf8'))
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Readonly<Record<string, unknown>>) : {}
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw httpError('BadRequest', 400, 'could not parse the body as json: Expecting value: line 1 column 1 (char 0)')
  }
}

function refusal(error: unknown): SimulatedResponse {
  if (error instanceof BrokenAnswer) {
    return brokenPage()
  }
  if (error instanceof OdooError) {
    return json(error.status, errorData(error), error.status === 401 ? { 'www-authenticate': 'Bearer' } : {})
  }
  throw error
}
