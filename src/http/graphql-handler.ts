import type { ApolloServer } from '@apollo/server'
import type { GraphQLSchema } from 'graphql'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../kernel/clock.js'
import { BadInputError, UnauthenticatedError } from '../kernel/errors.js'
import type { Logger } from '../kernel/logger.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { createApollo } from './apollo.js'
import { readBody } from './body.js'
import { ErrorFormat } from './error-format.js'
import { EventStream, isSubscription } from './event-stream.js'
import { type Exchange, type Route, sendJson } from './exchange.js'
import { headOf, HttpRefusal } from './http-refusal.js'
import { type OperationRequest, operationRequest, type PersistedOperations } from './operation-request.js'
import { QueryGate, type QueryLimits } from './query-gate.js'
import { RateLimit, type RateLimitOptions } from './rate-limit.js'

export interface GraphqlLimits extends QueryLimits {
  readonly bodyBytes: number
  readonly rate: RateLimitOptions
}

export const defaultLimits: GraphqlLimits = {
  depth: 12,
  cost: 20_000,
  aliases: 15,
  selections: 500,
  tokens: 4000,
  bodyBytes: 1_048_576,
  rate: { burst: 100, perSecond: 20 },
}

/** Who asks, until when, and what goes with the answer. The context of a request is made of this. */
export interface GraphqlAsker {
  readonly viewer: Viewer
  /** Aborts when the client goes before it has its answer. */
  readonly signal: AbortSignal
  setDownloadCookie(value: string): void
}

export interface GraphqlOptions<T extends object> {
  readonly schema: GraphQLSchema
  /** Verifies a bearer token; throws UnauthenticatedError for a bad one. */
  readonly authenticate: (token: string) => Promise<Viewer>
  readonly contextFor: (asker: GraphqlAsker) => T
  readonly limits?: GraphqlLimits
  readonly persisted?: PersistedOperations
  /** Introspection and suggestions. */
  readonly development?: boolean
  /** Sights of a query before it is compiled; 0 never compiles. Default 3. */
  readonly compileAfter?: number
  readonly logger: Logger
  readonly clock: Clock
}

/** Binds a browser to the download that it asked for. */
export const DOWNLOAD_COOKIE = '__Host-bundle-download'

function downloadCookie(value: string): string {
  return `${DOWNLOAD_COOKIE}=${value}; Path=/; Secure; HttpOnly; SameSite=Strict`
}

function bearerToken({ headers }: IncomingMessage): string {
  const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined) {
    throw new UnauthenticatedError()
  }
  return token
}

/** JSON alone, so that no form of another site can send one. */
function checkForm({ headers }: IncomingMessage): void {
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    throw new HttpRefusal(415, 'Send `Content-Type: application/json`.')
  }
}

/** Makes the signal only for those who listen to it: many answers read nothing that could be stopped. */
class HttpAsker implements GraphqlAsker {
  private gone: AbortController | null = null

  constructor(
    readonly viewer: Viewer,
    private readonly response: ServerResponse,
  ) {}

  get signal(): AbortSignal {
    return (this.gone ??= abortedWhenGone(this.response)).signal
  }

  /** Stops what is being read as if the client had gone. */
  stop(): void {
    this.gone?.abort()
  }

  setDownloadCookie(value: string): void {
    this.response.setHeader('set-cookie', downloadCookie(value))
  }
}

function abortedWhenGone(response: ServerResponse): AbortController {
  const gone = new AbortController()
  if (response.closed) {
    gone.abort()
  }
  response.once('close', () => response.writableFinished || gone.abort())
  return gone
}

/** `POST /graphql`: token, limits, then Apollo; subscriptions as an event stream. */
export class GraphqlHandler<T extends object> implements Route {
  readonly methods = ['POST']
  readonly path = '/graphql'
  private readonly apollo: ApolloServer<T>
  private readonly errors: ErrorFormat
  private readonly gate: QueryGate
  private readonly rate: RateLimit
  private readonly stream: EventStream
  private readonly limits: GraphqlLimits
  private readonly persisted: PersistedOperations

  constructor(private readonly options: GraphqlOptions<T>) {
    const { schema, clock, logger, development = false, compileAfter = 3 } = options
    this.limits = options.limits ?? defaultLimits
    this.persisted = options.persisted ?? { texts: new Map(), enforced: false }
    this.errors = new ErrorFormat(logger)
    this.gate = new QueryGate(schema, this.limits, clock)
    this.rate = new RateLimit(this.limits.rate, clock)
    this.stream = new EventStream(schema, this.errors, clock)
    this.apollo = createApollo<T>({ schema, errors: this.errors, logger, clock, development, compileAfter })
  }

  async start(): Promise<void> {
    await this.apollo.start()
  }

  async close(): Promise<void> {
    await this.apollo.stop()
  }

  async handle({ request, response }: Exchange): Promise<void> {
    try {
      checkForm(request)
      const viewer = await this.options.authenticate(bearerToken(request))
      this.rate.take(viewer.accountHash)
      const body = await readBody(request, this.limits.bodyBytes)
      await this.answer(viewer, operationRequest(body, this.persisted), { request, response })
    } catch (thrown) {
      this.refuse(response, thrown)
    }
  }

  private async answer(
    viewer: Viewer,
    operation: OperationRequest,
    { request, response }: Pick<Exchange, 'request' | 'response'>,
  ): Promise<void> {
    const document = this.gate.admit(operation)
    const { variables, operationName } = operation
    const isStreamed = request.headers.accept?.includes('text/event-stream') === true
    if (!isStreamed && isSubscription({ document, operationName })) {
      throw new BadInputError('A subscription is streamed. Send it with `Accept: text/event-stream`.')
    }
    const asker = new HttpAsker(viewer, response)
    const contextValue = this.options.contextFor(asker)
    if (isStreamed) {
      await this.stream.serve(asker, { document, contextValue, variableValues: variables, operationName }, response)
      return
    }
    const { body, http } = await this.apollo.executeOperation(operation, { contextValue })
    if (body.kind === 'single') {
      sendJson(response, http.status ?? 200, body.singleResult)
    }
  }

  private refuse(response: ServerResponse, thrown: unknown): void {
    const errors = [this.errors.toWire(thrown)]
    if (response.headersSent) {
      response.destroy()
      return
    }
    const { status, headers } = headOf(thrown)
    sendJson(response, status, { errors }, headers)
  }
}
