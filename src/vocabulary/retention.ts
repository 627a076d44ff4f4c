/** Why a record may be kept although its subject asked for erasure (Art. 17(3)). */
export const RetentionGround = {
  FREEDOM_OF_EXPRESSION: 'FREEDOM_OF_EXPRESSION',
  LEGAL_OBLIGATION: 'LEGAL_OBLIGATION',
  PUBLIC_HEALTH: 'PUBLIC_HEALTH',
  ARCHIVING: 'ARCHIVING',
  LEGAL_CLAIMS: 'LEGAL_CLAIMS',
} as const
export type RetentionGround = (typeof RetentionGround)[keyof typeof RetentionGround]

export const RetentionRuleId = {
  R_ACC: 'R-ACC',
  R_TAX: 'R-TAX',
  R_VAT: 'R-VAT',
  R_CONTRACT: 'R-CONTRACT',
  R_SOC: 'R-SOC',
  R_AML: 'R-AML',
  R_LOG: 'R-LOG',
  R_COOKIE: 'R-COOKIE',
  R_CRED: 'R-CRED',
  R_BIO: 'R-BIO',
  R_CONSENT: 'R-CONSENT',
  R_ID: 'R-ID',
  R_DSR: 'R-DSR',
  R_BUNDLE: 'R-BUNDLE',
  REVIEW: 'REVIEW',
} as const
export type RetentionRuleId = (typeof RetentionRuleId)[keyof typeof RetentionRuleId]

/** From which moment a period runs. `YEAR_AFTER` is 1 January after the event. */
export const RetentionStart = {
  EVENT: 'EVENT',
  YEAR_AFTER: 'YEAR_AFTER',
  END_OF_RELATION: 'END_OF_RELATION',
  NONE: 'NONE',
} as const
export type RetentionStart = (typeof RetentionStart)[keyof typeof RetentionStart]

/** How long a kind of data is kept, and on whose word. */
export interface RetentionRule {
  readonly id: RetentionRuleId
  /** Months from the start; absent where only an event ends the retention. */
  readonly months?: number
  readonly start: RetentionStart
  /** Present where the rule is a duty or defence that outweighs a request for erasure. */
  readonly ground?: RetentionGround
  /** The provision the rule rests on. */
  readonly source: string
  /** True while a professional still has to confirm the figure. */
  readonly review: boolean
}

/** What is known about the retention of one value. */
export interface Retention {
  readonly rule: RetentionRuleId
  /** ISO date; null while the start (such as the end of the contract) has not happened. */
  readonly retainUntil: string | null
  /** ISO date on which the period began; null while it has not. */
  readonly start: string | null
  readonly ground: RetentionGround | null
}
