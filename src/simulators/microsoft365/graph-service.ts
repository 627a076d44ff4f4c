import { randomUUID } from 'node:crypto'
import { json, type SimulatedRequest, type SimulatedResponse } from '../simulator-server.js'
import type { GraphCall, Route } from './graph-call.js'
import { GraphError, refusals } from './graph-error.js'
import type { Json } from './graph-object.js'
import type { Tenant } from './tenant.js'
import type { TokenService } from './token-service.js'

/** A request as the router needs it: from the wire, or from inside a batch. */
export interface IncomingCall {
  readonly method: string
  /** Below `/v1.0`, with its query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly content: Buffer
}

interface CompiledRoute extends Route {
  readonly matcher: RegExp
  readonly names: readonly string[]
}

/** Where the simulator's three servers can be reached. */
export interface Origins {
  readonly graph: () => string
  readonly content: () => string
}

/** Graph v1.0 behind one table of routes: who may, what is meant, the answer, and Graph's way of saying no. */
export class GraphService {
  private readonly routes: readonly CompiledRoute[]

  constructor(
    private readonly tenant: Tenant,
    private readonly tokens: TokenService,
    private readonly origins: Origins,
    routes: readonly Route[],
  ) {
    this.routes = routes.map(compiled)
  }

  readonly service = (request: SimulatedRequest): SimulatedResponse => {
    const version = '/v1.0'
    const isVersioned = request.url.pathname.startsWith(`${version}/`)
    const target = `${request.url.pathname.slice(version.length)}${request.url.search}`
    return isVersioned
      ? this.answer({ method: request.method, target, headers: request.headers, content: request.body })
      : this.failure(new GraphError(400, 'BadRequest', 'Invalid version.'), request.headers)
  }

  /** Answers one call; every refusal becomes an error body with request ids. */
  answer(incoming: IncomingCall): SimulatedResponse {
    try {
      return withIds(this.routed(incoming), incoming.headers)
    } catch (error) {
      if (error instanceof GraphError) {
        return this.failure(error, incoming.headers)
      }
      throw error
    }
  }

  private routed(incoming: IncomingCall): SimulatedResponse {
    const roles = this.tokens.rolesOf(incoming.headers['authorization'])
    const url = new URL(incoming.target, 'http://graph')
    const path = url.pathname.replaceAll(/%27/gi, "'").replaceAll(/%28/g, '(').replaceAll(/%29/g, ')').replaceAll(/%24/g, '$')
    const { route, params } = this.routeOf(incoming.method, path)
    if (!route.roles.some((role) => roles.has(role))) {
      throw refusals.insufficientPrivileges()
    }
    return route.handler({
      tenant: this.tenant,
      method: incoming.method,
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: bodyOf(incoming),
      content: incoming.content,
      params,
      roles,
      base: `${this.origins.graph()}/v1.0`,
      contentBase: this.origins.content(),
    } satisfies GraphCall)
  }

  private routeOf(method: string, path: string): { route: Route; params: Record<string, string> } {
    const fitting = this.routes.filter(({ matcher }) => matcher.test(path))
    const route = fitting.find((candidate) => candidate.method === method)
    if (route !== undefined) {
      const values = route.matcher.exec(path)?.slice(1) ?? []
      return { route, params: Object.fromEntries(route.names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')])) }
    }
    if (fitting.length > 0) {
      throw refusals.methodNotAllowed()
    }
    const segment = path.split('/').at(-1) ?? ''
    throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`)
  }

  private failure(error: GraphError, headers: Readonly<Record<string, string>>): SimulatedResponse {
    const requestId = randomUUID()
    const inner = {
      ...(error.extra.innerCode === undefined ? {} : { code: error.extra.innerCode }),
      date: this.tenant.clock.now().toISOString().slice(0, 19),
      'request-id': requestId,
      'client-request-id': headers['client-request-id'] ?? requestId,
    }
    const details = error.extra.details === undefined ? {} : { target: '', details: error.extra.details }
    const body = { error: { code: error.code, message: error.message, ...details, innerError: inner } }
    return withIds(json(error.status, body, error.extra.headers), headers, requestId)
  }
}

function withIds(response: SimulatedResponse, headers: Readonly<Record<string, string>>, requestId = randomUUID()): SimulatedResponse {
  const ids = { 'request-id': requestId, 'client-request-id': headers['client-request-id'] ?? requestId }
  const diagnostic = JSON.stringify({ ServerInfo: { DataCenter: 'West Europe', Slice: 'E', Ring: '5', ScaleUnit: '003' } })
  return { ...response, headers: { ...response.headers, ...ids, 'x-ms-ags-diagnostic': diagnostic } }
}

/** The first fitting route of the table wins, so literal paths stand before placeholders. */
function compiled(route: Route): CompiledRoute {
  const names = [...route.pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const escaped = route.pattern.replaceAll(/[.$()]/g, String.raw`\$&`)
  const source = escaped.replaceAll(/'\{\w+\}'/g, "'(.*)'").replaceAll(/\{\w+\}/g, '([^/]+)')
  return { ...route, names, matcher: new RegExp(`^${source}$`, 'i') }
}

function bodyOf({ headers, content }: IncomingCall): Json {
  if (content.length === 0 || !(headers['content-type'] ?? '').includes('json')) {
    return null
  }
  try {
    return JSON.parse(content.toString()) as Json
  } catch {
    throw new GraphError(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    )
  }
}
