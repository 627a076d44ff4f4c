import { PlanState } from '../vocabulary/change.js'
import type { StateTable } from './state-table.js'

/** The life of a plan. What it says never changes. */
export const planStates: StateTable<PlanState> = {
  PROPOSED: { to: [PlanState.APPROVED, PlanState.SUPERSEDED], when: 'it is shown and waits for somebody else to approve it' },
  APPROVED: { to: [PlanState.EXECUTING, PlanState.SUPERSEDED], when: 'somebody else approved exactly this plan' },
  EXECUTING: { to: [PlanState.EXECUTED, PlanState.SUPERSEDED], when: 'its steps are carried out, by workers and by staff' },
  EXECUTED: { to: [], when: 'every step is done' },
  SUPERSEDED: { to: [], when: 'a newer plan for the same claim took its place' },
}
