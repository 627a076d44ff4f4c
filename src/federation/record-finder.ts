import type { RecordLink } from '../connectors/connector.js'
import type { DataMap } from '../datamap/data-map.js'
import { groupBy } from '../kernel/collections.js'
import { DataCategory } from '../vocabulary/data-category.js'
import type { RecordRef, SourceRecord, SystemId } from '../vocabulary/source-record.js'
import type { Gateway } from './gateway.js'
import { selectionOf } from './selection.js'
import { type StatementContext, statementsOf } from './statements.js'

const findBudgetMs = 5_000

/** Looks at single records, for people who decide what they are about. */
export class RecordFinder {
  constructor(
    private readonly gateway: Gateway,
    private readonly dataMap: DataMap,
    private readonly statementContext: StatementContext,
  ) {}

  /** False as well when the system does not answer: nothing is linked that nobody has seen. */
  async exists(subjectId: string, ref: RecordRef): Promise<boolean> {
    return (await this.read(ref.system, [{ subjectId, ref }])).length > 0
  }

  /** The names on records, by `keyOf` their references. A record without a name, or whose system does not answer, is left out. */
  async namesOn(links: readonly RecordLink[]): Promise<ReadonlyMap<string, string>> {
    const bySystem = groupBy(links, ({ ref }) => ref.system)
    const records = (await Promise.all([...bySystem].map(([system, group]) => this.read(system, group)))).flat()
    return new Map(records.flatMap((record) => this.nameOn(record).map((name) => [keyOf(record.ref), name] as const)))
  }

  private nameOn(record: SourceRecord): string[] {
    const names = statementsOf(record, this.statementContext).filter(({ category }) => category === DataCategory.PERSON_NAME)
    return names.flatMap(({ value }) => value ?? []).slice(0, 1)
  }

  /** The linked records themselves, without what hangs on them. */
  private async read(system: SystemId, links: readonly RecordLink[]): Promise<SourceRecord[]> {
    const map = this.dataMap.systems.get(system)
    const known = links.filter(({ ref }) => map?.recordTypes[ref.recordType] !== undefined)
    if (map === undefined || known.length === 0 || !this.gateway.systems.includes(system)) {
      return []
    }
    const wanted = new Set(known.map(({ ref }) => keyOf(ref)))
    const selection = selectionOf(
      known.map(({ ref }) => ref.recordType),
      map,
    )
    const found: SourceRecord[] = []
    const onPage = (page: { readonly records: readonly SourceRecord[] }): void =>
      void found.push(...page.records.filter(({ ref }) => wanted.has(keyOf(ref))))
    const limits = { budgetMs: findBudgetMs, signal: new AbortController().signal }
    return this.gateway.collect(system, { links: known, selection, onPage }, limits).then(
      () => found,
      () => [],
    )
  }
}

export function keyOf({ system, recordType, externalId }: RecordRef): string {
  return `${system}|${recordType}|${externalId}`
}
