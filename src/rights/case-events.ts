import type { EntityManager } from 'typeorm'
import { isDuplicateKey } from '../../entities/database.js'
import { newId } from '../kernel/ids.js'

/** What can happen in a case, with the facts that each kind of event must carry. Never a value of a person. */
export interface CaseEventFacts {
  'case.received': { readonly channel: string }
  'case.identity-checked': { readonly method: string; readonly passed: boolean }
  'case.moved': { readonly from: string; readonly to: string }
  'bundle.ordered': { readonly bundleId: string; readonly kind: string }
  'bundle.published': { readonly bundleId: string; readonly complete: boolean }
  'bundle.handed-over': { readonly bundleId: string }
  'claim.decided': { readonly claimId: string; readonly outcome: string }
  /** The hub opened it: data came back that was erased under another case. */
  'case.opened-for-return': { readonly ofCaseId: string }
  'case.data-returned': { readonly inCaseId: string }
  'plan.proposed': { readonly planId: string; readonly kind: string; readonly steps: number }
  'plan.superseded': { readonly planId: string }
  'plan.approved': { readonly planId: string }
  'plan.execution-started': { readonly planId: string }
  /** Steps that nobody but staff can take further. */
  'plan.waits': { readonly planId: string; readonly manual: number; readonly failed: number; readonly conflicts: number }
  'plan.parked': { readonly planId: string }
  'plan.executed': { readonly planId: string }
  /** Records that the plan did not know were found when the systems were read back, or not everything could be searched again. */
  'plan.left-open': { readonly planId: string; readonly records: number; readonly unreadSystems: number }
  'step.retried': { readonly planId: string; readonly stepId: string }
  'step.completed-by-hand': { readonly planId: string; readonly stepId: string; readonly outcome: string }
}

export interface NewCaseEvent<T extends keyof CaseEventFacts> {
  readonly caseId: string
  readonly type: T
  readonly at: string
  readonly actorRole: string | null
  readonly facts: CaseEventFacts[T]
}

/** Numbers the event as it is stored: in one statement. */
const insertNext = `INSERT INTO case_event (id, caseId, number, type, at, actorRole, facts)
  SELECT ?, ?, COUNT(*) + 1, ?, ?, ?, ? FROM case_event WHERE caseId = ?`

/** How often somebody else may take the number that an event was about to get. */
const numberTries = 20

/**
 * Adds an event to a case's history, within the transaction of what it tells. Where another transaction took its number
 * meanwhile the statement alone failed, and is sent once more.
 */
export async function addCaseEvent<T extends keyof CaseEventFacts>(manager: EntityManager, event: NewCaseEvent<T>): Promise<void> {
  const { caseId, type, at, actorRole, facts } = event
  for (let attempt = 1; ; attempt += 1) {
    try {
      await manager.query(insertNext, [newId(), caseId, type, at, actorRole, JSON.stringify(facts), caseId])
      return
    } catch (error) {
      if (attempt === numberTries || !isDuplicateKey(error)) {
        throw error
      }
    }
  }
}
