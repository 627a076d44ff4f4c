import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { SettableClock } from '../../src/kernel/clock.js'
import { startGraphql } from '../builders/graphql-server.js'

const ME = '{ me { id } }'

describe('requests of one account', () => {
  test('beyond its share get 429 and when to come back; others are not held up', async () => {
    const clock = new SettableClock(new Date('2026-03-14T12:00:00Z'))
    const server = await startGraphql({ clock, limits: { rate: { burst: 2, perSecond: 0.5 } } })
    await server.ask(ME)
    await server.ask(ME)
    const third = await server.ask(ME)
    expect([third.status, third.headers.get('retry-after'), third.body.errors?.[0]?.extensions.code]).toEqual([429, '2', 'RATE_LIMITED'])
    expect((await server.ask('{ sourceSystems { id } }', {}, 'OPERATOR')).status).toBe(200)
    clock.advance(2000)
    expect((await server.ask(ME)).status).toBe(200)
    await server.close()
  })
})

describe('persisted operations', () => {
  const hash = createHash('sha256').update(ME).digest('hex')
  const byHash = JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } })
  const bearer = { authorization: 'Bearer SUBJECT' }

  test('are asked for by their hash', async () => {
    const server = await startGraphql({ persisted: { texts: new Map([[hash, ME]]), enforced: false } })
    expect((await server.send(byHash, bearer)).body).toEqual({ data: { me: { id: 'a' } } })
    expect((await server.ask('{ me { language } }')).status).toBe(200)
    await server.close()
  })

  test('are the only ones accepted where that is enforced', async () => {
    const server = await startGraphql({ persisted: { texts: new Map([[hash, ME]]), enforced: true } })
    expect((await server.ask(ME)).status).toBe(200)
    const other = await server.ask('{ me { language } }')
    expect([other.status, other.body.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN'])
    await server.close()
  })
})
