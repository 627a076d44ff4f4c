import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { LedgerEntry } from '../../entities/ledger-entry.js'
import { Plan } from '../../entities/plan.js'
import { Restriction } from '../../entities/restriction.js'
import { Step } from '../../entities/step.js'
import { outcomeOfPlan } from '../../src/rights/claim-settlement.js'
import { valueOf } from '../builders/casebook.js'
import { annasRecords, changeMap } from '../builders/change-systems.js'
import { byRecord, ChangeWorld, noSignal, stepOf } from '../builders/change-world.js'
import { databases, type TestDatabase } from '../builders/databases.js'
import { handler } from '../builders/federation.js'

const subscriptionOnly = { crm: [{ recordType: 'subscription', externalId: '4', fields: { email: 'anna@peeters.example' } }] }

describe.each(await databases())('an erasure on $name', (database: TestDatabase) => {
  let world: ChangeWorld
  beforeEach(async () => {
    world = await ChangeWorld.on(database)
  })
  afterEach(() => world.close())

  test('says of each record what becomes of it, why and until when, and shows no value of the person', async () => {
    const plan = await world.erasurePlan()
    expect(byRecord(plan, 'action', 'rule', 'retainUntil')).toEqual({
      'crm/subscription/4': ['ERASE', null, null],
      'crm/ticket/6': ['ANONYMISE', null, null],
      'crm/invoice/31': ['RETAIN', 'R-VAT', '2036-01-01'],
      'crm/login/5': ['RETAIN', 'R-LOG', '2027-05-01'],
      'crm/contact/8': ['RESTRICT', 'R-VAT', '2036-01-01'],
      'mail/message/m1': ['ERASE', null, null],
      'mail/list/l1': ['BY_HAND', null, null],
      'mail/card/c1': ['ERASE', null, null],
      'register/entry/r1': ['REFER', null, null],
      'helpdesk/caller/h1': ['FORWARD', null, null],
    })
    expect(plan).toMatchObject({
      state: 'PROPOSED',
      drifted: false,
      approvals: [],
      summary: { unreadSystems: [], retainedUntil: '2036-01-01' },
    })
    expect(plan.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'IN_REVIEW' })
    expect(JSON.stringify(plan.steps.map(({ changes }) => changes))).not.toMatch(/Anna|0470|32470|peeters/)
  })

  test('keeps what it says under the subject’s key alone', async () => {
    await world.erasurePlan()
    const rows = await world.database.read((manager) => manager.find(Step))
    expect(rows).toHaveLength(10)
    expect(JSON.stringify(rows)).not.toMatch(/comment|email|subscription\/4|"m1"/)
  })

  test('does it, reads it back, and leaves exactly what the law keeps', async () => {
    const plan = await world.executed(await world.erasurePlan())
    expect(byRecord(plan, 'state', 'outcome', 'readBack')).toMatchObject({
      'crm/subscription/4': ['DONE', 'ERASED', 'GONE'],
      'crm/ticket/6': ['DONE', 'ANONYMISED', 'CHANGED'],
      'crm/invoice/31': ['DONE', 'RETAINED', null],
      'crm/login/5': ['DONE', 'RETAINED', null],
      'crm/contact/8': ['DONE', 'RESTRICTED', 'CHANGED'],
      'mail/message/m1': ['DONE', 'ERASED', 'GONE'],
      'mail/card/c1': ['DONE', 'ERASED', 'GONE'],
      'mail/list/l1': ['WAITING_MANUAL', null, null],
      'register/entry/r1': ['WAITING_MANUAL', null, null],
      'helpdesk/caller/h1': ['WAITING_MANUAL', null, null],
    })
    expect(plan.state).toBe('EXECUTING')
    expect(await world.held('crm/contact/8')).toEqual({ name: 'Anna Peeters' })
    expect(await world.held('crm/ticket/6')).toEqual({ caller: 'Anoniem' })
    expect(await world.held('crm/invoice/31')).toEqual({ number: 'INV/31', state: 'posted' })
    expect(await world.held('crm/subscription/4')).toBeNull()
    expect(await world.held('mail/card/c1')).toBeNull()
    expect(world.system('crm').source.writes).toBe(3)
  })

  test('marks what it keeps, and remembers what it erased without saying who', async () => {
    await world.executed(await world.erasurePlan())
    const [restrictions, entries] = await world.database.read(async (manager) => [
      await manager.find(Restriction),
      await manager.find(LedgerEntry),
    ])
    expect(restrictions.map(({ recordType, rule, retainUntil }) => `${recordType} ${rule} ${retainUntil}`).sort()).toEqual([
      'contact R-VAT 2036-01-01',
      'invoice R-VAT 2036-01-01',
      'login R-LOG 2027-05-01',
    ])
    const kinds = entries.map(({ recordType, isRetained }) => `${recordType} ${isRetained ? 'kept' : 'erased'}`)
    expect(kinds.sort()).toEqual(['card erased', 'contact kept', 'invoice kept', 'login kept', 'message erased', 'subscription erased'])
  })

  test('is executed once people have done their part, and says so to all whom it concerns', async () => {
    const plan = await world.byHand(await world.executed(await world.erasurePlan()))
    expect(plan).toMatchObject({ state: 'EXECUTED', summary: { states: { DONE: 10 } } })
    expect(byRecord(plan, 'outcome')).toMatchObject({
      'mail/list/l1': 'DONE_BY_HAND',
      'register/entry/r1': 'REFERRED',
      'helpdesk/caller/h1': 'FORWARDED',
    })
    expect(stepOf(plan, 'mail/list/l1')).toMatchObject({ readBack: 'GONE', evidence: [{ text: 'Gedaan.', mediaType: null }] })
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'PARTLY_FULFILLED' })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'CLOSED' })
    expect(await world.eventTypes(plan.caseId)).toEqual(expect.arrayContaining(['plan.executed', 'claim.decided']))
    const attestation = await world.hub.desk.attestation(world.anna, plan.id)
    expect(attestation?.hash).toBe(
      createHash('sha256')
        .update(attestation?.json ?? '')
        .digest('hex'),
    )
    const notices = await world.hub.desk.notices(handler, plan.caseId)
    expect(notices.map(({ recipientId, kind, categories }) => `${recipientId} ${kind} ${categories.join(',')}`).sort()).toEqual([
      'accountant RESTRICTION TRANSACTION',
      'microsoft ERASURE PERSON_NAME,PHONE_NUMBER,OTHER_PROVIDED_DATA',
      'odoo ERASURE PERSON_NAME,PHONE_NUMBER,EMAIL_ADDRESS,OTHER_PROVIDED_DATA',
      'odoo RESTRICTION PERSON_NAME,TRANSACTION',
    ])
  })

  test('takes staff at their word only as far as the source bears them out', async () => {
    const plan = await world.executed(await world.erasurePlan())
    const { id: stepId } = stepOf(plan, 'mail/list/l1')
    const said = { stepId, outcome: 'DONE_BY_HAND' as const, remark: 'Verwijderd.' }
    const refuted = valueOf(await world.hub.desk.completeManualStep(handler, said))
    expect(stepOf(refuted, 'mail/list/l1')).toMatchObject({ state: 'WAITING_MANUAL', outcome: null, readBack: 'STILL_PRESENT' })
    await world.erasedByStaff(stepOf(plan, 'mail/list/l1'))
    const borneOut = valueOf(await world.hub.desk.completeManualStep(handler, said))
    expect(stepOf(borneOut, 'mail/list/l1')).toMatchObject({ state: 'DONE', outcome: 'DONE_BY_HAND', readBack: 'GONE' })
    expect(await world.hub.desk.completeManualStep(handler, said)).toMatchObject({ refusal: { code: 'STEP_NOT_WAITING' } })
  })

  test('takes of a referral only that it was referred, and only from staff', async () => {
    const plan = await world.executed(await world.erasurePlan())
    const entry = { stepId: stepOf(plan, 'register/entry/r1').id, outcome: 'DONE_BY_HAND' as const, remark: 'Gedaan.' }
    await expect(world.hub.desk.completeManualStep(handler, entry)).rejects.toThrow('can only be REFERRED')
    await expect(world.hub.desk.completeManualStep(world.anna, entry)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe.each(await databases())('what comes of a claim to erasure on $name', (database: TestDatabase) => {
  let world: ChangeWorld
  afterEach(() => world.close())

  test('is that it is fulfilled, where nothing is kept', async () => {
    world = await ChangeWorld.on(database, { held: subscriptionOnly })
    const plan = await world.executed(await world.erasurePlan())
    expect(plan.state).toBe('EXECUTED')
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'FULFILLED' })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'CLOSED' })
  })

  test('is that nothing was found, where no system holds anything', async () => {
    world = await ChangeWorld.on(database, { held: {} })
    const proposed = await world.erasurePlan()
    expect(proposed.steps).toEqual([])
    const plan = await world.executed(proposed)
    expect(plan.state).toBe('EXECUTED')
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'NOTHING_FOUND' })
  })

  test('is never that it is fulfilled, while a system could not be read', async () => {
    world = await ChangeWorld.on(database, { held: { ...subscriptionOnly, mail: annasRecords['mail']!.slice(1, 2) } })
    world.system('mail').failWith('SYSTEM_ERROR')
    const plan = await world.executed(await world.erasurePlan())
    expect(plan).toMatchObject({ state: 'EXECUTED', summary: { unreadSystems: ['mail'] } })
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'PARTLY_FULFILLED' })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'READY' })

    world.system('mail').failWith(null)
    const again = valueOf(await world.hub.desk.planErasure(handler, { claimId: plan.claimId, ground: 'CONSENT_WITHDRAWN' }, noSignal))
    expect(byRecord(again, 'action')).toEqual({ 'mail/message/m1': 'ERASE' })
    await world.executed(again)
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'FULFILLED' })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'CLOSED' })
  })

  test('is never that it is fulfilled, while the plan was limited by whoever made it', async () => {
    world = await ChangeWorld.on(database, { held: { ...subscriptionOnly, mail: annasRecords['mail']!.slice(1, 2) } })
    const { claims } = await world.submitted('ERASURE')
    const entry = { claimId: claims[0]!.id, ground: 'CONSENT_WITHDRAWN' as const }
    const limited = valueOf(await world.hub.desk.planErasure(handler, { ...entry, systems: ['crm'] }, noSignal))
    expect(limited.scope).toEqual({ systems: ['crm'], categories: null })
    const plan = await world.executed(limited)
    expect(plan.state).toBe('EXECUTED')
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'PARTLY_FULFILLED' })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'READY' })
    const { json } = (await world.hub.desk.attestation(handler, plan.id))!
    expect(JSON.parse(json)).toMatchObject({ limits: { categories: null, systemsLeftOut: ['mail', 'register', 'helpdesk'] } })

    world.clock.advance(60_000)
    const whole = valueOf(await world.hub.desk.planErasure(handler, { ...entry, systems: [...changeMap.systems.keys()] }, noSignal))
    expect(whole.scope).toBeNull()
    await world.executed(whole)
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'FULFILLED' })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'CLOSED' })
  })

  test('of categories marks and counts what the law keeps of them', async () => {
    world = await ChangeWorld.on(database, { held: { crm: annasRecords['crm']!.slice(0, 2) } })
    const { claims } = await world.submitted('ERASURE')
    const categories = ['PERSON_NAME', 'PHONE_NUMBER'] as const
    const entry = { claimId: claims[0]!.id, ground: 'CONSENT_WITHDRAWN' as const, categories }
    const plan = await world.executed(valueOf(await world.hub.desk.planErasure(handler, entry, noSignal)))
    expect(byRecord(plan, 'action', 'rule', 'outcome', 'readBack')).toEqual({ 'crm/contact/8': ['ERASE', 'R-VAT', 'ERASED', 'CHANGED'] })
    expect(await world.held('crm/contact/8')).toMatchObject({ name: 'Anna Peeters' })
    expect(await world.held('crm/contact/8')).not.toHaveProperty('phone')
    const [restrictions, kept] = await world.database.read(async (manager) => [
      await manager.find(Restriction),
      await manager.findBy(LedgerEntry, { isRetained: true }),
    ])
    expect(restrictions).toMatchObject([{ recordType: 'contact', rule: 'R-VAT', retainUntil: '2036-01-01' }])
    expect(kept).toMatchObject([{ recordType: 'contact' }])
    const { json } = (await world.hub.desk.attestation(handler, plan.id))!
    const attested = { recordType: 'contact', method: 'ERASED_IN_PART', rule: 'R-VAT', kept: { latestUntil: '2036-01-01' } }
    expect(JSON.parse(json)).toMatchObject({ systems: [{ system: 'crm', records: [attested] }] })
    const [step] = await world.database.read((manager) => manager.findBy(Step, { planId: plan.id }))
    expect(outcomeOfPlan([step!], true)).toBe('PARTLY_FULFILLED')
  })

  test('is approved with what it leaves out: a plan whose limit was changed afterwards is not executed', async () => {
    world = await ChangeWorld.on(database, { held: subscriptionOnly })
    const { claims } = await world.submitted('ERASURE')
    const entry = { claimId: claims[0]!.id, ground: 'CONSENT_WITHDRAWN' as const, categories: ['EMAIL_ADDRESS' as const] }
    const plan = valueOf(await world.hub.desk.planErasure(handler, entry, noSignal))
    await world.approved(plan)
    await world.database.write((manager) => manager.update(Plan, plan.id, { scope: null }))
    await expect(world.hub.desk.executePlan(handler, plan.id)).rejects.toThrow('is not what its hash says')
  })

  test('is nothing yet, where nothing was found but not everything was read', async () => {
    world = await ChangeWorld.on(database, { held: {} })
    world.system('mail').failWith('TIMEOUT')
    const plan = await world.executed(await world.erasurePlan())
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: null })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'READY' })
  })

  test('may be that all of it is a customer’s', async () => {
    world = await ChangeWorld.on(database, { held: { helpdesk: annasRecords['helpdesk']! } })
    const plan = await world.byHand(await world.executed(await world.erasurePlan()))
    expect(plan.state).toBe('EXECUTED')
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'FORWARDED' })
  })
})
