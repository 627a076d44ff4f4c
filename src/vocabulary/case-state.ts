/** Where our handling of a request stands. Overdue, paused and extended are computed from the clock, never states. */
export const CaseState = {
  RECEIVED: 'RECEIVED',
  AWAITING_IDENTITY: 'AWAITING_IDENTITY',
  COLLECTING: 'COLLECTING',
  IN_REVIEW: 'IN_REVIEW',
  READY: 'READY',
  CLOSED: 'CLOSED',
} as const
export type CaseState = (typeof CaseState)[keyof typeof CaseState]

/** What came of one claim; absent while it is open. */
export const ClaimOutcome = {
  FULFILLED: 'FULFILLED',
  PARTLY_FULFILLED: 'PARTLY_FULFILLED',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'WITHDRAWN',
  FORWARDED: 'FORWARDED',
  DUPLICATE: 'DUPLICATE',
  NOTHING_FOUND: 'NOTHING_FOUND',
} as const
export type ClaimOutcome = (typeof ClaimOutcome)[keyof typeof ClaimOutcome]

/** How a request reached the company. Any channel counts. */
export const IntakeChannel = { PORTAL: 'PORTAL', EMAIL: 'EMAIL', PHONE: 'PHONE', LETTER: 'LETTER', DESK: 'DESK', OTHER: 'OTHER' } as const
export type IntakeChannel = (typeof IntakeChannel)[keyof typeof IntakeChannel]

/** How a requester's identity was checked; the ladder of proportionality, lightest first. */
export const IdentityMethod = {
  PORTAL_LOGIN: 'PORTAL_LOGIN',
  ADDRESS_ON_FILE: 'ADDRESS_ON_FILE',
  ELECTRONIC_ID: 'ELECTRONIC_ID',
  CALL_BACK: 'CALL_BACK',
  CARD_SHOWN: 'CARD_SHOWN',
  MASKED_CARD_COPY: 'MASKED_CARD_COPY',
} as const
export type IdentityMethod = (typeof IdentityMethod)[keyof typeof IdentityMethod]
