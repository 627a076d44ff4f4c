import type { CanonicalValue } from '../../datamap/canonical-value.js'
import type { DataMap, RecordTypeMap, SystemMap } from '../../datamap/data-map.js'
import { valuesOf } from '../../datamap/field-values.js'
import { ValueKind, valueKindOf } from '../../datamap/value-rules.js'
import { comparisonKey } from '../../federation/comparable.js'
import { InternalError } from '../../kernel/errors.js'
import type { DataCategory } from '../../vocabulary/data-category.js'
import type { SourceRecord } from '../../vocabulary/source-record.js'
import { type MappedField, mappedFieldsOf } from './mapped-fields.js'
import { typeKey } from './step-draft.js'

/** One value of one field of one record; `n` counts within a list, as ids of statements do. */
export interface FoundValue extends MappedField {
  readonly record: SourceRecord
  readonly system: SystemMap
  readonly type: RecordTypeMap
  readonly n: number
  readonly value: CanonicalValue
}

/** Every value that the systems hold about a person. */
export function foundValues(records: readonly SourceRecord[], dataMap: DataMap): FoundValue[] {
  return records.flatMap((record) => {
    const system = dataMap.systems.get(record.ref.system)
    const type = system?.recordTypes[record.ref.recordType]
    if (system === undefined || type === undefined) {
      throw new InternalError(`The data map does not know ${typeKey(record.ref)}.`)
    }
    return mappedFieldsOf(type).flatMap((mapped) =>
      valuesOf(record.fields, mapped.name, mapped.field).map((value, n) => ({ record, system, type, ...mapped, n, value })),
    )
  })
}

/** The form in which values are taken for alike, though systems write them differently; two categories of one kind compare. */
export function likeness(category: DataCategory, { text, data }: CanonicalValue): string {
  const kind = valueKindOf(category)
  const ofCategory = kind === ValueKind.EMAIL ? (text ?? '').toLowerCase() : comparisonKey({ category, value: text, data })
  return `${familyOf(category)}|${ofCategory ?? text ?? ''}`
}

/** An address to log in with is an e-mail address too; otherwise every category stands for itself. */
function familyOf(category: DataCategory): string {
  return valueKindOf(category) === ValueKind.EMAIL ? ValueKind.EMAIL : category
}
