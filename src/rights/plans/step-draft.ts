import type { RecordCapability } from '../../connectors/connector.js'
import type { DataMap } from '../../datamap/data-map.js'
import { DataCategory } from '../../vocabulary/data-category.js'
import type { FieldValue, RecordRef, RecordTypeId, SourceRecord, SystemId } from '../../vocabulary/source-record.js'
import type { PlannedStep } from './plan.js'

/** What the hub can do with each record type, by `typeKey`. */
export type Capabilities = ReadonlyMap<string, RecordCapability>

export function typeKey({ system, recordType }: { readonly system: SystemId; readonly recordType: RecordTypeId }): string {
  return `${system}/${recordType}`
}

/** A record that was found in two ways is one record. */
export function distinctRecords(records: readonly SourceRecord[]): SourceRecord[] {
  return [...new Map(records.map((record) => [`${typeKey(record.ref)}/${record.ref.externalId}`, record])).values()]
}

/** Recognises a value of a source field without telling it; keyed. Null stands for a field that is not there. */
export type Fingerprint = (ref: RecordRef, field: string, value: FieldValue | null) => string

/** Whose words the record holds, as whoever looks at the plan must know. */
export function authorshipOf({ authoredBySubject }: SourceRecord): Pick<PlannedStep, 'authoredBySubject'> {
  return authoredBySubject === undefined ? {} : { authoredBySubject }
}

/** A step before it has its place in the plan. */
export type StepDraft = Omit<PlannedStep, 'number'>

/** Puts steps into the order of the plan: system by system as the data map names them, and within one as it needs. Pure. */
export function inOrder(drafts: readonly StepDraft[], dataMap: DataMap): PlannedStep[] {
  const systems = [...dataMap.systems.keys()]
  const placed = drafts.map((draft) => ({ draft, place: systems.indexOf(draft.ref.system) }))
  placed.sort((a, b) => a.place - b.place || a.draft.rank - b.draft.rank || byText(nameOf(a.draft), nameOf(b.draft)))
  return placed.map(({ draft }, index) => ({ number: index + 1, ...draft }))
}

function nameOf({ ref, action }: StepDraft): string {
  return `${ref.system} ${ref.recordType} ${ref.externalId} ${action}`
}

function byText(one: string, other: string): number {
  if (one === other) {
    return 0
  }
  return one < other ? -1 : 1
}

const categoryOrder = Object.values(DataCategory)

/** Each once, in the order of the vocabulary. */
export function distinctCategories(categories: Iterable<DataCategory>): DataCategory[] {
  const present = new Set(categories)
  return categoryOrder.filter((category) => present.has(category))
}

/** Each once, in alphabetical order. */
export function distinctRecipients(ids: Iterable<string>): string[] {
  return [...new Set(ids)].toSorted()
}
