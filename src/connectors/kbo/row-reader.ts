import type { CsvRecord } from './csv-reader.js'
import { KboFileError } from './kbo-file-error.js'
import type { KboCells } from './kbo-store.js'
import type { KboColumn, KboTable } from './kbo-tables.js'

/** Headers under which a file may come, the present one first. */
export function headersOf(table: KboTable): string[][] {
  const present = table.columns.map(({ source }) => source)
  const younger = table.younger ?? []
  return younger.length === 0 ? [present] : [present, present.filter((source) => !younger.includes(source))]
}

/** Checks the records of one file against the table's columns and gives their cells in the table's order. */
export class RowReader {
  /** Index in the file of each column of the table; -1 where the file is older than the column. */
  private readonly places: readonly number[]

  constructor(
    private readonly file: string,
    private readonly columns: readonly KboColumn[],
    private readonly header: readonly string[],
  ) {
    this.places = columns.map(({ source }) => header.indexOf(source))
  }

  read(record: CsvRecord): KboCells {
    if (record.cells.length !== this.header.length) {
      const column = this.header[Math.min(record.cells.length, this.header.length) - 1]
      throw new KboFileError({ file: this.file, line: record.line, column }, `${this.header.length} columns are expected.`)
    }
    return this.columns.map((column, index) => this.cell(record, column, this.places[index] ?? -1))
  }

  private cell({ line, cells }: CsvRecord, column: KboColumn, place: number): string | null {
    const text = cells[place] ?? ''
    if (text === '' && column.optional) {
      return null
    }
    const value = column.read(text)
    if (value === undefined) {
      throw new KboFileError({ file: this.file, line, column: column.source }, `${column.expected} is expected.`)
    }
    return value
  }
}
