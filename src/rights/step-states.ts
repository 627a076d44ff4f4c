import { StepState } from '../vocabulary/change.js'
import type { StateTable } from './state-table.js'

const { PENDING, RUNNING, WAITING_RETRY, WAITING_MANUAL, DONE, FAILED, CONFLICT } = StepState

/** The life of a step. Done is what was read back; what is found again later is not done after all. */
export const stepStates: StateTable<StepState> = {
  PENDING: { to: [RUNNING, WAITING_MANUAL, DONE], when: 'it waits for its turn' },
  RUNNING: { to: [DONE, WAITING_RETRY, WAITING_MANUAL, FAILED, CONFLICT], when: 'a worker looks at the record, or writes to it' },
  WAITING_RETRY: { to: [RUNNING, PENDING, FAILED], when: 'the system did not do it; it is tried again at its time' },
  WAITING_MANUAL: { to: [DONE, PENDING], when: 'a person has to do it, or to allow it' },
  DONE: { to: [WAITING_RETRY, FAILED], when: 'it has its outcome' },
  FAILED: { to: [PENDING, DONE], when: 'it was given up; staff try it once more, do it by hand, or make a new plan' },
  CONFLICT: {
    to: [DONE],
    when: 'the record is no longer what was approved; nothing was written, a new plan is needed, or staff do it by hand',
  },
}
