import type { AttestationView, NoticeView, PlanView, StepView } from '../../rights/changes.js'
import type { CaseView } from '../../rights/rights.js'

/** What a report is made of. */
export interface CaseFacts {
  readonly found: CaseView
  /** Oldest first. */
  readonly plans: readonly PlanView[]
  /** By id of the plan, where it has one. */
  readonly attestations: ReadonlyMap<string, AttestationView>
  readonly notices: readonly NoticeView[]
}

type StepFact =
  | 'number'
  | 'recordType'
  | 'externalId'
  | 'action'
  | 'ground'
  | 'rule'
  | 'retainUntil'
  | 'state'
  | 'outcome'
  | 'readBack'
  | 'finalOn'
  | 'attempts'
  | 'retryAt'
  | 'lastError'

export interface StepReport extends Pick<StepView, StepFact> {
  readonly system: string
  /** For staff, in English; null where nobody has to do anything. */
  readonly instructions: string | null
}

type PlanFact = 'id' | 'claimId' | 'kind' | 'state' | 'hash' | 'ground' | 'createdAt' | 'executedAt' | 'drifted' | 'approvals'

export interface PlanReport extends Pick<PlanView, PlanFact> {
  readonly summary: PlanView['summary']
  readonly steps: readonly StepReport[]
  readonly attestation: Pick<AttestationView, 'id' | 'issuedAt' | 'hash'> | null
}

/** A case as the command line shows it: without what the person wrote and without any value of theirs. */
export interface CaseReport extends Pick<CaseView, 'id' | 'reference' | 'state' | 'createdAt' | 'clock' | 'identityCheck'> {
  readonly request: Pick<CaseView['request'], 'channel' | 'language' | 'receivedAt'>
  readonly claims: readonly Pick<CaseView['claims'][number], 'id' | 'right' | 'outcome'>[]
  readonly plans: readonly PlanReport[]
  readonly notices: readonly Pick<NoticeView, 'recipientId' | 'kind' | 'state' | 'categories' | 'reason' | 'sentAt' | 'acknowledgedAt'>[]
}

export function caseReport({ found, plans, attestations, notices }: CaseFacts): CaseReport {
  const { id, reference, state, createdAt, clock, identityCheck } = found
  const { channel, language, receivedAt } = found.request
  return {
    id,
    reference,
    state,
    createdAt,
    request: { channel, language, receivedAt },
    clock,
    identityCheck,
    claims: found.claims.map((claim) => ({ id: claim.id, right: claim.right, outcome: claim.outcome })),
    plans: plans.map((plan) => planReport(plan, attestations.get(plan.id))),
    notices: notices.map(noticeReport),
  }
}

function planReport(plan: PlanView, attestation: AttestationView | undefined): PlanReport {
  const { id, claimId, kind, state, hash, ground, createdAt, executedAt, drifted, approvals, summary } = plan
  const attested = attestation === undefined ? null : { id: attestation.id, issuedAt: attestation.issuedAt, hash: attestation.hash }
  const facts = { id, claimId, kind, state, hash, ground, createdAt, executedAt, drifted, approvals, summary }
  return { ...facts, steps: plan.steps.map(stepReport), attestation: attested }
}

function stepReport(step: StepView): StepReport {
  const { number, systemId, recordType, externalId, action, ground, rule, retainUntil } = step
  const { state, outcome, readBack, finalOn, attempts, retryAt, lastError, instructions } = step
  const planned = { number, system: systemId, recordType, externalId, action, ground, rule, retainUntil }
  return { ...planned, state, outcome, readBack, finalOn, attempts, retryAt, lastError, instructions: instructions?.EN ?? null }
}

function noticeReport({ recipientId, kind, state, categories, reason, sentAt, acknowledgedAt }: NoticeView): CaseReport['notices'][number] {
  return { recipientId, kind, state, categories, reason, sentAt, acknowledgedAt }
}
