import type { Selection } from '../connectors/connector.js'
import type { DataMap, RecordTypeMap, SystemMap } from '../datamap/data-map.js'
import { allSourceFieldsOf } from '../datamap/field-values.js'
import type { DataCategory } from '../vocabulary/data-category.js'
import type { RecordTypeId, SystemId } from '../vocabulary/source-record.js'

/** Record types and fields to read from one system. Null asks for everything mapped. */
export interface Wanted {
  readonly categories: readonly DataCategory[] | null
  readonly recordTypes: readonly RecordTypeId[] | null
}

export const everything: Wanted = { categories: null, recordTypes: null }

/** Systems that can hold something wanted; a system that cannot is not asked at all. */
export function systemsHolding(wanted: Wanted, systems: readonly SystemId[], dataMap: DataMap): SystemId[] {
  return [...dataMap.systems.values()]
    .filter(({ system }) => systems.includes(system))
    .flatMap((map) => (recordTypesHolding(wanted, map).length > 0 ? [map.system] : []))
}

/** Only what is wanted is read: a record type without a wanted category is left alone. */
export function recordTypesHolding(wanted: Wanted, map: SystemMap): RecordTypeId[] {
  return Object.entries(map.recordTypes)
    .filter(([id, recordType]) => (wanted.recordTypes === null || wanted.recordTypes.includes(id)) && holds(recordType, wanted.categories))
    .map(([id]) => id)
}

function holds(recordType: RecordTypeMap, categories: readonly DataCategory[] | null): boolean {
  return categories === null || Object.values(recordType.fields).some(({ category }) => categories.includes(category))
}

/** The connector's selection: each record type with every source field its map names. */
export function selectionOf(recordTypes: Iterable<RecordTypeId>, map: SystemMap): Selection {
  const selected = [...new Set(recordTypes)].flatMap((id) => {
    const recordType = map.recordTypes[id]
    return recordType === undefined ? [] : [[id, allSourceFieldsOf(recordType)] as const]
  })
  return new Map(selected)
}
