import { BadInputError } from '../src/kernel/errors.js'
import type { FieldValue } from '../src/vocabulary/source-record.js'
import type { Column, Row } from './columns.js'
import { cellText, cellValue } from './csv-cells.js'
import { type CsvRow, readCsv } from './csv-reader.js'
import type { RecordFormat } from './record-format.js'

const special = /[",\r\n]/

/** Exact RFC 4180 for machines: comma, CRLF, UTF-8 without a byte order mark. No value is an empty cell, an empty text is `""`. */
export const csv: RecordFormat = {
  extension: 'csv',
  mediaType: 'text/csv',
  head: (columns) => `${columns.map(({ name }) => quoted(name)).join(',')}\r\n`,
  row: (columns, row) => `${columns.map((column, index) => csvCell(row[index], column)).join(',')}\r\n`,
  tail: () => '',
  parse: (text, columns) => typedRows(readCsv(text, ','), columns),
}

export function csvCell(value: FieldValue | undefined, { kind }: Column): string {
  return typeof value === 'number' ? String(value) : quoted(cellText(value, kind))
}

function quoted(text: string | null): string {
  if (text === null) {
    return ''
  }
  return text === '' || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Checks the header and gives the cells back their types. */
export function typedRows([header, ...rows]: CsvRow[], columns: readonly Column[]): Row[] {
  if (header === undefined || header.length !== columns.length || columns.some(({ name }, index) => header[index] !== name)) {
    throw new BadInputError('The header of the CSV does not name the columns of its record type.')
  }
  if (rows.some((row) => row.length !== columns.length)) {
    throw new BadInputError('A row of the CSV has more or fewer cells than its header.')
  }
  return rows.map((row) => columns.map((column, index) => cellValue(row[index] ?? null, column)))
}
