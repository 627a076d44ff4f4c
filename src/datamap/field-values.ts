import type { FieldValue, SourceRecord } from '../vocabulary/source-record.js'
import { type CanonicalValue, canonicalValue } from './canonical-value.js'
import type { FieldMap, RecordTypeMap } from './data-map.js'
import { ValueFormat } from './value-format.js'

/** Source fields as a connector reads them. */
export type SourceFields = SourceRecord['fields']

/** Source fields that a mapped field is made of. */
export function sourceFieldsOf(name: string, field: FieldMap): readonly string[] {
  if (field.from === undefined) {
    return [name]
  }
  return isList(field.from) ? field.from : Object.values(field.from)
}

/** For a structured format part -> source field; null where the field is not made of parts. */
export function partsOf({ from }: FieldMap): Readonly<Record<string, string>> | null {
  return from === undefined || isList(from) ? null : from
}

/** Every source field that a record type's map reads. */
export function allSourceFieldsOf(recordType: RecordTypeMap): string[] {
  return [...new Set(Object.entries(recordType.fields).flatMap(([name, field]) => sourceFieldsOf(name, field)))]
}

const listless: readonly ValueFormat[] = [ValueFormat.JSON, ValueFormat.METADATA]

/** The values of a mapped field in the hub's one form; several where the source holds a list, none where it holds nothing. */
export function valuesOf(fields: SourceFields, name: string, field: FieldMap): CanonicalValue[] {
  const raw = rawValue(fields, name, field)
  if (raw === undefined) {
    return []
  }
  const values: readonly FieldValue[] = Array.isArray(raw) && !listless.includes(field.format) ? raw : [raw]
  return values.map((value) => canonicalValue(field.format, value)).filter((value) => value !== null)
}

function rawValue(fields: SourceFields, name: string, field: FieldMap): FieldValue | undefined {
  if (field.from === undefined) {
    return fields[name]
  }
  if (isList(field.from)) {
    const present = field.from.map((source) => fields[source]).filter((value) => value !== undefined)
    return present.length === 0 ? undefined : present.flat()
  }
  const parts = Object.entries(field.from).flatMap(([part, source]) => {
    const value = fields[source]
    return value === undefined ? [] : [[part, value] as const]
  })
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

function isList(from: NonNullable<FieldMap['from']>): from is readonly string[] {
  return Array.isArray(from)
}
