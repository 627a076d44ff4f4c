import { InternalError } from '../kernel/errors.js'
import { CaseState } from '../vocabulary/case-state.js'

interface StateRow {
  readonly to: readonly CaseState[]
  readonly when: string
}

/** The life of a case, for a lawyer to read. Portal log-in is identity; what staff register waits for it. */
export const caseStates: Readonly<Record<CaseState, StateRow>> = {
  RECEIVED: { to: [CaseState.AWAITING_IDENTITY, CaseState.COLLECTING, CaseState.CLOSED], when: 'a request came in' },
  AWAITING_IDENTITY: { to: [CaseState.RECEIVED, CaseState.CLOSED], when: 'who asks is not established yet' },
  COLLECTING: { to: [CaseState.IN_REVIEW, CaseState.READY, CaseState.CLOSED], when: 'a bundle or plan is being prepared' },
  IN_REVIEW: { to: [CaseState.COLLECTING, CaseState.READY, CaseState.CLOSED], when: 'a plan is shown for approval' },
  READY: { to: [CaseState.COLLECTING, CaseState.CLOSED], when: 'the bundle is published or the plan executed' },
  CLOSED: { to: [], when: 'every claim has an outcome' },
}

export function mayMove(from: CaseState, to: CaseState): boolean {
  return caseStates[from].to.includes(to)
}

/** Stops the start when the table has a state that nothing leads to. */
export function checkCaseStates(): void {
  const reached = new Set<CaseState>([CaseState.RECEIVED])
  for (const state of reached) {
    caseStates[state].to.forEach((next) => reached.add(next))
  }
  const unreachable = Object.values(CaseState).filter((state) => !reached.has(state))
  if (unreachable.length > 0) {
    throw new InternalError(`No case can ever reach ${unreachable.join(', ')}.`)
  }
}
