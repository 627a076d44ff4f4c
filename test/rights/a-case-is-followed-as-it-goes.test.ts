import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Plan } from '../../entities/plan.js'
import { Step } from '../../entities/step.js'
import { newId } from '../../src/kernel/ids.js'
import { moveCase } from '../../src/rights/case-moves.js'
import type { CaseEventView } from '../../src/rights/rights.js'
import type { PlanState, StepState } from '../../src/vocabulary/change.js'
import { CasebookWorld } from '../builders/casebook.js'
import { databases, type TestDatabase } from '../builders/databases.js'

const at = '2026-03-05T10:00:00.000Z'

describe.each(await databases())('the progress of a case on $name', (database: TestDatabase) => {
  let world: CasebookWorld
  let caseId: string
  const gone = new AbortController()

  beforeEach(async () => {
    world = await CasebookWorld.on(database)
    caseId = (await world.submitted({ subjectId: 'anna', rights: ['ACCESS'] })).id
  })
  afterEach(() => world.close())

  function follow(after: number | null = null, signal = gone.signal): AsyncIterator<CaseEventView> {
    return world.casebook.progress(world.anna, { caseId, after }, signal)[Symbol.asyncIterator]()
  }

  async function next(events: AsyncIterator<CaseEventView>): Promise<Partial<CaseEventView>> {
    const { number, type, planId, now } = (await events.next()).value as CaseEventView
    return { number, type, planId, now }
  }

  const move = (to: 'COLLECTING' | 'CLOSED') =>
    world.opened.database.write((manager) => moveCase(manager, { caseId, to, at, actorRole: null }))

  /** Rows of a plan; what its steps do is of no interest here. */
  async function planned(state: PlanState, steps: readonly StepState[]): Promise<string> {
    const id = newId()
    const { database } = world.opened
    await database.write(async (manager) => {
      const ids = { id, subjectId: 'anna', caseId, claimId: 'claim' }
      const facts = { hash: id, nonce: id, coverage: [], stepCount: steps.length, createdAt: at }
      await manager.insert(Plan, { ...ids, ...facts, kind: 'ERASURE', state })
      for (const [index, one] of steps.entries()) {
        const where = { planId: id, number: index + 1, rank: 1, system: 'odoo', recordType: 'contact' }
        await manager.insert(Step, { ...where, id: newId(), action: 'ERASE', bodyCipher: '', state: one, attempts: 0 })
      }
    })
    return id
  }

  test('begins with the newest event, and goes on with those that come, until it is closed', async () => {
    const events = follow()
    expect(await next(events)).toEqual({
      number: 2,
      type: 'case.identity-checked',
      planId: null,
      now: { caseState: 'RECEIVED', steps: [] },
    })
    await move('COLLECTING')
    expect(await next(events)).toMatchObject({ number: 3, type: 'case.moved', now: { caseState: 'COLLECTING' } })
    await move('CLOSED')
    expect(await next(events)).toMatchObject({ number: 4, now: { caseState: 'CLOSED' } })
    expect(await events.next()).toMatchObject({ done: true })
  })

  test('goes on after the event that is known', async () => {
    const events = follow(1)
    expect(await next(events)).toMatchObject({ number: 2 })
    await move('CLOSED')
    expect(await next(events)).toMatchObject({ number: 3 })
  })

  test('tells a case that is closed already in one event', async () => {
    await move('CLOSED')
    const events = follow()
    expect(await next(events)).toMatchObject({ number: 3, now: { caseState: 'CLOSED' } })
    expect(await events.next()).toMatchObject({ done: true })
  })

  test('tells the newest event again when steps have moved on, with the steps of plans that count', async () => {
    await planned('SUPERSEDED', ['PENDING', 'PENDING'])
    const planId = await planned('EXECUTING', ['PENDING', 'PENDING', 'FAILED'])
    const events = follow()
    const before = {
      caseState: 'RECEIVED',
      steps: [
        { state: 'PENDING', count: 2 },
        { state: 'FAILED', count: 1 },
      ],
    }
    expect(await next(events)).toMatchObject({ number: 2, now: before })
    await world.opened.database.write((manager) => manager.update(Step, { planId, state: 'PENDING' }, { state: 'DONE' }))
    const after = {
      caseState: 'RECEIVED',
      steps: [
        { state: 'DONE', count: 2 },
        { state: 'FAILED', count: 1 },
      ],
    }
    expect(await next(events)).toMatchObject({ number: 2, now: after })
  })

  test('ends when its reader goes', async () => {
    const reader = new AbortController()
    const events = follow(null, reader.signal)
    await next(events)
    const rest = events.next()
    reader.abort()
    expect(await rest).toMatchObject({ done: true })
  })

  test('is not found by anybody else', async () => {
    const theirs = world.casebook.progress(world.ben, { caseId, after: null }, gone.signal)
    await expect(theirs[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
