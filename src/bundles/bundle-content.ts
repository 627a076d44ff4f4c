import type { ExportPage, ExportRecord, WithheldLine } from '../../exporters/records.js'
import type { SystemMap } from '../datamap/data-map.js'
import type { ExportedRecord } from '../federation/subject-export.js'
import { groupBy } from '../kernel/collections.js'
import { ActionMode } from '../vocabulary/actionability.js'
import { BundleKind } from '../vocabulary/bundle-state.js'
import { DataCategory } from '../vocabulary/data-category.js'
import { WithheldGround, type WithheldReason } from '../vocabulary/disclosure.js'
import { ProcessingRole } from '../vocabulary/processing-role.js'
import type { FieldValue, SourceRecord } from '../vocabulary/source-record.js'
import type { Statement } from '../vocabulary/statement.js'

export const outsidePortability: WithheldReason = { ground: WithheldGround.OUTSIDE_PORTABILITY, article: 'Art. 20(1)' }

/** Statements of one record, dealt into what goes along and what stays behind. */
interface Dealt {
  readonly kept: readonly Statement[]
  readonly withheld: readonly WithheldLine[]
}

/**
 * What of some records goes into a bundle of a kind. An access copy holds everything that may be disclosed; a portability
 * bundle only what Art. 20 covers, nothing that somebody else wrote. Whatever stays behind has a line with its reason. The profile is made of the cards of
 * the person; what hangs on them stands in the record files alone. Pure.
 */
export function contentOf(records: readonly ExportedRecord[], kind: BundleKind, isCard: boolean): ExportPage {
  const dealt = records.map((exported) => ({ exported, ...deal(exported, kind) }))
  return {
    records: dealt.filter(({ kept }) => kept.length > 0).map(({ exported, kept }) => recordOf(exported, kept)),
    statements: isCard ? dealt.flatMap(({ kept }) => kept) : [],
    withheld: dealt.flatMap(({ withheld }) => withheld),
  }
}

function deal({ id, record, statements }: ExportedRecord, kind: BundleKind): Dealt {
  const reasons = statements.map((statement) => ({ statement, reason: reasonToWithhold(statement, record, kind) }))
  const kept = reasons.filter(({ reason }) => reason === null).map(({ statement }) => statement)
  const withheld = reasons.flatMap(({ statement, reason }) =>
    reason === null
      ? []
      : [{ system: record.ref.system, recordType: record.ref.recordType, recordId: id, field: statement.source.field, count: 1, reason }],
  )
  return { kept, withheld: merged(withheld) }
}

/** Values of one field that stay behind for one reason share a line. */
function merged(lines: readonly WithheldLine[]): WithheldLine[] {
  const groups = groupBy(lines, ({ field, reason }) => `${field}|${reason.ground}|${reason.article}|${reason.until}`)
  return [...groups.values()].flatMap((group) => group.slice(0, 1).map((line) => ({ ...line, count: group.length })))
}

function reasonToWithhold(statement: Statement, { authoredBySubject }: SourceRecord, kind: BundleKind): WithheldReason | null {
  if (statement.withheld !== null) {
    return underRightOf(kind, statement.withheld)
  }
  const isPortable = statement.portable.mode === ActionMode.YES && authoredBySubject !== false
  return kind === BundleKind.PORTABILITY && !isPortable ? outsidePortability : null
}

/** Both rights stop at the rights of others, each by an article of its own. */
export function underRightOf(kind: BundleKind, reason: WithheldReason): WithheldReason {
  const isOthers = reason.ground === WithheldGround.RIGHTS_OF_OTHERS
  return isOthers && kind === BundleKind.PORTABILITY ? { ...reason, article: 'Art. 20(4)' } : reason
}

function recordOf({ id, record }: ExportedRecord, kept: readonly Statement[]): ExportRecord {
  const values = new Map<string, FieldValue>()
  for (const statement of kept) {
    const value = exportedValue(statement)
    const earlier = values.get(statement.source.field)
    if (value !== undefined) {
      values.set(statement.source.field, earlier === undefined ? value : [earlier, value].flat())
    }
  }
  return {
    id,
    externalId: record.ref.externalId,
    observedAt: record.observedAt,
    sourceUpdatedAt: record.sourceUpdatedAt ?? null,
    values: Object.fromEntries(values),
  }
}

/** Structure where the category has it, otherwise the text; a masked value as it is masked. */
function exportedValue({ data, value, masked }: Statement): FieldValue | undefined {
  if (data === null || 'entered' in data) {
    return value ?? masked ?? undefined
  }
  const isWrapped = Object.keys(data).length === 1 && 'value' in data
  return (isWrapped ? data['value'] : data) as FieldValue
}

/** The systems whose data may go along: what is held for a customer is theirs to answer for (Art. 28). */
export function ownSystems(systems: readonly SystemMap[]): SystemMap[] {
  return systems.filter(({ role }) => role !== ProcessingRole.PROCESSOR)
}

/** The names of the person on cards, as the bundle may show them. */
export function namesOn(cards: readonly ExportedRecord[]): string[] {
  const statements = cards.flatMap((card) => card.statements.filter(({ category }) => category === DataCategory.PERSON_NAME))
  return statements.flatMap(({ value }) => value ?? [])
}

/** The one that stands there most often, the same whatever the order; null where there is none. */
export function commonest(names: readonly string[]): string | null {
  const counted = [...groupBy(names, (name) => name)].sort(
    ([one, ones], [other, others]) => others.length - ones.length || one.localeCompare(other),
  )
  return counted[0]?.[0] ?? null
}
