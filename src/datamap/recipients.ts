import type { Recipient } from '../vocabulary/recipient.js'

/** Recipients that the shipped maps name. Operators add theirs, or override these, by configuration. */
export const shippedRecipients = [
  { id: 'odoo', name: 'Odoo SA', role: 'PROCESSOR', country: 'BE' },
  {
    id: 'microsoft',
    name: 'Microsoft Ireland Operations Ltd',
    role: 'PROCESSOR',
    country: 'IE',
    safeguard: 'EU-US Data Privacy Framework, Decision (EU) 2023/1795 (Art. 45); standard contractual clauses (Art. 46(2)(c))',
  },
  { id: 'accountant', name: 'The external accountant', role: 'CONTROLLER', country: 'BE' },
  { id: 'tax-authority', name: 'FOD Financiën / SPF Finances', role: 'AUTHORITY', country: 'BE' },
  { id: 'social-security', name: 'RSZ / ONSS', role: 'AUTHORITY', country: 'BE' },
  { id: 'kbo', name: 'FOD Economie, Kruispuntbank van Ondernemingen', role: 'AUTHORITY', country: 'BE' },
] as const satisfies readonly Recipient[]
