import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type GraphqlServer, startGraphql } from '../builders/graphql-server.js'

let server: GraphqlServer

beforeAll(async () => {
  server = await startGraphql()
})
afterAll(() => server.close())

/** How each operation of the schema takes an id. */
const takers: readonly (readonly [name: string, theirs: string, ask: (id: string) => string])[] = [
  ['dataSubject', 'b', (id) => `{ dataSubject(id: "${id}") { id profile { asOf } } }`],
  ['case', 'case-b', (id) => `{ case(id: "${id}") { id subject { id } } }`],
  ['submitRequest', 'b', (id) => `mutation { submitRequest(input: { subjectId: "${id}", rights: [ACCESS] }) { __typename } }`],
  ['prepareBundle', 'claim-case-b', (id) => `mutation { prepareBundle(input: { claimId: "${id}", kind: ACCESS_COPY }) { __typename } }`],
  [
    'proposeRectification for a claim',
    'claim-case-b',
    (id) =>
      `mutation { proposeRectification(input: { claimId: "${id}", target: { category: PHONE_NUMBER }, newValue: "x" }) { __typename } }`,
  ],
  [
    'proposeRectification for a person',
    'b',
    (id) =>
      `mutation { proposeRectification(input: { subjectId: "${id}", target: { category: PHONE_NUMBER }, newValue: "x" }) { __typename } }`,
  ],
  ['requestDownload', 'bundle-b', (id) => `mutation { requestDownload(input: { bundleId: "${id}" }) { __typename } }`],
]

describe('an id that is not theirs', () => {
  test.each(takers)('%s answers it exactly like one that does not exist', async (_name, theirs, ask) => {
    const foreign = await server.ask(ask(theirs))
    const unknown = await server.ask(ask('0'.repeat(theirs.length)))
    expect(foreign.body.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' })
    expect({ status: foreign.status, body: foreign.body }).toEqual({ status: unknown.status, body: unknown.body })
  })
})
