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

/** Outlook keeps a birthday as noon of its day, so that no time zone moves it to another. */
function asWritten(field: string, value: FieldValue | null): FieldValue | null {
  return field === 'birthday' && typeof value === 'string' && value.length === 10 ? `${value}T11:59:00Z` : value
}
