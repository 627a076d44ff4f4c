import { InternalError } from '../src/kernel/errors.js'
import type { FieldMap, RecordTypeMap } from '../src/datamap/data-map.js'
import type { ValueFormat } from '../src/datamap/value-format.js'
import type { FieldValue } from '../src/vocabulary/source-record.js'
import type { ExportRecord } from './records.js'

/** What a column's cells hold. ANY: whatever the source has, structured or not. */
export const ColumnKind = { TEXT: 'TEXT', NUMBER: 'NUMBER', BOOLEAN: 'BOOLEAN', ANY: 'ANY' } as const
export type ColumnKind = (typeof ColumnKind)[keyof typeof ColumnKind]

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  /** What a cell must match to be known as no formula; absent where the column has no closed pattern. */
  readonly closed?: RegExp
  readonly required: boolean
  /** The mapped field; absent for the columns that every record has. */
  readonly field?: FieldMap
}

/** One record in column order; undefined where there is no value. */
export type Row = readonly (FieldValue | undefined)[]

const decimal = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const moment = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/

const formatFacts: Readonly<Record<ValueFormat, Pick<Column, 'kind' | 'closed'>>> = {
  TEXT: { kind: ColumnKind.TEXT },
  HTML: { kind: ColumnKind.TEXT },
  NAME: { kind: ColumnKind.ANY },
  DATE: { kind: ColumnKind.TEXT, closed: moment },
  DATE_TIME: { kind: ColumnKind.TEXT, closed: moment },
  ADDRESS: { kind: ColumnKind.ANY },
  PLACE: { kind: ColumnKind.ANY },
  PHONE: { kind: ColumnKind.TEXT, closed: /^\+[1-9]\d{1,14}$/ },
  EMAIL: { kind: ColumnKind.TEXT },
  ENTERPRISE_NUMBER: { kind: ColumnKind.TEXT, closed: /^(?:BE)?[01]\d{9}$/ },
  IBAN: { kind: ColumnKind.TEXT, closed: /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/ },
  COUNTRY: { kind: ColumnKind.TEXT, closed: /^[A-Z]{2}$/ },
  IP_ADDRESS: { kind: ColumnKind.TEXT, closed: /^[\da-fA-F.:]+$/ },
  NUMBER: { kind: ColumnKind.NUMBER, closed: decimal },
  BOOLEAN: { kind: ColumnKind.BOOLEAN },
  JSON: { kind: ColumnKind.ANY },
  METADATA: { kind: ColumnKind.ANY },
}

/** Columns of every record; the underscore keeps them apart from the source's own fields. */
const commonColumns: readonly Column[] = [
  { name: '_id', kind: ColumnKind.TEXT, required: true },
  { name: '_externalId', kind: ColumnKind.TEXT, required: true },
  { name: '_observedAt', kind: ColumnKind.TEXT, closed: moment, required: true },
  { name: '_sourceUpdatedAt', kind: ColumnKind.TEXT, closed: moment, required: false },
]

/** The columns of a record type: four of ours, then its fields by name, so that the order never depends on the map's. */
export function columnsOf(recordType: RecordTypeMap): readonly Column[] {
  const names = Object.keys(recordType.fields).sort()
  return [...commonColumns, ...names.map((name) => fieldColumn(name, recordType.fields[name]))]
}

function fieldColumn(name: string, field: FieldMap | undefined): Column {
  if (field === undefined || commonColumns.some((column) => column.name === name)) {
    throw new InternalError('A mapped field has a name that the package keeps for itself.')
  }
  return { name, ...formatFacts[field.format], required: false, field }
}

/** Lays a record out in columns. Throws when it holds a field that has no column, for nothing may be lost silently. */
export function rowOf(columns: readonly Column[], record: ExportRecord): Row {
  const row: (FieldValue | undefined)[] = [record.id, record.externalId, record.observedAt, record.sourceUpdatedAt ?? undefined]
  let left = countValues(record.values)
  for (let index = commonColumns.length; index < columns.length; index += 1) {
    const column = columns[index]
    const value = column === undefined ? undefined : record.values[column.name]
    row.push(column === undefined || value === undefined ? undefined : fitted(value, column.kind))
    left -= value === undefined ? 0 : 1
  }
  if (left !== 0) {
    throw new InternalError('A record holds a field that its record type does not map.')
  }
  return row
}

function countValues(values: ExportRecord['values']): number {
  let count = 0
  for (const name in values) {
    count += values[name] === undefined ? 0 : 1
  }
  return count
}

/** A number in a text column is text, a numeral in a number column a number: so that CSV and JSON say the same. */
export function fitted(value: FieldValue, kind: ColumnKind): FieldValue {
  if (kind === ColumnKind.ANY || typeof value === 'object' || typeof value === nativeTypes[kind]) {
    return value
  }
  return parsedScalar(String(value), kind)
}

const nativeTypes: Readonly<Partial<Record<ColumnKind, string>>> = { TEXT: 'string', NUMBER: 'number', BOOLEAN: 'boolean' }

/** The number or truth that a text stands for; the text itself where it stands for none, or not in its one usual form. */
export function parsedScalar(text: string, kind: ColumnKind): string | number | boolean {
  if (kind === ColumnKind.BOOLEAN && (text === 'true' || text === 'false')) {
    return text === 'true'
  }
  const parsed = Number(text)
  return kind === ColumnKind.NUMBER && decimal.test(text) && String(parsed) === text ? parsed : text
}
