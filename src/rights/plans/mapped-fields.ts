import { type FieldMap, type RecordTypeMap } from '../../datamap/data-map.js'
import { sourceFieldsOf, valuesOf } from '../../datamap/field-values.js'
import { ValueFormat } from '../../datamap/value-format.js'
import { ErasureMethod } from '../../vocabulary/actionability.js'
import { DataCategory } from '../../vocabulary/data-category.js'
import { DataOrigin } from '../../vocabulary/data-origin.js'
import type { SourceRecord } from '../../vocabulary/source-record.js'
import type { Fingerprint } from './step-draft.js'

/** A field as the data map knows it, with its name. */
export interface MappedField {
  readonly name: string
  readonly field: FieldMap
}

export function mappedFieldsOf(type: RecordTypeMap): MappedField[] {
  return Object.entries(type.fields).map(([name, field]) => ({ name, field }))
}

/** Those that hold something in this record. */
export function presentFieldsOf(record: SourceRecord, type: RecordTypeMap): MappedField[] {
  return mappedFieldsOf(type).filter(({ name, field }) => valuesOf(record.fields, name, field).length > 0)
}

/** Whether the system makes it from another field, with which it changes and goes. */
export function isDerived({ field }: MappedField): boolean {
  return field.erasure === ErasureMethod.FIX_SOURCE_FIELD
}

/** Whether it can be emptied while the record stays. */
export function isEmptiable({ field }: MappedField): boolean {
  return field.erasure === ErasureMethod.CLEAR_FIELD || field.erasure === ErasureMethod.ANONYMISE
}

/**
 * Fingerprints of what only changes when a person or a system means to change it; by them a record is known to be still
 * what the plan saw. What is derived, logged or only told to exist changes by itself and is not looked at, but for the
 * state that decides whether the law keeps the record.
 */
export function fingerprintsOf(record: SourceRecord, type: RecordTypeMap, fingerprint: Fingerprint): Record<string, string> {
  const state = type.keptWhile === undefined ? [] : [type.keptWhile.field]
  const deliberate = mappedFieldsOf(type).filter(changesDeliberately)
  const sources = new Set([...state, ...deliberate.flatMap(({ name, field }) => sourceFieldsOf(name, field))])
  return fingerprintsAt(record, [...sources].toSorted(), fingerprint)
}

export function fingerprintsAt(record: SourceRecord, sources: readonly string[], fingerprint: Fingerprint): Record<string, string> {
  return Object.fromEntries(sources.map((source) => [source, fingerprint(record.ref, source, record.fields[source] ?? null)]))
}

function changesDeliberately(mapped: MappedField): boolean {
  const { format, origin, category } = mapped.field
  const isNoted = origin === DataOrigin.OBSERVED || origin === DataOrigin.DERIVED || category === DataCategory.ACCESS_LOG
  return format !== ValueFormat.METADATA && !isNoted && !isDerived(mapped)
}
