import type { FieldValue } from '../src/vocabulary/source-record.js'
import { type Column, ColumnKind, parsedScalar } from './columns.js'

const structuredStart = /^[[{"]/
const scalarStart = /^(?:-?\d|true$|false$)/

/** The text of a cell before quoting; null for no value, which is not the same as an empty text. */
export function cellText(value: FieldValue | undefined, kind: ColumnKind): string | null {
  if (value === undefined) {
    return null
  }
  if (typeof value !== 'string') {
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  return isMistakable(value, kind) ? JSON.stringify(value) : value
}

/** Whether a text reads like a list, an object or (in a column of anything) a number: then it is written as a JSON text. */
function isMistakable(text: string, kind: ColumnKind): boolean {
  return (kind === ColumnKind.ANY && isScalarLike(text)) || (structuredStart.test(text) && parsed(text) !== undefined)
}

/** Whether a text begins like a number or is a truth. */
export function isScalarLike(text: string): boolean {
  return scalarStart.test(text)
}

function parsed(text: string): FieldValue | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return value === null ? undefined : (value as FieldValue)
  } catch {
    return undefined
  }
}

/** The value that `cellText` wrote. */
export function cellValue(text: string | null, { kind }: Column): FieldValue | undefined {
  if (text === null) {
    return undefined
  }
  const isJson = structuredStart.test(text) || (kind === ColumnKind.ANY && isScalarLike(text))
  const value = isJson ? parsed(text) : undefined
  return value ?? (kind === ColumnKind.TEXT || kind === ColumnKind.ANY ? text : parsedScalar(text, kind))
}
