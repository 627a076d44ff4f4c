import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Job } from '../../entities/job.js'
import { Plan } from '../../entities/plan.js'
import { Step } from '../../entities/step.js'
import type { InMemoryRecord } from '../../src/connectors/in-memory.js'
import { valueOf } from '../builders/casebook.js'
import { annasRecords, newPhone, refOf } from '../builders/change-systems.js'
import { ChangeWorld, stepOf } from '../builders/change-world.js'
import { databases, type TestDatabase } from '../builders/databases.js'
import { handler } from '../builders/federation.js'

const messages: InMemoryRecord[] = Array.from({ length: 30 }, (_, index) => ({
  recordType: 'message',
  externalId: `m${index}`,
  fields: { text: `Bericht ${index}` },
}))
const held = { ...annasRecords, mail: messages }

describe.each(await databases())('several workers on $name', (database: TestDatabase) => {
  let world: ChangeWorld
  beforeEach(async () => {
    world = await ChangeWorld.on(database, { held })
  })
  afterEach(() => world.close())

  async function started(): Promise<Plan> {
    const { id } = await world.erasurePlan()
    await world.approved(await world.plan(id))
    valueOf(await world.hub.desk.executePlan(handler, id))
    return world.database.read((manager) => manager.findOneByOrFail(Plan, { id }))
  }

  test('carry out one plan together without writing anything twice', async () => {
    const { id } = await started()
    const others = [world.process(), world.process(), world.process()]
    await Promise.all([world.hub, ...others].map(({ worker }) => worker.drain()))
    const plan = await world.plan(id)
    expect(plan.steps.filter(({ action, state }) => action === 'ERASE' && state !== 'DONE')).toEqual([])
    expect(messages.map(({ externalId }) => world.system('mail').source.writesTo(refOf(`mail/message/${externalId}`)))).toEqual(
      messages.map(() => 1),
    )
    const done = await world.audited('step.done')
    expect(new Set(done.map(({ stepId }) => stepId)).size).toBe(done.length)
  })

  test('take over from one that is not heard of, and let it record nothing when it wakes', async () => {
    const { id } = await started()
    const { source } = world.system('mail')
    const other = world.process()
    source.beforeWrite = async () => {
      source.beforeWrite = null
      world.clock.advance(120_000)
      await other.worker.drain()
    }
    await world.hub.worker.drain()
    const plan = await world.plan(id)
    expect(plan.steps.filter(({ systemId, state }) => systemId === 'mail' && state !== 'DONE')).toEqual([])
    expect(source.writes).toBe(messages.length)
    const done = await world.audited('step.done')
    expect(new Set(done.map(({ stepId }) => stepId)).size).toBe(done.length)
    expect((await world.job(id)).state).toBe('DONE')
  })

  test('hand back what they did not come to when they stop, and another goes on', async () => {
    const { id } = await started()
    const { source } = world.system('mail')
    const leaving = world.process()
    const begun = new Promise<void>((resolve) => {
      source.beforeWrite = async ({ ref }) => {
        if (ref.externalId === 'm13') {
          resolve()
          await new Promise((soon) => setTimeout(soon, 200))
        }
      }
    })
    leaving.worker.start()
    await begun
    await leaving.worker.stop(0)
    const states = (await world.plan(id)).steps.map(({ state }) => state)
    expect(states).toContain('PENDING')
    await world.hub.worker.drain()
    expect((await world.plan(id)).steps.filter(({ systemId, state }) => systemId === 'mail' && state !== 'DONE')).toEqual([])
    expect(source.writes).toBe(messages.length)
  })

  test('park a plan that kills each of them, tell people, and begin anew when staff say so', async () => {
    const plan = await world.correctionPlan(newPhone)
    await world.approved(plan)
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    const begun = { planId: plan.id, action: 'RECTIFY' as const }
    for (const lease of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      expect(await world.hub.queue.claim(['plan.execute'], lease, 1_000)).not.toBeNull()
      await world.database.write((manager) => manager.update(Step, begun, { state: 'RUNNING', runBy: lease }))
      world.clock.advance(2_000)
    }
    await world.hub.worker.drain()
    expect(await world.job(plan.id)).toMatchObject({ state: 'PARKED', lastError: 'Every worker that took it was lost.' })
    const parked = await world.plan(plan.id)
    const lost = parked.steps.filter(({ state }) => state === 'FAILED')
    expect(lost.map(({ lastError }) => lastError)).toEqual(lost.map(() => 'WORKER_LOST'))
    expect(lost.length).toBeGreaterThan(0)
    expect(await world.eventTypes(plan.caseId)).toContain('plan.parked')
    for (const { id } of lost) {
      valueOf(await world.hub.desk.retryStep(handler, id))
    }
    await world.hub.worker.drain()
    expect(stepOf(await world.plan(plan.id), 'crm/contact/8')).toMatchObject({ outcome: 'RECTIFIED' })
  })

  test('take a parked plan up again when staff set it going once more, and only then', async () => {
    const { id } = await started()
    expect(await world.hub.desk.executePlan(handler, id)).toMatchObject({ refusal: { code: 'PLAN_CLOSED' } })
    await world.database.write((manager) => manager.update(Job, { key: id }, { state: 'PARKED' }))
    valueOf(await world.hub.desk.executePlan(handler, id))
    await world.hub.worker.drain()
    expect(world.system('mail').source.writes).toBe(messages.length)
  })
})
