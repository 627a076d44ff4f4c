import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { buildHubSchema, closeRootFields } from '../../resolvers/build-schema.js'
import { Role } from '../../src/vocabulary/viewer.js'
import { type GraphqlServer, startGraphql } from '../builders/graphql-server.js'
import { progressOf } from '../builders/fake-graph.js'

interface Operation {
  readonly query: string
  /** Letters of the contract: S R H D A O. */
  readonly who: string
}

/** Every root field of the contract so far, asked in its shortest form. */
const operations: Readonly<Record<string, Operation>> = {
  me: { query: '{ me { id } }', who: 'S' },
  dataSubject: { query: '{ dataSubject(id: "a") { id } }', who: 'S R H D' },
  dataSubjects: { query: '{ dataSubjects { edges { cursor } } }', who: 'H D' },
  findDataSubjects: { query: '{ findDataSubjects(by: [{ kind: EMAIL, value: "l@hub.example" }]) { grade subject { id } } }', who: 'H D' },
  case: { query: '{ case(id: "case-a") { id } }', who: 'S R H D' },
  cases: { query: '{ cases { edges { cursor } } }', who: 'S R H D' },
  sourceSystems: { query: '{ sourceSystems { id } }', who: 'S R H D A O' },
  recordOfProcessing: { query: '{ recordOfProcessing { id label system { id } } }', who: 'D A O' },
  registerDataSubject: {
    query: 'mutation { registerDataSubject(input: { identifiers: [{ kind: EMAIL, value: "l@hub.example" }] }) { __typename } }',
    who: 'H D',
  },
  recordIdentityCheck: {
    query: 'mutation { recordIdentityCheck(input: { caseId: "case-a", method: CALL_BACK, passed: true }) { __typename } }',
    who: 'H D',
  },
  linkRecord: { query: 'mutation { linkRecord(input: { subjectId: "a", linkId: "link-1" }) { __typename } }', who: 'H D' },
  unlinkRecord: { query: 'mutation { unlinkRecord(input: { subjectId: "a", linkId: "link-1" }) { __typename } }', who: 'H D' },
  submitRequest: { query: 'mutation { submitRequest(input: { subjectId: "a", rights: [ACCESS] }) { __typename } }', who: 'S R H D' },
  prepareBundle: {
    query: 'mutation { prepareBundle(input: { claimId: "claim-case-a", kind: ACCESS_COPY }) { __typename } }',
    who: 'S R H D',
  },
  requestDownload: { query: 'mutation { requestDownload(input: { bundleId: "bundle-a" }) { __typename } }', who: 'S R' },
  proposeRectification: {
    query:
      'mutation { proposeRectification(input: { subjectId: "a", target: { category: PHONE_NUMBER }, newValue: "+32470000101" }) { __typename } }',
    who: 'S R H D',
  },
  planErasure: { query: 'mutation { planErasure(input: { claimId: "claim-case-a" }) { __typename } }', who: 'H D' },
  approvePlan: { query: 'mutation { approvePlan(input: { planId: "plan-a", hash: "x" }) { __typename } }', who: 'H D' },
  executePlan: { query: 'mutation { executePlan(input: { planId: "plan-a" }) { __typename } }', who: 'H D' },
  dismissReturn: { query: 'mutation { dismissReturn(input: { planId: "plan-a" }) { __typename } }', who: 'D' },
  retryStep: { query: 'mutation { retryStep(input: { stepId: "step-plan-a-1" }) { __typename } }', who: 'H D' },
  completeManualStep: { query: 'mutation { completeManualStep(input: { stepId: "step-plan-a-2" }) { __typename } }', who: 'H D' },
  recordNotice: { query: 'mutation { recordNotice(input: { noticeId: "notice-1", result: ACKNOWLEDGED }) { __typename } }', who: 'H D' },
  pauseSystem: { query: 'mutation { pauseSystem(input: { systemId: "odoo", reason: "upgrade" }) { __typename } }', who: 'D O' },
  resumeSystem: { query: 'mutation { resumeSystem(input: { systemId: "odoo" }) { __typename } }', who: 'D O' },
  caseProgress: { query: 'subscription { caseProgress(caseId: "case-a") { type } }', who: 'S R H D' },
  bundleProgress: { query: 'subscription { bundleProgress(bundleId: "bundle-a") { phase } }', who: 'S R H D' },
}

const letters: Readonly<Record<Role, string>> = {
  SUBJECT: 'S',
  REPRESENTATIVE: 'R',
  CASE_HANDLER: 'H',
  DPO: 'D',
  AUDITOR: 'A',
  OPERATOR: 'O',
}

let server: GraphqlServer

beforeAll(async () => {
  server = await startGraphql()
})
afterAll(() => server.close())

/** The code of the first error, or OK. Subscriptions are asked as a stream. */
async function outcome(query: string, role: Role): Promise<string> {
  const isStream = query.startsWith('subscription')
  const response = await fetch(server.url, {
    method: 'POST',
    body: JSON.stringify({ query }),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${role}`, ...(isStream ? { accept: 'text/event-stream' } : {}) },
  })
  const text = await response.text()
  return /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? (text.includes('"data"') ? 'OK' : text)
}

describe('who may ask what', () => {
  test('this test knows every root field of the schema', () => {
    const schema = buildHubSchema()
    const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.keys(type!.getFields()),
    )
    expect(fields.sort()).toEqual(Object.keys(operations).sort())
  })

  test.each(Object.keys(operations))('%s is answered to the roles of the contract and forbidden to all others', async (name) => {
    const { query, who } = operations[name]!
    const answers = await Promise.all(Object.values(Role).map(async (role) => [role, await outcome(query, role)]))
    const expected = Object.values(Role).map((role) => [role, who.split(' ').includes(letters[role]) ? 'OK' : 'FORBIDDEN'])
    expect(answers).toEqual(expected)
  })

  test.each(Object.keys(operations))('%s says 401 and nothing more without a token, or with a bad one', async (name) => {
    for (const token of [null, 'forged']) {
      const { status, headers, body } = await server.ask(operations[name]!.query, {}, token)
      expect({ status, challenge: headers.get('www-authenticate'), body }).toEqual({
        status: 401,
        challenge: 'Bearer',
        body: { errors: [{ message: 'A valid access token is needed.', extensions: { code: 'UNAUTHENTICATED' } }] },
      })
    }
  })

  test('that a system is paused, and why, is for staff and operators', async () => {
    const query = '{ sourceSystems { pause { reason } } }'
    for (const role of Object.values(Role)) {
      const { body } = await server.ask(query, {}, role)
      const isTold = role !== Role.SUBJECT && role !== Role.REPRESENTATIVE
      expect([role, body.errors?.[0]?.extensions.code ?? 'OK']).toEqual([role, isTold ? 'OK' : 'FORBIDDEN'])
    }
  })

  test('what proves a step is given out to staff alone', async () => {
    const query = '{ case(id: "case-a") { claims { plan { steps(first: 1) { evidence { contentBase64 } } } } } }'
    expect(await outcome(query, Role.CASE_HANDLER)).toBe('OK')
    expect(await outcome(query, Role.DPO)).toBe('OK')
    expect(await outcome(query, Role.SUBJECT)).toBe('FORBIDDEN')
  })

  test('links of a person are for staff', async () => {
    const query = '{ dataSubject(id: "a") { links { id } } }'
    expect(await outcome(query, Role.CASE_HANDLER)).toBe('OK')
    expect(await outcome(query, Role.REPRESENTATIVE)).toBe('FORBIDDEN')
  })

  test('what a recipient is told is for staff', async () => {
    const query = '{ case(id: "case-a") { notices { letter { subject } } } }'
    expect(await outcome(query, Role.DPO)).toBe('OK')
    expect(await outcome(query, Role.SUBJECT)).toBe('FORBIDDEN')
  })

  test('a root field without a permission stops the start', () => {
    const query = new GraphQLObjectType({
      name: 'Query',
      fields: { forgotten: { type: GraphQLString, resolve: () => progressOf('x', 0).phase } },
    })
    expect(() => closeRootFields(new GraphQLSchema({ query }).getQueryType())).toThrow('Query.forgotten has no permission.')
  })
})
