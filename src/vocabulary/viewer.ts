/** What a token's holder may be. Roles come from the token; their names are mapped by configuration. */
export const Role = {
  SUBJECT: 'SUBJECT',
  REPRESENTATIVE: 'REPRESENTATIVE',
  CASE_HANDLER: 'CASE_HANDLER',
  DPO: 'DPO',
  AUDITOR: 'AUDITOR',
  OPERATOR: 'OPERATOR',
} as const
export type Role = (typeof Role)[keyof typeof Role]

/** Why somebody looks at a subject's data; goes to the access log (C-579/21). */
export const AccessPurpose = {
  OWN_DATA: 'OWN_DATA',
  CASE_HANDLING: 'CASE_HANDLING',
  IDENTITY_CHECK: 'IDENTITY_CHECK',
  QUALITY_CHECK: 'QUALITY_CHECK',
  SUPERVISION: 'SUPERVISION',
} as const
export type AccessPurpose = (typeof AccessPurpose)[keyof typeof AccessPurpose]

/** A claim of the token that the identity provider vouches for. A name never finds anybody; it tells those apart who share an address. */
export interface VerifiedClaim {
  readonly kind: 'EMAIL' | 'PHONE' | 'NAME'
  readonly value: string
}

/** Who asks. Made by security from a verified token; carries no more than decisions need. */
export interface Viewer {
  /** Keyed hash of issuer and subject claim: names the account without revealing it. */
  readonly accountHash: string
  /** The same under former keys, so that nobody is lost when the key changes. */
  readonly formerAccountHashes?: readonly string[]
  readonly roles: ReadonlySet<Role>
  /** Subjects of a verified mandate, for a REPRESENTATIVE. */
  readonly representedSubjectIds: readonly string[]
  /** Seconds since the epoch at which the person last proved who they are; null where the token does not say. */
  readonly authenticatedAt: number | null
  /** Seconds since the epoch at which the token runs out; absent where whoever asks has none. */
  readonly expiresAt?: number
  /** Values the identity provider verified; used once, to find the subject at first log-in. */
  readonly verifiedClaims: readonly VerifiedClaim[]
}
