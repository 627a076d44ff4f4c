import type { EntityManager } from 'typeorm'
import { Case } from '../../entities/case.js'
import { InternalError } from '../kernel/errors.js'
import { CaseState } from '../vocabulary/case-state.js'
import { addCaseEvent } from './case-events.js'
import { caseStates } from './case-states.js'
import { mayMove } from './state-table.js'

export interface CaseMove {
  readonly caseId: string
  readonly to: CaseState
  readonly at: string
  readonly actorRole: string | null
  /** A closed case stays closed, and nothing is wrong with that. @default false */
  readonly unlessClosed?: boolean
}

/** Moves a case to another state, as its table allows, and writes it into its history. A case that is there already stays. */
export async function moveCase(manager: EntityManager, move: CaseMove): Promise<void> {
  const { state } = await manager.findOneByOrFail(Case, { id: move.caseId })
  await moveCaseFrom(manager, state, move)
}

/** As `moveCase`, for whoever has just read the state within the same transaction. */
export async function moveCaseFrom(manager: EntityManager, from: CaseState, move: CaseMove): Promise<void> {
  const { caseId, to, at, actorRole, unlessClosed } = move
  if (from === to || (unlessClosed === true && from === CaseState.CLOSED)) {
    return
  }
  if (!mayMove(caseStates, from, to)) {
    throw new InternalError(`Case ${caseId} cannot go from ${from} to ${to}.`)
  }
  await manager.update(Case, caseId, { state: to, closedAt: to === CaseState.CLOSED ? at : null })
  await addCaseEvent(manager, { caseId, type: 'case.moved', at, actorRole, facts: { from, to } })
}
