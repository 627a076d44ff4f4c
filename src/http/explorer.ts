import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { createHash } from 'node:crypto'
import { type Exchange, type Route, sendText } from './exchange.js'

export interface ExplorerOptions {
  readonly title: string
  readonly defaultQuery: string
  /** Headers that the page opens with, as JSON text; where a token is pasted. */
  readonly defaultHeaders: string
}

/** Content security policy that runs exactly the page's own scripts and lets it talk to this server alone. */
function policyFor(page: string): string {
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '')
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** A page to try the API with. It loads nothing from elsewhere. For demo and development only. */
export function explorerRoute({ title, defaultQuery, defaultHeaders }: ExplorerOptions): Route {
  const page = renderGraphiQL({ title, defaultQuery, defaultHeaders, endpoint: '/graphql', subscriptionsProtocol: 'GRAPHQL_SSE' })
  const policy = policyFor(page)
  return {
    methods: ['GET', 'HEAD'],
    path: '/',
    handle: ({ response }: Exchange) =>
      Promise.resolve(sendText(response, 200, page, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })),
  }
}
