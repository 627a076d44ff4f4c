import { toE164 } from '../../datamap/canonical-value.js'
import { type EvidenceGrade, IdentifierKind, type MatchEvidence, type SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { LocateQuery } from '../connector.js'
import { type GraphObject, textsAt } from './graph-object.js'
import { isSearchable, normalAddress } from './odata.js'

/** Where a record holds addresses, and which of them are its own: no two records share those. */
export interface AddressFields {
  readonly own: readonly string[]
  /** May be shared with others, such as a household. */
  readonly further: readonly string[]
}

/** The searchable addresses of all queries, each once. */
export function addressesIn(queries: readonly LocateQuery[]): string[] {
  return [...new Set(queries.flatMap(addressesOf))]
}

export function addressesOf(query: LocateQuery): string[] {
  return valuesOf(query, IdentifierKind.EMAIL).map(normalAddress).filter(isSearchable)
}

export function phonesIn(queries: readonly LocateQuery[]): string[] {
  return [...new Set(queries.flatMap((query) => valuesOf(query, IdentifierKind.PHONE)))]
}

export function valuesOf(query: LocateQuery, kind: IdentifierKind): string[] {
  return query.identifiers.filter((identifier) => identifier.kind === kind).map(({ value }) => value)
}

export interface Match {
  readonly grade: EvidenceGrade
  readonly evidence: readonly MatchEvidence[]
}

/**
 * How a record is tied to the person asked for; null when no address of theirs is on it, whatever the source's search thought.
 * One of the record's own addresses is strong; a further one only beside the same name.
 */
export function matchOf(query: LocateQuery, held: HeldAddresses, name: string | undefined): Match | null {
  const asked = addressesOf(query)
  const own = held.own.filter(({ address }) => asked.includes(address))
  const matching = [...own, ...held.further.filter(({ address }) => asked.includes(address))]
  if (matching.length === 0) {
    return null
  }
  const evidence = [...new Set(matching.map(({ field }) => field))].map((field) => ({ kind: IdentifierKind.EMAIL, field }))
  const isNamed = name !== undefined && valuesOf(query, IdentifierKind.NAME).some((asked) => sameName(asked, name))
  const named = isNamed ? [{ kind: IdentifierKind.NAME, field: 'displayName' }] : []
  return { grade: own.length > 0 || isNamed ? 'STRONG' : 'WEAK', evidence: [...evidence, ...named] }
}

export interface HeldAddress {
  readonly field: string
  readonly address: string
}

export interface HeldAddresses {
  readonly own: readonly HeldAddress[]
  readonly further: readonly HeldAddress[]
}

export function heldAddresses(source: GraphObject, fields: AddressFields): HeldAddresses {
  const at = (names: readonly string[]): HeldAddress[] =>
    names.flatMap((field) => textsAt(source, field).map((value) => held(field, value)))
  return { own: at(fields.own), further: at(fields.further) }
}

export function held(field: string, value: string): HeldAddress {
  return { field, address: normalAddress(value.replace(/^smtp:/i, '')) }
}

/** Identifiers that a record holds; they may find the person in another system. An account name of a guest is no address. */
export function discoveredIn({ own, further }: HeldAddresses, phones: readonly string[]): SubjectIdentifier[] {
  const addresses = [...own, ...further]
    .map(({ address }) => address)
    .filter((address) => isSearchable(address) && !address.includes('#ext#'))
  const numbers = phones.map(toE164).filter((number) => number !== null)
  return [
    ...[...new Set(addresses)].map((value) => ({ kind: IdentifierKind.EMAIL, value })),
    ...[...new Set(numbers)].map((value) => ({ kind: IdentifierKind.PHONE, value })),
  ]
}

function sameName(left: string, right: string): boolean {
  return comparable(left) === comparable(right)
}

/** Case, accents and the order of the words do not tell names apart. */
function comparable(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .sort()
    .join(' ')
}
