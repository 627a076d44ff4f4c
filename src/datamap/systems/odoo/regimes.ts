import type { Actionability } from '../../../vocabulary/actionability.js'
import type { DataCategory } from '../../../vocabulary/data-category.js'
import type { FieldMap } from '../../data-map.js'
import type { ValueFormat } from '../../value-format.js'

/** What the fields of one kind of processing have in common. */
type Regime = Omit<FieldMap, 'category' | 'format' | 'labels' | 'from' | 'disclosure' | 'freeText'>

/** What a field says of its own, beside category and format. */
type Own = Partial<Omit<FieldMap, 'category' | 'format'>>

/** Makes the fields of one regime. */
export type FieldMaker = (category: DataCategory, format: ValueFormat, own?: Own) => FieldMap

function under(regime: Regime): FieldMaker {
  return (category, format, own = {}) => ({ ...regime, category, format, ...own })
}

const correctable: Actionability = { mode: 'YES' }
const computed: Actionability = { mode: 'NO', reason: 'Odoo computes it; correct the field that it is made of.' }
const observed: Actionability = { mode: 'NO', reason: 'A record of what happened; a correction would falsify it.' }
const bookkeeping: Actionability = {
  mode: 'NO',
  reason: 'Accounting documents may not be changed after posting; a credit note and a new invoice correct them.',
}
const evidence: Actionability = { mode: 'NO', reason: 'A message stays as it was sent; a remark beside it can say what is wrong.' }
const byStaff: Actionability = { mode: 'MANUAL', reason: 'Staff of the personnel department check the supporting document first.' }

/** A field that Odoo makes from another. */
export const derived: Own = { origin: 'DERIVED', rectifiable: computed, erasure: 'FIX_SOURCE_FIELD' }
/** A field that Odoo, or the company, concludes about the person. */
export const inferred: Own = { origin: 'INFERRED', legalBasis: 'LEGITIMATE_INTERESTS' }
/** What happened, noted by Odoo. */
export const noted: Own = { origin: 'OBSERVED', rectifiable: observed }
/** A field of another record that Odoo shows here. */
export const mirrored: Own = {
  rectifiable: { mode: 'NO', reason: 'Odoo shows the contact’s own field here; correct it there.' },
  erasure: 'FIX_SOURCE_FIELD',
}
/** What happened, and is about nobody any more once the other fields are empty. */
export const notedWith: Own = { ...noted, erasure: 'FIX_SOURCE_FIELD' }
/** Goes only when the record goes. */
export const withRecord: Own = { erasure: 'DELETE_RECORD' }
/** Text in which others may be spoken of. */
export const prose: Own = { freeText: true }

export const relation = under({
  origin: 'PROVIDED',
  purposes: ['CUSTOMER_RELATIONSHIP', 'CONTRACT_PERFORMANCE'],
  legalBasis: 'CONTRACT',
  recipients: ['odoo'],
  retention: 'R-CONTRACT',
  erasure: 'CLEAR_FIELD',
  rectifiable: correctable,
})

export const agreement = under({
  origin: 'PROVIDED',
  purposes: ['CONTRACT_PERFORMANCE'],
  legalBasis: 'CONTRACT',
  recipients: ['odoo'],
  retention: 'R-CONTRACT',
  erasure: 'RESTRICT_AND_RETAIN',
  rectifiable: { mode: 'NO', reason: 'A confirmed order is evidence of the contract; a new order replaces it.' },
})

export const bookkeepingField = under({
  origin: 'DERIVED',
  purposes: ['INVOICING'],
  legalBasis: 'LEGAL_OBLIGATION',
  recipients: ['odoo', 'accountant', 'tax-authority'],
  retention: 'R-VAT',
  erasure: 'RESTRICT_AND_RETAIN',
  rectifiable: bookkeeping,
})

export const paymentField = under({
  origin: 'PROVIDED',
  purposes: ['INVOICING', 'CONTRACT_PERFORMANCE'],
  legalBasis: 'CONTRACT',
  recipients: ['odoo', 'accountant'],
  retention: 'R-ACC',
  erasure: 'RESTRICT_AND_RETAIN',
  rectifiable: bookkeeping,
})

/** An account on the card of a contact is no accounting document; what was paid with it says so itself. */
export const bankField = under({
  origin: 'PROVIDED',
  purposes: ['INVOICING', 'CONTRACT_PERFORMANCE'],
  legalBasis: 'CONTRACT',
  recipients: ['odoo', 'accountant'],
  retention: 'R-CONTRACT',
  erasure: 'DELETE_RECORD',
  rectifiable: correctable,
})

export const prospect = under({
  origin: 'PROVIDED',
  purposes: ['CUSTOMER_RELATIONSHIP', 'MARKETING'],
  legalBasis: 'LEGITIMATE_INTERESTS',
  recipients: ['odoo'],
  retention: 'R-CONTRACT',
  erasure: 'DELETE_RECORD',
  rectifiable: correctable,
})

export const support = under({
  origin: 'PROVIDED',
  purposes: ['SUPPORT', 'CONTRACT_PERFORMANCE'],
  legalBasis: 'CONTRACT',
  recipients: ['odoo'],
  retention: 'R-CONTRACT',
  erasure: 'CLEAR_FIELD',
  rectifiable: correctable,
})

/** As `support`, where the whole record is about the person. */
export const participation: FieldMaker = (category, format, own = {}) => support(category, format, { ...withRecord, ...own })

export const correspondence = under({
  origin: 'PROVIDED',
  purposes: ['CORRESPONDENCE', 'CONTRACT_PERFORMANCE'],
  legalBasis: 'CONTRACT',
  recipients: ['odoo'],
  retention: 'R-CONTRACT',
  erasure: 'DELETE_RECORD',
  rectifiable: evidence,
})

export const newsletter = under({
  origin: 'PROVIDED',
  purposes: ['MARKETING'],
  legalBasis: 'CONSENT',
  recipients: ['odoo'],
  retention: 'R-CONSENT',
  erasure: 'DELETE_RECORD',
  rectifiable: correctable,
})

/** What proves a consent or an objection is kept, so that the objection stays respected. */
export const consentProof = under({
  origin: 'PROVIDED',
  purposes: ['MARKETING', 'RIGHTS_HANDLING'],
  legalBasis: 'LEGAL_OBLIGATION',
  recipients: ['odoo'],
  retention: 'R-CONSENT',
  erasure: 'RESTRICT_AND_RETAIN',
  rectifiable: { mode: 'NO', reason: 'It proves a choice that was made; a new choice is recorded beside it.' },
})

export const website = under({
  origin: 'OBSERVED',
  purposes: ['WEBSITE'],
  legalBasis: 'CONSENT',
  recipients: ['odoo'],
  retention: 'R-COOKIE',
  erasure: 'DELETE_RECORD',
  rectifiable: observed,
})

export const account = under({
  origin: 'PROVIDED',
  purposes: ['CONTRACT_PERFORMANCE', 'SECURITY'],
  legalBasis: 'CONTRACT',
  recipients: ['odoo'],
  retention: 'R-CRED',
  erasure: 'DELETE_RECORD',
  rectifiable: correctable,
})

export const securityLog = under({
  origin: 'OBSERVED',
  purposes: ['SECURITY'],
  legalBasis: 'LEGITIMATE_INTERESTS',
  recipients: ['odoo'],
  retention: 'R-LOG',
  erasure: 'EXPIRES',
  rectifiable: observed,
})

/** As `securityLog`, where Odoo lets the record be deleted: nothing outweighs a request for it. */
export const erasableLog: FieldMaker = (category, format, own = {}) => securityLog(category, format, { ...withRecord, ...own })

/** Secrets: only that they exist. */
export const credential = under({
  origin: 'DERIVED',
  purposes: ['SECURITY'],
  legalBasis: 'CONTRACT',
  recipients: ['odoo'],
  retention: 'R-CRED',
  erasure: 'DELETE_RECORD',
  rectifiable: { mode: 'NO', reason: 'A secret is renewed, not corrected.' },
})

export const personnel = under({
  origin: 'PROVIDED',
  purposes: ['PERSONNEL'],
  legalBasis: 'CONTRACT',
  recipients: ['odoo'],
  retention: 'R-SOC',
  erasure: 'RESTRICT_AND_RETAIN',
  rectifiable: byStaff,
})

/** What social and tax law makes an employer keep and declare. */
export const socialDocument = under({
  origin: 'PROVIDED',
  purposes: ['PERSONNEL'],
  legalBasis: 'LEGAL_OBLIGATION',
  recipients: ['odoo', 'social-security', 'tax-authority'],
  retention: 'R-SOC',
  erasure: 'RESTRICT_AND_RETAIN',
  rectifiable: byStaff,
})

export const application = under({
  origin: 'PROVIDED',
  purposes: ['RECRUITMENT'],
  legalBasis: 'CONTRACT',
  recipients: ['odoo'],
  retention: 'REVIEW',
  erasure: 'DELETE_RECORD',
  rectifiable: correctable,
})

/** Address fields as all Odoo's models name them, with a prefix where a model has one. */
export function addressFrom(prefix = ''): Readonly<Record<string, string>> {
  const part = (name: string): string => `${prefix}${name}`
  return {
    street: part('street'),
    street2: part('street2'),
    postcode: part('zip'),
    city: part('city'),
    region: part('state_id'),
    country: part('country_id'),
  }
}
