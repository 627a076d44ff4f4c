import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { caseStates } from '../../src/rights/case-states.js'
import { mayMove } from '../../src/rights/state-table.js'
import { CaseState } from '../../src/vocabulary/case-state.js'
import { CasebookWorld } from '../builders/casebook.js'
import { databases, type TestDatabase } from '../builders/databases.js'
import { handler } from '../builders/federation.js'

describe('the table of case states', () => {
  test('lets nothing leave the last one', () => {
    expect(caseStates.CLOSED.to).toEqual([])
  })

  test('closes from anywhere and never collects before identity is established', () => {
    const open = Object.values(CaseState).filter((state) => state !== 'CLOSED')
    expect(open.every((state) => mayMove(caseStates, state, 'CLOSED'))).toBe(true)
    expect(mayMove(caseStates, 'AWAITING_IDENTITY', 'COLLECTING')).toBe(false)
  })
})

describe.each(await databases())('a case on $name', (database: TestDatabase) => {
  let world: CasebookWorld
  beforeEach(async () => {
    world = await CasebookWorld.on(database)
  })
  afterEach(() => world.close())

  const stateOf = async (id: string) => {
    const { state, claims } = await world.casebook.get(handler, id)
    return [state, ...claims.map(({ outcome }) => outcome)]
  }

  test('collects, is ready, and is closed once every claim is answered in full', async () => {
    const { id, claims } = await world.submitted({ subjectId: 'anna', rights: ['ACCESS', 'PORTABILITY'] })
    await world.claims.bundleOrdered(id, 'b1', 'ACCESS_COPY')
    expect(await stateOf(id)).toEqual(['COLLECTING', null, null])
    await world.claims.bundlePublished(id, 'b1', true)
    await world.claims.bundleHandedOver(claims[0]!.id, 'b1', true)
    expect(await stateOf(id)).toEqual(['READY', 'FULFILLED', null])
    await world.claims.bundleOrdered(id, 'b2', 'PORTABILITY')
    await world.claims.bundlePublished(id, 'b2', true)
    await world.claims.bundleHandedOver(claims[1]!.id, 'b2', true)
    expect(await stateOf(id)).toEqual(['CLOSED', 'FULFILLED', 'FULFILLED'])
  })

  test('stays open after an incomplete answer, until a complete one', async () => {
    const { id, claims } = await world.submitted({ subjectId: 'anna' })
    await world.claims.bundleOrdered(id, 'b1', 'ACCESS_COPY')
    await world.claims.bundlePublished(id, 'b1', false)
    await world.claims.bundleHandedOver(claims[0]!.id, 'b1', false)
    expect(await stateOf(id)).toEqual(['READY', 'PARTLY_FULFILLED'])
    await world.claims.bundleHandedOver(claims[0]!.id, 'b2', true)
    expect(await stateOf(id)).toEqual(['CLOSED', 'FULFILLED'])
  })

  test('is not less fulfilled because an older, incomplete answer is fetched again', async () => {
    const { id, claims } = await world.submitted({ subjectId: 'anna' })
    await world.claims.bundleHandedOver(claims[0]!.id, 'b2', true)
    await world.claims.bundleHandedOver(claims[0]!.id, 'b1', false)
    expect((await stateOf(id))[1]).toBe('FULFILLED')
  })

  test('prepares nothing before identity is established, for another right, or once it is closed', async () => {
    const waiting = await world.submitted({ subjectId: 'anna' }, handler)
    expect(await world.claims.claimFor(handler, waiting.claims[0]!.id, 'ACCESS_COPY')).toMatchObject({
      refusal: { code: 'IDENTITY_NOT_VERIFIED' },
    })
    const { id, claims } = await world.submitted({ subjectId: 'anna' })
    expect(await world.claims.claimFor(world.anna, claims[0]!.id, 'PORTABILITY')).toMatchObject({
      refusal: { code: 'CLAIM_OF_OTHER_RIGHT' },
    })
    expect(await world.claims.claimFor(world.anna, claims[0]!.id, 'ACCESS_COPY')).toMatchObject({ ok: true, value: { caseId: id } })
    await expect(world.claims.claimFor(world.ben, claims[0]!.id, 'ACCESS_COPY')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await world.claims.bundleOrdered(id, 'b1', 'ACCESS_COPY')
    await world.claims.bundlePublished(id, 'b1', true)
    await world.claims.bundleHandedOver(claims[0]!.id, 'b1', true)
    expect(await world.claims.claimFor(world.anna, claims[0]!.id, 'ACCESS_COPY')).toMatchObject({ refusal: { code: 'CASE_CLOSED' } })
  })
})
