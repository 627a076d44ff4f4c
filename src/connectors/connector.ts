import type { CoverageGap } from '../vocabulary/coverage.js'
import type { EvidenceGrade, IdentifierKind, MatchEvidence, SubjectIdentifier } from '../vocabulary/identifier.js'
import type { FieldValue, RecordRef, RecordTypeId, SourceRecord, SystemId } from '../vocabulary/source-record.js'
import type { WriteRefusalReason } from '../vocabulary/write-refusal.js'

/** LIVE: through the system's API. ASSISTED: a person does it and records it. NONE: not possible; the reason says where else. */
export type Capability = 'LIVE' | 'ASSISTED' | 'NONE'

/** What the hub can do with one record type of a system; known before anything is planned. */
export interface RecordCapability {
  readonly recordType: RecordTypeId
  readonly read: Capability
  readonly rectify: Capability
  readonly erase: Capability
  readonly anonymise: Capability
  readonly restrict: Capability
  /** Whether one upstream call can read many persons at once. */
  readonly batched: boolean
  /** Whether a scan meets its records. @default LIVE where the connector scans at all */
  readonly scan?: 'LIVE' | 'NONE'
  /** Place in the order that the system needs when a person is erased: what hangs on others goes first. @default 0 */
  readonly eraseRank?: number
  /** In English, for staff: limits and lead time. */
  readonly remark?: string
}

/** One subject to find, by normalised identifiers. NAME and BIRTH_DATE corroborate; they never find on their own. */
export interface LocateQuery {
  readonly subjectId: string
  readonly identifiers: readonly SubjectIdentifier[]
}

/** A record that is, or may be, about the subject: where reading starts. */
export interface LocatedRecord {
  readonly subjectId: string
  readonly ref: RecordRef
  readonly grade: EvidenceGrade
  readonly evidence: readonly MatchEvidence[]
  /** The name on the record, for telling homonyms apart; never stored. Absent where the record has none. */
  readonly name?: string
  /** Identifiers that the record itself holds: they may find the person in the next system. */
  readonly discovered: readonly SubjectIdentifier[]
}

export interface LocateResult {
  readonly located: readonly LocatedRecord[]
  /** What could not be searched. Empty means: everything was searched. */
  readonly gaps: readonly CoverageGap[]
}

/** A confirmed link from a subject to a record of this system. */
export interface RecordLink {
  readonly subjectId: string
  readonly ref: RecordRef
  /** What found the record, or SYSTEM_ID where a person linked it; absent where that is not known. */
  readonly evidence?: readonly MatchEvidence[]
}

/** Record types to read, each with the source fields that are wanted. The connector reads these and no others. */
export type Selection = ReadonlyMap<RecordTypeId, readonly string[]>

/** Some records of one type. A page may be empty; a gap says what is missing and why. */
export interface RecordPage {
  readonly recordType: RecordTypeId
  readonly records: readonly SourceRecord[]
  readonly gaps: readonly CoverageGap[]
}

/** A record as it is now: for comparing with a plan before a write, and for reading back after one. */
export interface InspectedRecord {
  readonly ref: RecordRef
  /** As `SourceRecord.fields`. Empty for a record that only lies in a recycle bin. */
  readonly fields: Readonly<Record<string, FieldValue>>
  /** As `SourceRecord.version`. */
  readonly version?: string
  /** Whether it is marked as restricted in the way of this system, such as archived. */
  readonly isRestricted: boolean
  /** ISO date on which a record in a recycle bin is gone for good; present only for such a one. */
  readonly finalOn?: string
}

/** What a source field is to become; null empties it. Named as the data map names source fields. */
export interface FieldWrite {
  readonly field: string
  readonly value: FieldValue | null
}

/** A write to one record. Whoever orders it has just inspected the record and found what the plan saw. */
export interface WriteOrder {
  readonly ref: RecordRef
  /** The record as it was inspected: what the source offers for concurrency is checked against it. */
  readonly expected: Pick<InspectedRecord, 'fields' | 'version'>
  /** The same for every attempt of one step. */
  readonly key: string
  /** Fields to write: for RECTIFY the new values; for ANONYMISE and RESTRICT those that are emptied or replaced; for ERASE none. */
  readonly changes: readonly FieldWrite[]
}

export type EraseMethod = 'ERASE' | 'ANONYMISE'

/**
 * What came of a write. DONE: the source took it; `finalOn` (ISO date) where it only went to a recycle bin.
 * CONFLICT: the source is not what `expected` says, nothing was written. REFUSED: a rule of the source, nothing was written.
 * Anything else is thrown as SourceError: then nobody knows whether it was written, and reading finds out.
 */
export type WriteAnswer =
  | { readonly kind: 'DONE'; readonly finalOn?: string }
  | { readonly kind: 'CONFLICT' }
  | { readonly kind: 'REFUSED'; readonly reason: WriteRefusalReason }

/** A record as a scan of the whole system meets it. */
export interface ScannedRecord {
  readonly ref: RecordRef
  /** What it can be recognised by; its own id is not among them, since `ref` says it. */
  readonly identifiers: readonly SubjectIdentifier[]
}

export interface ProbeFinding {
  readonly severity: 'OK' | 'WARNING' | 'ERROR'
  /** What was seen, in English, without secrets. */
  readonly text: string
  /** What the operator should do; absent when nothing. */
  readonly remedy?: string
}

export interface ProbeResult {
  readonly reachable: boolean
  readonly authenticated: boolean
  /** As the system calls itself: `19.0`, `v1.0`, `extract 137`. */
  readonly version: string | null
  readonly findings: readonly ProbeFinding[]
}

/**
 * How the hub speaks to one system. Four methods are required; what is optional and absent is known before a plan is made.
 * Failures throw SourceError; nothing falls back to an empty answer. Once `signal` is aborted no further call starts.
 */
export interface Connector {
  readonly system: SystemId
  readonly capabilities: readonly RecordCapability[]
  /** The only kinds that it can be searched by: whoever is known by none of them may be in it unfound. Absent: by every kind it holds. */
  readonly findsOnlyBy?: readonly IdentifierKind[]
  locate(queries: readonly LocateQuery[], signal: AbortSignal): Promise<LocateResult>
  /**
   * Reads the records behind the links and all that hangs on them, batched over many links and subjects,
   * until the source has no more. Every record names the subject of the link it was found on.
   */
  collect(links: readonly RecordLink[], selection: Selection, signal: AbortSignal): AsyncIterable<RecordPage>
  /** The bytes of an attachment, or of the record itself as a file (attachment id `self`, such as a message in MIME). */
  open?(ref: RecordRef, attachmentId: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>
  probe(signal: AbortSignal): Promise<ProbeResult>
  close(): Promise<void>
  /**
   * Single records as they are now, by their own ids, with the selected fields. One that is not in the answer is gone.
   * Whoever can write can inspect.
   */
  inspect?(refs: readonly RecordRef[], selection: Selection, signal: AbortSignal): Promise<readonly InspectedRecord[]>
  /** Writes new values. */
  rectify?(order: WriteOrder, signal: AbortSignal): Promise<WriteAnswer>
  /**
   * ERASE removes the record together with what the system keeps of it elsewhere and what is no record of its own
   * (former values, notes of changes, files). ANONYMISE empties it and leaves no former values. A record that is gone already is DONE.
   */
  erase?(order: WriteOrder, method: EraseMethod, signal: AbortSignal): Promise<WriteAnswer>
  /** Empties what need not be kept and marks the record, so that staff no longer meet it in daily work; or takes the mark away. */
  restrict?(order: WriteOrder, on: boolean, signal: AbortSignal): Promise<WriteAnswer>
  /** Every record of a type with its identifiers, however many: lets the ledger see who came back. Only of types whose capability allows it. */
  scan?(recordType: RecordTypeId, signal: AbortSignal): AsyncIterable<readonly ScannedRecord[]>
}
