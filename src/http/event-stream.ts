import { type ExecutionArgs, getOperationAST, GraphQLError, type GraphQLSchema, OperationTypeNode } from 'graphql'
import { createHandler, type ExecutionResult, type Handler, type OperationArgs, type Request } from 'graphql-sse'
import type { ServerResponse } from 'node:http'
import { BadInputError, ErrorCode, HubError } from '../kernel/errors.js'
import type { ErrorFormat } from './error-format.js'
import { securityHeaders } from './exchange.js'

/** Streams of one account at a time. */
const MOST_STREAMS = 10

export type Subscription = Required<Pick<ExecutionArgs, 'document' | 'contextValue'>> &
  Pick<ExecutionArgs, 'variableValues' | 'operationName'>

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

/** Subscriptions over server-sent events (graphql-sse, distinct connections). Queries and mutations have their own way. */
export class EventStream {
  private readonly handler: Handler<null, Subscription>
  private readonly open = new Map<string, number>()

  constructor(
    schema: GraphQLSchema,
    private readonly errors: ErrorFormat,
  ) {
    this.handler = createHandler<null, Subscription, Context>({
      authenticate: () => undefined,
      onSubscribe: ({ context }) => ({ schema, ...context }) as OperationArgs<Context>,
      onNext: (_context, _request, result) => this.onWire(result),
    })
  }

  /** Streams events until the subscription ends or the client goes. */
  async serve(account: string, subscription: Subscription, response: ServerResponse): Promise<void> {
    this.check(account, subscription)
    this.count(account, 1)
    try {
      await this.write(subscription, response)
    } finally {
      this.count(account, -1)
    }
  }

  private check(account: string, { document, operationName }: Subscription): void {
    if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION) {
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

  private async write(subscription: Subscription, response: ServerResponse): Promise<void> {
    const [body, { status, headers }] = await this.handler(requestOf(subscription))
    response.writeHead(status, { ...securityHeaders, ...headers })
    if (body === null || typeof body === 'string') {
      response.end(body ?? undefined)
      return
    }
    response.once('close', () => void body.return(undefined))
    try {
      for await (const event of body) {
        response.write(event)
      }
    } catch (thrown) {
      response.write(`event: next\ndata: ${JSON.stringify({ errors: [this.errors.toWire(thrown)] })}\n\nevent: complete\ndata: \n\n`)
    }
    response.end()
  }

  private onWire<T extends Pick<ExecutionResult, 'errors'>>(result: T): T {
    return result.errors === undefined ? result : { ...result, errors: result.errors.map((error) => this.safe(error)) }
  }

  private safe(error: unknown): GraphQLError {
    const { message, path, extensions } = this.errors.toWire(error)
    return new GraphQLError(message, { path, extensions })
  }
}
