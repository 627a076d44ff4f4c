/** Whether an action on a value is possible, and how. */
export const ActionMode = { YES: 'YES', MANUAL: 'MANUAL', REFERRAL: 'REFERRAL', NO: 'NO' } as const
export type ActionMode = (typeof ActionMode)[keyof typeof ActionMode]

export interface Actionability {
  readonly mode: ActionMode
  /** A sentence in English; present unless the mode is YES. */
  readonly reason?: string
}

/** What erasing a field physically means in its system. */
export const ErasureMethod = {
  DELETE_RECORD: 'DELETE_RECORD',
  CLEAR_FIELD: 'CLEAR_FIELD',
  ANONYMISE: 'ANONYMISE',
  RESTRICT_AND_RETAIN: 'RESTRICT_AND_RETAIN',
  FIX_SOURCE_FIELD: 'FIX_SOURCE_FIELD',
  EXPIRES: 'EXPIRES',
  OWN_COPY_ONLY: 'OWN_COPY_ONLY',
  BY_HAND: 'BY_HAND',
} as const
export type ErasureMethod = (typeof ErasureMethod)[keyof typeof ErasureMethod]
