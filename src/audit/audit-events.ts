import type { BundleKind } from '../vocabulary/bundle-state.js'
import type { ClaimOutcome, IdentityMethod, IntakeChannel } from '../vocabulary/case-state.js'
import type { PlanKind, ReadBack, StepOutcome, StepState } from '../vocabulary/change.js'
import type { Right } from '../vocabulary/data-right.js'
import type { LinkState } from '../vocabulary/identifier.js'
import type { NoticeKind, NoticeState } from '../vocabulary/notice.js'
import type { RefusalCode } from '../vocabulary/refusal.js'
import type { AccessPurpose, Viewer } from '../vocabulary/viewer.js'

/** Whatever may stand in the record: ids, codes, counts and flags. */
type Fact = string | number | boolean | null | readonly string[]

/** What each kind of event must say. Never a value of a person. */
export interface AuditEvents {
  'subject.registered': { readonly identifierKinds: readonly string[] }
  'subject.attached': { readonly how: 'CREATED' | 'VERIFIED_CLAIM' | 'ACCOUNT' }
  'subject.found': { readonly identifierKinds: readonly string[]; readonly matches: number }
  'subject.read': {
    readonly purpose: AccessPurpose
    readonly outcome: 'READ' | 'FAILED' | 'ABORTED'
    readonly systems: readonly string[]
  }
  'system.located': { readonly system: string; readonly outcome: 'SEARCHED' | 'FAILED' }
  'link.decided': { readonly linkId: string; readonly system: string; readonly state: LinkState }
  'request.submitted': { readonly channel: IntakeChannel; readonly rights: readonly Right[] }
  'identity.checked': { readonly method: IdentityMethod; readonly passed: boolean }
  'case.closed': { readonly reason: string }
  'bundle.ordered': { readonly bundleId: string; readonly kind: BundleKind }
  'bundle.published': { readonly bundleId: string; readonly complete: boolean; readonly parts: number; readonly manifestSha512: string }
  'bundle.failed': { readonly bundleId: string; readonly code: string }
  'bundle.expired': { readonly bundleId: string }
  'bundle.downloaded': { readonly bundleId: string; readonly part: number; readonly grantId: string }
  'download.granted': { readonly bundleId: string; readonly part: number; readonly grantId: string }
  'download.burned': { readonly bundleId: string; readonly part: number; readonly grantId: string; readonly reason: string }
  'return.found': {
    readonly alarmId: string
    readonly system: string
    readonly recordType: string
    readonly kind: string
    readonly foundBy: string
  }
  'notice.ordered': {
    readonly noticeId: string
    readonly recipientId: string
    readonly kind: NoticeKind
    readonly state: NoticeState
  }
  'notice.moved': { readonly noticeId: string; readonly recipientId: string; readonly state: NoticeState }
  'attestation.issued': { readonly planId: string; readonly attestationId: string; readonly hash: string }
  /** `ofCaseId`: under which it had been erased. */
  'return.answered': { readonly planId: string; readonly ofCaseId: string; readonly alarms: number; readonly isErasedAgain: boolean }
  'return.dismissed': { readonly planId: string }
  'ledger.scanned': { readonly records: number; readonly returned: number; readonly unread: readonly string[] }
  'plan.proposed': {
    readonly planId: string
    readonly kind: PlanKind
    readonly hash: string
    readonly steps: number
    readonly unreadSystems: readonly string[]
  }
  'plan.superseded': { readonly planId: string; readonly byPlanId: string }
  /** `uncheckedSystems` did not answer when the sources were looked at again; each step looks once more before it writes. */
  'plan.approved': { readonly planId: string; readonly hash: string; readonly uncheckedSystems: readonly string[] }
  'plan.approval-refused': { readonly planId: string; readonly code: RefusalCode }
  'plan.execution-started': { readonly planId: string }
  'plan.executed': { readonly planId: string; readonly kind: PlanKind; readonly steps: number }
  'plan.parked': { readonly planId: string; readonly reason: string }
  'step.done': {
    readonly planId: string
    readonly stepId: string
    readonly system: string
    readonly recordType: string
    readonly outcome: StepOutcome
    readonly readBack: ReadBack | null
    /** Whether the hub wrote, or found the record as it was wanted. */
    readonly written: boolean
  }
  'step.stopped': {
    readonly planId: string
    readonly stepId: string
    readonly system: string
    readonly state: StepState
    readonly reason: string
  }
  'step.reopened': { readonly planId: string; readonly stepId: string; readonly system: string }
  'step.retried': { readonly planId: string; readonly stepId: string }
  'step.completed-by-hand': { readonly planId: string; readonly stepId: string; readonly outcome: StepOutcome; readonly readBack: ReadBack }
  'system.paused': { readonly system: string }
  'system.resumed': { readonly system: string }
  'claim.decided': { readonly claimId: string; readonly right: Right; readonly outcome: ClaimOutcome }
  'kbo.imported': { readonly extractNumber: number; readonly kind: string; readonly rows: number }
}

export type AuditEventType = keyof AuditEvents

/** An event of one type, with the facts that this type must have. */
export type AuditEventOf<T extends AuditEventType> = {
  readonly type: T
  /** Who did it; null for the hub itself. */
  readonly viewer: Viewer | null
  readonly subjectId?: string | null
  readonly caseId?: string | null
  readonly facts: AuditEvents[T] & Readonly<Record<string, Fact>>
}

/** Any event whose facts fit its type. */
export type AuditEvent = { readonly [T in AuditEventType]: AuditEventOf<T> }[AuditEventType]
