import { BadInputError } from '../src/kernel/errors.js'
import type { FieldValue } from '../src/vocabulary/source-record.js'
import type { Column, Row } from './columns.js'
import type { RecordFormat } from './record-format.js'

/** A JSON array with one record a line: the reference copy. Fields without a value are absent. */
export const json: RecordFormat = {
  extension: 'json',
  mediaType: 'application/json',
  head: () => '[',
  row: (columns, row, isFirst) => `${isFirst ? '\n' : ',\n'}${recordJson(columns, row)}`,
  tail: () => '\n]\n',
  parse: (text, columns) => {
    const parsed: unknown = parseJson(text)
    if (!Array.isArray(parsed)) {
      throw new BadInputError('The file is not a JSON array of records.')
    }
    return parsed.map((record) => rowFromJson(record, columns))
  },
}

const needsEscape = /[^\u0020\u0021\u0023-\u005b\u005d-\ud7ff\ue000-\uffff]/

/** JSON.stringify, with a short way for the many texts that need no escaping. */
export function valueJson(value: FieldValue): string {
  return typeof value === 'string' && value.length < 64 && !needsEscape.test(value) ? `"${value}"` : JSON.stringify(value)
}

export function recordJson(columns: readonly Column[], row: Row): string {
  let text = '{'
  for (let index = 0; index < columns.length; index += 1) {
    const value = row[index]
    if (value !== undefined) {
      text += `${text.length === 1 ? '' : ','}${JSON.stringify(columns[index]?.name)}:${valueJson(value)}`
    }
  }
  return `${text}}`
}

export function rowFromJson(record: unknown, columns: readonly Column[]): Row {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new BadInputError('A record of the file is not a JSON object.')
  }
  const values = new Map<string, FieldValue>(Object.entries(record))
  return columns.map(({ name }) => values.get(name))
}

/** JSON.parse whose failure never repeats the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadInputError('The text is not JSON.', error)
  }
}
