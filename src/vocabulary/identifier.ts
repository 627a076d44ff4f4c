/** Kinds of values that find a person in a system. The last two only beside another. A national number is none of them. */
export const IdentifierKind = {
  EMAIL: 'EMAIL',
  PHONE: 'PHONE',
  ENTERPRISE_NUMBER: 'ENTERPRISE_NUMBER',
  VAT_NUMBER: 'VAT_NUMBER',
  CUSTOMER_NUMBER: 'CUSTOMER_NUMBER',
  SYSTEM_ID: 'SYSTEM_ID',
  NAME: 'NAME',
  BIRTH_DATE: 'BIRTH_DATE',
} as const
export type IdentifierKind = (typeof IdentifierKind)[keyof typeof IdentifierKind]

/** How sure the hub is that an identifier belongs to the subject. DISCOVERED: found in a system on another identifier. */
export const VerificationState = { VERIFIED: 'VERIFIED', STATED: 'STATED', DISCOVERED: 'DISCOVERED' } as const
export type VerificationState = (typeof VerificationState)[keyof typeof VerificationState]

export interface SubjectIdentifier {
  readonly kind: IdentifierKind
  /** Normalised: e-mail NFC lower-case, phone E.164, numbers digits only, date ISO, `system:recordType:externalId` for SYSTEM_ID. */
  readonly value: string
  /** For CUSTOMER_NUMBER and SYSTEM_ID: the system that gave it. */
  readonly system?: string
  readonly recordType?: string
}

/** How strongly a record is tied to the person: PROVEN by a system id, STRONG by a unique identifier, WEAK by a shared or secondary one. */
export const EvidenceGrade = { PROVEN: 'PROVEN', STRONG: 'STRONG', WEAK: 'WEAK' } as const
export type EvidenceGrade = (typeof EvidenceGrade)[keyof typeof EvidenceGrade]

/** CONFIRMED links are read; PROPOSED ones wait for a person to decide; REJECTED ones were decided against. */
export const LinkState = { CONFIRMED: 'CONFIRMED', PROPOSED: 'PROPOSED', REJECTED: 'REJECTED' } as const
export type LinkState = (typeof LinkState)[keyof typeof LinkState]

/** One reason to believe that a record is about the person: which kind of identifier matched which field. */
export interface MatchEvidence {
  readonly kind: IdentifierKind
  readonly field: string
}
