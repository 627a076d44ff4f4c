import { describe, expect, test } from '@jest/globals'
import { checkTables } from '../../src/rights/check-tables.js'
import { claimOutcomes, isOpen } from '../../src/rights/claim-outcomes.js'
import { planStates } from '../../src/rights/plan-states.js'
import { mayMove, statesBefore, type StateTable, tableProblems } from '../../src/rights/state-table.js'
import { stepStates } from '../../src/rights/step-states.js'
import { ClaimOutcome } from '../../src/vocabulary/case-state.js'
import { StepState } from '../../src/vocabulary/change.js'

type Light = 'RED' | 'GREEN' | 'BROKEN'

const light = (change: Partial<Record<Light, readonly string[]>>): StateTable<Light> => {
  const to = { RED: ['GREEN'], GREEN: ['RED', 'BROKEN'], BROKEN: [], ...change } as Record<Light, readonly Light[]>
  return { RED: { to: to.RED, when: '' }, GREEN: { to: to.GREEN, when: '' }, BROKEN: { to: to.BROKEN, when: '' } }
}

describe('the tables of states', () => {
  test('of the hub are sound', () => {
    expect(checkTables).not.toThrow()
  })

  test('are refused with a state that nothing leads to, or a target that is none', () => {
    expect(tableProblems('Lights', light({}), 'RED')).toEqual([])
    expect(tableProblems('Lights', light({ GREEN: ['RED'] }), 'RED')).toEqual(['Lights: nothing ever leads to BROKEN.'])
    expect(tableProblems('Lights', light({ RED: ['GREEN', 'BLUE'] }), 'RED')).toEqual(['Lights: RED leads to BLUE, which is no state.'])
  })

  test('execute no plan that nobody approved', () => {
    expect(statesBefore(planStates, 'EXECUTING')).toEqual(['APPROVED'])
    expect(statesBefore(planStates, 'EXECUTED')).toEqual(['EXECUTING'])
  })

  test('take a step out of a conflict by a new plan, or by what staff did, and never back to the workers', () => {
    expect(stepStates.CONFLICT.to).toEqual(['DONE'])
    expect(Object.values(StepState).filter((state) => mayMove(stepStates, state, 'CONFLICT'))).toEqual(['RUNNING'])
  })

  test('take back no outcome but a partial one', () => {
    expect(Object.values(ClaimOutcome).filter((outcome) => isOpen(outcome))).toEqual(['PARTLY_FULFILLED'])
    expect(claimOutcomes.PARTLY_FULFILLED.to).toEqual(['FULFILLED'])
    expect(isOpen(null)).toBe(true)
  })
})
