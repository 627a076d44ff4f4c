import { buildHubSchema } from '../../resolvers/build-schema.js'
import { RequestContext } from '../../resolvers/context.js'
import { defaultLimits, GraphqlHandler, type GraphqlLimits, type GraphqlOptions } from '../../src/http/graphql-handler.js'
import { HubServer } from '../../src/http/server.js'
import { systemClock } from '../../src/kernel/clock.js'
import { UnauthenticatedError } from '../../src/kernel/errors.js'
import { silentLogger } from '../../src/kernel/logger.js'
import { Role, type Viewer } from '../../src/vocabulary/viewer.js'
import { type FakeHub, fakeHub, viewerWith } from './fake-hub.js'

interface WireError {
  readonly message: string
  readonly extensions: { readonly code: string; readonly requestId?: string }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: { readonly data?: unknown; readonly errors?: readonly WireError[] }
}

export interface ServerOptions extends Partial<Omit<GraphqlOptions<RequestContext>, 'limits'>> {
  readonly hub?: FakeHub
  readonly limits?: Partial<GraphqlLimits>
}

export interface GraphqlServer {
  readonly url: string
  /** Asks as somebody with the roles that the token names; no token when null. */
  ask(query: string, variables?: object, token?: string | null): Promise<Answer>
  send(body: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  close(): Promise<void>
}

/** Roles are the token's text: `SUBJECT` or `CASE_HANDLER+DPO`; `SUBJECT.fresh` has just logged in. */
async function authenticate(token: string): Promise<Viewer> {
  const names = token.replace('.fresh', '').split('+')
  const roles = Object.values(Role).filter((role) => names.includes(role))
  if (roles.length !== names.length) {
    throw new UnauthenticatedError()
  }
  return { ...viewerWith(...roles), authenticatedAt: token.endsWith('.fresh') ? 1_773_489_600 : null }
}

/** The real handler behind real HTTP, over a fake hub. */
export async function startGraphql({ hub = fakeHub(), limits, ...options }: ServerOptions = {}): Promise<GraphqlServer> {
  const handler = new GraphqlHandler<RequestContext>({
    schema: buildHubSchema(),
    authenticate,
    contextFor: (asker) => new RequestContext(hub, asker),
    limits: { ...defaultLimits, rate: { burst: 10_000, perSecond: 10_000 }, ...limits },
    logger: silentLogger,
    clock: systemClock,
    ...options,
  })
  await handler.start()
  const server = new HubServer([handler], options.logger ?? silentLogger)
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/graphql`
  const send: GraphqlServer['send'] = async (body, headers = {}) => {
    const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
  }
  return {
    url,
    send,
    ask: (query, variables = {}, token = 'SUBJECT') =>
      send(JSON.stringify({ query, variables }), token === null ? {} : { authorization: `Bearer ${token}` }),
    close: async () => {
      await server.close(100)
      await handler.close()
    },
  }
}
