import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import { lotte } from '../../src/simulators/world.js'
import { HubWorld } from '../builders/hub-world.js'

const question = `query($id: ID!) { dataSubject(id: $id) { profile {
  asOf
  attributes { category statements {
    id value masked disclosure origin purposes legalBasis recipients { id name } retention { rule retainUntil }
    rectifiable { mode reason } erasable { mode reason } portable { mode reason }
    source { system { id } recordType { id } recordId field observedAt } } }
  contradictions { category proposal reason authoritative { source { system { id } } } statements { value source { system { id } } } }
  coverage { system { id } answer recordCount fieldCount elapsedMs observedAt reason gaps { scope reason } } } } }`

let world: HubWorld
let token: string
let id: string
// oxlint-disable-next-line typescript/no-explicit-any -- as it came from the API
let profile: any

beforeAll(async () => {
  world = await HubWorld.start()
  token = await world.tokenOf(lotte)
  id = (await world.ask(token, '{ me { id } }')).data.me.id
  const { data, errors } = await world.ask(token, question, { id })
  expect(errors).toEqual([])
  profile = data.dataSubject.profile
}, 60_000)
afterAll(() => world.stop())

// oxlint-disable-next-line typescript/no-explicit-any -- as it came from the API
const statements = (): any[] => profile.attributes.flatMap((attribute: any) => attribute.statements)

async function reads(): Promise<Record<string, unknown>[]> {
  const where = { type: 'subject.read', subjectId: id }
  const leaves = await world.hub.database.read((manager) => manager.find(AuditLeaf, { where, order: { sequence: 'ASC' } }))
  return leaves.map(({ facts }) => JSON.parse(facts) as Record<string, unknown>)
}

describe('the profile of somebody whom three systems know', () => {
  test('shows at least fifteen categories from three systems', () => {
    expect(profile.attributes.length).toBeGreaterThanOrEqual(15)
    expect(new Set(statements().map(({ source }) => source.system.id))).toEqual(new Set(['odoo', 'microsoft365', 'kbo']))
  })

  test('says of every value where, when, why, on what basis, for whom and how long', () => {
    for (const statement of statements()) {
      expect(statement.source).toMatchObject({
        recordType: { id: expect.any(String) },
        recordId: expect.any(String),
        field: expect.any(String),
      })
      expect(Math.abs(Date.parse(statement.source.observedAt) - Date.parse(profile.asOf))).toBeLessThan(60_000)
      expect(statement.purposes.length).toBeGreaterThan(0)
      expect(statement.legalBasis).toEqual(expect.any(String))
      expect(statement.recipients).toEqual(statement.recipients.filter(({ name }: { name: string }) => name !== ''))
      expect(statement.retention.rule).toEqual(expect.any(String))
    }
  })

  test('says what can be done with every value, and why not where it cannot', () => {
    for (const { rectifiable, erasable, portable } of statements()) {
      for (const { mode, reason } of [rectifiable, erasable, portable]) {
        expect(mode === 'YES' || (reason ?? '') !== '').toBe(true)
      }
    }
  })

  test('has ids of its own for every value, the same at the next reading', async () => {
    const ids: string[] = statements().map((statement) => statement.id)
    expect(new Set(ids).size).toBe(ids.length)
    const again = await world.ask(token, question, { id })
    const { attributes } = again.data.dataSubject.profile as { attributes: { statements: { id: string }[] }[] }
    const next = attributes.flatMap((attribute) => attribute.statements.map((one) => one.id))
    expect(next.sort()).toEqual(ids.sort())
  })

  test('names what every registered system answered', async () => {
    const { data } = await world.ask(token, '{ sourceSystems { id } }')
    const registered = data.sourceSystems.map((system: { id: string }) => system.id).sort()
    expect(profile.coverage.map(({ system }: { system: { id: string } }) => system.id).sort()).toEqual(registered)
    for (const one of profile.coverage) {
      expect(one).toMatchObject({ answer: 'FOUND', recordCount: expect.any(Number), elapsedMs: expect.any(Number), reason: null })
    }
  })

  test('shows that two systems know different telephone numbers, with a proposal and its reason', () => {
    const phone = profile.contradictions.find(({ category }: { category: string }) => category === 'PHONE_NUMBER')
    const values = phone.statements.map(({ value }: { value: string }) => value)
    expect(values).toEqual(expect.arrayContaining([lotte.phone, lotte.oldPhone]))
    expect(values).toContain(phone.proposal)
    expect(phone.reason).not.toBe('')
    expect(phone.reason).not.toContain(lotte.phone.slice(4))
  })

  test('asks no system that cannot hold what is wanted, and no system that is not wanted', async () => {
    world.odoo.server.forget()
    const ask = 'query($id: ID!) { dataSubject(id: $id) { profile(systems: ["kbo"]) { coverage { system { id } } } } }'
    const { data } = await world.ask(token, ask, { id })
    expect(data.dataSubject.profile.coverage).toEqual([{ system: { id: 'kbo' } }])
    expect(world.odoo.server.requests).toEqual([])
  })

  test('does not pass over a system that is not connected', async () => {
    const { errors } = await world.ask(token, 'query($id: ID!) { dataSubject(id: $id) { profile(systems: ["oddo"]) { asOf } } }', { id })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('odoo') }])
  })
})

describe('every reading leaves one audit event', () => {
  test('for all that one question asks about a person', async () => {
    const before = (await reads()).length
    await world.ask(
      token,
      'query($id: ID!) { dataSubject(id: $id) { profile { asOf } coverage { answer } accessStatement { confirmed } } }',
      { id },
    )
    const made = (await reads()).slice(before)
    expect(made).toEqual([{ purpose: 'OWN_DATA', outcome: 'READ', systems: ['kbo', 'microsoft365', 'odoo'] }])
  })

  test('also where the asker is gone before it begins', async () => {
    const before = (await reads()).length
    const { federation } = world.hub
    const viewer = {
      accountHash: 'h',
      roles: new Set(['CASE_HANDLER'] as const),
      representedSubjectIds: [],
      authenticatedAt: null,
      verifiedClaims: [],
    }
    const reader = federation.readerFor(viewer, { purpose: 'CASE_HANDLING', signal: AbortSignal.abort() })
    await reader.coverage(id, {})
    expect((await reads()).slice(before)).toMatchObject([{ outcome: 'ABORTED' }])
  })

  test('also where the asker goes away half-way, and the systems are left alone then', async () => {
    const before = (await reads()).length
    world.odoo.server.forget()
    world.odoo.server.latency = () => 150
    const leaving = new AbortController()
    const asked = fetch(`${world.url}/graphql`, {
      method: 'POST',
      signal: leaving.signal,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: question, variables: { id } }),
    }).catch(() => null)
    await until(() => world.odoo.server.requests.length > 0)
    leaving.abort()
    await asked
    await until(async () => (await reads()).length > before)
    const calls = world.odoo.server.requests.length
    world.odoo.server.latency = () => 0
    expect((await reads()).slice(before)).toMatchObject([{ outcome: 'ABORTED' }])
    await world.ask(token, 'query($id: ID!) { dataSubject(id: $id) { profile(systems: ["kbo"]) { asOf } } }', { id })
    expect(world.odoo.server.requests.length).toBe(calls)
  })
})

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
