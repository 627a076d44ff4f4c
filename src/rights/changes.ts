import type { Referral } from '../datamap/data-map.js'
import type {
  ErasureGround,
  PlanKind,
  PlanState,
  ReadBack,
  RectificationGround,
  StepAction,
  StepOutcome,
  StepState,
} from '../vocabulary/change.js'
import type { SystemCoverage } from '../vocabulary/coverage.js'
import type { DataCategory } from '../vocabulary/data-category.js'
import type { Labels, Language } from '../vocabulary/language.js'
import type { NoticeKind, NoticeState } from '../vocabulary/notice.js'
import type { Outcome } from '../vocabulary/refusal.js'
import type { PlanScope } from './plans/plan.js'
import type { RetentionGround, RetentionRuleId } from '../vocabulary/retention.js'
import type { Viewer } from '../vocabulary/viewer.js'

/** A file that proves something, as it was sent. */
export interface EvidenceFile {
  readonly name: string
  readonly mediaType: string
  readonly contentBase64: string
}

/** What is to be corrected, and to what (Art. 16). */
export interface RectificationEntry {
  /** A RECTIFICATION claim; without one a request is made in the viewer's name, and `subjectId` says whose. */
  readonly claimId?: string | null
  readonly subjectId?: string | null
  /** Statements whose values are wrong; every other field that holds one of these values is corrected with them. */
  readonly statementIds?: readonly string[] | null
  /** Or the category, where it holds one value or a contradiction. */
  readonly category?: DataCategory | null
  /** Canonical text of the category. With the ground SUPPLEMENT the text of the supplementary statement. */
  readonly newValue: string
  /** Structured form where the category has one (name, address); takes the place of `newValue`. */
  readonly newData?: Readonly<Record<string, string>> | null
  readonly ground: RectificationGround
  readonly evidence?: EvidenceFile | null
  readonly language: Language
  readonly idempotencyKey?: string | null
}

export interface ErasureEntry {
  /** An ERASURE claim. */
  readonly claimId: string
  /** What the plan is limited to; absent means everything. A claim whose plan leaves something out is not fulfilled by it. */
  readonly systems?: readonly string[] | null
  readonly categories?: readonly DataCategory[] | null
  readonly ground: ErasureGround
  readonly idempotencyKey?: string | null
}

export interface ApprovalEntry {
  readonly planId: string
  /** Of the plan as it was shown. */
  readonly hash: string
  readonly idempotencyKey?: string | null
}

export interface ManualStepEntry {
  readonly stepId: string
  /** DONE_BY_HAND or, where the person of the register or the customer was told, REFERRED or FORWARDED. */
  readonly outcome: StepOutcome
  /** What was done, for the file; no personal data needed. */
  readonly remark: string
  readonly evidence?: EvidenceFile | null
  readonly idempotencyKey?: string | null
}

/** A system that is to be left alone, or not any more. */
export interface SystemEntry {
  readonly systemId: string
  readonly idempotencyKey?: string | null
}

export interface PauseEntry extends SystemEntry {
  /** For colleagues; 64 characters at most, no personal data. */
  readonly reason: string
}

/** A system that is left alone. */
export interface PauseView {
  readonly systemId: string
  readonly reason: string
  readonly pausedAt: string
}

/** One field of one record. `from` and `to` are null where they are withheld from the viewer or where there is nothing. */
export interface FieldChangeView {
  readonly field: string
  readonly category: DataCategory
  readonly from: string | null
  readonly to: string | null
}

export interface EvidenceView {
  readonly id: string
  readonly text: string
  readonly mediaType: string | null
  readonly bytes: number
  readonly sha512: string | null
  readonly addedAt: string
}

export interface StepView {
  readonly id: string
  readonly planId: string
  readonly number: number
  readonly systemId: string
  readonly recordType: string
  readonly externalId: string
  readonly action: StepAction
  readonly changes: readonly FieldChangeView[]
  /** Why this action, for staff. */
  readonly reason: Labels
  readonly ground: RetentionGround | null
  readonly rule: RetentionRuleId | null
  readonly retainUntil: string | null
  readonly state: StepState
  readonly outcome: StepOutcome | null
  readonly readBack: ReadBack | null
  readonly finalOn: string | null
  readonly attempts: number
  readonly retryAt: string | null
  readonly lastError: string | null
  /** What a person has to do; present for BY_HAND, REFER, FORWARD and for what waits for staff. */
  readonly instructions: Labels | null
  /** With REFER: to whom, and the letter to send. */
  readonly referral: Referral | null
  readonly letter: Labels | null
  readonly evidence: readonly EvidenceView[]
}

export interface PlanSummary {
  /** Steps by action. */
  readonly actions: Readonly<Partial<Record<StepAction, number>>>
  /** Steps by state. */
  readonly states: Readonly<Partial<Record<StepState, number>>>
  /** Systems whose answer was missing or had gaps when the plan was made: the plan says nothing about what they hold. */
  readonly unreadSystems: readonly string[]
  /** The latest date until which something is kept. */
  readonly retainedUntil: string | null
}

export interface ApprovalView {
  readonly role: string
  readonly approvedAt: string
  readonly hash: string
}

export interface NoticeView {
  readonly id: string
  readonly recipientId: string
  readonly kind: NoticeKind
  readonly state: NoticeState
  readonly categories: readonly DataCategory[]
  readonly reason: string | null
  readonly createdAt: string
  readonly sentAt: string | null
  readonly acknowledgedAt: string | null
}

/** The signed statement of what was erased and what stays. */
export interface AttestationView {
  readonly id: string
  readonly issuedAt: string
  readonly hash: string
  /** Canonical JSON: what is signed. */
  readonly json: string
  /** Detached JWS over it. */
  readonly signature: string
}

export interface PlanView {
  readonly id: string
  readonly caseId: string
  readonly claimId: string
  readonly subjectId: string
  readonly kind: PlanKind
  readonly state: PlanState
  readonly hash: string
  readonly ground: RectificationGround | ErasureGround | null
  /** What it is limited to; null where it reaches everything. */
  readonly scope: PlanScope | null
  readonly createdAt: string
  readonly executedAt: string | null
  readonly steps: readonly StepView[]
  readonly summary: PlanSummary
  readonly approvals: readonly ApprovalView[]
  /** What came with the proposal; what proves single steps stands with those. */
  readonly evidence: readonly EvidenceView[]
  /** Whether a step met another record than the plan saw. */
  readonly drifted: boolean
  readonly coverage: readonly SystemCoverage[]
}

/** A statement of the person beside a value that stays (Art. 16): whoever shows the value shows it too, as disputed. */
export interface SupplementView {
  readonly planId: string
  /** Where the value stands, as its statement's source names it. */
  readonly systemId: string
  readonly recordType: string
  readonly externalId: string
  readonly field: string
  readonly category: DataCategory
  readonly text: string
  /** When it was approved. */
  readonly addedAt: string
}

/** A plan without its steps, of which there can be thousands. */
export type PlanHead = Omit<PlanView, 'steps'>

/** Which steps of a plan, in its order. */
export interface StepSelection {
  /** Null: in every state. */
  readonly states: readonly StepState[] | null
  /** At most so many. */
  readonly first: number
  /** Those after the step of this number; 0 gives them from the beginning. */
  readonly after: number
}

/**
 * Corrections and erasures: proposed as a plan, approved by somebody else, executed by workers, proved by reading back.
 * Every method checks what the viewer may see; ids that are not theirs are not found.
 */
export interface Changes {
  proposeRectification(viewer: Viewer, entry: RectificationEntry, signal: AbortSignal): Promise<Outcome<PlanView>>
  planErasure(viewer: Viewer, entry: ErasureEntry, signal: AbortSignal): Promise<Outcome<PlanView>>
  /** Looks at the sources again first: where they are not what the plan saw, the approval is refused. */
  approvePlan(viewer: Viewer, entry: ApprovalEntry, signal: AbortSignal): Promise<Outcome<PlanView>>
  /** Also sets going again what no worker is at any more, because it failed too often. */
  executePlan(viewer: Viewer, planId: string, idempotencyKey?: string | null): Promise<Outcome<PlanView>>
  /** Lets data stay that came back after an erasure: the RE_ERASURE plan is closed, its claim refused. */
  dismissReturn(viewer: Viewer, planId: string, idempotencyKey?: string | null): Promise<Outcome<PlanView>>
  /** A step at which a worker stopped, once more and at once. A CONFLICT needs a new plan. */
  retryStep(viewer: Viewer, stepId: string, idempotencyKey?: string | null): Promise<Outcome<PlanView>>
  /** A step that waits for people, was given up, or met another record than was approved. The source has the last word. */
  completeManualStep(viewer: Viewer, entry: ManualStepEntry): Promise<Outcome<PlanView>>
  plan(viewer: Viewer, planId: string): Promise<PlanView>
  /** The plans of all these cases, oldest first. */
  plansOf(viewer: Viewer, caseIds: readonly string[]): Promise<readonly PlanHead[]>
  steps(viewer: Viewer, planId: string, selection: StepSelection): Promise<readonly StepView[]>
  /** The bytes of a file that proves something. Throws NotFoundError for a remark too. */
  evidenceContent(viewer: Viewer, evidenceId: string): Promise<Buffer>
  /** Supplementary statements of a person, oldest first, from their approval on. */
  supplements(viewer: Viewer, subjectId: string): Promise<readonly SupplementView[]>
  notices(viewer: Viewer, caseId: string): Promise<readonly NoticeView[]>
  /** Null until the plan is executed. */
  attestation(viewer: Viewer, planId: string): Promise<AttestationView | null>
  /** The printable page of the attestation, in the person's language or another. */
  attestationPage(viewer: Viewer, planId: string, language: Language | null): Promise<string | null>
  pauseSystem(viewer: Viewer, entry: PauseEntry): Promise<Outcome<{ readonly systemId: string }>>
  resumeSystem(viewer: Viewer, entry: SystemEntry): Promise<Outcome<{ readonly systemId: string }>>
  /** The systems that are left alone, and why. */
  pausedSystems(viewer: Viewer): Promise<readonly PauseView[]>
}
