import { newId } from '../../kernel/ids.js'
import type { HttpAnswer, HttpClient, HttpRequest, HttpStream } from '../http-client.js'
import { asSourceError, failureOf, type GraphFailure, malformed } from './graph-failure.js'
import { type GraphObject, isGraphObject } from './graph-object.js'
import type { Microsoft365Settings } from './options.js'
import type { TokenSource } from './token.js'

/** One member of a batch. Everything in a batch only reads, whatever its method. */
export interface BatchMember {
  /** Relative to the version, with its query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Body of a POST that reads, such as a search. */
  readonly post?: GraphObject
}

export interface BatchAnswer {
  readonly status: number
  readonly body: unknown
  /** Milliseconds that Graph asks to wait; null where it does not say. */
  readonly retryAfterMs: number | null
}

/** A request that changes something. */
export interface GraphWrite {
  readonly method: 'PATCH' | 'DELETE' | 'POST'
  /** Relative to the version. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: GraphObject
}

/** Graph takes no more in one batch. */
export const batchLimit = 20

const version = '/v1.0'

/** Microsoft Graph as the hub needs it: an authorised call, a stream, a batch of reads, a single write, and what a link may point to. */
export class GraphClient {
  constructor(
    private readonly http: HttpClient,
    private readonly tokens: TokenSource,
    private readonly settings: Pick<Microsoft365Settings, 'graphOrigin' | 'logger' | 'system'>,
  ) {}

  /** The answers in the order of the members. A member's refusal is its own; only the batch as a whole fails. */
  async batch(members: readonly BatchMember[], signal: AbortSignal): Promise<BatchAnswer[]> {
    const requests = members.map((member, index) => ({ id: String(index + 1), ...asBatchRequest(member) }))
    const request = { method: 'POST', path: `${version}/$batch`, body: JSON.stringify({ requests }), signal, safe: true } as const
    const answer = await this.authorised(request, (authorised) => this.http.request(authorised))
    if (answer.status !== 200) {
      throw asSourceError(this.refusal(answer), 'a batch of requests')
    }
    return inOrder(jsonOf(answer), members.length)
  }

  /** For content. Redirections are handed back as they are. */
  async stream(path: string, signal: AbortSignal): Promise<HttpStream> {
    const request = { method: 'GET', path: version + path, headers: immutableIds, signal, safe: true } as const
    return this.authorised(request, (authorised) => this.http.stream(authorised), drained)
  }

  /**
   * Null when it was carried out, else why Graph refused it. It is sent once: only after a refused token, when nothing can have
   * happened, it is sent again with a new one. What is thrown leaves open whether it was carried out.
   */
  async write({ path, body, ...rest }: GraphWrite, signal: AbortSignal): Promise<GraphFailure | null> {
    const content = body === undefined ? {} : { body: JSON.stringify(body) }
    const request = { ...rest, ...content, path: version + path, signal, safe: false } as const
    const answer = await this.authorised(request, (authorised) => this.http.request(authorised))
    if (answer.status < 200 || answer.status > 299) {
      return this.refusal(answer)
    }
    if (answer.body.length > 0) {
      jsonOf(answer)
    }
    return null
  }

  /** Where a nextLink leads, relative to the version; it is otherwise kept as it came. */
  relative(link: string): string {
    const base = `${this.settings.graphOrigin}${version}/`
    if (!link.startsWith(base)) {
      throw malformed('a link to another host or version; it was not followed')
    }
    return link.slice(base.length - 1)
  }

  /** A token that is refused in mid-run is replaced once. */
  private async authorised<T extends { readonly status: number }>(
    request: HttpRequest,
    send: (request: HttpRequest) => Promise<T>,
    drop: (answer: T) => Promise<void> = async () => {},
  ): Promise<T> {
    const token = await this.tokens.current(request.signal)
    const answer = await send(withToken(request, token))
    if (answer.status !== 401) {
      return answer
    }
    await drop(answer)
    return send(withToken(request, await this.tokens.instead(token, request.signal)))
  }

  private refusal(answer: HttpAnswer): GraphFailure {
    const failure = failureOf(answer.status, answer.status === 401 ? undefined : maybeJson(answer))
    const facts = { system: this.settings.system, status: failure.status, requestId: answer.headers['request-id'] }
    this.settings.logger.warn('Microsoft Graph refused a request', { ...facts, code: failure.code ?? undefined })
    return failure
  }
}

/** Keeps the ids of Outlook items the same when an item is moved. */
export const immutableIds: Readonly<Record<string, string>> = { prefer: 'IdType="ImmutableId"' }

/** Frees the connection; what stands in a redirection or a refusal is of no use. */
export async function drained({ body }: HttpStream): Promise<void> {
  const chunks = body[Symbol.asyncIterator]()
  while ((await chunks.next()).done !== true) {
    // Nothing is kept.
  }
}

function withToken(request: HttpRequest, token: string): HttpRequest {
  const own = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'content-type': 'application/json',
    'client-request-id': newId(),
  }
  return { ...request, headers: { ...own, ...request.headers } }
}

function asBatchRequest({ path, headers, post }: BatchMember): GraphObject {
  if (post === undefined) {
    return { method: 'GET', url: path, headers }
  }
  return { method: 'POST', url: path, headers: { 'Content-Type': 'application/json', ...headers }, body: post }
}

function jsonOf(answer: HttpAnswer): GraphObject {
  const body = maybeJson(answer)
  if (!isGraphObject(body)) {
    throw malformed('something that is not JSON')
  }
  return body
}

function maybeJson(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Members are answered in any order; each must be answered once. */
function inOrder(body: GraphObject, count: number): BatchAnswer[] {
  const responses: readonly unknown[] = Array.isArray(body['responses']) ? body['responses'] : []
  const byId = new Map(responses.filter(isGraphObject).map((response) => [response['id'], response]))
  if (byId.size !== count || responses.length !== count) {
    throw malformed('a batch answer that does not answer every member once')
  }
  return Array.from({ length: count }, (_unused, index) => memberAnswer(byId.get(String(index + 1))))
}

function memberAnswer(response: GraphObject | undefined): BatchAnswer {
  const status = response?.['status']
  if (response === undefined || typeof status !== 'number') {
    throw malformed('a batch answer without a status')
  }
  return { status, body: response['body'], retryAfterMs: retryAfterOf(response['headers']) }
}

function retryAfterOf(headers: unknown): number | null {
  const entry = isGraphObject(headers) ? Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after') : undefined
  const seconds = entry === undefined ? Number.NaN : Number(entry[1])
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1_000) : null
}
