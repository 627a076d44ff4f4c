import { BadInputError } from '../src/kernel/errors.js'
import type { FieldValue } from '../src/vocabulary/source-record.js'
import type { Column } from './columns.js'
import { typedRows } from './csv.js'
import { cellText } from './csv-cells.js'
import { readCsv } from './csv-reader.js'
import type { RecordFormat } from './record-format.js'

const byteOrderMark = '\ufeff'
const guard = "'"

/** Quotes for the semicolon, and for what a spreadsheet set to another delimiter would split at. */
const special = /[";,\t\r\n]/
/** A text that a spreadsheet would run, or one that looks guarded already: both get one more guard, so that one less gives it back. */
const triggers = /^'*[=+\-@\t\r\n\0＝＋－＠]/
const hasGuard = /^'+[=+\-@\t\r\n\0＝＋－＠]/

/**
 * For people: opens in a spreadsheet with a double click and runs nothing. Semicolon, byte order mark, CRLF; a text that
 * starts like a formula is led by `'` unless it matches its column's closed pattern (OWASP ASVS 1.2.10, CWE-1236).
 */
export const spreadsheetCsv: RecordFormat = {
  extension: 'csv',
  mediaType: 'text/csv',
  head: (columns) => `${byteOrderMark}${columns.map(({ name }) => quoted(guarded(name))).join(';')}\r\n`,
  row: (columns, row) => `${columns.map((column, index) => sheetCell(row[index], column)).join(';')}\r\n`,
  tail: () => '',
  parse: (text, columns) => {
    if (!text.startsWith(byteOrderMark)) {
      throw new BadInputError('The spreadsheet CSV does not start with a byte order mark.')
    }
    const rows = readCsv(text.slice(byteOrderMark.length), ';')
    return typedRows(
      rows.map((row) => row.map(unguarded)),
      columns,
    )
  },
}

export function sheetCell(value: FieldValue | undefined, { kind, closed }: Column): string {
  if (typeof value === 'number') {
    return String(value)
  }
  const text = cellText(value, kind)
  return text === null ? '' : quoted(closed?.test(text) === true ? text : guarded(text))
}

function guarded(text: string): string {
  return triggers.test(text) ? guard + text : text
}

function quoted(text: string): string {
  return text === '' || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function unguarded(text: string | null): string | null {
  return text !== null && hasGuard.test(text) ? text.slice(guard.length) : text
}

/** What the Data Package says about the guard, so that a reader can take it off again. */
export function guardFacts(columns: readonly Column[]): { prefix: string; columns: string[] } {
  return { prefix: guard, columns: columns.map(({ name }) => name) }
}
