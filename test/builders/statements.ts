import type { Statement } from '../../src/vocabulary/statement.js'

/** A statement from a card of the person in Odoo, changed in what a test is about. */
export function statementWith(
  change: Partial<Omit<Statement, 'source'>> & { readonly source?: Partial<Statement['source']> } = {},
): Statement {
  const { source, ...facts } = change
  return {
    id: 'statement-1',
    category: 'PHONE_NUMBER',
    value: '+32470000101',
    masked: null,
    data: null,
    disclosure: 'VALUE',
    withheld: null,
    origin: 'PROVIDED',
    purposes: ['CUSTOMER_RELATIONSHIP'],
    legalBasis: 'CONTRACT',
    recipientIds: ['odoo'],
    retention: { rule: 'R-CONTRACT', retainUntil: null, start: null, ground: 'LEGAL_CLAIMS' },
    rectifiable: { mode: 'YES' },
    erasable: { mode: 'YES' },
    portable: { mode: 'YES' },
    ...facts,
    source: {
      system: 'odoo',
      recordType: 'contact',
      externalId: '8',
      field: 'phone',
      observedAt: '2026-03-05T10:00:00.000Z',
      sourceUpdatedAt: null,
      ...source,
    },
  }
}
