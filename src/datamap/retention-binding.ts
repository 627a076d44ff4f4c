import { groupBy } from '../kernel/collections.js'
import { ErasureMethod } from '../vocabulary/actionability.js'
import { type RetentionGround, type RetentionRule, type RetentionRuleId, RetentionStart } from '../vocabulary/retention.js'
import type { SourceRecord } from '../vocabulary/source-record.js'
import type { DataMap, RecordTypeMap } from './data-map.js'
import { valuesOf } from './field-values.js'
import { retentionOf } from './retention-period.js'

/** That the law has a record kept although its subject asks for erasure (Art. 17(3)), and until when. */
export interface Binding {
  readonly rule: RetentionRuleId
  readonly ground: RetentionGround
  /** ISO date; null where only an event ends it. */
  readonly retainUntil: string | null
}

/**
 * What binds each record of one person at erasure; a record that nothing binds is absent. The erasure ends the relation, so
 * that periods from its end start today, unless the record knows a start of its own. A period without any start runs with
 * the latest record that such a rule keeps in the same system, and binds nothing where there is none. Pure.
 */
export function bindingsOf(records: readonly SourceRecord[], dataMap: DataMap, today: string): ReadonlyMap<SourceRecord, Binding> {
  const bySystem = groupBy(records, ({ ref }) => ref.system)
  return new Map([...bySystem.values()].flatMap((ofSystem) => bindingsInSystem(ofSystem, { dataMap, today })))
}

/** What keeps a card by the records that hang on it: the longest binding among the types that its map names. */
export function bindingOfCard(card: SourceRecord, bindings: ReadonlyMap<SourceRecord, Binding>, dataMap: DataMap): Binding | null {
  const keepers = typeOf(card, dataMap)?.keptWith?.recordTypes ?? []
  const kept = [...bindings].filter(([{ ref }]) => ref.system === card.ref.system && keepers.includes(ref.recordType))
  return longest(kept.map(([, binding]) => binding))
}

/** The one that ends last; one without an end is the longest. */
export function longest(bindings: readonly Binding[]): Binding | null {
  return bindings.reduce<Binding | null>((best, next) => (best === null || endsLater(next, best) ? next : best), null)
}

/** The rules that keep fields of a record, whatever their dates. */
export function retainingRules(record: SourceRecord, dataMap: DataMap): RetentionRule[] {
  const type = typeOf(record, dataMap)
  if (type === undefined || !isInKeptState(record, type)) {
    return []
  }
  const fields = Object.entries(type.fields).filter(
    ([name, field]) => field.erasure === ErasureMethod.RESTRICT_AND_RETAIN && valuesOf(record.fields, name, field).length > 0,
  )
  const ids = new Set(fields.map(([, { retention }]) => retention))
  return [...ids].flatMap((id) => dataMap.retentionRules.get(id) ?? []).filter(({ ground }) => ground !== undefined)
}

interface Frame {
  readonly dataMap: DataMap
  readonly today: string
}

function bindingsInSystem(records: readonly SourceRecord[], frame: Frame): (readonly [SourceRecord, Binding])[] {
  const ruled = records.map((record) => ({ record, rules: retainingRules(record, frame.dataMap) }))
  const anchor = latestStart(ruled, frame.today)
  return ruled.flatMap(({ record, rules }) => {
    const binding = longest(rules.flatMap((rule) => bindingBy(rule, { own: startOf(record), anchor, today: frame.today })))
    return binding === null ? [] : [[record, binding] as const]
  })
}

interface Ruled {
  readonly record: SourceRecord
  readonly rules: readonly RetentionRule[]
}

/** The latest start among the records that a rule with a start of its own still keeps. */
function latestStart(ruled: readonly Ruled[], today: string): string | undefined {
  const starts = ruled.flatMap(({ record, rules }) => {
    const own = startOf(record)
    const isKept = rules.filter(hasStartOfItsOwn).some((rule) => bindingBy(rule, { own, today }).length > 0)
    return isKept && own !== undefined ? [own] : []
  })
  return starts.toSorted().at(-1)
}

function hasStartOfItsOwn({ start }: RetentionRule): boolean {
  return start === RetentionStart.YEAR_AFTER || start === RetentionStart.EVENT
}

interface Starts {
  /** Of the record itself. */
  readonly own: string | undefined
  /** Of the record that periods without a start run with. */
  readonly anchor?: string
  readonly today: string
}

/** One binding, or none where the period has no start, or is over. */
function bindingBy(rule: RetentionRule, { own, anchor, today }: Starts): Binding[] {
  const { ground, id } = rule
  if (ground === undefined) {
    return []
  }
  if (rule.months === undefined || rule.start === RetentionStart.NONE) {
    return [{ rule: id, ground, retainUntil: null }]
  }
  const fromItsEnd = rule.start === RetentionStart.END_OF_RELATION
  const { retainUntil } = fromItsEnd
    ? retentionOf({ ...rule, start: RetentionStart.EVENT }, own ?? today)
    : retentionOf(rule, own ?? anchor)
  return retainUntil !== null && retainUntil > today ? [{ rule: id, ground, retainUntil }] : []
}

/** A start that is no date is none. */
function startOf({ retentionStart }: SourceRecord): string | undefined {
  return Number.isNaN(Date.parse(`${retentionStart?.slice(0, 10)}T00:00:00Z`)) ? undefined : retentionStart
}

function endsLater(one: Binding, other: Binding): boolean {
  return other.retainUntil !== null && (one.retainUntil === null || one.retainUntil > other.retainUntil)
}

/** A record whose state is not known counts as kept: what the law may want is not erased on a guess. */
export function isInKeptState({ fields }: Pick<SourceRecord, 'fields'>, { keptWhile }: RecordTypeMap): boolean {
  const state = keptWhile === undefined ? undefined : fields[keptWhile.field]
  return (
    keptWhile === undefined || state === undefined || keptWhile.values.includes(typeof state === 'string' ? state : JSON.stringify(state))
  )
}

function typeOf({ ref }: SourceRecord, dataMap: DataMap): RecordTypeMap | undefined {
  return dataMap.systems.get(ref.system)?.recordTypes[ref.recordType]
}
