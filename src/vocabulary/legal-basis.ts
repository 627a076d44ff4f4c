/** Art. 6(1)(a)-(f). Exactly one for each mapped field. */
export const LegalBasis = {
  CONSENT: 'CONSENT',
  CONTRACT: 'CONTRACT',
  LEGAL_OBLIGATION: 'LEGAL_OBLIGATION',
  VITAL_INTERESTS: 'VITAL_INTERESTS',
  PUBLIC_TASK: 'PUBLIC_TASK',
  LEGITIMATE_INTERESTS: 'LEGITIMATE_INTERESTS',
} as const
export type LegalBasis = (typeof LegalBasis)[keyof typeof LegalBasis]

export const legalBasisArticle: Readonly<Record<LegalBasis, string>> = {
  CONSENT: '6(1)(a)',
  CONTRACT: '6(1)(b)',
  LEGAL_OBLIGATION: '6(1)(c)',
  VITAL_INTERESTS: '6(1)(d)',
  PUBLIC_TASK: '6(1)(e)',
  LEGITIMATE_INTERESTS: '6(1)(f)',
}
