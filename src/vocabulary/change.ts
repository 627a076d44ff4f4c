/** What is to be done with one record; a step is one record. */
export const StepAction = {
  RECTIFY: 'RECTIFY',
  ERASE: 'ERASE',
  ANONYMISE: 'ANONYMISE',
  /** Stays as it is: a rule says how long. */
  RETAIN: 'RETAIN',
  /** What must be kept is kept and marked, the rest of the record is emptied. */
  RESTRICT: 'RESTRICT',
  /** Whoever keeps the register corrects it; the person gets the letter. */
  REFER: 'REFER',
  /** Held for a customer, who is the controller and is told (Art. 28(3)(e)). */
  FORWARD: 'FORWARD',
  /** Staff do it in the system itself. */
  BY_HAND: 'BY_HAND',
} as const
export type StepAction = (typeof StepAction)[keyof typeof StepAction]

/** Where a step stands. */
export const StepState = {
  PENDING: 'PENDING',
  RUNNING: 'RUNNING',
  WAITING_RETRY: 'WAITING_RETRY',
  WAITING_MANUAL: 'WAITING_MANUAL',
  DONE: 'DONE',
  FAILED: 'FAILED',
  /** The source no longer is what the plan saw; nothing was written. */
  CONFLICT: 'CONFLICT',
} as const
export type StepState = (typeof StepState)[keyof typeof StepState]

/** What came of a step; absent until it is DONE. */
export const StepOutcome = {
  RECTIFIED: 'RECTIFIED',
  ERASED: 'ERASED',
  /** In a recycle bin that staff or the system can still bring back, until `finalOn`. */
  DELETED_SOFT: 'DELETED_SOFT',
  ANONYMISED: 'ANONYMISED',
  RETAINED: 'RETAINED',
  RESTRICTED: 'RESTRICTED',
  REFERRED: 'REFERRED',
  FORWARDED: 'FORWARDED',
  DONE_BY_HAND: 'DONE_BY_HAND',
} as const
export type StepOutcome = (typeof StepOutcome)[keyof typeof StepOutcome]

/** What the source showed when it was looked at again after a write. A recycle-bin hit is GONE, with its final date. */
export const ReadBack = { GONE: 'GONE', CHANGED: 'CHANGED', STILL_PRESENT: 'STILL_PRESENT', CANNOT_CHECK: 'CANNOT_CHECK' } as const
export type ReadBack = (typeof ReadBack)[keyof typeof ReadBack]

/** What a plan carries out. RE_ERASURE: an erased person's data came back. */
export const PlanKind = { RECTIFICATION: 'RECTIFICATION', ERASURE: 'ERASURE', RE_ERASURE: 'RE_ERASURE' } as const
export type PlanKind = (typeof PlanKind)[keyof typeof PlanKind]

/** Where a plan stands. SUPERSEDED: another plan for the same claim took its place before it was executed. */
export const PlanState = {
  PROPOSED: 'PROPOSED',
  APPROVED: 'APPROVED',
  EXECUTING: 'EXECUTING',
  EXECUTED: 'EXECUTED',
  SUPERSEDED: 'SUPERSEDED',
} as const
export type PlanState = (typeof PlanState)[keyof typeof PlanState]

/** Why data is rectified (Art. 16). SUPPLEMENT adds a statement of the person beside a value that stays. */
export const RectificationGround = { INACCURATE: 'INACCURATE', INCOMPLETE: 'INCOMPLETE', SUPPLEMENT: 'SUPPLEMENT' } as const
export type RectificationGround = (typeof RectificationGround)[keyof typeof RectificationGround]

/** Art. 17(1)(a) to (f), in order. */
export const ErasureGround = {
  NO_LONGER_NECESSARY: 'NO_LONGER_NECESSARY',
  CONSENT_WITHDRAWN: 'CONSENT_WITHDRAWN',
  OBJECTION: 'OBJECTION',
  UNLAWFUL: 'UNLAWFUL',
  LEGAL_OBLIGATION: 'LEGAL_OBLIGATION',
  COLLECTED_FROM_CHILD: 'COLLECTED_FROM_CHILD',
} as const
export type ErasureGround = (typeof ErasureGround)[keyof typeof ErasureGround]

/** How a record is made to be about nobody. Recorded with each such step, for an authority to judge. */
export const AnonymisationMethod = {
  /** Personal fields are emptied, and a required name becomes a word that is the same for everybody. */
  FIELDS_EMPTIED: 'FIELDS_EMPTIED',
} as const
export type AnonymisationMethod = (typeof AnonymisationMethod)[keyof typeof AnonymisationMethod]
