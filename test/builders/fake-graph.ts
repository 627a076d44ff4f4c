import type { BundleView } from '../../src/bundles/bundles.js'
import type { PersonalRecord, Profile, SystemView } from '../../src/federation/federation.js'
import type { CaseView } from '../../src/rights/rights.js'
import type { AccessStatement } from '../../src/vocabulary/access-statement.js'
import type { BundleProgress } from '../../src/vocabulary/bundle-state.js'
import type { SystemCoverage } from '../../src/vocabulary/coverage.js'
import { DataCategory } from '../../src/vocabulary/data-category.js'
import type { Labels } from '../../src/vocabulary/language.js'
import type { Recipient } from '../../src/vocabulary/recipient.js'
import type { Statement } from '../../src/vocabulary/statement.js'

const NOON = '2026-03-14T12:00:00.000Z'

export function labels(text: string): Labels {
  return { NL: `${text} nl`, FR: `${text} fr`, DE: `${text} de`, EN: `${text} en` }
}

export const recipient: Recipient = { id: 'accountant', name: 'Cijfer & Co', role: 'PROCESSOR', country: 'BE' }

export const system: SystemView = {
  id: 'odoo',
  labels: labels('Odoo'),
  connected: true,
  role: 'CONTROLLER',
  capabilities: [
    {
      recordType: 'contact',
      read: 'LIVE',
      rectify: 'NONE',
      erase: 'NONE',
      anonymise: 'NONE',
      restrict: 'NONE',
      batched: true,
      remark: 'Read only.',
    },
  ],
  recordTypes: { contact: { labels: labels('Contact'), fields: {} } },
  correctWith: { authority: 'Helpdesk', contact: 'help@hub.example', instructions: labels('Write') },
  health: () => Promise.resolve({ state: 'UP', version: '19.0', checkedAt: NOON }),
}

/** A statement with every part filled. */
export function statement(category: DataCategory, number: number): Statement {
  return {
    id: `statement-${number}`,
    category,
    value: `value ${number}`,
    masked: null,
    data: number % 2 === 0 ? { part: 'structured' } : null,
    disclosure: 'VALUE',
    withheld: null,
    source: { system: 'odoo', recordType: 'contact', externalId: String(number), field: 'name', observedAt: NOON, sourceUpdatedAt: null },
    origin: 'PROVIDED',
    purposes: ['INVOICING', 'SUPPORT'],
    legalBasis: 'CONTRACT',
    recipientIds: ['accountant'],
    retention: { rule: 'R-ACC', retainUntil: '2034-12-31', start: '2027-01-01', ground: 'LEGAL_OBLIGATION' },
    rectifiable: { mode: 'YES' },
    erasable: { mode: 'NO', reason: 'Kept by law.' },
    portable: { mode: 'YES' },
  }
}

export const coverage: readonly SystemCoverage[] = [
  {
    systemId: 'odoo',
    answer: 'FOUND',
    recordCount: 3,
    fieldCount: 20,
    elapsedMs: 41,
    observedAt: NOON,
    reason: null,
    nextAttemptAt: null,
    gaps: [
      { recordType: 'contact', scope: 'archived contacts', reason: 'NO_PERMISSION' },
      { recordType: null, scope: 'one company of two', reason: 'NOT_SEARCHED' },
    ],
  },
]

const categories = Object.values(DataCategory)

/** One attribute for each of the first categories, one statement each; the first contradicts itself. */
export function profileOf(attributes: number): Profile {
  const all = categories
    .slice(0, attributes)
    .map((category, number) => ({ category, statements: [statement(category, number)], contradiction: null }))
  const clash = { category: categories[0]!, statements: all[0]!.statements, authoritative: null, proposal: null, reason: 'They differ.' }
  return {
    attributes: all.map((one, number) => (number === 0 ? { ...one, contradiction: clash } : one)),
    contradictions: [clash],
    coverage,
    asOf: NOON,
  }
}

export function recordsOf(count: number, fields: number): PersonalRecord[] {
  return Array.from({ length: count }, (_, record) => ({
    id: `record-${record}`,
    systemId: 'odoo',
    recordType: 'contact',
    externalId: String(record),
    statements: Array.from({ length: fields }, (_, field) => statement(categories[field % categories.length]!, record * fields + field)),
    thirdPartiesRedacted: 0,
    attachments: [{ id: 'file', name: null, mediaType: 'application/pdf', bytes: 3_000_000_000, withheld: true }],
  }))
}

export const accessStatement: AccessStatement = {
  confirmed: true,
  purposes: [
    { purpose: 'INVOICING', label: 'Facturatie', legalBasis: 'CONTRACT', categories: [{ category: 'PERSON_NAME', label: 'Naam' }] },
  ],
  recipients: [recipient],
  retention: [{ rule: 'R-ACC', text: 'zeven jaar', categories: ['TRANSACTION'] }],
  rights: [{ right: 'Inzage', article: 'Art. 15', text: 'U mag inzien.' }],
  complaint: { authority: 'GBA', address: 'Brussel', email: 'contact@gba.example', url: 'https://gba.example', text: 'U mag klagen.' },
  sources: [{ systemId: 'odoo', system: 'Odoo', origins: ['PROVIDED'] }],
  automatedDecisions: { exist: false, text: 'Geen.' },
  transfers: [],
  coverage: [],
}

export function caseOf(id: string, subjectId: string): CaseView {
  return {
    id,
    reference: 'PDH-2026-000001',
    state: 'RECEIVED',
    subjectId,
    request: { id: `request-${id}`, rights: ['ACCESS'], channel: 'PORTAL', language: 'NL', receivedAt: NOON, text: 'Graag inzage.' },
    claims: [{ id: `claim-${id}`, caseId: id, right: 'ACCESS', outcome: null, ground: null }],
    clock: {
      receivedAt: NOON,
      legalDueOn: '2026-04-14',
      promisedDueOn: '2026-04-07',
      dueOn: '2026-04-07',
      pauses: [{ reason: 'identity', askedAt: NOON, answeredAt: null }],
      extension: { reason: 'many systems', extendedAt: NOON, extendedTo: '2026-06-14' },
      overdue: false,
      daysLeft: 24,
    },
    identityCheck: { method: 'PORTAL_LOGIN', passed: true, checkedAt: NOON },
    createdAt: NOON,
  }
}

export function progressOf(phase: string, done: number): BundleProgress {
  return { phase, done, total: 3, bytes: done * 1000, secondsLeft: null, state: phase === 'published' ? 'READY' : 'PREPARING' }
}

export function bundleOf(id: string, caseId: string, subjectId: string): BundleView {
  return {
    id,
    caseId,
    subjectId,
    kind: 'ACCESS_COPY',
    state: 'READY',
    progress: progressOf('published', 3),
    complete: false,
    coverage,
    files: 12,
    bytes: 5_000_000_000,
    parts: [{ number: 1, bytes: 5_000_000_000, sha512: 'ab'.repeat(64) }],
    manifestSha512: 'cd'.repeat(64),
    expiresAt: NOON,
  }
}
