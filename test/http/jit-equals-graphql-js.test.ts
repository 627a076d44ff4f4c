import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type GraphqlServer, startGraphql } from '../builders/graphql-server.js'
import { queries } from '../builders/queries.js'

let compiled: GraphqlServer
let interpreted: GraphqlServer

beforeAll(async () => {
  compiled = await startGraphql({ compileAfter: 1 })
  interpreted = await startGraphql({ compileAfter: 0 })
})
afterAll(() => Promise.all([compiled.close(), interpreted.close()]))

async function both(query: string, variables: object = {}) {
  const [jit, js] = await Promise.all([compiled.ask(query, variables), interpreted.ask(query, variables)])
  return { jit, js }
}

describe('compiled and interpreted queries', () => {
  test.each(Object.entries(queries))('%s gives identical answers without errors', async (_name, query) => {
    const { jit, js } = await both(query, query.includes('$id') ? { id: 'a', lang: 'FR' } : {})
    expect(js.body.errors).toBeUndefined()
    expect(jit.status).toBe(200)
    expect(jit.body).toEqual(js.body)
  })

  test.each([
    ['a variable of the wrong type', 'query ($first: Int) { me { records(first: $first) { edges { cursor } } } }', { first: 'many' }],
    ['a missing variable', 'query ($id: ID!) { dataSubject(id: $id) { id } }', {}],
    ['an unknown enum value', 'query ($l: Language) { sourceSystems { name(lang: $l) } }', { l: 'XX' }],
    ['an id that is not theirs', '{ dataSubject(id: "b") { id } }', {}],
    ['a page that is too long', '{ me { records(first: 101) { edges { cursor } } } }', {}],
    ['a forbidden field inside', '{ me { id links { id } } }', {}],
    ['a null where a language may be null', 'query ($l: Language) { sourceSystems { name(lang: $l) } }', { l: null }],
  ])('%s is answered alike', async (_name, query, variables) => {
    const { jit, js } = await both(query, variables)
    expect({ status: jit.status, body: jit.body }).toEqual({ status: js.status, body: js.body })
  })

  test('leaves are serialised: ids are strings and enums are names', async () => {
    const { jit } = await both(queries.profile, { id: 'a' })
    expect(JSON.stringify(jit.body)).toContain('"retention":{"rule":"R_ACC"')
    expect(JSON.stringify(jit.body)).toContain('"recordId":"1"')
  })
})
