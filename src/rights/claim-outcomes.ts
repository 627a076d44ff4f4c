import { ClaimOutcome } from '../vocabulary/case-state.js'
import type { StateTable } from './state-table.js'

/** A claim that nothing has come of yet. */
export const openClaim = 'OPEN'
export type ClaimStanding = ClaimOutcome | typeof openClaim

const final: readonly ClaimOutcome[] = []

/** What can come of a claim. What was only partly given may still be given whole; nothing else is taken back. */
export const claimOutcomes: StateTable<ClaimStanding> = {
  OPEN: { to: Object.values(ClaimOutcome), when: 'nothing has come of it yet' },
  FULFILLED: { to: final, when: 'everything asked for was done' },
  PARTLY_FULFILLED: {
    to: [ClaimOutcome.FULFILLED],
    when: 'something is kept by law, was passed on to whoever is responsible, or could not be looked at',
  },
  REFUSED: { to: final, when: 'a ground of the law stands against it' },
  WITHDRAWN: { to: final, when: 'the person took it back' },
  FORWARDED: { to: final, when: 'all of it is held for a customer, who was told' },
  DUPLICATE: { to: final, when: 'the same is answered in another case' },
  NOTHING_FOUND: { to: final, when: 'every system was looked at and none holds anything' },
}

export function standingOf(outcome: ClaimOutcome | null): ClaimStanding {
  return outcome ?? openClaim
}

/** Whether a claim can still come to something else, so that a plan may be made for it. */
export function isOpen(outcome: ClaimOutcome | null): boolean {
  return claimOutcomes[standingOf(outcome)].to.length > 0
}
