import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SettableClock } from '../../src/kernel/clock.js'
import { askToken, GraphTestClient } from './graph-client.js'

const clock = new SettableClock(new Date('2026-06-01T08:00:00Z'))
let client: GraphTestClient

beforeAll(async () => {
  client = await GraphTestClient.start({ clock, tokenLifetimeSeconds: 600, roles: ['User.Read.All'] })
})
afterAll(async () => {
  await client.simulator.stop()
})

describe('the token endpoint', () => {
  test('gives a short-lived bearer token that carries the roles', async () => {
    const { status, body } = await askToken(client.simulator)
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600, ext_expires_in: 600 })
    const claims = JSON.parse(Buffer.from(body['access_token'].split('.')[1], 'base64url').toString())
    expect(claims).toMatchObject({
      aud: 'https://graph.microsoft.com',
      roles: ['User.Read.All'],
      exp: Date.parse('2026-06-01T08:10:00Z') / 1000,
    })
  })

  test.each([
    ['a wrong secret', { client_secret: 'no' }, 401, 'invalid_client', 7000215],
    ['an unknown client', { client_id: 'no' }, 400, 'unauthorized_client', 700016],
    ['a wrong scope', { scope: 'Mail.Read' }, 400, 'invalid_scope', 70011],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ])('refuses %s in the OAuth shape', async (_, changes, status, error, code) => {
    const answer = await askToken(client.simulator, changes)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ error, error_codes: [code], timestamp: '2026-06-01 08:00:00Z' })
    expect(answer.body['error_description']).toMatch(new RegExp(`^AADSTS${code}: .+\r\nTrace ID: `))
  })

  test('refuses an unknown tenant', async () => {
    expect((await askToken(client.simulator, {}, 'nobody.example')).body).toMatchObject({ error: 'invalid_request', error_codes: [90002] })
  })
})

describe('a token at Graph', () => {
  test('is demanded', async () => {
    const { status, body } = await client.get('/users', { authorization: '' })
    expect(status).toBe(401)
    expect(body['error']).toMatchObject({ code: 'InvalidAuthenticationToken', message: 'Access token is empty.' })
  })

  test('is refused when somebody else signed it', async () => {
    const { status, body } = await client.get('/users', { authorization: `Bearer ${client.token.slice(0, -3)}AAA` })
    expect(status).toBe(401)
    expect(body['error'].message).toBe('Access token validation failure.')
  })

  test('opens only what its roles open', async () => {
    expect((await client.get('/users')).status).toBe(200)
    const { status, body } = await client.get('/users/sofie.maes@cloudware.example/messages')
    expect(status).toBe(403)
    expect(body['error']).toMatchObject({
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    })
  })

  test('expires with the clock, with the exact challenge', async () => {
    clock.advance(600_000)
    const { status, body, headers } = await client.get('/users', { 'client-request-id': 'c7a5' })
    expect(status).toBe(401)
    expect(body['error']).toMatchObject({
      code: 'InvalidAuthenticationToken',
      message: 'Access token has expired or is not yet valid.',
      innerError: { date: '2026-06-01T08:10:00', 'client-request-id': 'c7a5' },
    })
    expect(headers.get('www-authenticate')).toBe(
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
    )
    clock.advance(-600_000)
  })

  test('is void after the tokens are withdrawn', async () => {
    const other = await GraphTestClient.start({ seed: 'empty' })
    expect((await other.get('/users')).status).toBe(200)
    other.simulator.expireTokens()
    expect((await other.get('/users')).body['error'].message).toBe('Access token has expired or is not yet valid.')
    await other.simulator.stop()
  })
})
