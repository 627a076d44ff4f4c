import type { FieldWrite } from '../../connectors/connector.js'
import type { AcceptedValue } from '../../datamap/accepted-value.js'
import { type CanonicalValue, canonicalValue } from '../../datamap/canonical-value.js'
import { partsOf, sourceFieldsOf } from '../../datamap/field-values.js'
import { isSameValue } from '../../datamap/same-value.js'
import { ValueFormat } from '../../datamap/value-format.js'
import { formatEnterpriseNumber } from '../../vocabulary/enterprise-number.js'
import type { FieldValue, SourceRecord } from '../../vocabulary/source-record.js'
import type { MappedField } from './mapped-fields.js'

/** A mapped field of a record, with those of its values that are wrong; none where it is empty and is to be filled in. */
export interface FieldToRectify extends MappedField {
  readonly record: SourceRecord
  readonly wrong: readonly CanonicalValue[]
}

/** SPLIT: the new name cannot be told into the parts that the system wants. UNWRITABLE: no form of the value fits the field. */
export type Writes = readonly FieldWrite[] | 'SPLIT' | 'UNWRITABLE'

/** What the source fields of a mapped field become: structured values by their parts, lists element by element. Pure. */
export function rectifyingWrites(target: FieldToRectify, value: AcceptedValue): Writes {
  const parts = partsOf(target.field)
  if (parts === null) {
    return plainWrites(target, value)
  }
  const values = target.field.format === ValueFormat.NAME ? nameParts(target, parts, value) : value.data
  return values === null ? 'SPLIT' : partWrites(target.record, parts, values)
}

function partWrites(record: SourceRecord, parts: Readonly<Record<string, string>>, values: Readonly<Record<string, string>>): FieldWrite[] {
  return Object.entries(parts)
    .map(([part, field]) => ({ field, value: values[part] ?? null }))
    .filter(({ field, value }) => value !== null || record.fields[field] !== undefined)
}

/** Given as one text, a name is told apart only where one of its parts stays what it is. */
function nameParts(
  { record }: FieldToRectify,
  parts: Readonly<Record<string, string>>,
  value: AcceptedValue,
): Record<string, string> | null {
  if (value.data !== null) {
    return { ...value.data, full: value.text }
  }
  const given = textAt(record, parts['given'])
  const family = textAt(record, parts['family'])
  if (given === null && family === null) {
    return { full: value.text }
  }
  if (given !== null && value.text.startsWith(`${given} `)) {
    return { given, family: value.text.slice(given.length + 1), full: value.text }
  }
  if (family !== null && value.text.endsWith(` ${family}`)) {
    return { given: value.text.slice(0, -family.length - 1), family, full: value.text }
  }
  return null
}

function textAt(record: SourceRecord, source: string | undefined): string | null {
  const value = source === undefined ? undefined : record.fields[source]
  return typeof value === 'string' ? value : null
}

function plainWrites({ record, name, field, wrong }: FieldToRectify, value: AcceptedValue): FieldWrite[] | 'UNWRITABLE' {
  const isWrong = (raw: FieldValue): boolean => {
    const read = canonicalValue(field.format, raw)
    return read !== null && wrong.some((one) => isSameValue(field.format, one, read))
  }
  const writes = sourceFieldsOf(name, field).flatMap((source) => {
    const raw = record.fields[source]
    const isConcerned = raw === undefined ? wrong.length === 0 : elementsOf(raw).some(isWrong)
    return isConcerned ? [{ field: source, value: replaced(raw, isWrong, (old) => styled(field.format, value, old)) }] : []
  })
  const isWritable = writes.length > 0 && writes.every((write) => write.value !== null)
  return isWritable ? writes : 'UNWRITABLE'
}

function elementsOf(raw: FieldValue): readonly FieldValue[] {
  return Array.isArray(raw) ? raw : [raw]
}

/** A list keeps its other elements, and holds the new value once. */
function replaced(
  raw: FieldValue | undefined,
  isWrong: (raw: FieldValue) => boolean,
  styledLike: (old: FieldValue | undefined) => FieldValue | null,
): FieldValue | null {
  if (!Array.isArray(raw)) {
    return styledLike(raw)
  }
  const elements = raw.map((element) => (isWrong(element) ? styledLike(element) : element))
  return elements.some((element) => element === null) ? null : [...new Set(elements.filter((element) => element !== null))]
}

/** The value as the system writes such values. */
function styled(format: ValueFormat, { text }: AcceptedValue, old: FieldValue | undefined): FieldValue | null {
  return (styles[format] ?? unwritable)(text, typeof old === 'string' ? old : '')
}

const asIs = (text: string): FieldValue => text
const unwritable = (): null => null

const styles: Partial<Readonly<Record<ValueFormat, (text: string, old: string) => FieldValue | null>>> = {
  TEXT: asIs,
  NAME: asIs,
  DATE: asIs,
  ADDRESS: asIs,
  PLACE: asIs,
  PHONE: asIs,
  EMAIL: asIs,
  IBAN: asIs,
  COUNTRY: asIs,
  HTML: asHtml,
  ENTERPRISE_NUMBER: asEnterpriseNumber,
  NUMBER: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null),
}

function asHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`
}

function asEnterpriseNumber(digits: string, old: string): string {
  const number = old.includes('.') ? formatEnterpriseNumber(digits) : digits
  return /^\s*BE/i.test(old) ? `BE${number}` : number
}
