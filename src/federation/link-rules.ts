import type { LocatedRecord } from '../connectors/connector.js'
import { EvidenceGrade, IdentifierKind, LinkState } from '../vocabulary/identifier.js'
import { namesAgree, namesConflict } from './comparable.js'

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
 * A system id proves. A unique identifier confirms, unless the name on the record is somebody else's, or records with
 * different names answer to it, in whatever systems: then it is shared, and only an agreeing name confirms. The same goes
 * for a weak match. Everything else waits for a person. Pure.
 */
export function judge(located: readonly LocatedRecord[], person: KnownPerson): JudgedRecord[] {
  const isShared = answersToTwoNames(located)
  return located.map((record) => ({
    record,
    grade: record.grade,
    state: stateOf(record, isShared, person),
    isDisputed: contradictsKnownName(record, person) || (isShared && !agreesWithKnownName(record, person)),
  }))
}

function stateOf(record: LocatedRecord, isShared: boolean, person: KnownPerson): JudgedRecord['state'] {
  if (record.evidence.every(({ kind }) => kind === IdentifierKind.NAME || kind === IdentifierKind.BIRTH_DATE)) {
    return LinkState.PROPOSED
  }
  if (record.grade === EvidenceGrade.PROVEN || agreesWithKnownName(record, person)) {
    return LinkState.CONFIRMED
  }
  const isDoubtful = isShared || record.grade === EvidenceGrade.WEAK || contradictsKnownName(record, person)
  return isDoubtful ? LinkState.PROPOSED : LinkState.CONFIRMED
}

function agreesWithKnownName({ name }: LocatedRecord, { names }: KnownPerson): boolean {
  return name !== undefined && names.some((known) => namesAgree(known, name))
}

function contradictsKnownName({ name }: LocatedRecord, { names }: KnownPerson): boolean {
  return name !== undefined && names.length > 0 && names.every((known) => namesConflict(known, name))
}

/** One address, two people: a family, a couple, an office. */
function answersToTwoNames(located: readonly LocatedRecord[]): boolean {
  const names = located.flatMap(({ name }) => name ?? [])
  return names.some((name, index) => names.slice(index + 1).some((other) => namesConflict(name, other)))
}
