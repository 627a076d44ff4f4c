import type { LocatedRecord } from '../connectors/connector.js'
import { EvidenceGrade, IdentifierKind, LinkState } from '../vocabulary/identifier.js'
import { namesAgree } from './comparable.js'

/** What the hub knows of a person when it judges records. */
export interface KnownPerson {
  /** Names that the person gave, or that stand on records already confirmed. */
  readonly names: readonly string[]
}

export interface JudgedRecord {
  readonly record: LocatedRecord
  readonly grade: EvidenceGrade
  readonly state: typeof LinkState.CONFIRMED | typeof LinkState.PROPOSED
  /** Something speaks against it. Without this, a link that rules confirmed before stays confirmed: to know less now is no reason to doubt. */
  readonly isDisputed: boolean
}

/**
 * Decides which located records are about the person. Never on a name alone: a name only supports or contradicts another match.
 * A system id proves. A unique identifier confirms unless the name on the record is somebody else's, or two records with
 * different names share it: then a person decides. A weak match confirms only where the name agrees. Pure.
 */
export function judge(located: readonly LocatedRecord[], person: KnownPerson): JudgedRecord[] {
  return located.map((record) => ({
    record,
    grade: record.grade,
    state: stateOf(record, located, person),
    isDisputed: contradictsKnownName(record, person) || isTied(record, located),
  }))
}

function stateOf(record: LocatedRecord, located: readonly LocatedRecord[], person: KnownPerson): JudgedRecord['state'] {
  if (record.evidence.every(({ kind }) => kind === IdentifierKind.NAME || kind === IdentifierKind.BIRTH_DATE)) {
    return LinkState.PROPOSED
  }
  if (record.grade === EvidenceGrade.PROVEN) {
    return LinkState.CONFIRMED
  }
  if (agreesWithKnownName(record, person)) {
    return LinkState.CONFIRMED
  }
  const isDoubtful = record.grade === EvidenceGrade.WEAK || contradictsKnownName(record, person) || isTied(record, located)
  return isDoubtful ? LinkState.PROPOSED : LinkState.CONFIRMED
}

function agreesWithKnownName({ name }: LocatedRecord, { names }: KnownPerson): boolean {
  return name !== undefined && names.some((known) => namesAgree(known, name))
}

function contradictsKnownName({ name }: LocatedRecord, { names }: KnownPerson): boolean {
  return name !== undefined && names.length > 0 && !names.some((known) => namesAgree(known, name))
}

/** Another record of the same kind matches as well and carries another name. */
function isTied(record: LocatedRecord, located: readonly LocatedRecord[]): boolean {
  return located.some(
    (other) => isSameKind(record, other) && other.name !== undefined && record.name !== undefined && !namesAgree(record.name, other.name),
  )
}

function isSameKind({ ref }: LocatedRecord, { ref: other }: LocatedRecord): boolean {
  return ref.system === other.system && ref.recordType === other.recordType && ref.externalId !== other.externalId
}
