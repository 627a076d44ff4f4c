import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { Writable } from 'node:stream'
import { createLogger } from '../../src/kernel/logger.js'
import { type GraphqlServer, startGraphql } from '../builders/graphql-server.js'

const two = 'query One { me { id } } query Two { me { id } }'
const follow = 'subscription { bundleProgress(bundleId: "bundle-a") { phase } }'
const mistakes: readonly (readonly [what: string, body: object, told: string])[] = [
  ['two operations and no choice', { query: two }, 'say with `operationName` which'],
  ['an operation that is not there', { query: two, operationName: 'Three' }, '`operationName` names no operation'],
  ['an empty name', { query: '{ me { id } }', operationName: '' }, '`operationName` names no operation'],
  ['fragments alone', { query: 'fragment F on DataSubject { id }' }, 'Send one operation as `query`'],
  ['a subscription that is not streamed', { query: follow }, 'Send it with `Accept: text/event-stream`'],
]

let server: GraphqlServer
let logged: string[]

beforeAll(async () => {
  const destination = new Writable({ write: (chunk, _encoding, next) => (logged.push(String(chunk)), next()) })
  server = await startGraphql({ logger: createLogger('error', destination) })
})
beforeEach(() => {
  logged = []
})
afterAll(() => server.close())

function post(body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer SUBJECT' }
  return fetch(server.url, { method: 'POST', body: JSON.stringify(body), headers })
}

describe('a mistake of the client', () => {
  test.each(mistakes)('%s is 400 BAD_USER_INPUT with what to send, and no error in the log', async (_what, body, told) => {
    const response = await post(body)
    const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] }
    expect(response.status).toBe(400)
    expect(errors).toEqual([{ message: expect.stringContaining(told), extensions: { code: 'BAD_USER_INPUT' } }])
    expect(logged).toEqual([])
  })

  test('told once is told again, also when the same text was answered before', async () => {
    const query = '{ me { id } }'
    expect((await post({ query })).status).toBe(200)
    expect((await post({ query, operationName: '' })).status).toBe(400)
  })

  test('one of two operations, chosen by its name, is answered', async () => {
    expect((await post({ query: two, operationName: 'Two' })).status).toBe(200)
  })
})
