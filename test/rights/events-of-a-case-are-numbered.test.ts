import { afterEach, expect, test } from '@jest/globals'
import { CaseEvent } from '../../entities/case-event.js'
import { addCaseEvent } from '../../src/rights/case-events.js'
import { databases, type OpenedDatabase } from '../builders/databases.js'

let opened: OpenedDatabase
afterEach(() => opened.close())

test.each(await databases())(
  'what twelve tell of one case at the same moment is numbered one after the other, on $name',
  async ({ open }) => {
    opened = await open()
    const { database } = opened
    const told = { caseId: 'case', type: 'plan.executed', at: '2026-11-02T08:00:00.000Z', actorRole: null } as const
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => database.write((manager) => addCaseEvent(manager, { ...told, facts: { planId: `plan-${n}` } }))),
    )
    const events = await database.read((manager) => manager.find(CaseEvent, { order: { number: 'ASC' } }))
    expect(events.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1))
  },
)
