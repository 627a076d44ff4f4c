import { BadInputError } from '../src/kernel/errors.js'

/** Null is a cell without quotes and without text: no value. */
export type CsvRow = (string | null)[]

/**
 * Reads RFC 4180 as it arrives. Lines end in CRLF; quotes only around whole cells, doubled inside.
 * Strict: whatever the writers of this package would not have written throws BadInputError with the row's number.
 */
export class CsvReader {
  private text = ''
  private rows = 0

  constructor(
    private readonly delimiter: string,
    private readonly onRow: (row: CsvRow) => void,
  ) {}

  push(chunk: string): void {
    this.text += chunk
    this.take(false)
  }

  /** Call once after the last chunk. */
  end(): void {
    this.take(true)
    if (this.text !== '') {
      throw this.failure('does not end in CRLF')
    }
  }

  private take(isLast: boolean): void {
    let start = 0
    for (;;) {
      const row: CsvRow = []
      const end = this.readRow(start, row)
      if (end === null) {
        break
      }
      start = end
      this.rows += 1
      this.onRow(row)
    }
    this.text = this.text.slice(start)
    if (isLast && this.text.startsWith('"')) {
      throw this.failure('has a quote that is never closed')
    }
  }

  /** Where the row ends; null while it is not whole. */
  private readRow(start: number, row: CsvRow): number | null {
    let at = start
    for (;;) {
      const cell = this.text[at] === '"' ? this.quotedCell(at) : this.plainCell(at)
      if (cell === null || cell.end >= this.text.length) {
        return null
      }
      row.push(cell.value)
      const next = this.text[cell.end]
      if (next === '\r') {
        return this.lineEnd(cell.end)
      }
      if (next !== this.delimiter) {
        throw this.failure('has text after a closing quote')
      }
      at = cell.end + 1
    }
  }

  private lineEnd(at: number): number | null {
    if (at + 1 >= this.text.length) {
      return null
    }
    if (this.text[at + 1] !== '\n') {
      throw this.failure('has a carriage return outside quotes')
    }
    return at + 2
  }

  private plainCell(start: number): { value: string | null; end: number } {
    let end = start
    while (end < this.text.length && this.text[end] !== this.delimiter && this.text[end] !== '\r') {
      if (this.text[end] === '"' || this.text[end] === '\n') {
        throw this.failure('has a quote or a line feed outside quotes')
      }
      end += 1
    }
    return { value: end === start ? null : this.text.slice(start, end), end }
  }

  private quotedCell(start: number): { value: string; end: number } | null {
    let close = this.text.indexOf('"', start + 1)
    while (close !== -1 && this.text[close + 1] === '"') {
      close = this.text.indexOf('"', close + 2)
    }
    if (close === -1 || close + 1 >= this.text.length) {
      return null
    }
    return { value: this.text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 }
  }

  private failure(what: string): BadInputError {
    return new BadInputError(`Row ${this.rows + 1} of the CSV ${what}.`)
  }
}

export function readCsv(text: string, delimiter: string): CsvRow[] {
  const rows: CsvRow[] = []
  const reader = new CsvReader(delimiter, (row) => rows.push(row))
  reader.push(text)
  reader.end()
  return rows
}
