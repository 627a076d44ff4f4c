import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createHash, randomBytes } from 'node:crypto'
import { EvidencePart } from '../../entities/evidence-part.js'
import { Plan } from '../../entities/plan.js'
import { Request } from '../../entities/request.js'
import type { RectificationEntry } from '../../src/rights/changes.js'
import { valueOf } from '../builders/casebook.js'
import { annasRecords, newPhone, oldPhone, refOf } from '../builders/change-systems.js'
import { byRecord, ChangeWorld, colleague, noSignal, stepOf } from '../builders/change-world.js'
import { databases, sqlite, type TestDatabase } from '../builders/databases.js'
import { handler, readBy } from '../builders/federation.js'

const { crm = [], mail = [], register = [] } = annasRecords
/** The card in the CRM knows the new number already. */
const contradicting = { crm: [{ ...crm[0]!, fields: { ...crm[0]!.fields, phone: newPhone } }], mail, register }

describe.each(await databases())('a correction on $name', (database: TestDatabase) => {
  let world: ChangeWorld
  afterEach(() => world.close())

  test('writes the number everywhere in one go, reads it back, and passes on what is not ours', async () => {
    world = await ChangeWorld.on(database)
    const proposed = await world.correctionPlan(newPhone)
    expect(byRecord(proposed, 'action')).toEqual({
      'crm/contact/8': 'RECTIFY',
      'crm/ticket/6': 'RECTIFY',
      'mail/card/c1': 'RECTIFY',
      'mail/list/l1': 'BY_HAND',
      'register/entry/r1': 'REFER',
      'helpdesk/caller/h1': 'FORWARD',
    })
    const plan = await world.executed(proposed)
    expect(byRecord(plan, 'state', 'outcome', 'readBack')).toMatchObject({
      'crm/contact/8': ['DONE', 'RECTIFIED', 'CHANGED'],
      'crm/ticket/6': ['DONE', 'RECTIFIED', 'CHANGED'],
      'mail/card/c1': ['DONE', 'RECTIFIED', 'CHANGED'],
      'register/entry/r1': ['WAITING_MANUAL', null, null],
    })
    expect(await world.held('crm/contact/8')).toMatchObject({ name: 'Anna Peeters', phone: newPhone })
    expect(await world.held('mail/card/c1')).toMatchObject({ mobile: newPhone })
    const ended = await world.byHand(plan)
    expect(ended.state).toBe('EXECUTED')
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'PARTLY_FULFILLED' })
    const notices = await world.hub.desk.notices(handler, plan.caseId)
    expect(notices.map(({ recipientId, kind, categories }) => `${recipientId} ${kind} ${categories.join(',')}`).sort()).toEqual([
      'microsoft RECTIFICATION PHONE_NUMBER',
      'odoo RECTIFICATION PHONE_NUMBER',
    ])
  })

  test('gives the person the letter to the register, in the person’s language', async () => {
    world = await ChangeWorld.on(database)
    const { referral, letter, instructions } = stepOf(await world.correctionPlan(newPhone), 'register/entry/r1')
    expect(referral).toMatchObject({ authority: 'Het Register' })
    expect(letter?.NL).toContain('artikel 16')
    expect(letter?.NL).toContain(`Telefoonnummer: ${oldPhone} → ${newPhone}`)
    expect(letter?.FR).toContain('article 16')
    expect(instructions?.DE).toContain('Register')
  })

  test('gives staff the letter to the customer for whom data is held', async () => {
    world = await ChangeWorld.on(database)
    const { instructions } = stepOf(await world.correctionPlan(newPhone), 'helpdesk/caller/h1')
    expect(instructions?.NL).toContain('Record: h1')
    expect(instructions?.NL).toMatch(/Ons kenmerk: PDH-\d{4}-\d{6}/)
    expect(instructions?.FR).toContain('article 28')
  })

  test('of a contradiction needs the category and the right value, and ends it', async () => {
    world = await ChangeWorld.on(database, { held: contradicting })
    const contradictions = async () => (await readBy(world.hub.federation).profile(world.subjectId, {})).contradictions
    expect((await contradictions()).map(({ category }) => category)).toEqual(['PHONE_NUMBER'])
    const entry = {
      subjectId: world.subjectId,
      category: 'PHONE_NUMBER',
      newValue: newPhone,
      ground: 'INACCURATE',
      language: 'NL',
    } as const
    const plan = valueOf(await world.hub.desk.proposeRectification(handler, entry, noSignal))
    expect(byRecord(plan, 'action')).toMatchObject({ 'mail/card/c1': 'RECTIFY', 'register/entry/r1': 'REFER' })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'IN_REVIEW' })
    expect(await world.hub.desk.approvePlan(handler, { planId: plan.id, hash: plan.hash }, noSignal)).toMatchObject({
      refusal: { code: 'APPROVAL_BY_AUTHOR' },
    })
    valueOf(await world.hub.desk.approvePlan(colleague, { planId: plan.id, hash: plan.hash }, noSignal))
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    await world.hub.worker.drain()
    expect(await contradictions()).toEqual([])
  })
})

describe.each(await databases())('a correction of a record that is gone meanwhile on $name', (database: TestDatabase) => {
  test('is ended by staff, since no other plan would say anything about it', async () => {
    const world = await ChangeWorld.on(database, { held: { mail: mail.slice(0, 1) } })
    const proposed = await world.correctionPlan(newPhone)
    await world.approved(proposed)
    const { source } = world.system('mail')
    const ref = refOf('mail/card/c1')
    source.beforeWrite = () => source.remove(ref)
    valueOf(await world.hub.desk.executePlan(handler, proposed.id))
    await world.hub.worker.drain()
    const { id: stepId, state } = stepOf(await world.plan(proposed.id), 'mail/card/c1')
    expect(state).toBe('CONFLICT')
    const { claimId } = proposed
    const entry = { claimId, category: 'PHONE_NUMBER', newValue: newPhone, ground: 'INACCURATE', language: 'NL' } as const
    expect(await world.hub.desk.proposeRectification(handler, entry, noSignal)).toMatchObject({ refusal: { code: 'NOTHING_TO_CHANGE' } })
    valueOf(await world.hub.desk.completeManualStep(handler, { stepId, outcome: 'DONE_BY_HAND', remark: 'De kaart is verwijderd.' }))
    await world.hub.worker.drain()
    const plan = await world.plan(proposed.id)
    expect(plan).toMatchObject({ state: 'EXECUTED' })
    expect(stepOf(plan, 'mail/card/c1')).toMatchObject({ state: 'DONE', outcome: 'DONE_BY_HAND', readBack: 'GONE' })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'CLOSED' })
    await world.close()
  })
})

describe('a proposal to correct', () => {
  let world: ChangeWorld
  beforeEach(async () => {
    world = await ChangeWorld.on(sqlite)
  })
  afterEach(() => world.close())

  const propose = (change: Partial<RectificationEntry>) =>
    world.hub.desk.proposeRectification(
      world.anna,
      { subjectId: world.subjectId, category: 'PHONE_NUMBER', newValue: newPhone, ground: 'INACCURATE', language: 'NL', ...change },
      noSignal,
    )
  const written = () =>
    world.database.read(async (manager) => [await manager.count(Plan), await manager.count(Request), world.system('crm').source.writes])

  test.each<[string, Partial<RectificationEntry>, string]>([
    ['a value that has not its form', { newValue: 'bel mij' }, 'VALUE_INVALID'],
    ['a national number', { category: 'OTHER_PROVIDED_DATA', newValue: '85.07.30-033.28' }, 'NATIONAL_NUMBER_REFUSED'],
    ['what is right already', { newValue: oldPhone }, 'NOTHING_TO_CHANGE'],
    [
      'a file of a kind that is not kept',
      { evidence: { name: 'x', mediaType: 'application/zip', contentBase64: 'YQ==' } },
      'EVIDENCE_REFUSED',
    ],
    ['a file that is none', { evidence: { name: 'x', mediaType: 'image/png', contentBase64: '%%%' } }, 'EVIDENCE_REFUSED'],
    ['an empty file', { evidence: { name: 'x', mediaType: 'image/png', contentBase64: '' } }, 'EVIDENCE_REFUSED'],
  ])('of %s is refused, and nothing is written', async (_, change, code) => {
    expect(await propose(change)).toMatchObject({ ok: false, refusal: { code } })
    expect(await written()).toEqual([0, 0, 0])
  })

  test('that is refused for its form tells the rule in four languages, and an example', async () => {
    const { refusal } = (await propose({ newValue: 'bel mij' })) as {
      refusal: { format: { rule: Record<string, string>; example: string } }
    }
    expect(Object.keys(refusal.format.rule).sort()).toEqual(['DE', 'EN', 'FR', 'NL'])
    expect(refusal.format.example).toBe('+32470000101')
  })

  test('makes the request with it, in the name of who asks', async () => {
    const plan = valueOf(await propose({}))
    const one = await world.hub.casebook.get(world.anna, plan.caseId)
    expect(one).toMatchObject({ request: { rights: ['RECTIFICATION'], channel: 'PORTAL' }, claims: [{ id: plan.claimId }] })
  })

  test('with the same key is one proposal', async () => {
    const [one, other] = await Promise.all([propose({ idempotencyKey: 'k' }), propose({ idempotencyKey: 'k' })])
    expect(valueOf(one).id).toBe(valueOf(other).id)
    expect(valueOf(await propose({ idempotencyKey: 'k' })).id).toBe(valueOf(one).id)
    expect(await propose({ idempotencyKey: 'k', newValue: '+32470000108' })).toMatchObject({ refusal: { code: 'IDEMPOTENCY_KEY_REUSED' } })
    expect(await written()).toEqual([1, 1, 0])
  })

  test('keeps its evidence sealed, in pieces that fit, and gives it back as it came', async () => {
    const content = randomBytes(100_000)
    const evidence = { name: 'factuur van de operator.pdf', mediaType: 'application/pdf', contentBase64: content.toString('base64') }
    const plan = valueOf(await propose({ evidence }))
    const [view] = plan.evidence ?? []
    expect(view).toMatchObject({ text: 'factuur van de operator.pdf', bytes: 100_000 })
    const parts = await world.database.read((manager) => manager.find(EvidencePart))
    expect(parts).toHaveLength(4)
    expect(Math.max(...parts.map(({ contentCipher }) => contentCipher.length))).toBeLessThan(65_535)
    expect((await world.hub.desk.evidenceContent(handler, view!.id)).equals(content)).toBe(true)
    await expect(world.hub.desk.evidenceContent(world.anna, view!.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(world.hub.desk.evidenceContent(handler, plan.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('is approved on the file that came with it, and on no other', async () => {
    const evidence = { name: 'kaart.txt', mediaType: 'text/plain', contentBase64: Buffer.from('+32470000101').toString('base64') }
    const { id, hash } = valueOf(await propose({ evidence }))
    const another = createHash('sha512').update('another').digest('hex')
    await world.database.write((manager) => manager.update(Plan, id, { evidenceSha512: another }))
    await expect(world.hub.desk.approvePlan(handler, { planId: id, hash }, noSignal)).rejects.toMatchObject({ code: 'INTERNAL' })
  })

  test('of somebody else is not found, and of another right is refused', async () => {
    await expect(propose({ subjectId: 'somebody' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { claims } = await world.submitted('ERASURE')
    expect(await propose({ claimId: claims[0]!.id })).toMatchObject({ refusal: { code: 'CLAIM_OF_OTHER_RIGHT' } })
  })

  test('waits until staff have established who asks', async () => {
    const entry = { subjectId: world.subjectId, rights: ['RECTIFICATION'], language: 'NL', channel: 'LETTER' } as const
    const { claims } = valueOf(await world.hub.casebook.submitRequest(handler, entry))
    expect(await propose({ claimId: claims[0]!.id })).toMatchObject({ refusal: { code: 'IDENTITY_NOT_VERIFIED' } })
  })

  test('to supplement changes no value; staff put the statement beside it', async () => {
    const text = 'Dit nummer is van mijn zus.'
    const outcomes = { BY_HAND: 'DONE_BY_HAND', REFER: 'REFERRED', FORWARD: 'FORWARDED' } as const
    const proposed = valueOf(await propose({ ground: 'SUPPLEMENT', newValue: text }))
    expect(byRecord(proposed, 'action')).toEqual({
      'crm/contact/8': 'BY_HAND',
      'mail/card/c1': 'BY_HAND',
      'register/entry/r1': 'REFER',
      'helpdesk/caller/h1': 'FORWARD',
    })
    expect(stepOf(proposed, 'crm/contact/8')).toMatchObject({ changes: [{ from: oldPhone, to: text }] })
    expect(stepOf(proposed, 'crm/contact/8').instructions?.EN).toContain('disputed')
    const letters = [stepOf(proposed, 'register/entry/r1').letter?.EN, stepOf(proposed, 'helpdesk/caller/h1').instructions?.EN]
    for (const letter of letters) {
      expect(letter).toContain(`Supplementary statement: ${text}`)
      expect(letter).not.toContain('→')
    }
    expect(await world.hub.desk.supplements(world.anna, world.subjectId)).toEqual([])
    const plan = await world.executed(proposed)
    expect(await world.hub.desk.supplements(world.anna, world.subjectId)).toContainEqual({
      planId: plan.id,
      systemId: 'crm',
      recordType: 'contact',
      externalId: '8',
      field: 'phone',
      category: 'PHONE_NUMBER',
      text,
      addedAt: '2026-11-02T08:00:00.000Z',
    })
    for (const { id, action } of plan.steps) {
      const outcome = outcomes[action as keyof typeof outcomes]
      valueOf(await world.hub.desk.completeManualStep(handler, { stepId: id, outcome, remark: 'Toegevoegd.' }))
    }
    await world.hub.worker.drain()
    expect(await world.plan(plan.id)).toMatchObject({ state: 'EXECUTED' })
    expect(await world.held('crm/contact/8')).toMatchObject({ phone: '0470 00 01 02' })
    const notices = await world.hub.desk.notices(handler, plan.caseId)
    expect(new Set(notices.map(({ kind }) => kind))).toEqual(new Set(['SUPPLEMENT']))
    for (const { id } of notices) {
      expect((await world.hub.notices.letterOf(id)).text).not.toContain('zus')
    }
  })
})
