import type { Actionability } from './actionability.js'
import type { DataCategory } from './data-category.js'
import type { DataOrigin } from './data-origin.js'
import type { DisclosureMode, WithheldReason } from './disclosure.js'
import type { LegalBasis } from './legal-basis.js'
import type { Purpose } from './purpose.js'
import type { Retention } from './retention.js'
import type { RecordRef } from './source-record.js'

/** Where a value was read. */
export interface StatementSource extends RecordRef {
  readonly field: string
  /** RFC 3339. */
  readonly observedAt: string
  readonly sourceUpdatedAt: string | null
}

/** One value about one person, with everything the law asks about it. Art. 15(1)(a)-(g) rests on this. */
export interface Statement {
  /** base64url(HMAC-SHA-256(key, JCS[subjectId, system, recordType, externalId, field, n])): stable and meaningless to others. */
  readonly id: string
  readonly category: DataCategory
  /** Canonical text; null when masked, withheld or metadata only. */
  readonly value: string | null
  /** What may be shown instead of the value. */
  readonly masked: string | null
  /** Structured form where the category has one (name, address). */
  readonly data: Readonly<Record<string, unknown>> | null
  readonly disclosure: DisclosureMode
  readonly withheld: WithheldReason | null
  readonly source: StatementSource
  readonly origin: DataOrigin
  readonly purposes: readonly Purpose[]
  readonly legalBasis: LegalBasis
  /** Ids of recipients, resolved through the data map. */
  readonly recipientIds: readonly string[]
  readonly retention: Retention
  readonly rectifiable: Actionability
  readonly erasable: Actionability
  readonly portable: Actionability
}

/** All statements of one category about one subject. */
export interface Attribute {
  readonly category: DataCategory
  readonly statements: readonly Statement[]
  readonly contradiction: Contradiction | null
}

/** Statements of one category that cannot all be true, with what we would propose. */
export interface Contradiction {
  readonly category: DataCategory
  readonly statements: readonly Statement[]
  /** The statement we would believe; null where none stands out. */
  readonly authoritative: Statement | null
  /** The value we would write everywhere; null where a person must choose. */
  readonly proposal: string | null
  /** Why, in English, without personal data. */
  readonly reason: string
}
