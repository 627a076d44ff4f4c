import { CaseState } from '../vocabulary/case-state.js'
import type { StateTable } from './state-table.js'

/** The life of a case. Portal log-in is identity; what staff register waits for it. */
export const caseStates: StateTable<CaseState> = {
  RECEIVED: { to: [CaseState.AWAITING_IDENTITY, CaseState.COLLECTING, CaseState.CLOSED], when: 'a request came in' },
  AWAITING_IDENTITY: { to: [CaseState.RECEIVED, CaseState.CLOSED], when: 'who asks is not established yet' },
  COLLECTING: { to: [CaseState.IN_REVIEW, CaseState.READY, CaseState.CLOSED], when: 'a bundle or plan is being prepared' },
  IN_REVIEW: { to: [CaseState.COLLECTING, CaseState.READY, CaseState.CLOSED], when: 'a plan is shown for approval' },
  READY: { to: [CaseState.COLLECTING, CaseState.CLOSED], when: 'the bundle is published or the plan executed' },
  CLOSED: { to: [], when: 'every claim has an outcome' },
}
