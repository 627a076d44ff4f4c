import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { WriteFault } from '../../src/connectors/in-memory/write-faults.js'
import { SourceError } from '../../src/connectors/source-error.js'
import type { AttestationDocument } from '../../src/rights/attestation/attestation-document.js'
import type { PlanView, StepView } from '../../src/rights/changes.js'
import type { CoverageReason } from '../../src/vocabulary/coverage.js'
import type { WriteRefusalReason } from '../../src/vocabulary/write-refusal.js'
import { valueOf } from '../builders/casebook.js'
import { anna, annasRecords, newPhone, refOf } from '../builders/change-systems.js'
import { byRecord, ChangeWorld, noSignal, officer, operator, stepOf } from '../builders/change-world.js'
import { sqlite } from '../builders/databases.js'
import { handler } from '../builders/federation.js'

const card = 'mail/card/c1'
const message = 'mail/message/m1'
const erasable = { crm: annasRecords['crm']!.slice(3, 4), mail: annasRecords['mail']!.slice(0, 2) }
const minute = 60_000

let world: ChangeWorld
beforeEach(async () => {
  world = await ChangeWorld.on(sqlite, { held: erasable })
})
afterEach(() => world.close())

const of = (path: string) => (order: { ref: StepView | object }) => JSON.stringify(order.ref) === JSON.stringify(refOf(path))

async function erasing(fault: WriteFault, path = message, times = 1): Promise<PlanView> {
  world.system('mail').source.failWrites(fault, { times, of: of(path) })
  return world.executed(await world.erasurePlan())
}

async function attested({ id }: PlanView): Promise<AttestationDocument['systems']> {
  const { json } = (await world.hub.desk.attestation(handler, id))!
  return (JSON.parse(json) as AttestationDocument).systems
}

describe('a call that fails', () => {
  test.each<CoverageReason>(['TIMEOUT', 'THROTTLED', 'SYSTEM_ERROR', 'MALFORMED_ANSWER', 'CIRCUIT_OPEN', 'CREDENTIALS_REFUSED'])(
    'with %s before the write is tried again, and written once',
    async (reason) => {
      const plan = await erasing({ when: 'BEFORE', reason })
      expect(stepOf(plan, message)).toMatchObject({ state: 'WAITING_RETRY', lastError: reason, attempts: 1, outcome: null })
      await world.later(10)
      expect(stepOf(await world.plan(plan.id), message)).toMatchObject({ state: 'DONE', outcome: 'ERASED', attempts: 2, lastError: null })
      expect(world.system('mail').source.writesTo(refOf(message))).toBe(1)
    },
  )

  test.each<CoverageReason>(['TIMEOUT', 'SYSTEM_ERROR', 'MALFORMED_ANSWER'])(
    'with %s after the write is found out by reading, and not written again',
    async (reason) => {
      const plan = await erasing({ when: 'AFTER', reason })
      expect(stepOf(plan, message)).toMatchObject({ state: 'WAITING_RETRY', outcome: null })
      await world.later(10)
      expect(stepOf(await world.plan(plan.id), message)).toMatchObject({ state: 'DONE', outcome: 'ERASED', readBack: 'GONE' })
      expect(world.system('mail').source.writesTo(refOf(message))).toBe(1)
      expect((await world.audited('step.done')).find(({ stepId }) => stepId === stepOf(plan, message).id)).toMatchObject({ written: false })
    },
  )

  test('that says when to come back is left alone until then', async () => {
    const plan = await erasing({ when: 'BEFORE', reason: 'THROTTLED', retryAfterMs: 30 * minute })
    expect(stepOf(plan, message).retryAt).toBe('2026-11-02T08:30:00.000Z')
    const { upstreamCalls } = world.system('mail')
    await world.later(29)
    expect(world.system('mail').upstreamCalls).toBe(upstreamCalls)
    await world.later(2)
    expect(stepOf(await world.plan(plan.id), message).state).toBe('DONE')
  })

  test('of one system lets the others go on, and what hangs on the step wait', async () => {
    const plan = await erasing({ when: 'BEFORE', reason: 'SYSTEM_ERROR' })
    expect(byRecord(plan, 'state')).toEqual({ 'crm/subscription/4': 'DONE', [message]: 'WAITING_RETRY', [card]: 'PENDING' })
  })

  test('is given up after the deadline, with its reason, until staff try it once more', async () => {
    const plan = await erasing({ when: 'BEFORE', reason: 'TIMEOUT' }, message, 1_000)
    for (let hour = 0; hour < 73; hour += 1) {
      await world.later(60)
    }
    expect(stepOf(await world.plan(plan.id), message)).toMatchObject({ state: 'FAILED', lastError: 'TIMEOUT' })
    expect(await world.plan(plan.id)).toMatchObject({ state: 'EXECUTING' })
    world.system('mail').source.failWrites(null)
    valueOf(await world.hub.desk.retryStep(handler, stepOf(plan, message).id))
    await world.hub.worker.drain()
    expect(await world.plan(plan.id)).toMatchObject({ state: 'EXECUTED' })
  })
})

describe('a system that refuses', () => {
  test.each<[WriteRefusalReason, string, string]>([
    ['LOCK_DATE', message, 'WAITING_MANUAL'],
    ['STILL_REFERENCED', message, 'WAITING_MANUAL'],
    ['ACTIVE_ACCOUNT', card, 'WAITING_MANUAL'],
    ['LEGAL_HOLD', message, 'WAITING_MANUAL'],
    ['NO_PERMISSION', message, 'WAITING_MANUAL'],
    ['NOT_SUPPORTED', message, 'WAITING_MANUAL'],
    ['RULE_OF_SYSTEM', message, 'WAITING_MANUAL'],
    ['POSTED_DOCUMENT', message, 'WAITING_MANUAL'],
    ['POSTED_DOCUMENT', card, 'FAILED'],
    ['AUDIT_TRAIL', card, 'FAILED'],
    ['VALUE_REFUSED', message, 'FAILED'],
  ])('with %s on %s leaves it %s, with what staff can do in four languages', async (reason, path, state) => {
    const plan = await erasing({ when: 'REFUSE', reason }, path, 1_000)
    const step = stepOf(plan, path)
    expect(step).toMatchObject({ state, lastError: reason, outcome: null })
    expect(Object.keys(step.instructions ?? {}).sort()).toEqual(['DE', 'EN', 'FR', 'NL'])
    expect(await world.plan(plan.id)).toMatchObject({ state: 'EXECUTING' })
    expect(await world.eventTypes(plan.caseId)).toContain('plan.waits')
    expect((await world.job(plan.id)).state).toBe('DONE')
  })

  test('the card because of its books is never done by hand: another plan is needed', async () => {
    const plan = await erasing({ when: 'REFUSE', reason: 'POSTED_DOCUMENT' }, card, 1_000)
    const entry = { stepId: stepOf(plan, card).id, outcome: 'DONE_BY_HAND' as const, remark: 'Gedaan.' }
    expect(await world.hub.desk.completeManualStep(handler, entry)).toMatchObject({ refusal: { code: 'STEP_NOT_WAITING' } })
    const again = await world.hub.desk.planErasure(handler, { claimId: plan.claimId, ground: 'CONSENT_WITHDRAWN' }, noSignal)
    expect(byRecord(valueOf(again), 'action')).toEqual({ [card]: 'ERASE' })
    expect(await world.plan(plan.id)).toMatchObject({ state: 'SUPERSEDED' })
  })

  test('is asked again once the right is granted, or obeyed by staff themselves', async () => {
    const plan = await erasing({ when: 'REFUSE', reason: 'NO_PERMISSION' }, message, 1)
    valueOf(await world.hub.desk.retryStep(handler, stepOf(plan, message).id))
    await world.hub.worker.drain()
    expect(await world.plan(plan.id)).toMatchObject({ state: 'EXECUTED' })
  })
})

describe('what is read back', () => {
  test('after a write that did nothing reopens the step, and gives it up when that stays so', async () => {
    const { source } = world.system('mail')
    const erase = source.erase.bind(source)
    source.erase = async (order, method) => (order.ref.externalId === 'm1' ? { kind: 'DONE' } : erase(order, method))
    const plan = await world.executed(await world.erasurePlan())
    expect(stepOf(plan, message)).toMatchObject({
      state: 'WAITING_RETRY',
      lastError: 'STILL_PRESENT',
      readBack: 'STILL_PRESENT',
      outcome: null,
    })
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await world.later(10)
    }
    expect(stepOf(await world.plan(plan.id), message)).toMatchObject({ state: 'FAILED', lastError: 'STILL_PRESENT', attempts: 5 })
  })

  test('of a record that went to a recycle bin is gone, with the day on which it is final', async () => {
    await world.close()
    world = await ChangeWorld.on(sqlite, { held: erasable, recycleBinDays: 30 })
    const plan = await world.executed(await world.erasurePlan())
    expect(stepOf(plan, card)).toMatchObject({ outcome: 'DELETED_SOFT', readBack: 'GONE', finalOn: '2026-12-02' })
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'FULFILLED' })
  })

  test('by what the person is known by reopens what is found again', async () => {
    const { source } = world.system('mail')
    const locate = world.system('mail').locate.bind(world.system('mail'))
    let restored = false
    world.system('mail').locate = async (queries, signal) => {
      if (!restored && source.writes > 0) {
        restored = true
        await source.add({
          id: 'c1',
          recordType: 'card',
          identifiers: [anna],
          records: erasable.mail.slice(0, 1),
        })
      }
      return locate(queries, signal)
    }
    const plan = await world.executed(await world.erasurePlan())
    expect(stepOf(plan, card)).toMatchObject({ state: 'WAITING_RETRY', readBack: 'STILL_PRESENT', outcome: null })
    expect(await world.audited('step.reopened')).toHaveLength(1)
    await world.later(10)
    expect(await world.plan(plan.id)).toMatchObject({ state: 'EXECUTED' })
    expect(stepOf(await world.plan(plan.id), card)).toMatchObject({ outcome: 'ERASED', readBack: 'GONE' })
  })

  test('says of a card that came after the plan that it stands, and ends nothing as fulfilled', async () => {
    const proposed = await world.erasurePlan()
    const records = [{ recordType: 'card', externalId: 'c2', fields: { name: 'Anna Peeters' } }]
    await world.system('mail').source.add({ id: 'c2', recordType: 'card', name: 'Anna Peeters', identifiers: [anna], records })
    const plan = await world.executed(proposed)
    expect(plan).toMatchObject({ state: 'EXECUTED' })
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'PARTLY_FULFILLED' })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'READY' })
    expect(await world.eventTypes(plan.caseId)).toContain('plan.left-open')
    expect(await attested(plan)).toMatchObject([
      { system: 'crm', foundAfterwards: 0 },
      { system: 'mail', foundAfterwards: 1 },
    ])

    world.clock.advance(minute)
    const entry = { claimId: plan.claimId, ground: 'CONSENT_WITHDRAWN' as const }
    await world.executed(valueOf(await world.hub.desk.planErasure(handler, entry, noSignal)))
    expect(await world.held('mail/card/c2')).toBeNull()
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'FULFILLED' })
    expect(await world.case(plan.caseId)).toMatchObject({ state: 'CLOSED' })
  })

  test('takes no card of somebody with another name for a card of this person', async () => {
    const proposed = await world.erasurePlan()
    const records = [{ recordType: 'card', externalId: 'c3', fields: { name: 'Bert Claes' } }]
    await world
      .system('mail')
      .source.add({ id: 'c3', recordType: 'card', name: 'Bert Claes', weakIdentifiers: [anna], identifiers: [], records })
    const plan = await world.executed(proposed)
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'FULFILLED' })
    expect(await attested(plan)).toMatchObject([{ foundAfterwards: 0 }, { foundAfterwards: 0 }])
  })

  test.each(['NO_PERMISSION', 'NOT_SEARCHED'] as const)(
    'that will never be possible, with %s, is said and not taken for done',
    async (reason) => {
      const proposed = await world.erasurePlan()
      world.system('mail').locate = async () => {
        throw new SourceError(reason, 'Not for us.')
      }
      const plan = await world.executed(proposed)
      expect(plan).toMatchObject({ state: 'EXECUTED' })
      expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'PARTLY_FULFILLED' })
      expect(await attested(plan)).toMatchObject([{ unread: [] }, { unread: [{ scope: 'search after the erasure', reason }] }])
    },
  )

  test('that leaves a gap is said and not taken for done', async () => {
    const proposed = await world.erasurePlan()
    world.system('mail').gaps = [{ recordType: null, scope: 'mailbox 3 of 12', reason: 'TIMEOUT' }]
    const plan = await world.executed(proposed)
    expect(await world.claim(plan.claimId)).toMatchObject({ outcome: 'PARTLY_FULFILLED' })
    expect(await attested(plan)).toMatchObject([{ unread: [] }, { unread: [{ scope: 'mailbox 3 of 12', reason: 'TIMEOUT' }] }])
  })

  test('waits for a system that does not answer, and ends nothing before', async () => {
    const locate = world.system('mail').locate.bind(world.system('mail'))
    const proposed = await world.erasurePlan()
    world.system('mail').locate = async () => {
      throw new Error('down')
    }
    const plan = await world.executed(proposed)
    expect(plan).toMatchObject({ state: 'EXECUTING', summary: { states: { DONE: 3 } } })
    world.system('mail').locate = locate
    await world.later(10)
    expect(await world.plan(plan.id)).toMatchObject({ state: 'EXECUTED' })
  })
})

describe('a paused system', () => {
  test('is not written to, costs no attempt, and goes on as soon as it is resumed', async () => {
    const proposed = await world.erasurePlan()
    valueOf(await world.hub.desk.pauseSystem(operator, { systemId: 'mail', reason: 'Verhuizing' }))
    const plan = await world.executed(proposed)
    expect(byRecord(plan, 'state', 'attempts')).toMatchObject({
      'crm/subscription/4': ['DONE', 1],
      [message]: ['WAITING_RETRY', 0],
      [card]: ['PENDING', 0],
    })
    expect(stepOf(plan, message).lastError).toBe('PAUSED')
    await world.later(73 * 60)
    expect(stepOf(await world.plan(plan.id), message).state).toBe('WAITING_RETRY')
    valueOf(await world.hub.desk.resumeSystem(operator, { systemId: 'mail' }))
    await world.hub.worker.drain()
    expect(await world.plan(plan.id)).toMatchObject({ state: 'EXECUTED' })
    expect(world.system('mail').source.writes).toBe(2)
  })
})

describe('a record that somebody deleted before', () => {
  test('is done where it was to go, and a conflict where it was to be corrected', async () => {
    const erasure = await world.erasurePlan()
    const correction = await world.correctionPlan(newPhone)
    await world.approved(correction)
    await world.approved(erasure)
    await world.system('mail').source.erase({ ref: refOf(card), expected: { fields: {} }, key: 'staff', changes: [] }, 'ERASE')
    for (const { id } of [erasure, correction]) {
      valueOf(await world.hub.desk.executePlan(officer, id))
    }
    await world.hub.worker.drain()
    expect(stepOf(await world.plan(erasure.id), card)).toMatchObject({ state: 'DONE', outcome: 'ERASED', readBack: 'GONE' })
    expect(stepOf(await world.plan(correction.id), card)).toMatchObject({ state: 'CONFLICT', lastError: 'RECORD_GONE' })
    expect(await world.plan(correction.id)).toMatchObject({ drifted: true })
  })
})
