import type { FieldValue } from '../../vocabulary/source-record.js'
import type { FieldWrite } from '../connector.js'
import { type GraphObject, isGraphObject } from './graph-object.js'

/**
 * The properties of a PATCH, each whole: Graph replaces a property and never merges it. `source` is the record as Graph just showed
 * it, so that a part of a property (`homeAddress.city`, `emailAddresses.address`) keeps the parts beside it.
 */
export function bodyOf(changes: readonly FieldWrite[], source: GraphObject): GraphObject {
  const body: Record<string, unknown> = {}
  for (const { field, value } of changes) {
    const [property = '', ...part] = field.split('.')
    body[property] = replaced(body[property] ?? source[property], part, asWritten(field, value))
  }
  return body
}

function replaced(current: unknown, part: readonly string[], value: FieldValue | null): unknown {
  const [name, ...deeper] = part
  if (name === undefined) {
    return Array.isArray(current) ? listOf(value) : value
  }
  if (Array.isArray(current)) {
    return listOf(value).map((member, index) => ({ ...objectOf(current[index]), [name]: replaced(undefined, deeper, member) }))
  }
  return { ...objectOf(current), [name]: replaced(objectOf(current)[name], deeper, value) }
}

function listOf(value: FieldValue | null): readonly FieldValue[] {
  if (value === null) {
    return []
  }
  return Array.isArray(value) ? (value as readonly FieldValue[]) : [value]
}

function objectOf(value: unknown): GraphObject {
  return isGraphObject(value) ? value : {}
}

/** Days that are kept as moments: a birthday as noon, so that no time zone moves it to another day. */
const timesOfDays: Readonly<Record<string, string>> = { birthday: 'T11:59:00Z', employeeHireDate: 'T00:00:00Z' }

function asWritten(field: string, value: FieldValue | null): FieldValue | null {
  const time = timesOfDays[field]
  return time !== undefined && typeof value === 'string' && value.length === 10 ? value + time : value
}
