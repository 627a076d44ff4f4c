import { type Exchange, type Route, sendJson } from './exchange.js'

/** That the process lives. */
export function healthRoute(): Route {
  return {
    methods: ['GET', 'HEAD'],
    path: '/healthz',
    handle: ({ response }: Exchange) => Promise.resolve(sendJson(response, 200, { live: true })),
  }
}

/** That the process can serve: 503 until `isReady` says so. */
export function readyRoute(isReady: () => Promise<boolean>): Route {
  return {
    methods: ['GET', 'HEAD'],
    path: '/readyz',
    async handle({ response }: Exchange): Promise<void> {
      const ready = await isReady()
      sendJson(response, ready ? 200 : 503, { ready })
    },
  }
}

/** The public keys that bundles and attestations are signed with (RFC 7517). */
export function keysRoute(keySet: () => Promise<{ readonly keys: readonly object[] }>): Route {
  return {
    methods: ['GET', 'HEAD'],
    path: '/.well-known/jwks.json',
    async handle({ response }: Exchange): Promise<void> {
      sendJson(response, 200, await keySet(), { 'cache-control': 'public, max-age=300' })
    },
  }
}
