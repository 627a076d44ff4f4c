import { type ExecutionArgs, getOperationAST, GraphQLError, type GraphQLSchema, OperationTypeNode } from 'graphql'
import { createHandler, type ExecutionResult, type Handler, type OperationArgs, type Request } from 'graphql-sse'
import type { ServerResponse } from 'node:http'
import type { Clock } from '../kernel/clock.js'
import { BadInputError, ErrorCode, HubError, UnauthenticatedError } from '../kernel/errors.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { ErrorFormat } from './error-format.js'
import { securityHeaders } from './exchange.js'

/** Streams of one account at a time. */
const MOST_STREAMS = 10

/** Milliseconds; a timer for longer would go off at once. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Who follows a stream, and how to stop what it reads. */
export interface Follower {
  readonly viewer: Viewer
  stop(): void
}

export type Subscription = Required<Pick<ExecutionArgs, 'document' | 'contextValue'>> &
  Pick<ExecutionArgs, 'variableValues' | 'operationName'>

type Events = AsyncGenerator<string, void>

type Context = Record<PropertyKey, unknown>

type Sse = Request<null, Subscription>

function requestOf(subscription: Subscription): Sse {
  const headers: Readonly<Record<string, string>> = { accept: 'text/event-stream', 'content-type': 'application/json' }
  return {
    method: 'POST',
    url: '/graphql',
    headers: { get: (name) => headers[name] },
    body: { query: '{ __typename }' },
    raw: null,
    context: subscription,
  }
}

export function isSubscription({ document, operationName }: Pick<ExecutionArgs, 'document' | 'operationName'>): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION
}

/** Subscriptions over server-sent events (graphql-sse, distinct connections). Queries and mutations have their own way. */
export class EventStream {
  private readonly handler: Handler<null, Subscription>
  private readonly open = new Map<string, number>()

  constructor(
    schema: GraphQLSchema,
    private readonly errors: ErrorFormat,
    private readonly clock: Clock,
  ) {
    this.handler = createHandler<null, Subscription, Context>({
      authenticate: () => undefined,
      onSubscribe: ({ context }) => ({ schema, ...context }) as OperationArgs<Context>,
      onNext: (_context, _request, result) => this.onWire(result),
    })
  }

  /** Streams events until the subscription ends, the client goes or the token runs out. */
  async serve(follower: Follower, subscription: Subscription, response: ServerResponse): Promise<void> {
    const { accountHash } = follower.viewer
    this.check(accountHash, subscription)
    this.count(accountHash, 1)
    try {
      const events = await this.opened(subscription, response)
      if (events !== null) {
        await this.write(events, follower, response)
      }
    } finally {
      this.count(accountHash, -1)
    }
  }

  private lastEvents(thrown: unknown): string {
    return `event: next\ndata: ${JSON.stringify({ errors: [this.errors.toWire(thrown)] })}\n\nevent: complete\ndata: \n\n`
  }

  private check(account: string, subscription: Subscription): void {
    if (!isSubscription(subscription)) {
      throw new BadInputError('Only subscriptions are streamed. Send queries and mutations with `Accept: application/json`.')
    }
    if ((this.open.get(account) ?? 0) >= MOST_STREAMS) {
      throw new HubError(ErrorCode.RATE_LIMITED, `At most ${MOST_STREAMS} streams at a time.`, { logLevel: 'info', retryAfterSeconds: 60 })
    }
  }

  private count(account: string, change: number): void {
    const streams = (this.open.get(account) ?? 0) + change
    if (streams === 0) {
      this.open.delete(account)
    } else {
      this.open.set(account, streams)
    }
  }

  /** Sends the head, and all there is where nothing is to be streamed; gives null then. */
  private async opened(subscription: Subscription, response: ServerResponse): Promise<Events | null> {
    const [body, { status, headers }] = await this.handler(requestOf(subscription))
    response.writeHead(status, { ...securityHeaders, ...headers })
    if (body === null || typeof body === 'string') {
      response.end(body ?? undefined)
      return null
    }
    response.once('close', () => void body.return(undefined))
    return body
  }

  private async write(events: Events, follower: Follower, response: ServerResponse): Promise<void> {
    const expiry = this.whenExpired(follower.viewer, () => {
      response.end(this.lastEvents(new UnauthenticatedError()))
      follower.stop()
    })
    try {
      for await (const event of events) {
        if (response.writableEnded) {
          return
        }
        response.write(event)
      }
      response.end()
    } catch (thrown) {
      if (!response.writableEnded) {
        response.end(this.lastEvents(thrown))
      }
    } finally {
      clearTimeout(expiry)
    }
  }

  private whenExpired({ expiresAt }: Viewer, callback: () => void): NodeJS.Timeout | undefined {
    if (expiresAt === undefined) {
      return undefined
    }
    const left = expiresAt * 1000 - this.clock.now().getTime()
    return setTimeout(callback, Math.min(Math.max(0, left), LONGEST_TIMER))
  }

  private onWire<T extends Pick<ExecutionResult, 'errors'>>(result: T): T {
    return result.errors === undefined ? result : { ...result, errors: result.errors.map((error) => this.safe(error)) }
  }

  private safe(error: unknown): GraphQLError {
    const { message, path, extensions } = this.errors.toWire(error)
    return new GraphQLError(message, { path, extensions })
  }
}
