import { randomUUID } from 'node:crypto'
import { json, type SimulatedRequest, type SimulatedResponse } from '../simulator-server.js'
import { answerBatch } from './batch.js'
import type { ContentService } from './content-service.js'
import type { GraphCall, Route } from './graph-call.js'
import { GraphError, refusals } from './graph-error.js'
import { bodyOf, type IncomingCall } from './incoming-call.js'
import { RouteTable } from './route-table.js'
import type { Tenant } from './tenant.js'
import { type Admission, MailboxLanes } from './throttling.js'
import type { TokenService } from './token-service.js'

export interface GraphParts {
  readonly tenant: Tenant
  readonly tokens: TokenService
  readonly content: ContentService
  /** Graph's own origin, for absolute links. */
  readonly origin: () => string
}

interface PlannedAnswer {
  readonly matches: (call: IncomingCall) => boolean
  readonly response: SimulatedResponse
  remaining: number
}

const version = '/v1.0'

/** Graph v1.0 behind one table of routes: who may, what is meant, the answer, and Graph's way of saying no. */
export class GraphService {
  readonly lanes: MailboxLanes
  /** Every call, those inside batches one by one, as `GET /users/..` without the query. */
  readonly calls: string[] = []
  private readonly table: RouteTable
  private readonly planned: PlannedAnswer[] = []

  constructor(
    private readonly parts: GraphParts,
    routes: readonly Route[],
  ) {
    this.table = new RouteTable(routes)
    this.lanes = new MailboxLanes(parts.tenant)
  }

  /** The next `times` matching calls, alone or in a batch, get this answer instead. */
  plan(response: SimulatedResponse, matches: (call: IncomingCall) => boolean = () => true, times = 1): void {
    this.planned.push({ matches, response, remaining: times })
  }

  /** Drops planned answers and the memory of calls. */
  forget(): void {
    this.planned.length = 0
    this.calls.length = 0
  }

  readonly service = (request: SimulatedRequest): SimulatedResponse => {
    const { url, method, headers, body: content } = request
    const admission = this.lanes.admissionOf(request)
    const call: IncomingCall = { method, target: `${url.pathname.slice(version.length)}${url.search}`, headers, content }
    return this.guarded(call, () => {
      if (!url.pathname.startsWith(`${version}/`)) {
        throw new GraphError(400, 'BadRequest', 'Invalid version.')
      }
      return url.pathname === `${version}/$batch` ? this.batched(call, admission) : this.answer(call, admission)
    })
  }

  private batched(call: IncomingCall, admission: Admission): SimulatedResponse {
    this.parts.tokens.rolesOf(call.headers['authorization'])
    return answerBatch(bodyOf(call), call.headers['authorization'] ?? '', (member) =>
      this.guarded(member, () => this.answer(member, admission)),
    )
  }

  private answer(incoming: IncomingCall, admission: Admission): SimulatedResponse {
    this.calls.push(`${incoming.method} ${incoming.target.split('?')[0] ?? ''}`)
    const planned = this.planned.find(({ remaining, matches }) => remaining > 0 && matches(incoming))
    if (planned !== undefined) {
      planned.remaining -= 1
      return planned.response
    }
    const roles = this.parts.tokens.rolesOf(incoming.headers['authorization'])
    if (!admission.admits(this.lanes.mailboxOf(incoming.target))) {
      throw refusals.tooManyForMailbox()
    }
    return this.routed(incoming, roles)
  }

  private routed(incoming: IncomingCall, roles: ReadonlySet<string>): SimulatedResponse {
    const { tenant, content, origin } = this.parts
    const url = new URL(incoming.target, 'http://graph')
    const { route, params } = this.table.find(incoming.method, url.pathname)
    if (!route.roles.some((role) => roles.has(role))) {
      throw refusals.insufficientPrivileges()
    }
    const call: GraphCall = {
      tenant,
      method: incoming.method,
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: bodyOf(incoming),
      content: incoming.content,
      params,
      roles,
      base: `${origin()}${version}`,
      downloadAddress: (drive, file) => content.addressOf(drive, file),
    }
    return route.handler(call)
  }

  /** Every refusal becomes an error body; every answer carries its request's ids. */
  private guarded({ headers }: IncomingCall, work: () => SimulatedResponse): SimulatedResponse {
    const requestId = randomUUID()
    const ids = { 'request-id': requestId, 'client-request-id': headers['client-request-id'] ?? requestId }
    const response = this.attempted(work, ids)
    const diagnostic = JSON.stringify({ ServerInfo: { DataCenter: 'West Europe', Slice: 'E', Ring: '5', ScaleUnit: '003' } })
    return { ...response, headers: { ...ids, 'x-ms-ags-diagnostic': diagnostic, ...response.headers } }
  }

  private attempted(work: () => SimulatedResponse, ids: Readonly<Record<string, string>>): SimulatedResponse {
    try {
      return work()
    } catch (error) {
      const { code, message, status, extra } = error instanceof GraphError ? error : refusals.internalError()
      const details = extra.details === undefined ? {} : { target: '', details: extra.details }
      const innerError = { date: this.parts.tenant.clock.now().toISOString().slice(0, 19), ...ids }
      return json(status, { error: { code, message, ...details, innerError } }, extra.headers)
    }
  }
}
