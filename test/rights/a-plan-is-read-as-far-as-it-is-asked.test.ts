import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Step } from '../../entities/step.js'
import type { PlanView } from '../../src/rights/changes.js'
import { ChangeWorld } from '../builders/change-world.js'
import { databases } from '../builders/databases.js'
import { handler } from '../builders/federation.js'

describe.each(await databases())('a plan on $name', (database) => {
  let world: ChangeWorld
  let plan: PlanView
  beforeEach(async () => {
    world = await ChangeWorld.on(database)
    plan = await world.executed(await world.erasurePlan())
  })
  afterEach(() => world.close())

  test('is counted without opening its steps', async () => {
    const { steps, ...head } = plan
    expect(steps.length).toBeGreaterThan(5)
    expect(Object.values(head.summary.actions).reduce((sum, count) => sum + count, 0)).toBe(steps.length)
    expect(Object.values(head.summary.states).reduce((sum, count) => sum + count, 0)).toBe(steps.length)
    await world.database.write((manager) => manager.update(Step, { planId: plan.id }, { bodyCipher: 'cannot be opened' }))
    expect(await world.hub.desk.plansOf(handler, [plan.caseId])).toEqual([head])
    await expect(world.plan(plan.id)).rejects.toThrow()
  })

  test('gives the steps that are asked for, and in order', async () => {
    const { desk } = world.hub
    expect(await desk.steps(handler, plan.id, { states: null, first: 2, after: 1 })).toEqual(plan.steps.slice(1, 3))
    const waiting = await desk.steps(handler, plan.id, { states: ['WAITING_MANUAL'], first: 100, after: 0 })
    expect(waiting).toEqual(plan.steps.filter(({ state }) => state === 'WAITING_MANUAL'))
    expect(waiting.length).toBeGreaterThan(0)
  })

  test('of somebody else has no steps that are found', async () => {
    const stranger = { ...world.anna, accountHash: 'another', formerAccountHashes: [] }
    await expect(world.hub.desk.steps(stranger, plan.id, { states: null, first: 1, after: 0 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
