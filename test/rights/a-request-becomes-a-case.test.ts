import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Request } from '../../entities/request.js'
import { NotFoundError } from '../../src/kernel/errors.js'
import { Role } from '../../src/vocabulary/viewer.js'
import { CasebookWorld, valueOf } from '../builders/casebook.js'
import { databases, type TestDatabase } from '../builders/databases.js'
import { handler, viewerOf } from '../builders/federation.js'

const minute = 60_000

describe.each(await databases())('a request on $name', (database: TestDatabase) => {
  let world: CasebookWorld
  beforeAll(async () => {
    world = await CasebookWorld.on(database)
  })
  afterAll(() => world.close())

  test('of the person at the portal is received now, and the log-in is the identity', async () => {
    const one = await world.submitted({
      subjectId: 'anna',
      channel: 'LETTER',
      receivedAt: '2026-01-01T00:00:00Z',
      rights: ['ACCESS', 'PORTABILITY'],
    })
    expect(one).toMatchObject({
      state: 'RECEIVED',
      request: { channel: 'PORTAL', receivedAt: '2026-03-05T09:00:00.000Z' },
      clock: { legalDueOn: '2026-04-07', promisedDueOn: '2026-04-04', dueOn: '2026-04-04', daysLeft: 30, overdue: false },
      identityCheck: { method: 'PORTAL_LOGIN', passed: true },
      claims: [
        { right: 'ACCESS', outcome: null },
        { right: 'PORTABILITY', outcome: null },
      ],
    })
  })

  test('that staff register waits for an identity check, and runs from the day it arrived', async () => {
    const one = await world.submitted({ subjectId: 'anna', channel: 'LETTER', receivedAt: '2026-02-10T12:00:00+01:00' }, handler)
    expect(one).toMatchObject({
      state: 'AWAITING_IDENTITY',
      request: { channel: 'LETTER' },
      clock: { dueOn: '2026-03-10', daysLeft: 5 },
      identityCheck: null,
    })
    const failed = valueOf(await world.casebook.recordIdentityCheck(handler, { caseId: one.id, method: 'CALL_BACK', passed: false }))
    expect(failed).toMatchObject({ state: 'AWAITING_IDENTITY', identityCheck: { passed: false } })
    world.clock.advance(minute)
    const passed = valueOf(await world.casebook.recordIdentityCheck(handler, { caseId: one.id, method: 'CARD_SHOWN', passed: true }))
    expect(passed).toMatchObject({ state: 'RECEIVED', identityCheck: { method: 'CARD_SHOWN', passed: true } })
    expect((await world.casebook.events(handler, one.id)).map(({ number, type }) => [number, type])).toEqual([
      [1, 'case.received'],
      [2, 'case.identity-checked'],
      [3, 'case.identity-checked'],
      [4, 'case.moved'],
    ])
  })

  test.each([
    ['from the future', { receivedAt: '2027-01-01T00:00:00Z' }, 'RECEIVED_IN_FUTURE'],
    ['with a national number in it', { text: 'Mijn nummer is 85.07.30-033.28' }, 'NATIONAL_NUMBER_REFUSED'],
    ['for a right that the hub does not carry out', { rights: ['OBJECTION'] as const }, 'RIGHT_NOT_AVAILABLE'],
  ])('%s is refused', async (_name, change, code) => {
    const entry = { subjectId: 'anna', rights: ['ACCESS'] as const, language: 'NL' as const, ...change }
    expect(await world.casebook.submitRequest(handler, entry)).toMatchObject({ ok: false, refusal: { code } })
  })

  test('from a year before the Regulation is a slip of the pen', async () => {
    const entry = { subjectId: 'anna', rights: ['ACCESS'] as const, language: 'NL' as const, receivedAt: '1926-03-05T10:00:00Z' }
    await expect(world.casebook.submitRequest(handler, entry)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  test('for somebody else is not found, by a subject and by an auditor alike refused', async () => {
    const entry = { subjectId: 'ben', rights: ['ACCESS'] as const, language: 'NL' as const }
    await expect(world.casebook.submitRequest(world.anna, entry)).rejects.toThrow(NotFoundError)
    await expect(world.casebook.submitRequest(viewerOf('a', [Role.AUDITOR]), entry)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('keeps what the person wrote sealed, and shows it to whoever may see the case', async () => {
    const one = await world.submitted({ subjectId: 'anna', text: 'Graag alles sinds 2020.' })
    const row = await world.opened.database.read((manager) => manager.findOneByOrFail(Request, { id: one.request.id }))
    expect(JSON.stringify(row)).not.toContain('2020.')
    expect((await world.casebook.get(handler, one.id)).request.text).toBe('Graag alles sinds 2020.')
    await expect(world.casebook.get(world.ben, one.id)).rejects.toThrow(NotFoundError)
  })

  test('sent twice with one key is one case; with other content under that key it is refused', async () => {
    const first = await world.submitted({ subjectId: 'anna', idempotencyKey: 'k1' })
    const second = await world.submitted({ subjectId: 'anna', idempotencyKey: 'k1' })
    expect(second.id).toBe(first.id)
    const other = { subjectId: 'anna', rights: ['PORTABILITY'] as const, language: 'NL' as const, idempotencyKey: 'k1' }
    expect(await world.casebook.submitRequest(world.anna, other)).toMatchObject({ ok: false, refusal: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  })

  test('has a reference of its own, also where twelve arrive at once', async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, () => world.submitted({ subjectId: 'ben' })))
    const references = cases.map(({ reference }) => reference)
    expect(new Set(references).size).toBe(12)
    expect(references.every((reference) => /^PDH-2026-\d{6}$/.test(reference))).toBe(true)
  })
})

describe.each(await databases())('the list of cases on $name', (database: TestDatabase) => {
  let world: CasebookWorld
  const ids: string[] = []
  beforeAll(async () => {
    world = await CasebookWorld.on(database)
    for (const receivedAt of ['2026-03-01T10:00:00Z', '2026-01-05T10:00:00Z', '2026-02-20T10:00:00Z']) {
      ids.push((await world.submitted({ subjectId: 'anna', receivedAt }, handler)).id)
    }
    ids.push((await world.submitted({ subjectId: 'ben', rights: ['PORTABILITY'] })).id)
  })
  afterAll(() => world.close())

  const listed = async (
    ...[filter, order = 'DUE_ON', viewer = handler]: [
      Parameters<CasebookWorld['casebook']['list']>[1],
      ('DUE_ON' | 'RECEIVED_AT')?,
      typeof handler?,
    ]
  ) => {
    const places: number[] = []
    let after: string | null = null
    do {
      const page = await world.casebook.list(viewer, filter, order, { first: 2, after })
      places.push(...page.edges.map(({ node }) => ids.indexOf(node.id)))
      after = page.hasNextPage ? (page.edges.at(-1)?.cursor ?? null) : null
    } while (after !== null)
    return places
  }

  test.each([
    ['all, soonest due first', {}, [1, 2, 0, 3]],
    ['of one subject', { subjectId: 'ben' }, [3]],
    ['of one state', { states: ['RECEIVED' as const] }, [3]],
    ['of one right', { rights: ['ACCESS' as const] }, [1, 2, 0]],
    ['overdue', { overdue: true }, [1]],
    ['not overdue', { overdue: false }, [2, 0, 3]],
    ['of no state at all', { states: [] }, []],
  ])('%s', async (_name, filter, places) => {
    expect(await listed(filter)).toEqual(places)
  })

  test('by receipt', async () => {
    expect(await listed({}, 'RECEIVED_AT')).toEqual([1, 2, 0, 3])
  })

  test('of a subject is their own, whatever they filter by', async () => {
    expect(await listed({}, 'DUE_ON', world.ben)).toEqual([3])
    expect(await listed({ subjectId: 'anna' }, 'DUE_ON', world.ben)).toEqual([])
  })

  test('refuses a cursor of its own making', async () => {
    await expect(world.casebook.list(handler, {}, 'DUE_ON', { first: 2, after: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    })
  })
})
