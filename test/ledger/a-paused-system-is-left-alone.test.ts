import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { BadInputError } from '../../src/kernel/errors.js'
import { databases, emptied } from '../builders/databases.js'
import { cardOf, email, readBy, registered, SmallFederation } from '../builders/federation.js'
import { LedgerWorld } from '../builders/ledger.js'
import type { ComposedFederation } from '../../src/federation/compose.js'
import type { LedgerFloor } from '../../src/compose-ledger.js'
import { eventually } from '../builders/eventually.js'

const anna = email('anna@example.be')

describe.each(await databases())('a paused system on $name', (on) => {
  let world: LedgerWorld
  let systems: SmallFederation
  let floor: LedgerFloor
  let federation: ComposedFederation

  beforeAll(async () => {
    world = await LedgerWorld.on(on)
    systems = await SmallFederation.on(on, {
      crm: [cardOf('c-1', { identifiers: [anna] })],
      shop: [cardOf('s-1', { identifiers: [anna] })],
    })
  })
  beforeEach(async () => {
    await Promise.all([world.begin(), emptied(systems.database)])
    floor = world.process()
    federation = systems.process({ pauses: floor.pauses })
  })
  afterAll(() => Promise.all([world.close(), systems.close()]))

  const limits = { budgetMs: 5_000, signal: new AbortController().signal }

  test('is asked nothing, and is a declared gap of the answer', async () => {
    const subjectId = await registered(federation, { kind: 'EMAIL', value: anna.value })
    await floor.pauses.pause('crm', 'Migration of the server', 'operator')
    const calls = systems.system('crm').upstreamCalls
    const { coverage } = await readBy(federation).profile(subjectId, {})
    expect(coverage).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ systemId: 'crm', answer: 'UNREACHABLE', reason: 'PAUSED' }),
        expect.objectContaining({ systemId: 'shop', answer: 'FOUND' }),
      ]),
    )
    expect(systems.system('crm').upstreamCalls).toBe(calls)
  })

  test('takes no write, and its circuit stays closed', async () => {
    await floor.pauses.pause('crm', 'Migration', 'operator')
    const ref = { system: 'crm', recordType: 'contact', externalId: 'c-1' }
    const order = { ref, expected: { fields: {} }, key: 'step-1', changes: [] }
    for (let time = 0; time < 10; time += 1) {
      await expect(federation.gateway.erase(order, 'ERASE', limits)).rejects.toMatchObject({ reason: 'PAUSED' })
    }
    expect(federation.gateway.reopensInMs('crm')).toBeNull()
  })

  test('may still be examined', async () => {
    await floor.pauses.pause('crm', 'Migration', 'operator')
    expect(await federation.gateway.probe('crm', limits)).toMatchObject({ reachable: true })
  })

  test('is asked again once it is resumed', async () => {
    await floor.pauses.pause('crm', 'Migration', 'operator')
    await expect(federation.gateway.locate('crm', [], limits)).rejects.toMatchObject({ reason: 'PAUSED' })
    expect(await floor.pauses.resume('crm')).toBe(true)
    expect(await floor.pauses.resume('crm')).toBe(false)
    await expect(federation.gateway.locate('crm', [], limits)).resolves.toMatchObject({ located: [] })
  })

  test('is paused in every process a second later', async () => {
    const other = world.process()
    expect(await other.pauses.isPaused('crm')).toBe(false)
    await floor.pauses.pause('crm', 'Migration', 'operator')
    await eventually(async () => expect(await other.pauses.isPaused('crm')).toBe(true), 3_000)
  })

  test('stays as the first operator paused it', async () => {
    expect(await Promise.all([1, 2, 3].map((number) => floor.pauses.pause('crm', `Reason ${number}`, 'operator')))).toContain(true)
    expect(await floor.pauses.pause('crm', 'Another reason', 'other')).toBe(false)
    expect(await floor.pauses.list()).toMatchObject([{ system: 'crm', pausedBy: 'operator' }])
  })

  test('needs a short reason', async () => {
    await expect(floor.pauses.pause('crm', ' ', 'operator')).rejects.toBeInstanceOf(BadInputError)
    await expect(floor.pauses.pause('crm', 'x'.repeat(65), 'operator')).rejects.toBeInstanceOf(BadInputError)
  })
})
