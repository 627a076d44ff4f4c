import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ReturnAlarm } from '../../entities/return-alarm.js'
import { databases } from '../builders/databases.js'
import { ErasureStory, type SeenPlan, zora } from '../builders/erasure-story.js'
import { eventually } from '../builders/eventually.js'
import { HubWorld } from '../builders/hub-world.js'

describe.each(await databases())('somebody who was erased, on $name', (on) => {
  let world: HubWorld
  let story: ErasureStory
  let card: number
  let restoreOdoo: () => void

  beforeEach(async () => {
    world = await HubWorld.start(on)
    story = new ErasureStory(world)
    restoreOdoo = world.odoo.backup()
    card = story.card()
    expect(await story.erased()).toMatchObject({ state: 'EXECUTED' })
  }, 60_000)
  afterEach(() => world.stop())

  const alarms = () => world.hub.database.read((manager) => manager.find(ReturnAlarm, { order: { foundAt: 'ASC', id: 'ASC' } }))
  const signal = new AbortController().signal
  const scan = () => world.hub.scanning.ledgerScan.run({ foundBy: 'SCAN', budgetMs: 30_000, signal })

  async function answered(count: number): Promise<SeenPlan[]> {
    return eventually(async () => {
      await world.hub.worker.drain()
      const plans = await story.plansOfReturns()
      expect(plans).toHaveLength(count)
      return plans
    })
  }

  test('is not noticed while nobody comes back', async () => {
    expect((await scan()).map(({ returned }) => returned)).toEqual([0])
    expect(await alarms()).toEqual([])
  })

  test('and imported again raises one alarm and one plan, which the officer approves, and is gone again', async () => {
    const again = story.card()
    await scan()
    await scan()
    expect(await alarms()).toMatchObject([{ kind: 'REIMPORTED', foundBy: 'SCAN', state: 'OPEN' }])
    const [plan] = await answered(1)
    expect(plan).toMatchObject({ state: 'PROPOSED', case: { state: 'IN_REVIEW' }, steps: [{ externalId: String(again), action: 'ERASE' }] })
    expect(story.hasCard(again)).toBe(true)
    await expect(story.change('handler', 'executePlan', { planId: plan!.id })).rejects.toThrow('PLAN_NOT_APPROVED')

    expect(await story.carriedOut(plan!)).toMatchObject({ state: 'EXECUTED', case: { state: 'CLOSED' } })
    expect(story.hasCard(again)).toBe(false)
    expect(await alarms()).toMatchObject([{ state: 'ANSWERED', planId: plan!.id }])
    expect((await scan()).map(({ returned }) => returned)).toEqual([0])
  }, 60_000)

  test('and imported more than once is planned for together', async () => {
    const first = story.card()
    await scan()
    await answered(1)
    const second = story.card()
    await scan()
    const plans = await answered(2)
    expect(plans.map(({ state }) => state)).toEqual(expect.arrayContaining(['SUPERSEDED', 'PROPOSED']))
    const open = plans.find(({ state }) => state === 'PROPOSED')!
    expect(open.steps.map(({ externalId }) => externalId).sort()).toEqual([String(first), String(second)].sort())
    expect(new Set(plans.map((plan) => plan.case.id)).size).toBe(1)
  }, 60_000)

  test('may be back where the officer says so, and is not told of again', async () => {
    const again = story.card()
    await scan()
    const [plan] = await answered(1)
    await expect(story.change('handler', 'dismissReturn', { planId: plan!.id })).rejects.toThrow('FORBIDDEN')
    await story.change('dpo', 'dismissReturn', { planId: plan!.id })
    await expect(story.change('dpo', 'dismissReturn', { planId: plan!.id })).rejects.toThrow('PLAN_CLOSED')
    expect(await story.plan(plan!.id)).toMatchObject({ state: 'SUPERSEDED', case: { state: 'CLOSED' } })
    story.card()
    expect((await scan()).map(({ returned }) => returned)).toEqual([0])
    expect((await alarms()).map(({ state }) => state)).toEqual(['DISMISSED'])
    expect(story.hasCard(again)).toBe(true)
  }, 60_000)

  test('costs nobody else their record: one that got the id of the erased card is left alone until the officer has looked', async () => {
    const ben = { name: 'Ben Tweedeman', email: 'ben.tweedeman@people.example', phone: '+32470111222' }
    takeItsId(ben)
    await scan()
    expect(await alarms()).toMatchObject([{ kind: 'DOUBTFUL', state: 'OPEN' }])
    const [plan] = await answered(1)
    expect(plan).toMatchObject({ state: 'PROPOSED', approvals: [], steps: [{ externalId: String(card) }] })
    expect(story.hasCard(card)).toBe(true)

    await story.change('dpo', 'dismissReturn', { planId: plan!.id })
    expect((await scan()).map(({ returned }) => returned)).toEqual([0])
    const again = story.card()
    expect((await scan()).map(({ returned }) => returned)).toEqual([1])
    expect([story.hasCard(card), story.hasCard(again)]).toEqual([true, true])
  }, 60_000)

  test('is erased again without being asked about where the same record is back under its id', async () => {
    takeItsId({ name: `${zora.given} ${zora.family}`, email: zora.email })
    await scan()
    await eventually(async () => {
      await world.hub.worker.drain()
      expect(await alarms()).toMatchObject([{ kind: 'RESTORED', state: 'ANSWERED' }])
    })
    expect(story.hasCard(card)).toBe(false)
  }, 60_000)

  /** A backup is put back that is older than the card: its id is given once more. */
  function takeItsId(values: Record<string, string>): void {
    restoreOdoo()
    expect(world.odoo.orm.create('res.partner', values)).toBe(card)
  }
})
