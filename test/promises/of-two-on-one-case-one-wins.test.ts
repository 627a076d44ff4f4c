import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { Plan } from '../../entities/plan.js'
import { PlanApproval } from '../../entities/plan-approval.js'
import { AuditLog } from '../../src/audit/audit-log.js'
import { PlanAccess } from '../../src/rights/plans/plan-access.js'
import { StepRetries } from '../../src/rights/step-retries.js'
import { Idempotency } from '../../src/security/idempotency.js'
import { SubjectAccess } from '../../src/security/subject-access.js'
import { Role } from '../../src/vocabulary/viewer.js'
import type { Outcome } from '../../src/vocabulary/refusal.js'
import { valueOf } from '../builders/casebook.js'
import { ChangeWorld, colleague, noSignal, officer, stepOf } from '../builders/change-world.js'
import { databases, type TestDatabase } from '../builders/databases.js'
import { handler, keysForTests, viewerOf } from '../builders/federation.js'

const deputy = viewerOf('deputy', [Role.DPO])

/** `ok`, or the code of the refusal, in alphabetical order. */
function codes(outcomes: readonly Outcome<unknown>[]): string[] {
  return outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.refusal.code)).sort()
}

describe.each(await databases())('two people on one case on $name', (database: TestDatabase) => {
  let world: ChangeWorld
  beforeEach(async () => {
    world = await ChangeWorld.on(database)
  })
  afterEach(() => world.close())

  test('who plan at the same time make one plan', async () => {
    const { claims } = await world.submitted('ERASURE')
    const entry = { claimId: claims[0]!.id, ground: 'CONSENT_WITHDRAWN' as const }
    const other = world.process()
    const outcomes = await Promise.all([
      world.hub.desk.planErasure(handler, entry, noSignal),
      other.desk.planErasure(colleague, entry, noSignal),
    ])
    expect(codes(outcomes)).toEqual(['CHANGED_MEANWHILE', 'ok'])
    expect(await world.database.read((manager) => manager.count(Plan))).toBe(1)
  })

  test('who approve at the same time approve once', async () => {
    const { id: planId, hash } = await world.erasurePlan()
    const other = world.process()
    const outcomes = await Promise.all([
      world.hub.desk.approvePlan(officer, { planId, hash }, noSignal),
      other.desk.approvePlan(deputy, { planId, hash }, noSignal),
    ])
    expect(['CHANGED_MEANWHILE', 'PLAN_CLOSED']).toContain(codes(outcomes)[0])
    expect(codes(outcomes)[1]).toBe('ok')
    expect(await world.database.read((manager) => manager.count(PlanApproval))).toBe(1)
  })

  test('of whom one approves what the other is planning anew are told of each other', async () => {
    const plan = await world.erasurePlan()
    const other = world.process()
    const outcomes = await Promise.all([
      world.hub.desk.approvePlan(officer, { planId: plan.id, hash: plan.hash }, noSignal),
      other.desk.planErasure(colleague, { claimId: plan.claimId, ground: 'UNLAWFUL' }, noSignal),
    ])
    expect(codes(outcomes).filter((code) => code === 'ok')).toHaveLength(1)
  })

  test('of whom one starts what the other is planning anew never both do', async () => {
    const { claims } = await world.submitted('ERASURE')
    const entry = { claimId: claims[0]!.id, ground: 'CONSENT_WITHDRAWN' as const }
    const other = world.process()
    for (let delay = 0; delay < 16; delay += 1) {
      const plan = valueOf(await world.hub.desk.planErasure(handler, entry, noSignal))
      await world.approved(plan)
      world.clock.advance(1_000)
      const [started, planned] = await Promise.all([
        sleep(delay).then(() => world.hub.desk.executePlan(handler, plan.id)),
        other.desk.planErasure(colleague, entry, noSignal),
      ])
      expect([delay, codes([started, planned]).filter((code) => code === 'ok')]).toEqual([delay, ['ok']])
      expect((await world.plan(plan.id)).state).toBe(started.ok ? 'EXECUTING' : 'SUPERSEDED')
      await world.database.write((manager) => manager.update(Plan, { state: 'EXECUTING' }, { state: 'SUPERSEDED' }))
      world.clock.advance(1_000)
    }
  }, 60_000)

  test('of whom one has a step tried again that the other has just planned anew is told that it is too late', async () => {
    world.system('mail').source.failWrites({ when: 'REFUSE', reason: 'VALUE_REFUSED' })
    const plan = await world.executed(await world.erasurePlan())
    const { id: stepId, state } = stepOf(plan, 'mail/card/c1')
    expect(state).toBe('FAILED')
    const { database, clock } = world
    const access = new PlanAccess(database, new SubjectAccess(database, clock))
    const step: PlanAccess['step'] = async (viewer, id) => {
      const found = await access.step(viewer, id)
      valueOf(await world.hub.desk.planErasure(colleague, { claimId: plan.claimId, ground: 'CONSENT_WITHDRAWN' }, noSignal))
      return found
    }
    const audit = new AuditLog(database, clock)
    const idempotency = new Idempotency(database, keysForTests, clock)
    const retries = new StepRetries({ database, access: { step }, queue: world.hub.queue, idempotency, audit, clock })
    expect(codes([await retries.retry(handler, stepId, null)])).toEqual(['PLAN_CLOSED'])
    expect(stepOf(await world.plan(plan.id), 'mail/card/c1').state).toBe('FAILED')
  })

  test('who start it, or complete a step, at the same time do it once', async () => {
    const plan = await world.erasurePlan()
    await world.approved(plan)
    const other = world.process()
    const starts = await Promise.all([world.hub.desk.executePlan(handler, plan.id), other.desk.executePlan(colleague, plan.id)])
    expect(codes(starts)).toEqual(['PLAN_CLOSED', 'ok'])
    await world.hub.worker.drain()
    const entry = { stepId: stepOf(plan, 'register/entry/r1').id, outcome: 'REFERRED' as const, remark: 'Brief verstuurd.' }
    const completions = await Promise.all([
      world.hub.desk.completeManualStep(handler, entry),
      other.desk.completeManualStep(colleague, entry),
    ])
    expect(codes(completions)[1]).toBe('ok')
    expect(['CHANGED_MEANWHILE', 'STEP_NOT_WAITING']).toContain(codes(completions)[0])
    expect(stepOf(await world.plan(plan.id), 'register/entry/r1').evidence).toHaveLength(1)
  })
})
