import { registerEnumType } from 'type-graphql'
import { ActionMode } from '../src/vocabulary/actionability.js'
import { BundleKind, BundleState } from '../src/vocabulary/bundle-state.js'
import { CaseState, ClaimOutcome, IdentityMethod, IntakeChannel } from '../src/vocabulary/case-state.js'
import { CoverageAnswer, CoverageReason } from '../src/vocabulary/coverage.js'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { DataOrigin } from '../src/vocabulary/data-origin.js'
import { Right } from '../src/vocabulary/data-right.js'
import { DisclosureMode, WithheldGround } from '../src/vocabulary/disclosure.js'
import { EvidenceGrade, IdentifierKind, LinkState, VerificationState } from '../src/vocabulary/identifier.js'
import { Language } from '../src/vocabulary/language.js'
import { LegalBasis } from '../src/vocabulary/legal-basis.js'
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
    ProcessingRole,
    ['ProcessingRole', 'What the company is for the data in a system (Art. 4(7), 26, 28); REGISTER is an official register.'],
  ],
  [Purpose, ['Purpose', 'What the controller processes data for (Art. 15(1)(a)).']],
  [RecipientRole, ['RecipientRole', 'What a recipient is in the words of Art. 4.']],
  [RetentionGround, ['RetentionGround', 'Why a record may be kept although its subject asked for erasure (Art. 17(3)).']],
  [RetentionRuleId, ['RetentionRuleId', 'The rule that says how long a kind of data is kept.']],
  [Right, ['Right', 'A right that a request may claim (Art. 15-22).']],
  [SystemState, ['SystemState', 'How well a system answers at the moment.']],
  [VerificationState, ['VerificationState', 'How sure the hub is that an identifier belongs to the subject.']],
  [WithheldGround, ['WithheldGround', 'Why a value is withheld from an answer that otherwise holds it.']],
])

for (const [values, [name, description]] of descriptions) {
  registerEnumType(values, { name, description })
}
