import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { getIntrospectionQuery } from 'graphql'
import { fakeHub } from '../builders/fake-hub.js'
import { type Answer, type GraphqlServer, startGraphql } from '../builders/graphql-server.js'

const hub = fakeHub()
let server: GraphqlServer

beforeAll(async () => {
  server = await startGraphql({ hub })
})
afterAll(() => server.close())

function told({ status, body }: Answer) {
  return { status, code: body.errors?.[0]?.extensions.code, message: body.errors?.[0]?.message }
}

function nested(levels: number): string {
  return `{ cases { ${'edges { node { subject { cases { '.repeat(levels)} pageInfo { hasNextPage } ${'} } } } '.repeat(levels)} } }`
}

const bearer = { authorization: 'Bearer SUBJECT' }
const fragments = Array.from({ length: 30 }, (_, i) => `fragment F${i} on DataSubject { ...F${i + 1} ...F${i + 1} }`).join(' ')

describe('what is too large is refused before it is executed', () => {
  test.each([
    ['deep', nested(4), 'QUERY_TOO_COMPLEX', /levels; 12 are allowed/],
    ['deep by its fragments', `{ ...F } fragment F on Query ${nested(4)}`, 'QUERY_TOO_COMPLEX', /levels; 12 are allowed/],
    [
      'aliased',
      `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: sourceSystems { id }`).join(' ')} }`,
      'QUERY_TOO_COMPLEX',
      /16 aliases; 15/,
    ],
    [
      'wide lists in lists',
      '{ cases(first: 100) { edges { node { subject { cases(first: 100) { edges { node { events { id } } } } } } } } }',
      'QUERY_TOO_COMPLEX',
      /20000 is allowed/,
    ],
    ['one field again and again', `{ me { ${'id '.repeat(600)} } }`, 'QUERY_TOO_COMPLEX', /fields; 500/],
    ['endless text', `{ me { ${'id '.repeat(5000)} } }`, 'BAD_USER_INPUT', /token/i],
    ['a fragment in itself', '{ me { ...F } } fragment F on DataSubject { id ...F }', 'BAD_USER_INPUT', /itself/],
    ['no GraphQL', 'DROP TABLE case', 'BAD_USER_INPUT', /Syntax Error/],
    ['of a field that is not there', '{ me { idd } }', 'BAD_USER_INPUT', /^Cannot query field "idd" on type "DataSubject"\.$/],
    ['of the schema itself', '{ __schema { types { name } } }', 'BAD_USER_INPUT', /introspection/i],
  ])('a query that is %s', async (_what, query, code, message) => {
    const before = hub.reads.length
    const answer = told(await server.ask(query))
    expect(answer).toEqual({ status: 400, code, message: expect.stringMatching(message) })
    expect(hub.reads).toHaveLength(before)
  })

  test('a list size in a variable counts as much as one in the text', async () => {
    const query =
      'query ($n: Int) { cases(first: $n) { edges { node { subject { cases(first: $n) { edges { node { events { id } } } } } } } } }'
    expect(told(await server.ask(query, { n: 100 }))).toMatchObject({ status: 400, code: 'QUERY_TOO_COMPLEX' })
    expect(told(await server.ask(query, { n: 3 }))).toMatchObject({ status: 200, code: undefined })
    expect(told(await server.ask(query, { n: 100 }))).toMatchObject({ status: 400, code: 'QUERY_TOO_COMPLEX' })
  })

  test("a variable's default value counts as much as a value that is given", async () => {
    const query = (n: number): string =>
      `query ($n: Int = ${n}) { cases(first: $n) { edges { node { subject { cases(first: $n) { edges { node { events { id } } } } } } } } }`
    expect(told(await server.ask(query(100)))).toMatchObject({ status: 400, code: 'QUERY_TOO_COMPLEX' })
    expect(told(await server.ask(query(3)))).toMatchObject({ status: 200, code: undefined })
  })

  test('fragments that double thirty times are measured once each', async () => {
    const answer = await server.ask(`{ me { ...F0 } } ${fragments} fragment F30 on DataSubject { id }`)
    expect(answer.body).toEqual({ data: { me: { id: 'a' } } })
  })

  test('introspection, where it is on, is exempt from the depth limit', async () => {
    const development = await startGraphql({ development: true })
    const deep = `{ __type(name: "Query") { fields { type { ${'ofType { '.repeat(12)} name ${'} '.repeat(12)} } } } }`
    expect((await development.ask(deep)).body.errors).toBeUndefined()
    expect((await development.ask(getIntrospectionQuery())).body.errors).toBeUndefined()
    await development.close()
  })
})

describe('what is not one operation in JSON is refused', () => {
  test.each([
    ['a batch', '[{"query":"{ me { id } }"},{"query":"{ me { id } }"}]', 400],
    ['no JSON', '{ me { id } }', 400],
    ['variables that are a list', '{"query":"{ me { id } }","variables":[]}', 400],
    ['a name that is a number', '{"query":"{ me { id } }","operationName":1}', 400],
    ['no text', '{}', 400],
    ['a body beyond 1 MiB', `{"query":"{ me { id } }","pad":"${'x'.repeat(1_048_576)}"}`, 413],
  ])('%s', async (_what, body, status) => {
    expect(told(await server.send(body, bearer))).toMatchObject({ status, code: 'BAD_USER_INPUT' })
  })

  test('a form of another site, since it cannot send JSON', async () => {
    const answer = await server.send('{"query":"{ me { id } }"}', { ...bearer, 'content-type': 'text/plain' })
    expect(told(answer)).toMatchObject({ status: 415, code: 'BAD_USER_INPUT' })
  })

  test('a GET, since addresses are logged', async () => {
    const response = await fetch(`${server.url}?query={me{id}}`, { headers: bearer })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })
})
