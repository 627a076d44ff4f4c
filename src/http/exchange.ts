import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request and its answer, as a route gets them. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Named parts of the route's path, as they stand in the URL. */
  readonly params: Readonly<Record<string, string>>
}

/** Something to be had over HTTP. */
export interface Route {
  readonly methods: readonly string[]
  /** `/bundles/:id/:part`: a part that begins with a colon matches one segment and is given as a parameter. */
  readonly path: string
  handle(exchange: Exchange): Promise<void>
}

export type Headers = Readonly<Record<string, string | number | readonly string[]>>

/** On every answer: nothing is cached, guessed, framed or referred. */
export const securityHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const

export function sendText(response: ServerResponse, status: number, body: string, headers: Headers): void {
  response.writeHead(status, { ...securityHeaders, 'content-length': Buffer.byteLength(body), ...headers })
  response.end(body)
}

export function sendJson(response: ServerResponse, status: number, value: unknown, headers: Headers = {}): void {
  sendText(response, status, JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8', ...headers })
}
