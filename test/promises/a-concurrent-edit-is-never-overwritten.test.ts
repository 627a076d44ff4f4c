import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { LedgerEntry } from '../../entities/ledger-entry.js'
import type { AttestationDocument } from '../../src/rights/attestation/attestation-document.js'
import { valueOf } from '../builders/casebook.js'
import { annasRecords, newPhone, refOf } from '../builders/change-systems.js'
import { byRecord, ChangeWorld, noSignal, stepOf } from '../builders/change-world.js'
import { databases, type TestDatabase } from '../builders/databases.js'
import { handler } from '../builders/federation.js'

const contact = 'crm/contact/8'
const theirs = '+32470000199'

describe.each(await databases())('what a colleague changes at the source on $name', (database: TestDatabase) => {
  let world: ChangeWorld
  beforeEach(async () => {
    world = await ChangeWorld.on(database)
  })
  afterEach(() => world.close())

  const edit = () => world.system('crm').source.edit(refOf(contact), { phone: theirs })

  test('after the approval makes the step a conflict; the others go on, and nothing is overwritten', async () => {
    const plan = await world.correctionPlan(newPhone)
    await world.approved(plan)
    await edit()
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    await world.hub.worker.drain()
    const after = await world.plan(plan.id)
    expect(stepOf(after, contact)).toMatchObject({ state: 'CONFLICT', outcome: null, lastError: 'RECORD_CHANGED' })
    expect(after).toMatchObject({ drifted: true, state: 'EXECUTING' })
    expect(await world.held(contact)).toMatchObject({ phone: theirs })
    expect(stepOf(after, 'mail/card/c1')).toMatchObject({ state: 'DONE', outcome: 'RECTIFIED' })
  })

  test('between the look and the write makes it one too', async () => {
    const plan = await world.correctionPlan(newPhone)
    const { source } = world.system('crm')
    source.beforeWrite = async ({ ref }) => {
      if (ref.recordType === 'contact') {
        source.beforeWrite = null
        await edit()
      }
    }
    expect(stepOf(await world.executed(plan), contact)).toMatchObject({ state: 'CONFLICT' })
    expect(await world.held(contact)).toMatchObject({ phone: theirs })
    expect(source.writesTo(refOf(contact))).toBe(0)
  })

  test('in a field that the correction leaves alone does not stop it', async () => {
    const plan = await world.correctionPlan(newPhone)
    await world.approved(plan)
    await world.system('crm').source.edit(refOf(contact), { comment: 'Nu wel' })
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    await world.hub.worker.drain()
    expect(stepOf(await world.plan(plan.id), contact)).toMatchObject({ outcome: 'RECTIFIED' })
    expect(await world.held(contact)).toMatchObject({ phone: newPhone, comment: 'Nu wel' })
  })

  test('is not erased under a plan that did not see it', async () => {
    const plan = await world.erasurePlan()
    await world.approved(plan)
    await world.system('mail').source.edit(refOf('mail/card/c1'), { mobile: theirs })
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    await world.hub.worker.drain()
    expect(stepOf(await world.plan(plan.id), 'mail/card/c1')).toMatchObject({ state: 'CONFLICT' })
    expect(await world.held('mail/card/c1')).toMatchObject({ mobile: theirs })
  })

  test('cannot be declared done by staff while it stands', async () => {
    const plan = await world.erasurePlan()
    await world.approved(plan)
    await world.system('mail').source.edit(refOf('mail/card/c1'), { mobile: theirs })
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    await world.hub.worker.drain()
    const { id: stepId } = stepOf(await world.plan(plan.id), 'mail/card/c1')
    const said = { stepId, outcome: 'DONE_BY_HAND', remark: 'Verwijderd.' } as const
    valueOf(await world.hub.desk.completeManualStep(handler, said))
    expect(stepOf(await world.plan(plan.id), 'mail/card/c1')).toMatchObject({ state: 'CONFLICT', readBack: 'STILL_PRESENT' })
    await world.system('mail').source.remove(refOf('mail/card/c1'))
    valueOf(await world.hub.desk.completeManualStep(handler, said))
    expect(stepOf(await world.plan(plan.id), 'mail/card/c1')).toMatchObject({ state: 'DONE', readBack: 'GONE' })
  })

  test('asks for a new plan, which takes the place of the old one and sees the change', async () => {
    const plan = await world.erasurePlan()
    await world.approved(plan)
    await world.system('mail').source.edit(refOf('mail/card/c1'), { mobile: theirs })
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    await world.hub.worker.drain()
    const entry = { claimId: plan.claimId, ground: 'CONSENT_WITHDRAWN' as const }
    const again = valueOf(await world.hub.desk.planErasure(handler, entry, noSignal))
    expect(byRecord(again, 'action')).toMatchObject({ 'mail/card/c1': 'ERASE', 'crm/contact/8': 'RESTRICT' })
    expect(await world.plan(plan.id)).toMatchObject({ state: 'SUPERSEDED' })
    expect(await world.byHand(await world.executed(again))).toMatchObject({ state: 'EXECUTED' })
    expect(await world.held('mail/card/c1')).toBeNull()
  })

  test('loses nothing of what was done before: recipients are told, the ledger knows it, the claim and the attestation count it', async () => {
    await world.close()
    world = await ChangeWorld.on(database, { held: { crm: annasRecords['crm']!.slice(3, 4), mail: annasRecords['mail']!.slice(0, 1) } })
    const plan = await world.erasurePlan()
    await world.approved(plan)
    await world.system('mail').source.edit(refOf('mail/card/c1'), { mobile: theirs })
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    await world.hub.worker.drain()
    world.clock.advance(60_000)
    await world.system('mail').source.remove(refOf('mail/card/c1'))
    const entry = { claimId: plan.claimId, ground: 'CONSENT_WITHDRAWN' as const }
    const again = valueOf(await world.hub.desk.planErasure(handler, entry, noSignal))
    expect(again.steps).toEqual([])
    const told = (await world.hub.desk.notices(handler, plan.caseId)).map(({ recipientId, kind, categories }) => [
      recipientId,
      kind,
      categories,
    ])
    expect(told).toEqual([['odoo', 'ERASURE', ['EMAIL_ADDRESS']]])
    const recognised = async () =>
      (await world.database.read((manager) => manager.findBy(LedgerEntry, { recognises: 'IDENTIFIER' }))).map(
        ({ recordType }) => recordType,
      )
    expect(new Set(await recognised())).toEqual(new Set(['subscription']))

    expect(await world.executed(again)).toMatchObject({ state: 'EXECUTED' })
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'FULFILLED' })
    const { json } = (await world.hub.desk.attestation(handler, again.id))!
    const { systems, earlierPlans, approvals } = JSON.parse(json) as AttestationDocument
    expect(systems.flatMap(({ records }) => records.map(({ recordType, count }) => [recordType, count]))).toEqual([['subscription', 1]])
    expect(earlierPlans).toEqual([{ id: plan.id, hash: plan.hash }])
    expect(approvals).toHaveLength(2)
  })
})
