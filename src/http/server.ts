import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from '../kernel/logger.js'
import { type Route, sendJson } from './exchange.js'

const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 60_000

interface Match {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** The parameters of a path that fits the pattern; undefined where it does not. */
function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const expected = pattern.split('/')
  const given = path.split('/')
  if (expected.length !== given.length) {
    return undefined
  }
  const params: Record<string, string> = {}
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':') && value !== '') {
      params[part.slice(1)] = value
    } else if (part !== value) {
      return undefined
    }
  }
  return params
}

function find(routes: readonly Route[], path: string): Match | undefined {
  for (const route of routes) {
    const params = paramsOf(route.path, path)
    if (params !== undefined) {
      return { route, params }
    }
  }
  return undefined
}

/** The hub's HTTP server: a table of routes. What is not in it does not exist. */
export class HubServer {
  private readonly server: Server

  constructor(
    private readonly routes: readonly Route[],
    private readonly logger: Logger,
  ) {
    this.server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
      this.dispatch(request, response).catch((thrown: unknown) => this.failed(response, thrown))
    })
  }

  /** Gives the port that it listens on; 0 asks for a free one. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, host, () => resolve((this.server.address() as AddressInfo).port))
    })
  }

  /** Takes no more connections, lets running requests end within the grace, then cuts them. */
  close(graceMilliseconds = 5000): Promise<void> {
    return new Promise((resolve, reject) => {
      const cut = setTimeout(() => this.server.closeAllConnections(), graceMilliseconds)
      this.server.close((error) => {
        clearTimeout(cut)
        if (error === undefined) {
          resolve()
        } else {
          reject(error)
        }
      })
      this.server.closeIdleConnections()
    })
  }

  private async dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const match = find(this.routes, path)
    if (match === undefined) {
      sendJson(response, 404, { error: 'NOT_FOUND' })
      return
    }
    if (!match.route.methods.includes(request.method ?? '')) {
      sendJson(response, 405, { error: 'METHOD_NOT_ALLOWED' }, { allow: match.route.methods.join(', ') })
      return
    }
    await match.route.handle({ request, response, params: match.params })
  }

  private failed(response: ServerResponse, thrown: unknown): void {
    this.logger.error('A route failed.', {}, thrown)
    if (response.headersSent) {
      response.destroy()
      return
    }
    sendJson(response, 500, { error: 'INTERNAL' })
  }
}
