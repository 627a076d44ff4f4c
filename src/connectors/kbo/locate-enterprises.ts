import { toE164 } from '../../datamap/canonical-value.js'
import { groupBy } from '../../kernel/collections.js'
import { EvidenceGrade, IdentifierKind, type SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { LocatedRecord, LocateQuery } from '../connector.js'
import { enterpriseNumberOf } from './kbo-number.js'
import type { KboRow, KboStore } from './kbo-store.js'
import { isNaturalPerson, isPersonName } from './record-fields.js'

const numberKinds: readonly IdentifierKind[] = [IdentifierKind.ENTERPRISE_NUMBER, IdentifierKind.VAT_NUMBER]

/** An enterprise number by which a subject is looked for. */
interface AskedNumber {
  readonly subjectId: string
  readonly number: string
  readonly kinds: readonly IdentifierKind[]
}

/** The enterprise numbers in a query; everything else cannot find anybody here. */
export function numbersAsked({ subjectId, identifiers }: LocateQuery): AskedNumber[] {
  const numbered = identifiers.flatMap(({ kind, value }) => {
    const number = numberKinds.includes(kind) ? enterpriseNumberOf(value) : null
    return number === null ? [] : [{ kind, number }]
  })
  return [...groupBy(numbered, ({ number }) => number)].map(([number, same]) => ({
    subjectId,
    number,
    kinds: [...new Set(same.map(({ kind }) => kind))],
  }))
}

/** Finds the enterprises behind the numbers, with what else the register says that may find the person elsewhere. */
export async function locateEnterprises(store: KboStore, system: string, asked: readonly AskedNumber[]): Promise<LocatedRecord[]> {
  const enterprises = new Map((await store.rows('enterprise', distinct(asked))).map((row) => [row['enterpriseNumber'] ?? '', row]))
  const people = [...enterprises].filter(([, row]) => isNaturalPerson(row)).map(([number]) => number)
  const names = await store.rows('denomination', people)
  const discovered = await discoveredOf(store, people)
  return asked.flatMap(({ subjectId, number, kinds }) => {
    const enterprise = enterprises.get(number)
    const name = names.find((row) => row['entityNumber'] === number && isPersonName(row, enterprise))?.['denomination']
    const found: LocatedRecord = {
      subjectId,
      ref: { system, recordType: 'enterprise', externalId: number },
      grade: isNaturalPerson(enterprise) ? EvidenceGrade.STRONG : EvidenceGrade.WEAK,
      evidence: kinds.map((kind) => ({ kind, field: 'EnterpriseNumber' })),
      ...(typeof name === 'string' ? { name } : {}),
      discovered: discovered.get(number) ?? [],
    }
    return enterprise === undefined ? [] : [found]
  })
}

function distinct(asked: readonly AskedNumber[]): string[] {
  return [...new Set(asked.map(({ number }) => number))]
}

/** E-mail and telephone of natural persons; those of a company are nobody's own. */
async function discoveredOf(store: KboStore, people: readonly string[]): Promise<Map<string, SubjectIdentifier[]>> {
  const enterpriseOf = new Map(people.map((number) => [number, number]))
  for (const row of await store.rows('establishment', people)) {
    enterpriseOf.set(row['establishmentNumber'] ?? '', row['enterpriseNumber'] ?? '')
  }
  const contacts = await store.rows('contact', [...enterpriseOf.keys()])
  const found = new Map<string, SubjectIdentifier[]>(
    people.map((number) => [number, [{ kind: IdentifierKind.ENTERPRISE_NUMBER, value: number }]]),
  )
  for (const row of contacts) {
    const identifier = identifierIn(row)
    if (identifier !== null) {
      found.get(enterpriseOf.get(row['entityNumber'] ?? '') ?? '')?.push(identifier)
    }
  }
  return found
}

function identifierIn(contact: KboRow): SubjectIdentifier | null {
  const value = contact['value'] ?? ''
  if (contact['contactType'] === 'EMAIL' && value.includes('@')) {
    return { kind: IdentifierKind.EMAIL, value: value.normalize('NFC').trim().toLowerCase() }
  }
  const phone = contact['contactType'] === 'TEL' ? toE164(value) : null
  return phone === null ? null : { kind: IdentifierKind.PHONE, value: phone }
}
