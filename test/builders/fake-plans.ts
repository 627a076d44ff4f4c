import type { AttestationView, NoticeView, PlanView, StepView, SupplementView } from '../../src/rights/changes.js'
import { ReadBack, StepAction, StepOutcome, StepState } from '../../src/vocabulary/change.js'
import { coverage, labels } from './fake-graph.js'

const NOON = '2026-03-14T12:00:00.000Z'

/** A step with every part filled. */
export function stepOf(planId: string, number: number): StepView {
  return {
    id: `step-${planId}-${number}`,
    planId,
    number,
    systemId: 'odoo',
    recordType: 'contact',
    externalId: String(number),
    action: StepAction.REFER,
    changes: [{ field: 'phone', category: 'PHONE_NUMBER', from: '+32470000101', to: null }],
    reason: labels('Reason'),
    ground: 'LEGAL_OBLIGATION',
    rule: 'R-ACC',
    retainUntil: '2034-12-31',
    state: number % 2 === 1 ? StepState.DONE : StepState.WAITING_MANUAL,
    outcome: StepOutcome.REFERRED,
    readBack: ReadBack.CANNOT_CHECK,
    finalOn: '2026-04-13',
    attempts: 2,
    retryAt: NOON,
    lastError: 'THROTTLED',
    instructions: labels('Do'),
    referral: { authority: 'Register', contact: 'register@hub.example', url: 'https://register.example', instructions: labels('Write') },
    letter: labels('Letter'),
    evidence: [
      { id: 'evidence-1', text: 'letter.pdf', mediaType: 'application/pdf', bytes: 1_200, sha512: 'ab'.repeat(64), addedAt: NOON },
    ],
  }
}

export function planOf(id: string, caseId: string, { subjectId = 'a', steps = 4 } = {}): PlanView {
  return {
    id,
    caseId,
    claimId: `claim-${caseId}`,
    subjectId,
    kind: 'ERASURE',
    state: 'APPROVED',
    hash: 'cd'.repeat(32),
    ground: 'OBJECTION',
    scope: null,
    createdAt: NOON,
    executedAt: NOON,
    steps: Array.from({ length: steps }, (_, index) => stepOf(id, index + 1)),
    summary: {
      actions: { REFER: steps },
      states: { DONE: Math.ceil(steps / 2), WAITING_MANUAL: Math.floor(steps / 2) },
      unreadSystems: ['odoo'],
      retainedUntil: '2034-12-31',
    },
    approvals: [{ role: 'DPO', approvedAt: NOON, hash: 'cd'.repeat(32) }],
    evidence: [],
    drifted: false,
    coverage,
  }
}

export const notice: NoticeView = {
  id: 'notice-1',
  recipientId: 'accountant',
  kind: 'ERASURE',
  state: 'SENT',
  categories: ['PHONE_NUMBER'],
  reason: null,
  createdAt: NOON,
  sentAt: NOON,
  acknowledgedAt: null,
}

export const supplement: SupplementView = {
  planId: 'plan-a',
  systemId: 'odoo',
  recordType: 'contact',
  externalId: '8',
  field: 'phone',
  category: 'PHONE_NUMBER',
  text: 'That number is my sister’s.',
  addedAt: NOON,
}

export const attestation: AttestationView = {
  id: 'attestation-1',
  issuedAt: NOON,
  hash: 'ef'.repeat(32),
  json: '{"version":1}',
  signature: 'header..signature',
}
