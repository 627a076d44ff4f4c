import type { AccessStatement } from '../vocabulary/access-statement.js'
import type { SystemCoverage } from '../vocabulary/coverage.js'
import type { DataCategory } from '../vocabulary/data-category.js'
import type { EvidenceGrade, IdentifierKind, LinkState, MatchEvidence, VerificationState } from '../vocabulary/identifier.js'
import type { Labels, Language } from '../vocabulary/language.js'
import type { Page, PageRequest } from '../vocabulary/page.js'
import type { ProcessingRole } from '../vocabulary/processing-role.js'
import type { Recipient } from '../vocabulary/recipient.js'
import type { Outcome } from '../vocabulary/refusal.js'
import type { Attribute, Contradiction, Statement } from '../vocabulary/statement.js'
import type { AccessPurpose, Viewer } from '../vocabulary/viewer.js'
import type { RecordCapability } from '../connectors/connector.js'
import type { RecordTypeMap, Referral } from '../datamap/data-map.js'
import type { ReadReason } from '../security/staff-reads.js'

/** A person as the hub knows one: no values, only that there is one. */
export interface SubjectSummary {
  readonly id: string
  readonly language: Language
  readonly createdAt: string
}

export interface IdentifierView {
  readonly kind: IdentifierKind
  readonly masked: string
  readonly verification: VerificationState
}

/** An identifier as a person typed it; normalised and checked by the directory. */
export interface IdentifierEntry {
  readonly kind: IdentifierKind
  readonly value: string
  readonly system?: string | null
  readonly recordType?: string | null
}

export interface SubjectMatch {
  readonly subject: SubjectSummary
  readonly grade: EvidenceGrade
  readonly matchedBy: readonly IdentifierKind[]
}

export interface LinkView {
  readonly id: string
  readonly systemId: string
  readonly recordType: string
  /** Masked external id: enough to recognise, not to look up. */
  readonly externalIdMasked: string
  /** Of a PROPOSED link: the name on the record, read now and never stored; null where there is none or the system does not answer. */
  readonly name: string | null
  readonly grade: EvidenceGrade
  readonly state: LinkState
  readonly evidence: readonly MatchEvidence[]
  readonly decidedAt: string | null
}

/**
 * Subjects, their identifiers and their links. Every method checks what the viewer may see; ids that are not theirs are not found.
 * What changes something takes an idempotency key: the same key with the same input is carried out once.
 */
export interface SubjectDirectory {
  /** The subject behind a SUBJECT's token; made at the first log-in. */
  me(viewer: Viewer): Promise<SubjectSummary>
  /** What staff see leaves an audit event with their reason; that they handle a case, where they give none. */
  get(viewer: Viewer, subjectId: string, why?: ReadReason): Promise<SubjectSummary>
  list(viewer: Viewer, ids: readonly string[] | null, page: PageRequest): Promise<Page<SubjectSummary>>
  /** Graded matches among known subjects; never by name alone. */
  find(viewer: Viewer, identifiers: readonly IdentifierEntry[]): Promise<Outcome<readonly SubjectMatch[]>>
  /** Makes the subject and searches every system for it. */
  register(
    viewer: Viewer,
    identifiers: readonly IdentifierEntry[],
    language: Language,
    idempotencyKey?: string | null,
  ): Promise<Outcome<SubjectSummary>>
  identifiers(viewer: Viewer, subjectId: string, why?: ReadReason): Promise<readonly IdentifierView[]>
  links(viewer: Viewer, subjectId: string, why?: ReadReason): Promise<readonly LinkView[]>
  /** A person decides that a record is about the subject: a proposed link by its id, or a record by its reference. */
  linkRecord(viewer: Viewer, subjectId: string, target: LinkTarget, idempotencyKey?: string | null): Promise<Outcome<LinkView>>
  /** A person decides that it is not. Reversible by linkRecord. */
  unlinkRecord(viewer: Viewer, subjectId: string, linkId: string, idempotencyKey?: string | null): Promise<Outcome<LinkView>>
}

export type LinkTarget =
  { readonly linkId: string } | { readonly systemId: string; readonly recordType: string; readonly externalId: string }

/** What of a subject to read. Absent means all. */
export interface ViewSelection {
  readonly categories?: readonly DataCategory[] | null
  readonly systems?: readonly string[] | null
  /** Per system; the default is configured (3,000). */
  readonly budgetMs?: number | null
}

export interface Profile {
  readonly attributes: readonly Attribute[]
  readonly contradictions: readonly Contradiction[]
  readonly coverage: readonly SystemCoverage[]
  readonly asOf: string
}

export interface RecordFilter {
  readonly systems?: readonly string[] | null
  readonly recordTypes?: readonly string[] | null
  readonly categories?: readonly DataCategory[] | null
}

export interface AttachmentView {
  readonly id: string
  readonly name: string | null
  readonly mediaType: string
  readonly bytes: number | null
  readonly withheld: boolean
}

export interface PersonalRecord {
  readonly id: string
  readonly systemId: string
  readonly recordType: string
  readonly externalId: string
  readonly statements: readonly Statement[]
  readonly thirdPartiesRedacted: number
  readonly attachments: readonly AttachmentView[]
}

/** Some records, and what each system answered about all of them. */
export interface RecordsPage extends Page<PersonalRecord> {
  readonly coverage: readonly SystemCoverage[]
}

/** Why and how somebody reads; fixed for one request. */
export interface ReadContext {
  readonly purpose: AccessPurpose
  readonly caseId?: string | null
  /** Aborts when the client goes. */
  readonly signal: AbortSignal
}

/**
 * Reads subjects live for one viewer during one request. Calls made in the same turn are batched over subjects and read once.
 * Each read leaves one audit event, on success, failure and abort. Systems that fail are in the coverage; nothing throws for them.
 */
export interface SubjectReader {
  profile(subjectId: string, selection: ViewSelection): Promise<Profile>
  records(subjectId: string, filter: RecordFilter, page: PageRequest): Promise<RecordsPage>
  coverage(subjectId: string, selection: Pick<ViewSelection, 'systems' | 'budgetMs'>): Promise<readonly SystemCoverage[]>
  accessStatement(subjectId: string, language: Language): Promise<AccessStatement>
}

export interface SystemHealth {
  readonly state: 'UP' | 'DEGRADED' | 'DOWN' | 'UNKNOWN'
  readonly version: string | null
  readonly checkedAt: string | null
}

export interface SystemView {
  readonly id: string
  readonly labels: Labels
  readonly role: ProcessingRole
  /** False once it has left the configuration. */
  readonly connected: boolean
  readonly capabilities: readonly RecordCapability[]
  readonly recordTypes: Readonly<Record<string, RecordTypeMap>>
  readonly correctWith: Referral | null
  health(): Promise<SystemHealth>
}

/** One line of the record of processing (Art. 30(1)): one purpose in one system. */
export interface ProcessingActivity {
  readonly id: string
  readonly systemId: string
  readonly purpose: string
  readonly labels: Labels
  readonly role: ProcessingRole
  readonly categories: readonly DataCategory[]
  readonly legalBases: readonly string[]
  readonly recipients: readonly Recipient[]
  readonly retention: readonly string[]
}

/** The connected systems and what the data map says of them. */
export interface SystemCatalogue {
  systems(): readonly SystemView[]
  /** Also one that has left the configuration, since links and coverage of old name it: by its map, or by its id where that is gone too. */
  system(id: string): SystemView
  recipient(id: string): Recipient | undefined
  recordOfProcessing(): readonly ProcessingActivity[]
}

export interface Federation {
  readonly directory: SubjectDirectory
  readonly catalogue: SystemCatalogue
  readerFor(viewer: Viewer, context: ReadContext): SubjectReader
}
