import type { RetentionGround } from './retention.js'

/** How much of a value the asker gets to see. */
export const DisclosureMode = {
  VALUE: 'VALUE',
  MASKED: 'MASKED',
  METADATA_ONLY: 'METADATA_ONLY',
  WITHHELD: 'WITHHELD',
} as const
export type DisclosureMode = (typeof DisclosureMode)[keyof typeof DisclosureMode]

/** Why a value is withheld from an answer that otherwise holds it. */
export const WithheldGround = {
  /** Art. 15(4), 20(4): another person is in it. */
  RIGHTS_OF_OTHERS: 'RIGHTS_OF_OTHERS',
  /** Art. 87 and the law of 8 August 1983: shown to the subject alone. */
  NATIONAL_NUMBER: 'NATIONAL_NUMBER',
  /** Art. 32: a secret that would break security if disclosed. */
  SECURITY: 'SECURITY',
  /** Art. 20(1): neither consent nor contract, or neither provided nor observed; see the access copy. */
  OUTSIDE_PORTABILITY: 'OUTSIDE_PORTABILITY',
  /** Art. 28: held for a customer, who is the controller and answers. */
  PROCESSOR_DATA: 'PROCESSOR_DATA',
} as const
export type WithheldGround = (typeof WithheldGround)[keyof typeof WithheldGround]

export interface WithheldReason {
  readonly ground: WithheldGround
  /** e.g. `Art. 15(4)`. */
  readonly article: string
  readonly retentionGround?: RetentionGround
  /** ISO date until which this stands, where it ends. */
  readonly until?: string
}
