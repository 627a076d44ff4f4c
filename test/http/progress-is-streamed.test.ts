import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { fakeHub, viewerWith } from '../builders/fake-hub.js'
import { progressOf } from '../builders/fake-graph.js'
import { type GraphqlServer, startGraphql } from '../builders/graphql-server.js'

const follow = (id: string): string => `subscription { bundleProgress(bundleId: "${id}") { phase done state } }`

let server: GraphqlServer

beforeAll(async () => {
  server = await startGraphql()
})
afterAll(() => server.close())

function stream(url: string, query: string, signal?: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream', authorization: 'Bearer SUBJECT' }
  return fetch(url, { method: 'POST', body: JSON.stringify({ query }), headers, signal })
}

async function events(query: string): Promise<string[]> {
  const text = await (await stream(server.url, query)).text()
  return text.split('\n\n').filter((event) => event.startsWith('event'))
}

describe('progress as server-sent events', () => {
  test('tells each step, then completes', async () => {
    expect(await events(follow('bundle-a'))).toEqual([
      'event: next\ndata: {"data":{"bundleProgress":{"phase":"collecting","done":1,"state":"PREPARING"}}}',
      'event: next\ndata: {"data":{"bundleProgress":{"phase":"published","done":3,"state":"READY"}}}',
      expect.stringContaining('event: complete'),
    ])
  })

  test('follows a case from its newest event, or from the one that is known', async () => {
    const ask = (args: string) =>
      events(`subscription { caseProgress(caseId: "case-a"${args}) { number type now { caseState steps { state count } } } }`)
    const executed = '{"number":2,"type":"plan.executed","now":{"caseState":"READY","steps":[{"state":"DONE","count":2}]}}'
    expect(await ask(', after: 1')).toEqual([
      `event: next\ndata: {"data":{"caseProgress":${executed}}}`,
      expect.stringContaining('complete'),
    ])
    expect(await ask('')).toHaveLength(3)
  })

  test('of somebody else’s bundle looks like one that does not exist', async () => {
    const [foreign, unknown] = [await events(follow('bundle-b')), await events(follow('bundle-x'))]
    expect(foreign).toEqual(unknown)
    expect(foreign.join('')).toContain('"code":"NOT_FOUND"')
  })

  test('is limited like any other operation', async () => {
    const aliases = Array.from({ length: 16 }, (_, i) => `a${i}: phase`).join(' ')
    const response = await stream(server.url, `subscription { bundleProgress(bundleId: "bundle-a") { ${aliases} } }`)
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('QUERY_TOO_COMPLEX')])
  })

  test('is the only thing streamed', async () => {
    const response = await stream(server.url, '{ me { id } }')
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('BAD_USER_INPUT')])
  })

  test('stops at the source when the client goes', async () => {
    const stopped = { source: new AbortController() }
    const hub = fakeHub({
      bundles: {
        async *progress(_viewer, _id, signal) {
          yield progressOf('collecting', 1)
          await once(signal, 'abort')
          stopped.source.abort()
        },
      },
    })
    const own = await startGraphql({ hub })
    const client = new AbortController()
    const response = await stream(own.url, follow('bundle-a'), client.signal)
    await response.body!.getReader().read()
    const end = once(stopped.source.signal, 'abort')
    client.abort()
    await end
    await own.close()
    expect(stopped.source.signal.aborted).toBe(true)
  })

  test('ends when the token runs out, and stops at the source', async () => {
    const stopped = new AbortController()
    const hub = fakeHub({
      bundles: {
        async *progress(_viewer, _id, signal) {
          yield progressOf('collecting', 1)
          await once(signal, 'abort')
          stopped.abort()
          throw new Error('The source fails when it is stopped.')
        },
      },
    })
    const expiresAt = Math.floor(Date.now() / 1000)
    const authenticate = () => Promise.resolve({ ...viewerWith('SUBJECT'), expiresAt })
    const own = await startGraphql({ hub, authenticate })
    const text = await (await stream(own.url, follow('bundle-a'))).text()
    expect(text).toMatch(/"code":"UNAUTHENTICATED".*\n\nevent: complete\ndata: \n\n$/)
    expect(stopped.signal.aborted).toBe(true)
    await own.close()
  })
})
