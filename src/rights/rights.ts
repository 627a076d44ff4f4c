import type { CaseState, ClaimOutcome, IdentityMethod, IntakeChannel } from '../vocabulary/case-state.js'
import type { StepState } from '../vocabulary/change.js'
import type { Right } from '../vocabulary/data-right.js'
import type { Language } from '../vocabulary/language.js'
import type { Page, PageRequest } from '../vocabulary/page.js'
import type { Outcome } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'

export interface RequestEntry {
  readonly subjectId: string
  readonly rights: readonly Right[]
  readonly text?: string | null
  /** Staff say how and when it arrived; for a subject it is the portal, now. */
  readonly channel?: IntakeChannel | null
  readonly receivedAt?: string | null
  readonly language: Language
  readonly idempotencyKey?: string | null
}

export interface ClockView {
  readonly receivedAt: string
  readonly legalDueOn: string
  readonly promisedDueOn: string
  readonly dueOn: string
  readonly pauses: readonly { readonly reason: string; readonly askedAt: string; readonly answeredAt: string | null }[]
  readonly extension: { readonly reason: string; readonly extendedAt: string; readonly extendedTo: string } | null
  readonly overdue: boolean
  readonly daysLeft: number
}

export interface ClaimView {
  readonly id: string
  readonly caseId: string
  readonly right: Right
  readonly outcome: ClaimOutcome | null
  readonly ground: string | null
}

export interface IdentityCheckView {
  readonly method: IdentityMethod
  readonly passed: boolean
  readonly checkedAt: string
}

/** How a case stands at the moment of asking. */
export interface CaseProgress {
  readonly caseState: CaseState
  /** Steps of its plans by state; plans that were superseded do not count. */
  readonly steps: readonly { readonly state: StepState; readonly count: number }[]
}

export interface CaseEventView {
  readonly id: string
  readonly number: number
  readonly type: string
  readonly at: string
  readonly actorRole: string | null
  /** The plan that it is about; null where it is about none. */
  readonly planId: string | null
  /** The other case that it speaks of, such as the one opened for data that came back; null where it speaks of none. */
  readonly relatedCaseId: string | null
  readonly now: CaseProgress
}

/** From where a case is followed. */
export interface CaseFollowing {
  readonly caseId: string
  /** Number of the last event that is known; null begins with the newest. */
  readonly after: number | null
}

export interface RequestView {
  readonly id: string
  readonly rights: readonly Right[]
  readonly channel: IntakeChannel
  readonly language: Language
  readonly receivedAt: string
  /** What the person wrote; decrypted for those who may see the case. */
  readonly text: string | null
}

export interface CaseView {
  readonly id: string
  readonly reference: string
  readonly state: CaseState
  readonly subjectId: string
  readonly request: RequestView
  readonly claims: readonly ClaimView[]
  readonly clock: ClockView
  readonly identityCheck: IdentityCheckView | null
  readonly createdAt: string
}

export interface CaseFilter {
  readonly states?: readonly CaseState[] | null
  readonly rights?: readonly Right[] | null
  readonly overdue?: boolean | null
  readonly subjectId?: string | null
}

export type CaseOrder = 'DUE_ON' | 'RECEIVED_AT'

export interface IdentityCheckEntry {
  readonly caseId: string
  readonly method: IdentityMethod
  readonly passed: boolean
  readonly idempotencyKey?: string | null
}

/** Requests and cases. Every method checks what the viewer may see; ids that are not theirs are not found. */
export interface Cases {
  submitRequest(viewer: Viewer, entry: RequestEntry): Promise<Outcome<CaseView>>
  recordIdentityCheck(viewer: Viewer, entry: IdentityCheckEntry): Promise<Outcome<CaseView>>
  get(viewer: Viewer, caseId: string): Promise<CaseView>
  list(viewer: Viewer, filter: CaseFilter, order: CaseOrder, page: PageRequest): Promise<Page<CaseView>>
  events(viewer: Viewer, caseId: string): Promise<readonly CaseEventView[]>
  /**
   * The events of a case as they are written, until it is closed; ends early when the signal aborts. The newest comes again, under
   * the same number, when the case stands otherwise than it said.
   */
  progress(viewer: Viewer, following: CaseFollowing, signal: AbortSignal): AsyncIterable<CaseEventView>
}
