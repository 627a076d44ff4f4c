import { describe, expect, test } from '@jest/globals'
import { explorerRoute } from '../../src/http/explorer.js'
import { healthRoute, keysRoute, readyRoute } from '../../src/http/plain-routes.js'
import { HubServer } from '../../src/http/server.js'
import { silentLogger } from '../../src/kernel/logger.js'

async function withServer(use: (url: string) => Promise<void>): Promise<void> {
  const routes = [
    explorerRoute({ title: 'Explorer', defaultQuery: '{ me { id } }', defaultHeaders: '{}' }),
    healthRoute(),
    readyRoute(() => Promise.resolve(false)),
    keysRoute(() => Promise.resolve({ keys: [{ kid: 'one' }] })),
    { methods: ['GET'], path: '/fails/:id', handle: () => Promise.reject(new Error('Lotte Peeters')) },
  ]
  const server = new HubServer(routes, silentLogger)
  await use(`http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`)
  await server.close(100)
}

describe('the explorer page', () => {
  test('names no other address to load from, and its policy allows none', () =>
    withServer(async (url) => {
      const response = await fetch(url)
      const page = await response.text()
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(page).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="(https?:)?\/\//)
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("connect-src 'self'")
      expect(policy).toMatch(/script-src 'sha256-[^ ]+';/)
      expect(policy).not.toMatch(/https?:|\*/)
    }))
})

describe('the table of routes', () => {
  test.each([
    ['/healthz', 200, { live: true }],
    ['/readyz', 503, { ready: false }],
    ['/.well-known/jwks.json', 200, { keys: [{ kid: 'one' }] }],
    ['/fails/1', 500, { error: 'INTERNAL' }],
    ['/fails/', 404, { error: 'NOT_FOUND' }],
    ['/nowhere', 404, { error: 'NOT_FOUND' }],
  ])('%s answers %d', (path, status, body) =>
    withServer(async (url) => {
      const response = await fetch(url + path)
      expect([response.status, await response.json()]).toEqual([status, body])
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }),
  )

  test('a method that a route does not have is 405', () =>
    withServer(async (url) => {
      const response = await fetch(`${url}/healthz`, { method: 'POST' })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    }))
})
