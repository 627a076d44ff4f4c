import { registerEnumType } from 'type-graphql'
import { ActionMode } from '../src/vocabulary/actionability.js'
import { BundleKind, BundleState } from '../src/vocabulary/bundle-state.js'
import { CaseState, ClaimOutcome, IdentityMethod, IntakeChannel } from '../src/vocabulary/case-state.js'
import {
  ErasureGround,
  PlanKind,
  PlanState,
  ReadBack,
  RectificationGround,
  StepAction,
  StepOutcome,
  StepState,
} from '../src/vocabulary/change.js'
import { CoverageAnswer, CoverageReason } from '../src/vocabulary/coverage.js'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { DataOrigin } from '../src/vocabulary/data-origin.js'
import { Right } from '../src/vocabulary/data-right.js'
import { DisclosureMode, WithheldGround } from '../src/vocabulary/disclosure.js'
import { EvidenceGrade, IdentifierKind, LinkState, VerificationState } from '../src/vocabulary/identifier.js'
import { Language } from '../src/vocabulary/language.js'
import { LegalBasis } from '../src/vocabulary/legal-basis.js'
import { NoticeKind, NoticeResult, NoticeState } from '../src/vocabulary/notice.js'
import { ProcessingRole } from '../src/vocabulary/processing-role.js'
import { Purpose } from '../src/vocabulary/purpose.js'
import { RetentionGround, RetentionRuleId } from '../src/vocabulary/retention.js'
import { AccessPurpose } from '../src/vocabulary/viewer.js'

/** How well a system answers at the moment. */
export const SystemState = { UP: 'UP', DEGRADED: 'DEGRADED', DOWN: 'DOWN', UNKNOWN: 'UNKNOWN' } as const
export type SystemState = (typeof SystemState)[keyof typeof SystemState]

/** LIVE: through the system's API. ASSISTED: a person does it and records it. NONE: not possible. */
export const Capability = { LIVE: 'LIVE', ASSISTED: 'ASSISTED', NONE: 'NONE' } as const
export type Capability = (typeof Capability)[keyof typeof Capability]

/** What a recipient is in the words of Art. 4. */
export const RecipientRole = { PROCESSOR: 'PROCESSOR', CONTROLLER: 'CONTROLLER', AUTHORITY: 'AUTHORITY' } as const
export type RecipientRole = (typeof RecipientRole)[keyof typeof RecipientRole]

/** What a list of cases is sorted by. */
export const CaseOrder = { DUE_ON: 'DUE_ON', RECEIVED_AT: 'RECEIVED_AT' } as const
export type CaseOrder = (typeof CaseOrder)[keyof typeof CaseOrder]

/** What staff may say of a step that waited for them. */
export const ManualResult = {
  DONE_BY_HAND: StepOutcome.DONE_BY_HAND,
  REFERRED: StepOutcome.REFERRED,
  FORWARDED: StepOutcome.FORWARDED,
} as const
export type ManualResult = (typeof ManualResult)[keyof typeof ManualResult]

const descriptions: ReadonlyMap<object, readonly [name: string, description: string]> = new Map<object, readonly [string, string]>([
  [AccessPurpose, ['AccessPurpose', 'Why somebody looks at a subject’s data. It goes to the access log, which the subject can read.']],
  [ActionMode, ['ActionMode', 'Whether an action is possible: YES by the hub, MANUAL by a person, REFERRAL elsewhere, or NO.']],
  [BundleKind, ['BundleKind', 'ACCESS_COPY answers Art. 15, PORTABILITY answers Art. 20, EVIDENCE shows how a case was handled.']],
  [BundleState, ['BundleState', 'Where a bundle is. PARTIAL: ready, with a declared gap; it can be completed later.']],
  [Capability, ['Capability', 'LIVE: through the system’s API. ASSISTED: a person does it and records it. NONE: not possible.']],
  [CaseOrder, ['CaseOrder', 'What a list of cases is sorted by, earliest first.']],
  [CaseState, ['CaseState', 'Where the handling of a request stands. Overdue, paused and extended are read from the clock.']],
  [ClaimOutcome, ['ClaimOutcome', 'What came of one claim.']],
  [CoverageAnswer, ['CoverageAnswer', 'What a system answered when asked about the subject.']],
  [CoverageReason, ['CoverageReason', 'Why a system gave no, or not the whole, answer.']],
  [DataCategory, ['DataCategory', 'A kind of personal data (Art. 15(1)(b)).']],
  [DataOrigin, ['DataOrigin', 'How the controller came by a value. Only PROVIDED and OBSERVED data can be ported (Art. 20).']],
  [DisclosureMode, ['DisclosureMode', 'How much of a value the asker gets to see.']],
  [ErasureGround, ['ErasureGround', 'Why data is to be erased: Art. 17(1)(a) to (f), in order.']],
  [
    EvidenceGrade,
    ['EvidenceGrade', 'How strongly a record is tied to the person: PROVEN by a system id, STRONG by a unique identifier, WEAK.'],
  ],
  [IdentifierKind, ['IdentifierKind', 'A kind of value that finds a person. NAME and BIRTH_DATE only beside another.']],
  [IdentityMethod, ['IdentityMethod', 'How a requester’s identity was checked, lightest first.']],
  [IntakeChannel, ['IntakeChannel', 'How a request reached the company. Any channel counts.']],
  [Language, ['Language', 'A language in which the hub speaks to people.']],
  [LegalBasis, ['LegalBasis', 'Why processing is lawful (Art. 6(1)(a)-(f)).']],
  [LinkState, ['LinkState', 'CONFIRMED links are read, PROPOSED ones wait for a person to decide, REJECTED ones were decided against.']],
  [
    ManualResult,
    [
      'ManualResult',
      'What staff say of a step that waited for them: done in the system itself, referred to whoever keeps the register, or forwarded to the customer.',
    ],
  ],
  [
    NoticeKind,
    [
      'NoticeKind',
      'What a recipient is told (Art. 19). SUPPLEMENT: that the person disputes data, which stay and bear a statement of theirs (Art. 16).',
    ],
  ],
  [
    NoticeResult,
    [
      'NoticeResult',
      'What staff say of a notice: that they sent it, that it was answered, that it cannot be sent; or they have it mailed once more.',
    ],
  ],
  [
    NoticeState,
    ['NoticeState', 'Where a notice stands. BY_HAND: no address is known, staff must send it. IMPOSSIBLE: with the reason why (Art. 19).'],
  ],
  [PlanKind, ['PlanKind', 'What a plan carries out. RE_ERASURE: an erased person’s data came back.']],
  [PlanState, ['PlanState', 'Where a plan stands. SUPERSEDED: another plan for the same claim took its place before it was executed.']],
  [
    ProcessingRole,
    ['ProcessingRole', 'What the company is for the data in a system (Art. 4(7), 26, 28); REGISTER is an official register.'],
  ],
  [Purpose, ['Purpose', 'What the controller processes data for (Art. 15(1)(a)).']],
  [
    ReadBack,
    [
      'ReadBack',
      'What the system showed when it was looked at again after a write. What only lies in a recycle bin is GONE, with `finalOn`.',
    ],
  ],
  [RecipientRole, ['RecipientRole', 'What a recipient is in the words of Art. 4.']],
  [
    RectificationGround,
    ['RectificationGround', 'Why data is rectified (Art. 16). SUPPLEMENT adds a statement of the person beside a value that stays.'],
  ],
  [RetentionGround, ['RetentionGround', 'Why a record may be kept although its subject asked for erasure (Art. 17(3)).']],
  [RetentionRuleId, ['RetentionRuleId', 'The rule that says how long a kind of data is kept.']],
  [Right, ['Right', 'A right that a request may claim (Art. 15-22).']],
  [
    StepAction,
    [
      'StepAction',
      'What is to be done with one record. RETAIN: it stays as it is, and a rule says how long. RESTRICT: what must be kept is kept and marked, the rest is emptied. REFER: whoever keeps the register does it. FORWARD: a customer, as controller, is told. BY_HAND: staff do it in the system itself.',
    ],
  ],
  [
    StepOutcome,
    [
      'StepOutcome',
      'What came of a step. DELETED_SOFT: it lies in a recycle bin from which it can still be brought back, until `finalOn`.',
    ],
  ],
  [StepState, ['StepState', 'Where a step stands. CONFLICT: the record no longer is what the plan saw, and nothing was written.']],
  [SystemState, ['SystemState', 'How well a system answers at the moment.']],
  [VerificationState, ['VerificationState', 'How sure the hub is that an identifier belongs to the subject.']],
  [WithheldGround, ['WithheldGround', 'Why a value is withheld from an answer that otherwise holds it.']],
])

for (const [values, [name, description]] of descriptions) {
  registerEnumType(values, { name, description })
}
