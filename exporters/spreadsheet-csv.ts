import { BadInputError } from '../src/kernel/errors.js'
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
const guarded = /^'+[=+\-@\t\r\n\0＝＋－＠]/

/**
 * For people: opens in a spreadsheet with a double click and runs nothing. Semicolon, byte order mark, CRLF; a text that
 * starts like a formula is led by `'` unless it matches its column's closed pattern (OWASP ASVS 1.2.10, CWE-1236).
 */
export const spreadsheetCsv: RecordFormat = {
  extension: 'csv',
  mediaType: 'text/csv',
  head: (columns) => `${byteOrderMark}${columns.map(({ name }) => cell(name, undefined)).join(';')}\r\n`,
  row: (columns, row) => {
    let line = ''
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index]
      const text = cellText(row[index], column?.kind ?? 'ANY')
      line += index === 0 ? cell(text, column) : `;${cell(text, column)}`
    }
    return `${line}\r\n`
  },
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

function cell(text: string | null, column: Column | undefined): string {
  if (text === null) {
    return ''
  }
  const safe = triggers.test(text) && column?.closed?.test(text) !== true ? guard + text : text
  return safe === '' || special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function unguarded(text: string | null): string | null {
  return text !== null && guarded.test(text) ? text.slice(guard.length) : text
}

/** What the Data Package says about the guard, so that a reader can take it off again. */
export function guardFacts(columns: readonly Column[]): { prefix: string; columns: string[] } {
  return { prefix: guard, columns: columns.map(({ name }) => name) }
}
