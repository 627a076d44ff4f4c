import type { Actionability, ErasureMethod } from '../vocabulary/actionability.js'
import type { DataCategory } from '../vocabulary/data-category.js'
import type { DataOrigin } from '../vocabulary/data-origin.js'
import type { DisclosureMode } from '../vocabulary/disclosure.js'
import type { Labels } from '../vocabulary/language.js'
import type { LegalBasis } from '../vocabulary/legal-basis.js'
import type { ProcessingRole } from '../vocabulary/processing-role.js'
import type { Purpose } from '../vocabulary/purpose.js'
import type { Recipient } from '../vocabulary/recipient.js'
import type { RetentionRule, RetentionRuleId } from '../vocabulary/retention.js'
import type { RecordTypeId, SystemId } from '../vocabulary/source-record.js'
import type { ValueFormat } from './value-format.js'

/** What one mapped field is, and everything the law asks about it. A test fails when one of these is missing. */
export interface FieldMap {
  readonly category: DataCategory
  readonly format: ValueFormat
  readonly origin: DataOrigin
  readonly purposes: readonly Purpose[]
  /** Exactly one. */
  readonly legalBasis: LegalBasis
  /** Ids of recipients in the data map. */
  readonly recipients: readonly string[]
  readonly retention: RetentionRuleId
  readonly erasure: ErasureMethod
  /** Whether the hub can correct it here, and if not, where. */
  readonly rectifiable: Actionability
  /** Labels of the field itself, where its category's do not say enough. */
  readonly labels?: Labels
  /** Source fields it is made of, when not the one it is named after; for structured formats part -> source field. */
  readonly from?: readonly string[] | Readonly<Record<string, string>>
  /** Stricter than the category's own mode. */
  readonly disclosure?: DisclosureMode
  /** Free text in which others may be spoken of: withheld from records that the subject did not write. */
  readonly freeText?: boolean
}

export interface RecordTypeMap {
  readonly labels: Labels
  /** Whether a record of this type is a card of the person, so that its values are compared with those of other cards. */
  readonly isCard?: boolean
  /** Source field and its values for which the retention rules of this type bind; in any other state the record may be erased. Absent: always. */
  readonly keptWhile?: { readonly field: string; readonly values: readonly string[] }
  /** What has to stay of a record of this type as long as another record of the subject in the system is kept by a rule. */
  readonly keptWith?: {
    readonly recordTypes: readonly RecordTypeId[]
    /** Mapped fields that are kept; all others are emptied. */
    readonly fields: readonly string[]
  }
  readonly fields: Readonly<Record<string, FieldMap>>
}

/** Where to have data corrected that the hub may not or cannot change. */
export interface Referral {
  readonly authority: string
  readonly contact: string
  readonly url?: string
  readonly instructions: Labels
}

/** What is personal in one system. */
export interface SystemMap {
  readonly system: SystemId
  readonly labels: Labels
  readonly role: ProcessingRole
  readonly recordTypes: Readonly<Record<RecordTypeId, RecordTypeMap>>
  readonly correctWith?: Referral
}

/** The whole map: what the company holds about people, where, and why. Frozen once composed. */
export interface DataMap {
  readonly systems: ReadonlyMap<SystemId, SystemMap>
  readonly recipients: ReadonlyMap<string, Recipient>
  readonly retentionRules: ReadonlyMap<RetentionRuleId, RetentionRule>
}
