import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import { lotte, trader } from '../../src/simulators/world.js'
import { HubWorld } from '../builders/hub-world.js'

const submit = `mutation($id: ID!) { submitRequest(input: { subjectId: $id, rights: [ACCESS], lang: NL }) {
  ... on RequestSubmitted { case { id } } } }`

let world: HubWorld
let staff: string
let subject: string
let id: string
let caseId: string
let caseOfAnother: string

async function subjectWithCase(token: string): Promise<{ readonly id: string; readonly caseId: string }> {
  const { id } = (await world.ask(token, '{ me { id } }')).data.me
  return { id, caseId: (await world.ask(token, submit, { id })).data.submitRequest.case.id }
}

beforeAll(async () => {
  world = await HubWorld.start()
  staff = await world.staffToken('handler')
  subject = await world.tokenOf(lotte)
  const own = await subjectWithCase(subject)
  id = own.id
  caseId = own.caseId
  caseOfAnother = (await subjectWithCase(await world.tokenOf(trader))).caseId
}, 60_000)
afterAll(() => world.stop())

const leaves = () => world.hub.database.read((manager) => manager.find(AuditLeaf, { order: { sequence: 'ASC' } }))

/** What a question leaves in the record of who read whom. */
async function traces(token: string, query: string, variables: Record<string, unknown> = { id }) {
  const before = (await leaves()).length
  const { errors } = await world.ask(token, query, variables)
  expect(errors).toEqual([])
  return (await leaves())
    .slice(before)
    .map(({ type, facts, ...leaf }) => ({ type, subjectId: leaf.subjectId, caseId: leaf.caseId, ...JSON.parse(facts) }))
}

const read = (more: object = {}) => ({
  type: 'subject.read',
  subjectId: id,
  caseId: null,
  purpose: 'CASE_HANDLING',
  outcome: 'READ',
  systems: [],
  ...more,
})

describe('staff who see what the hub itself holds leave a trace', () => {
  test.each([
    ['one person', 'query($id: ID!) { dataSubject(id: $id) { createdAt } }', 1],
    ['the identifiers of a person', 'query($id: ID!) { dataSubject(id: $id) { identifiers { masked } } }', 2],
    ['the links of a person', 'query($id: ID!) { dataSubject(id: $id) { links { id } } }', 2],
    ['the cases of a person', 'query($id: ID!) { dataSubject(id: $id) { cases { edges { node { reference } } } } }', 2],
    ['a list of persons', 'query($id: ID!) { dataSubjects(ids: [$id]) { edges { node { createdAt } } } }', 1],
    ['a list of cases', 'query($id: ID!) { cases(filter: { subjectId: $id }) { edges { node { reference } } } }', 1],
  ])('of %s', async (_what, query, events) => {
    expect(await traces(staff, query)).toEqual(Array.from({ length: events }, () => read()))
  })

  test('of a case and of its history, with the case', async () => {
    const query = 'query($id: ID!) { case(id: $id) { reference events { type } } }'
    expect(await traces(staff, query, { id: caseId })).toEqual([read({ caseId }), read({ caseId })])
  })

  test('of the plans of a case and of its notices, with the case', async () => {
    const query = 'query($id: ID!) { case(id: $id) { claims { plan { id } plans { id } } notices { id } } }'
    expect(await traces(staff, query, { id: caseId })).toEqual([read({ caseId }), read({ caseId }), read({ caseId })])
  })

  test('with the reason that they gave', async () => {
    const query = 'query($id: ID!, $caseId: ID) { dataSubject(id: $id, caseId: $caseId, purpose: QUALITY_CHECK) { createdAt } }'
    expect(await traces(staff, query, { id, caseId })).toEqual([read({ caseId }), read({ caseId, purpose: 'QUALITY_CHECK' })])
  })
})

test('what people see of themselves leaves none', async () => {
  expect(await traces(subject, '{ me { identifiers { masked } cases { edges { node { events { type } } } } } }', {})).toEqual([])
})

describe('the case for which staff look must be one of that person:', () => {
  const query = 'query($id: ID!, $caseId: ID) { dataSubject(id: $id, caseId: $caseId) { createdAt profile { asOf } } }'

  test('free text, or the case of another, is not found, and does not come into the record', async () => {
    const before = (await leaves()).length
    for (const wrong of ['Lotte Peeters, geboren 1988', caseOfAnother]) {
      const { errors } = await world.ask(staff, query, { id, caseId: wrong })
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
    }
    const made = (await leaves()).slice(before)
    expect(made.filter(({ subjectId }) => subjectId === id)).toEqual([])
    expect(JSON.stringify(made)).not.toContain('Lotte')
  })
})
