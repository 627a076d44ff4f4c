import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { PlanApproval } from '../../entities/plan-approval.js'
import { Step } from '../../entities/step.js'
import { Role } from '../../src/vocabulary/viewer.js'
import { valueOf } from '../builders/casebook.js'
import { newPhone, refOf } from '../builders/change-systems.js'
import { ChangeWorld, colleague, noSignal, officer, stepOf } from '../builders/change-world.js'
import { databases, type TestDatabase } from '../builders/databases.js'
import { handler, viewerOf } from '../builders/federation.js'

describe.each(await databases())('a plan on $name', (database: TestDatabase) => {
  let world: ChangeWorld
  beforeEach(async () => {
    world = await ChangeWorld.on(database)
  })
  afterEach(() => world.close())

  const approvals = () => world.database.read((manager) => manager.count(PlanApproval))

  test('is not approved by its author, in whatever role, nor under another log-in’s former name', async () => {
    const plan = await world.erasurePlan()
    const renamed = viewerOf('handler-new', [Role.DPO], { formerAccountHashes: ['handler'] })
    for (const author of [viewerOf('handler', [Role.CASE_HANDLER, Role.DPO]), renamed]) {
      expect(await world.hub.desk.approvePlan(author, { planId: plan.id, hash: plan.hash }, noSignal)).toMatchObject({
        refusal: { code: 'APPROVAL_BY_AUTHOR' },
      })
    }
    expect(await approvals()).toBe(0)
    expect(await world.audited('plan.approval-refused')).toHaveLength(2)
  })

  test('that erases is approved by the data protection officer alone', async () => {
    const plan = await world.erasurePlan()
    const entry = { planId: plan.id, hash: plan.hash }
    expect(await world.hub.desk.approvePlan(colleague, entry, noSignal)).toMatchObject({ refusal: { code: 'APPROVAL_BY_OFFICER_ONLY' } })
    await expect(world.hub.desk.approvePlan(world.anna, entry, noSignal)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(valueOf(await world.hub.desk.approvePlan(officer, entry, noSignal))).toMatchObject({
      state: 'APPROVED',
      approvals: [{ role: 'DPO', hash: plan.hash }],
    })
  })

  test('is approved by its own hash, and executed once it is', async () => {
    const plan = await world.erasurePlan()
    const other = { planId: plan.id, hash: 'a'.repeat(64) }
    expect(await world.hub.desk.approvePlan(officer, other, noSignal)).toMatchObject({ refusal: { code: 'PLAN_HASH_MISMATCH' } })
    expect(await world.hub.desk.executePlan(handler, plan.id)).toMatchObject({ refusal: { code: 'PLAN_NOT_APPROVED' } })
    await world.approved(plan)
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    expect(await world.hub.desk.executePlan(handler, plan.id)).toMatchObject({ refusal: { code: 'PLAN_CLOSED' } })
    expect(await world.hub.desk.approvePlan(officer, { planId: plan.id, hash: plan.hash }, noSignal)).toMatchObject({
      refusal: { code: 'PLAN_CLOSED' },
    })
  })

  test('that the sources have left behind is not approved, and says which steps', async () => {
    const plan = await world.correctionPlan(newPhone)
    await world.system('crm').source.edit(refOf('crm/contact/8'), { phone: '+32470000199' })
    const stale = await world.hub.desk.approvePlan(handler, { planId: plan.id, hash: plan.hash }, noSignal)
    expect(stale).toMatchObject({ refusal: { code: 'PLAN_STALE', driftedSteps: [stepOf(plan, 'crm/contact/8').number] } })
    expect(await world.plan(plan.id)).toMatchObject({ state: 'PROPOSED' })
    expect(world.system('crm').source.writes).toBe(0)
  })

  test('may be approved while a system does not answer: each step looks before it writes, and who approved is told', async () => {
    const plan = await world.correctionPlan(newPhone)
    world.system('mail').failWith('TIMEOUT')
    valueOf(await world.hub.desk.approvePlan(handler, { planId: plan.id, hash: plan.hash }, noSignal))
    expect(await world.audited('plan.approved')).toMatchObject([{ uncheckedSystems: ['mail'] }])
  })

  test('whose rows somebody changed behind its back is neither approved nor executed', async () => {
    const plan = await world.erasurePlan()
    const { id } = stepOf(plan, 'crm/invoice/31')
    await world.database.write((manager) => manager.update(Step, id, { action: 'ERASE' }))
    await expect(world.hub.desk.approvePlan(officer, { planId: plan.id, hash: plan.hash }, noSignal)).rejects.toThrow(
      'not what its hash says',
    )
    await world.database.write((manager) => manager.update(Step, id, { action: 'RETAIN' }))
    await world.approved(plan)
    await world.database.write((manager) => manager.update(Step, id, { action: 'ERASE' }))
    await expect(world.hub.desk.executePlan(handler, plan.id)).rejects.toThrow('not what its hash says')
    expect(await world.held('crm/invoice/31')).not.toBeNull()
  })
})
