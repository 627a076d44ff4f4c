import type { CoverageGap } from '../../vocabulary/coverage.js'
import { EvidenceGrade, IdentifierKind, type MatchEvidence, type SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { SystemId } from '../../vocabulary/source-record.js'
import type { LocatedRecord, LocateQuery, LocateResult } from '../connector.js'
import { idsIn } from './decode.js'
import { allOf, anyOf, type Domain } from './domain.js'
import { type Finder, finders } from './finders.js'
import { gapFor } from './gaps.js'
import { discoveredIn, type FieldTest, ownTests, read, testsOf } from './matching.js'
import type { OdooReader, OdooRow } from './reader.js'
import { modelsOf, odooRecordType, odooRecordTypes } from './record-types.js'

/** A row that one query's identifiers found. */
interface Match {
  readonly finder: Finder
  readonly tests: readonly FieldTest[]
  readonly row: OdooRow
  readonly query: LocateQuery
  readonly hits: readonly Hit[]
}

interface Hit extends MatchEvidence {
  readonly value: string
  /** The field's first value, not a further address in the same field. */
  readonly isPrimary: boolean
}

interface Search {
  readonly matches: readonly Match[]
  readonly located: readonly LocatedRecord[]
  readonly gaps: readonly CoverageGap[]
}

/** Finds people by e-mail, telephone, enterprise and customer number, and by Odoo's own ids: never by a name. */
export class OdooLocator {
  constructor(
    private readonly reader: OdooReader,
    private readonly system: SystemId,
  ) {}

  async locate(queries: readonly LocateQuery[], signal: AbortSignal): Promise<LocateResult> {
    const searches = await Promise.all([
      ...finders.map((finder) => this.search(finder, queries, signal)),
      ...odooRecordTypes.map(({ recordType }) => this.byOwnId(recordType, queries, signal)),
    ])
    const matches = searches.flatMap((search) => search.matches)
    const shared = sharedValues(matches)
    const located = [...searches.flatMap((search) => search.located), ...matches.map((match) => this.graded(match, shared))]
    return { located: strongestOfEach(located), gaps: searches.flatMap(({ gaps }) => gaps) }
  }

  private async search(finder: Finder, queries: readonly LocateQuery[], signal: AbortSignal): Promise<Search> {
    const type = odooRecordType(finder.recordType)
    try {
      const { model, fields } = await this.reader.installed(type === undefined ? [] : modelsOf(type), signal)
      const tests = testsOf(finder, fields)
      const only = (finder.only ?? []).filter(([field]) => fields.has(field))
      const wanted = anyOf(conditionsFor(tests, queries, this.system))
      const helpers = [...tests.map(({ field }) => field), finder.name, finder.contactIn, 'commercial_partner_id']
      const selected = helpers.filter((field) => field !== undefined && fields.has(field)) as string[]
      const rows = wanted === null ? [] : await this.rows(model, [...only, ...allOf(wanted)], selected, signal)
      const matches = rows.flatMap((row) => queries.map((query) => ({ finder, tests, row, query, hits: this.hits(row, tests, query) })))
      return { matches: matches.filter(({ hits }) => hits.length > 0), located: [], gaps: [] }
    } catch (error) {
      return {
        matches: [],
        located: [],
        gaps: gapFor(error, finder.recordType, 'search').filter(({ reason }) => reason !== 'NOT_INSTALLED'),
      }
    }
  }

  private async rows(model: string, domain: Domain, fields: readonly string[], signal: AbortSignal): Promise<OdooRow[]> {
    const rows: OdooRow[] = []
    for await (const page of this.reader.pages({ model, domain, fields, hasShortPages: model === 'mail.message' }, signal)) {
      rows.push(...page)
    }
    return rows
  }

  private hits(row: OdooRow, tests: readonly FieldTest[], query: LocateQuery): Hit[] {
    return ownTests(row, tests).flatMap((test) => {
      const held = read(row, test)
      const asked = query.identifiers.filter((identifier) => isAskedOf(identifier, test, this.system) && held.includes(identifier.value))
      return asked.map(({ kind, value }) => ({ kind, value, field: test.field, isPrimary: held[0] === value }))
    })
  }

  private graded({ finder, tests, row, query, hits }: Match, shared: ReadonlySet<string>): LocatedRecord {
    const isStrong = hits.some((hit) => hit.isPrimary && hit.kind !== IdentifierKind.PHONE && !shared.has(hit.value))
    const name = finder.name === undefined ? undefined : row[finder.name]
    const [contact] = finder.contactIn === undefined ? [] : idsIn(row[finder.contactIn])
    const own = { recordType: finder.recordType, externalId: String(row.id) }
    const target = contact === undefined ? own : { recordType: 'contact', externalId: String(contact) }
    return {
      subjectId: query.subjectId,
      ref: { system: this.system, ...target },
      grade: isStrong ? EvidenceGrade.STRONG : EvidenceGrade.WEAK,
      evidence: hits.map(({ kind, field }) => ({ kind, field })),
      name: typeof name === 'string' && name !== '' ? name : undefined,
      discovered: discoveredIn(row, ownTests(row, tests), this.system),
    }
  }

  /** Ids that the hub knows from before: the record is proven when it is still there. */
  private async byOwnId(recordType: string, queries: readonly LocateQuery[], signal: AbortSignal): Promise<Search> {
    const asked = queries.flatMap((query) =>
      idsAsked(query, `${this.system}:${recordType}:`).map((id) => ({ subjectId: query.subjectId, id })),
    )
    const type = odooRecordType(recordType)
    if (asked.length === 0 || type === undefined || type.isStep === true) {
      return { matches: [], located: [], gaps: [] }
    }
    try {
      const { model } = await this.reader.installed(modelsOf(type), signal)
      const rows = await this.rows(model, [['id', 'in', asked.map(({ id }) => id)]], ['id'], signal)
      const there = asked.filter(({ id }) => rows.some((row) => row.id === id))
      return { matches: [], located: there.map(({ subjectId, id }) => this.proven(subjectId, recordType, id)), gaps: [] }
    } catch (error) {
      return { matches: [], located: [], gaps: gapFor(error, recordType, 'search') }
    }
  }

  private proven(subjectId: string, recordType: string, id: number): LocatedRecord {
    const ref = { system: this.system, recordType, externalId: String(id) }
    const evidence = [{ kind: IdentifierKind.SYSTEM_ID, field: 'id' }]
    return { subjectId, ref, grade: EvidenceGrade.PROVEN, evidence, discovered: [] }
  }
}

function conditionsFor(tests: readonly FieldTest[], queries: readonly LocateQuery[], system: SystemId): Domain[] {
  const identifiers = queries.flatMap((query) => query.identifiers)
  const conditions = tests.flatMap((test) =>
    identifiers.filter((identifier) => isAskedOf(identifier, test, system)).map(({ value }) => test.condition(value)),
  )
  return [...new Map(conditions.map((condition) => [JSON.stringify(condition), [condition]])).values()]
}

/** A customer number counts in the system that gave it, nowhere else. */
function isAskedOf(identifier: SubjectIdentifier, test: FieldTest, system: SystemId): boolean {
  const isOurs = identifier.kind !== IdentifierKind.CUSTOMER_NUMBER || identifier.system === system
  return isOurs && test.kinds.includes(identifier.kind)
}

/** Values that stand on the cards of several people: what they find needs a person to decide. */
function sharedValues(matches: readonly Match[]): ReadonlySet<string> {
  const holders = new Map<string, Set<string>>()
  for (const { finder, row, hits } of matches.filter((match) => match.finder.isCard === true)) {
    for (const { value } of hits) {
      const key = `${finder.recordType} ${value}`
      holders.set(key, (holders.get(key) ?? new Set()).add(String(row.id)))
    }
  }
  const shared = [...holders].filter(([, ids]) => ids.size > 1)
  return new Set(shared.map(([key]) => key.slice(key.indexOf(' ') + 1)))
}

/** One line for each subject and record, with the best grade and all the evidence. */
function strongestOfEach(located: readonly LocatedRecord[]): LocatedRecord[] {
  const order: readonly EvidenceGrade[] = [EvidenceGrade.PROVEN, EvidenceGrade.STRONG, EvidenceGrade.WEAK]
  const merged = new Map<string, LocatedRecord>()
  for (const next of located) {
    const key = `${next.subjectId} ${next.ref.recordType} ${next.ref.externalId}`
    const known = merged.get(key)
    merged.set(key, known === undefined ? next : joined(known, next, order))
  }
  return [...merged.values()]
}

function joined(first: LocatedRecord, second: LocatedRecord, order: readonly EvidenceGrade[]): LocatedRecord {
  const grade = order.find((candidate) => candidate === first.grade || candidate === second.grade) ?? first.grade
  const evidence = [...first.evidence, ...second.evidence]
  return { ...first, grade, evidence, name: first.name ?? second.name, discovered: [...first.discovered, ...second.discovered] }
}

function idsAsked(query: LocateQuery, prefix: string): number[] {
  const own = query.identifiers.filter(({ kind, value }) => kind === IdentifierKind.SYSTEM_ID && value.startsWith(prefix))
  return own.map(({ value }) => Number(value.slice(prefix.length))).filter((id) => Number.isSafeInteger(id) && id > 0)
}
