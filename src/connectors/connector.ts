import type { CoverageGap } from '../vocabulary/coverage.js'
import type { EvidenceGrade, IdentifierKind, MatchEvidence, SubjectIdentifier } from '../vocabulary/identifier.js'
import type { RecordRef, RecordTypeId, SourceRecord, SystemId } from '../vocabulary/source-record.js'

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
}
