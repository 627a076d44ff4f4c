import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { throttled } from '../../src/simulators/microsoft365/throttling.js'
import { type Answer, GraphTestClient } from './graph-client.js'

let client: GraphTestClient
const tom = '/users/tom.claes@cloudware.example'

beforeAll(async () => {
  client = await GraphTestClient.start()
})
afterEach(() => {
  client.simulator.server.forget()
})
afterAll(async () => {
  await client.simulator.stop()
})

interface Request {
  id: string
  method?: string
  url: string
  dependsOn?: string[]
  body?: unknown
  headers?: Record<string, string>
}

const batch = (requests: Request[]): Promise<Answer> =>
  client.send('POST', '/$batch', { requests: requests.map((request) => ({ method: 'GET', ...request })) })

async function statuses(requests: Request[]): Promise<Record<string, number>> {
  const { body } = await batch(requests)
  return Object.fromEntries(body['responses'].map(({ id, status }: { id: string; status: number }) => [id, status]))
}

/** Requests to one mailbox that are under way and stay so until the function is called. */
function occupy(count: number): () => void {
  const url = new URL(`${client.simulator.url}/v1.0${tom}/messages`)
  const leaves = Array.from({ length: count }, () =>
    client.simulator.graph.lanes.enter({ method: 'GET', url, headers: {}, body: Buffer.alloc(0) }),
  )
  return () => leaves.forEach((leave) => leave())
}

describe('a batch', () => {
  test('answers each member on its own, in any order, always with 200', async () => {
    const { status, body } = await batch([
      { id: 'a', url: '/users?$top=1' },
      { id: 'b', url: 'users/nobody' },
      { id: 'c', url: '/users/jef.wouters@cloudware.example/messages' },
    ])
    expect(status).toBe(200)
    const byId = Object.fromEntries(body['responses'].map((response: { id: string }) => [response.id, response]))
    expect(byId).toMatchObject({
      a: { status: 200, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: { value: [{ givenName: 'Sofie' }] } },
      b: { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } },
      c: { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } },
    })
  })

  test('mixes up its answers', async () => {
    const requests = Array.from({ length: 20 }, (_, index) => ({ id: String(index), url: '/users?$top=1' }))
    const orders = new Set<string>()
    for (let round = 0; round < 5; round += 1) {
      orders.add((await batch(requests)).body['responses'].map(({ id }: { id: string }) => id).join())
    }
    expect(orders.size).toBeGreaterThan(1)
  })

  test('takes twenty members at most', async () => {
    const requests = Array.from({ length: 21 }, (_, index) => ({ id: String(index), url: '/users' }))
    const { status, body } = await batch(requests)
    expect([status, body['error'].message]).toEqual([400, 'Number of batch request steps exceeds the maximum value of 20.'])
  })

  test.each<[string, Request[]]>([
    [
      'the same id in other letters',
      [
        { id: 'a', url: '/users' },
        { id: 'A', url: '/users' },
      ],
    ],
    ['a dependency that does not exist', [{ id: 'a', url: '/users', dependsOn: ['z'] }]],
    ['a body without its type', [{ id: 'a', method: 'POST', url: '/search/query', body: {} }]],
    ['a batch inside', [{ id: 'a', method: 'POST', url: '/$batch', headers: { 'Content-Type': 'application/json' }, body: {} }]],
  ])('refuses %s', async (_, requests) => {
    expect((await batch(requests)).status).toBe(400)
  })

  test('skips what depends on a failure', async () => {
    const answered = await statuses([
      { id: '1', url: '/users/nobody' },
      { id: '2', url: '/users', dependsOn: ['1'] },
      { id: '3', url: '/users', dependsOn: ['2'] },
      { id: '4', url: '/users' },
    ])
    expect(answered).toEqual({ 1: 404, 2: 424, 3: 424, 4: 200 })
  })

  test('needs a token as a whole', async () => {
    expect((await client.send('POST', '/$batch', { requests: [] }, { authorization: 'Bearer x' })).status).toBe(401)
  })
})

describe('throttling', () => {
  test('of one member stands inside a batch that succeeds', async () => {
    client.simulator.graph.plan(throttled.graph('2.128'), ({ target }) => target.startsWith('/users/nobody'))
    const { status, body } = await batch([{ id: '1', url: '/users/nobody' }])
    expect(status).toBe(200)
    expect(body['responses'][0]).toMatchObject({
      status: 429,
      headers: { 'Retry-After': '2.128' },
      body: { error: { code: 'TooManyRequests' } },
    })
    expect(await statuses([{ id: '1', url: '/users/nobody' }])).toEqual({ 1: 404 })
  })

  test('may come without any Retry-After', async () => {
    client.simulator.graph.plan(throttled.files(null))
    const { status, headers, body } = await client.get('/users')
    expect([status, headers.get('retry-after'), body['error'].code]).toEqual([429, null, 'activityLimitReached'])
  })

  test('begins with the fifth request to one mailbox at a time, and spares the other mailbox', async () => {
    const leave = occupy(4)
    const { status, body } = await client.get(`${tom}/messages?$top=1`)
    expect(status).toBe(429)
    expect(body['error']).toMatchObject({ code: 'ApplicationThrottled', message: 'Application is over its MailboxConcurrency limit.' })
    expect((await client.get('/users/sofie.maes@cloudware.example/events')).status).toBe(200)
    leave()
    expect((await client.get(`${tom}/messages?$top=1`)).status).toBe(200)
  })

  test('counts the members of a batch, four at a time', async () => {
    const requests = Array.from({ length: 8 }, (_, index) => ({ id: String(index), url: `${tom}/messages?$top=1` }))
    expect(new Set(Object.values(await statuses(requests)))).toEqual(new Set([200]))
    const leave = occupy(1)
    expect(Object.values(await statuses(requests)).filter((status) => status === 429)).toHaveLength(5)
    leave()
  })
})

describe('what a gateway may say', () => {
  test('is a page of HTML', async () => {
    client.simulator.server.inject({ kind: 'answer', response: throttled.gateway(502) })
    const { status, headers, text } = await client.get('/users')
    expect([status, headers.get('content-type')]).toEqual([502, 'text/html'])
    expect(text).toContain('<h1>502</h1>')
  })

  test('may be nothing at all, and the same port answers again after a stop', async () => {
    const { url } = client.simulator
    await client.simulator.stop()
    await expect(client.get('/users')).rejects.toThrow()
    await client.simulator.start()
    expect(client.simulator.url).toBe(url)
    expect((await client.get('/users')).status).toBe(200)
  })
})
