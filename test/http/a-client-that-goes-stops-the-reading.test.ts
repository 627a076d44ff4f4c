import { describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { fakeHub } from '../builders/fake-hub.js'
import { startGraphql } from '../builders/graphql-server.js'

describe('a client that goes before it has its answer', () => {
  test('aborts what is being read for it', async () => {
    let begun = (): void => undefined
    const reading = new Promise<void>((resolve) => (begun = resolve))
    const hub = fakeHub({
      reader: {
        profile: () => {
          begun()
          return new Promise(() => undefined)
        },
      },
    })
    const server = await startGraphql({ hub })
    const client = new AbortController()
    const answer = fetch(server.url, {
      method: 'POST',
      body: JSON.stringify({ query: '{ me { profile { asOf } } }' }),
      headers: { 'content-type': 'application/json', authorization: 'Bearer SUBJECT' },
      signal: client.signal,
    })
    await reading
    const { signal } = hub.reads[0]!
    const aborted = once(signal, 'abort')
    client.abort()
    await expect(answer).rejects.toThrow()
    await aborted
    expect(signal.aborted).toBe(true)
    await server.close()
  })

  test('nothing is aborted for a client that got its answer', async () => {
    const hub = fakeHub()
    const server = await startGraphql({ hub })
    await server.ask('{ me { profile { asOf } coverage { answer } } }')
    await server.close()
    expect(hub.reads.map(({ signal, purpose }) => [signal.aborted, purpose])).toEqual([[false, 'OWN_DATA']])
  })
})
