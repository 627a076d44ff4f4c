import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { lotte } from '../../src/simulators/world.js'
import { type Fault, json, type SimulatedRequest } from '../../src/simulators/simulator-server.js'
import { HubWorld } from '../builders/hub-world.js'

const question = `query($id: ID!, $budget: Int) { dataSubject(id: $id) { profile(budgetMs: $budget) {
  attributes { category statements { id } }
  coverage { system { id } answer reason recordCount nextAttemptAt gaps { scope reason } } } } }`

const always = Number.MAX_SAFE_INTEGER
const jsonRpc = ({ url }: SimulatedRequest): boolean => url.pathname.startsWith('/json')

interface Coverage {
  readonly system: { readonly id: string }
  readonly answer: string
  readonly reason: string | null
  readonly recordCount: number
  readonly nextAttemptAt: string | null
}

let world: HubWorld
let token: string
let id: string

beforeAll(async () => {
  const federation = { defaultBudgetMs: 8_000, maxBudgetMs: 30_000, locateBudgetMs: 15_000 }
  world = await HubWorld.start(undefined, {
    settings: { federation: { ...federation, concurrency: 8, failuresToOpen: 1_000, halfOpenAfterMs: 1_000 } },
  })
  token = await world.tokenOf(lotte)
  id = (await world.ask(token, '{ me { id } }')).data.me.id
}, 60_000)
afterAll(() => world.stop())
afterEach(() => {
  world.odoo.server.forget()
  world.odoo.server.latency = () => 0
})

async function answers(budget: number | null = null): Promise<Record<string, Coverage>> {
  const { data, errors } = await world.ask(token, question, { id, budget })
  expect(errors).toEqual([])
  const { attributes, coverage } = data.dataSubject.profile
  expect(attributes.length).toBeGreaterThan(3)
  return Object.fromEntries(coverage.map((one: Coverage) => [one.system.id, one]))
}

const theRest = { microsoft365: { answer: 'FOUND', reason: null }, kbo: { answer: 'FOUND', reason: null } }

describe('while the other systems are served, the answer declares a system that', () => {
  test('is switched off', async () => {
    await world.odoo.server.stop()
    try {
      expect(await answers()).toMatchObject({ ...theRest, odoo: { answer: 'UNREACHABLE', reason: 'SYSTEM_ERROR', recordCount: 0 } })
    } finally {
      await world.odoo.server.start()
    }
  })

  test('never answers', async () => {
    world.odoo.server.inject({ kind: 'silence' }, jsonRpc, always)
    expect(await answers(1_500)).toMatchObject({ odoo: { answer: 'UNREACHABLE', reason: 'TIMEOUT' }, kbo: { answer: 'FOUND' } })
  })

  test('answers too slowly for the budget', async () => {
    world.odoo.server.latency = () => 5_000
    expect(await answers(1_500)).toMatchObject({ odoo: { answer: 'UNREACHABLE', reason: 'TIMEOUT' }, kbo: { answer: 'FOUND' } })
  })

  test('is switched off in the middle of the question', async () => {
    world.odoo.server.latency = () => {
      if (world.odoo.server.requests.length === 3) {
        void world.odoo.server.stop()
      }
      return 5
    }
    try {
      expect(await answers()).toMatchObject({ ...theRest, odoo: { answer: 'UNREACHABLE', reason: 'SYSTEM_ERROR' } })
    } finally {
      await world.odoo.server.start()
    }
  })

  test.each<[string, Fault, string]>([
    ['breaks off half-way through an answer', { kind: 'truncate', bytes: 40 }, 'SYSTEM_ERROR'],
    ['cuts the line before it answers', { kind: 'cut-before' }, 'SYSTEM_ERROR'],
    ['fails with a page of a proxy', { kind: 'answer', response: { status: 502, body: '<html>Bad gateway' } }, 'SYSTEM_ERROR'],
    ['throttles', { kind: 'answer', response: { status: 429, headers: { 'retry-after': '120' }, body: '' } }, 'THROTTLED'],
    [
      'answers with something that is no JSON',
      { kind: 'answer', response: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"resul' } },
      'MALFORMED_ANSWER',
    ],
    [
      'answers JSON of another shape',
      { kind: 'answer', response: json(200, { jsonrpc: '2.0', id: 1, result: { surprise: true } }) },
      'MALFORMED_ANSWER',
    ],
    [
      'refuses our credentials',
      { kind: 'answer', response: json(401, { name: 'werkzeug.exceptions.Unauthorized', message: 'Invalid apikey', arguments: [] }) },
      'CREDENTIALS_REFUSED',
    ],
  ])('%s', async (_name, fault, reason) => {
    world.odoo.server.inject(fault, jsonRpc, always)
    expect(await answers(6_000)).toMatchObject({ ...theRest, odoo: { answer: 'UNREACHABLE', reason } })
  })

  test('throttles, with the time when asking again makes sense', async () => {
    world.odoo.server.inject({ kind: 'answer', response: { status: 429, headers: { 'retry-after': '120' }, body: '' } }, jsonRpc, always)
    const { odoo } = await answers(6_000)
    expect(Date.parse(odoo?.nextAttemptAt ?? '') - Date.now()).toBeGreaterThan(100_000)
  })

  test('answers its first questions and fails the later ones', async () => {
    let calls = 0
    world.odoo.server.inject({ kind: 'answer', response: { status: 500, body: '' } }, () => (calls += 1) > 4, always)
    const { odoo, kbo } = await answers(6_000)
    expect(kbo).toMatchObject({ answer: 'FOUND' })
    expect(odoo?.answer === 'UNREACHABLE' || (odoo as { gaps?: unknown[] }).gaps?.length).toBeTruthy()
  })
})

test('a list of records and the access statement declare it too', async () => {
  const lists = `query($id: ID!) { dataSubject(id: $id) {
    records(first: 1) { coverage { system { id } answer } } accessStatement { confirmed coverage { system { id } answer } } } }`
  await world.odoo.server.stop()
  try {
    const { data, errors } = await world.ask(token, lists, { id })
    expect(errors).toEqual([])
    const declared = expect.arrayContaining([{ system: { id: 'odoo' }, answer: 'UNREACHABLE' }])
    expect(data.dataSubject).toEqual({ records: { coverage: declared }, accessStatement: { confirmed: true, coverage: declared } })
  } finally {
    await world.odoo.server.start()
  }
})

describe('once the system answers again', () => {
  test('the next answer is whole', async () => {
    expect(await answers()).toMatchObject({ ...theRest, odoo: { answer: 'FOUND', reason: null } })
  })
})
