import { InternalError } from '../kernel/errors.js'
import { CaseState } from '../vocabulary/case-state.js'
import { PlanState, StepState } from '../vocabulary/change.js'
import { caseStates } from './case-states.js'
import { claimOutcomes, openClaim } from './claim-outcomes.js'
import { planStates } from './plan-states.js'
import { tableProblems } from './state-table.js'
import { stepStates } from './step-states.js'

/** Stops the start where a table leads nowhere, or has a state that nothing leads to. */
export function checkTables(): void {
  const problems = [
    ...tableProblems('Cases', caseStates, CaseState.RECEIVED),
    ...tableProblems('Claims', claimOutcomes, openClaim),
    ...tableProblems('Plans', planStates, PlanState.PROPOSED),
    ...tableProblems('Steps', stepStates, StepState.PENDING),
  ]
  if (problems.length > 0) {
    throw new InternalError(problems.join(' '))
  }
}
