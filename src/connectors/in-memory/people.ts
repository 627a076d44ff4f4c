import { type EvidenceGrade, IdentifierKind, type MatchEvidence, type SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { RecordRef, RecordTypeId, SourceRecord } from '../../vocabulary/source-record.js'
import type { LocatedRecord, LocateQuery } from '../connector.js'

/** A record as a person of the in-memory system holds it; subject, system and time of reading are added when it is read. */
export type InMemoryRecord = Pick<SourceRecord, 'fields'> &
  Partial<Omit<SourceRecord, 'ref' | 'subjectId' | 'fields' | 'observedAt'>> & {
    readonly recordType: RecordTypeId
    readonly externalId: string
  }

export interface InMemoryPerson {
  /** External id of the record at which reading starts. @default `person-1`, `person-2`, … */
  readonly id?: string
  /** Type of that record. @default the first of the capabilities */
  readonly recordType?: RecordTypeId
  readonly name?: string
  /** What finds the person with strong evidence; it stays the same whatever is written to their records. */
  readonly identifiers: readonly SubjectIdentifier[]
  /** What finds the person with weak evidence, such as an address shared with others. */
  readonly weakIdentifiers?: readonly SubjectIdentifier[]
  /** A list, or a function that makes as many as are wanted, one at a time. */
  readonly records: readonly InMemoryRecord[] | (() => Iterable<InMemoryRecord> | AsyncIterable<InMemoryRecord>)
}

/** A person with the record at which reading starts. */
export interface HeldPerson {
  readonly person: InMemoryPerson
  readonly ref: RecordRef
  /** From 0, in the order in which they came. */
  readonly place: number
}

export interface OwnedRecord {
  readonly record: InMemoryRecord
  readonly owner: HeldPerson
}

export const findingKinds: ReadonlySet<IdentifierKind> = new Set(
  Object.values(IdentifierKind).filter((kind) => kind !== IdentifierKind.NAME && kind !== IdentifierKind.BIRTH_DATE),
)

/** Who is in an in-memory system: found by identifier, by start record and by any record, at a cost that does not grow with their number. */
export class InMemoryPeople {
  private readonly byIdentifier = new Map<string, HeldPerson[]>()
  private readonly byStart = new Map<string, HeldPerson>()
  private byRecord: Promise<Map<string, OwnedRecord>> | null = null

  constructor(
    private readonly system: string,
    private readonly firstType: RecordTypeId,
  ) {}

  /** Somebody who is in the system from now on; whoever had the same start record makes place. */
  async add(person: InMemoryPerson): Promise<HeldPerson> {
    const held = this.hold(person)
    if (this.byRecord !== null) {
      await index(held, await this.byRecord)
    }
    return held
  }

  /** Before anything is read. */
  hold(person: InMemoryPerson): HeldPerson {
    const place = this.byStart.size
    const ref = { system: this.system, recordType: person.recordType ?? this.firstType, externalId: person.id ?? `person-${place + 1}` }
    const held = { person, ref, place }
    this.dismiss(this.byStart.get(keyOf(ref)))
    this.byStart.set(keyOf(ref), held)
    for (const key of identifierKeys(held)) {
      const group = this.byIdentifier.get(key) ?? []
      group.push(held)
      this.byIdentifier.set(key, group)
    }
    return held
  }

  /** Whoever holds one of the identifiers, each once. */
  foundBy(identifiers: readonly SubjectIdentifier[]): HeldPerson[] {
    const found = new Set(identifiers.flatMap((identifier) => this.byIdentifier.get(identifierKey(identifier)) ?? []))
    return [...found].sort((left, right) => left.place - right.place)
  }

  /** Whose start record, or else whose record this is. */
  async behind(ref: RecordRef): Promise<HeldPerson | undefined> {
    return this.byStart.get(keyOf(ref)) ?? (await this.record(ref))?.owner
  }

  async record(ref: RecordRef): Promise<OwnedRecord | undefined> {
    return (await this.records()).get(keyOf(ref))
  }

  /** Every record; from the first call on, all are kept at hand. */
  records(): Promise<ReadonlyMap<string, OwnedRecord>> {
    this.byRecord ??= this.indexAll()
    return this.byRecord
  }

  private dismiss(held: HeldPerson | undefined): void {
    for (const key of held === undefined ? [] : identifierKeys(held)) {
      this.byIdentifier.set(
        key,
        (this.byIdentifier.get(key) ?? []).filter((other) => other !== held),
      )
    }
  }

  private async indexAll(): Promise<Map<string, OwnedRecord>> {
    const records = new Map<string, OwnedRecord>()
    for (const held of this.byStart.values()) {
      await index(held, records)
    }
    return records
  }
}

async function index(owner: HeldPerson, records: Map<string, OwnedRecord>): Promise<void> {
  for await (const record of recordsOf(owner)) {
    records.set(keyOf(record), { record, owner })
  }
}

export function recordsOf({ person }: HeldPerson): Iterable<InMemoryRecord> | AsyncIterable<InMemoryRecord> {
  return typeof person.records === 'function' ? person.records() : person.records
}

export function keyOf({ recordType, externalId }: Pick<RecordRef, 'recordType' | 'externalId'>): string {
  return `${recordType}\n${externalId}`
}

/** What ties a person to a query, by the strongest evidence; null when nothing does. `ref` is the record that is named. */
export function matchOf(query: LocateQuery, { person, ref: start }: HeldPerson, ref: RecordRef): LocatedRecord | null {
  const graded: readonly (readonly [EvidenceGrade, MatchEvidence[]])[] = [
    ['PROVEN', evidence(query, [systemIdOf(start)])],
    ['STRONG', evidence(query, person.identifiers)],
    ['WEAK', evidence(query, person.weakIdentifiers ?? [])],
  ]
  const best = graded.find(([, found]) => found.length > 0)
  if (best === undefined) {
    return null
  }
  return {
    subjectId: query.subjectId,
    ref,
    grade: best[0],
    evidence: graded.flatMap(([, found]) => found),
    name: person.name,
    discovered: person.identifiers.filter(({ kind }) => findingKinds.has(kind)),
  }
}

function evidence(query: LocateQuery, held: readonly SubjectIdentifier[]): MatchEvidence[] {
  const asked = query.identifiers.filter(({ kind }) => findingKinds.has(kind))
  const matching = held.filter((own) => asked.some(({ kind, value }) => kind === own.kind && value === own.value))
  return matching.map(({ kind }) => ({ kind, field: kind.toLowerCase() }))
}

function systemIdOf({ system, recordType, externalId }: RecordRef): SubjectIdentifier {
  return { kind: IdentifierKind.SYSTEM_ID, value: `${system}:${recordType}:${externalId}` }
}

function identifierKeys({ person, ref }: HeldPerson): Set<string> {
  return new Set([systemIdOf(ref), ...person.identifiers, ...(person.weakIdentifiers ?? [])].map(identifierKey))
}

function identifierKey({ kind, value }: SubjectIdentifier): string {
  return `${kind}\n${value}`
}
