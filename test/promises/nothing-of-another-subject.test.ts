import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { buildSchema } from 'graphql'
import { lotte, trader } from '../../src/simulators/world.js'
import { HubWorld } from '../builders/hub-world.js'
import { idTakers, type IdTaker } from '../builders/id-takers.js'

/*
 * Subject A holds a valid token and knows every id of subject B. Whatever A asks with it must be answered to the byte like a
 * question with an id that was never given out, and nothing of B may be in any answer.
 */
const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'))
const takers = idTakers(schema)

interface OwnIds {
  readonly subjectId: string
  readonly caseId: string
  readonly claimId: string
  readonly bundleId: string
  readonly planId: string
  readonly stepId: string
}

let world: HubWorld
let tokenOfA: string
let tokenOfB: string
let ofA: OwnIds
let ofB: OwnIds
let everyIdOfB: readonly (readonly [kind: string, id: string])[]

async function openCase(token: string): Promise<OwnIds> {
  const subjectId: string = (await world.ask(token, '{ me { id } }')).data.me.id
  const submit = `mutation($id: ID!) { submitRequest(input: { subjectId: $id, rights: [ACCESS], lang: NL }) { ... on RequestSubmitted { case { id claims { id } } } } }`
  const { case: one } = (await world.ask(token, submit, { id: subjectId })).data.submitRequest
  const claimId: string = one.claims[0].id
  const prepare = `mutation($id: ID!) { prepareBundle(input: { claimId: $id, kind: ACCESS_COPY }) { ... on BundlePreparation { bundle { id } } } }`
  const { bundle } = (await world.ask(token, prepare, { id: claimId })).data.prepareBundle
  const propose = `mutation($id: ID!) { proposeRectification(input: { subjectId: $id, target: { category: PHONE_NUMBER }, newValue: "+32470000109" }) {
    ... on PlanProposed { plan { id steps { id } } } } }`
  const { plan } = (await world.ask(token, propose, { id: subjectId })).data.proposeRectification
  return { subjectId, caseId: one.id, claimId, bundleId: bundle.id, planId: plan.id, stepId: plan.steps[0].id }
}

async function finished(bundleId: string): Promise<void> {
  const one = 'subscription($id: ID!) { bundleProgress(bundleId: $id) { state } }'
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    authorization: `Bearer ${await world.staffToken('handler')}`,
  }
  const response = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: one, variables: { id: bundleId } }),
  })
  await response.text()
}

/** Every id that staff can see of somebody, by what it is the id of. */
async function idsOf(subjectId: string): Promise<(readonly [string, string])[]> {
  const everything = `query($id: ID!) { dataSubject(id: $id) { id links { id }
    records(first: 100) { edges { node { id externalId statements { id } attachments { id } } } }
    profile { attributes { statements { id source { recordId } } } }
    cases(first: 10) { edges { node { id reference request { id } claims { id plans { id steps { id externalId } } } bundles { id } notices { id } events { id } } } } } }`
  const { data, errors } = await world.ask(await world.staffToken('handler', 'dpo'), everything, { id: subjectId })
  expect(errors).toEqual([])
  return [...new Map(collectIds(data, 'data').map((pair) => [pair[1], pair])).values()]
}

function collectIds(node: unknown, name: string): (readonly [string, string])[] {
  if (Array.isArray(node)) {
    return node.flatMap((one) => collectIds(one, name))
  }
  if (typeof node === 'object' && node !== null) {
    return Object.entries(node).flatMap(([key, value]) => collectIds(value, key === 'id' ? `${name}.id` : key))
  }
  return typeof node === 'string' ? [[name, node]] : []
}

async function rawAnswer(token: string, taker: IdTaker, id: string): Promise<string> {
  const response = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      accept: taker.kind === 'subscription' ? 'text/event-stream' : 'application/json',
    },
    body: JSON.stringify({ query: taker.document, variables: taker.argumentsWith(id, ofA) }),
  })
  return `${response.status} ${taker.kind === 'subscription' ? await firstOf(response) : await response.text()}`
}

/** The beginning of a stream: what it tells first, or why it tells nothing. */
async function firstOf(response: Response): Promise<string> {
  let text = ''
  for await (const chunk of response.body!) {
    text += Buffer.from(chunk).toString()
    if (text.includes('data: {')) {
      break
    }
  }
  return text
}

beforeAll(async () => {
  world = await HubWorld.start()
  world.hub.startWorker()
  ;[tokenOfA, tokenOfB] = await Promise.all([world.tokenOf(lotte), world.tokenOf(trader)])
  ofA = await openCase(tokenOfA)
  ofB = await openCase(tokenOfB)
  everyIdOfB = await idsOf(ofB.subjectId)
  await Promise.all([ofA, ofB].map(({ bundleId }) => finished(bundleId)))
}, 60_000)
afterAll(() => world.stop())

describe('with the ids of somebody else', () => {
  test('the world holds enough of them for the rest to mean something', () => {
    const kinds = new Set(everyIdOfB.map(([kind]) => kind))
    expect([...kinds].sort()).toEqual(
      expect.arrayContaining([
        'bundles.id',
        'claims.id',
        'plans.id',
        'steps.id',
        'events.id',
        'links.id',
        'node.id',
        'recordId',
        'statements.id',
        'dataSubject.id',
      ]),
    )
    expect(takers.length).toBeGreaterThan(8)
  })

  test.each(takers.map((taker) => [taker.name, taker] as const))(
    '%s answers each of them like an id that was never given out',
    async (_name, taker) => {
      const answers = new Map<string, string>()
      for (const [kind, id] of sampled(everyIdOfB)) {
        answers.set(kind, await rawAnswer(tokenOfA, taker, id))
      }
      const unknown = await rawAnswer(tokenOfA, taker, randomUUID())
      expect(Object.fromEntries(answers)).toEqual(Object.fromEntries([...answers.keys()].map((kind) => [kind, unknown])))
      expect([...answers.values()].join('')).not.toMatch(new RegExp([trader.given, trader.family, trader.email, ofB.subjectId].join('|')))
    },
    30_000,
  )

  test.each(takers.filter(({ isForSubjects }) => isForSubjects).map((taker) => [taker.name, taker] as const))(
    '%s says that there is nothing',
    async (_name, taker) => {
      expect(await rawAnswer(tokenOfA, taker, ofB[taker.owns])).toContain('NOT_FOUND')
    },
  )

  test.each(takers.filter(({ isForSubjects }) => isForSubjects).map((taker) => [taker.name, taker] as const))(
    '%s does answer whom they belong to',
    async (_name, taker) => {
      expect(await rawAnswer(tokenOfA, taker, ofA[taker.owns])).not.toContain('NOT_FOUND')
    },
  )

  test('a list filtered by them is as empty as one filtered by nothing known', async () => {
    const list = 'query($id: ID!) { cases(filter: { subjectId: $id }) { edges { node { id } } } }'
    const [theirs, unknown] = [
      await world.ask(tokenOfA, list, { id: ofB.subjectId }),
      await world.ask(tokenOfA, list, { id: randomUUID() }),
    ]
    expect(theirs).toEqual(unknown)
    expect(theirs.data.cases.edges).toEqual([])
  })

  test('the file of a bundle is not there, even with a link that was made for whom it belongs to', async () => {
    const grant = `mutation($id: ID!) { requestDownload(input: { bundleId: $id }) { ... on DownloadGranted { url } } }`
    const { url } = (await world.ask(tokenOfB, grant, { id: ofB.bundleId })).data.requestDownload
    const get = async (address: string) => {
      const response = await fetch(address, { headers: { authorization: `Bearer ${tokenOfA}` } })
      return [response.status, await response.text()]
    }
    const unknown = await get(`${world.url}/bundles/${randomUUID()}/1?t=${'a'.repeat(43)}`)
    expect(unknown[0]).toBe(404)
    expect(await get(url)).toEqual(unknown)
    expect(await get(`${world.url}/bundles/${ofB.bundleId}/1?t=${'a'.repeat(43)}`)).toEqual(unknown)
  })

  test('a whole profile of one names nobody else', async () => {
    const all = `query($id: ID!) { dataSubject(id: $id) { identifiers { masked } profile { attributes { statements { value masked data } } }
      records(first: 100) { edges { node { externalId statements { value data } } } } } }`
    const { data, errors } = await world.ask(tokenOfA, all, { id: ofA.subjectId })
    expect(errors).toEqual([])
    expect(JSON.stringify(data)).toContain(lotte.family)
    expect(JSON.stringify(data)).not.toMatch(
      new RegExp([trader.given, trader.family, trader.email, trader.phone.slice(1), trader.iban!].join('|')),
    )
  })
})

/** One of each kind, and every one of the few that open something. */
function sampled(ids: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const seen = new Map<string, number>()
  return ids.flatMap(([kind, id]) => {
    const number = (seen.get(kind) ?? 0) + 1
    seen.set(kind, number)
    return number <= 3 ? [[`${kind} ${number}`, id] as const] : []
  })
}
