import type { FieldValue } from '../src/vocabulary/source-record.js'
import type { Column, Row } from './columns.js'
import { csv, csvCell } from './csv.js'
import { json, valueJson } from './json.js'
import { beginsPlain } from './plain-text.js'
import { sheetCell, spreadsheetCsv } from './spreadsheet-csv.js'
import type { SpoolText } from './spool.js'
import { type Stretch, TextBuffer } from './text-buffer.js'

export interface RowTexts {
  readonly json: TextBuffer
  readonly csv: SpoolText
  readonly sheet: SpoolText
}

/** A column, and its cell in the row that is being made. Stretches are of the workbench. */
interface Cell {
  readonly column: Column
  /** `,"name":`; the first column has no comma. */
  readonly key: Stretch
  value: FieldValue | undefined
  /** The value as CSV. */
  readonly text: { start: number; end: number }
  /** Whether the text is the same in every format, but for JSON's quotes. */
  isAlike: boolean
}

const comma = 0x2c
const semicolon = 0x3b
const quote = 0x22
const closingBrace = 0x7d
const carriageReturn = 0x0d
const lineFeed = 0x0a

/**
 * Writes each record in all three formats at once, looking at each value once: its bytes are made for the CSV and copied
 * into the other two. A test holds it to what `json`, `csv` and `spreadsheetCsv` write, byte for byte.
 */
export class RowWriter {
  /** Holds what begins a record and the keys, then the row that is being made. */
  private readonly bench = new TextBuffer()
  private readonly firstOpening = this.placed('\n{')
  private readonly nextOpening = this.placed(',\n{')
  private readonly cells: readonly Cell[]
  private readonly fixedBytes: number
  private isFirst = true

  constructor(
    columns: readonly Column[],
    private readonly texts: RowTexts,
  ) {
    this.cells = columns.map((column, index) => ({
      column,
      key: this.placed(`${index === 0 ? '' : ','}${JSON.stringify(column.name)}:`),
      value: undefined,
      text: { start: 0, end: 0 },
      isAlike: false,
    }))
    this.fixedBytes = this.bench.length
    texts.json.add(json.head(columns))
    texts.csv.add(csv.head(columns))
    texts.sheet.add(spreadsheetCsv.head(columns))
  }

  add(row: Row): void {
    this.bench.cutTo(this.fixedBytes)
    const asCsv = this.makeCsv(row)
    this.texts.csv.buffer.addFrom(this.bench, asCsv)
    this.texts.json.addFrom(this.bench, this.makeJson())
    this.addSheet(asCsv)
    this.isFirst = false
  }

  end(): void {
    this.texts.json.add(json.tail())
  }

  private placed(text: string): Stretch {
    const start = this.bench.length
    this.bench.add(text)
    return { start, end: this.bench.length }
  }

  private makeCsv(row: Row): Stretch {
    const { bench } = this
    const start = bench.length
    let index = 0
    for (const cell of this.cells) {
      if (index > 0) {
        bench.addByte(comma)
      }
      this.makeCell(cell, row[index])
      index += 1
    }
    bench.addByte(carriageReturn)
    bench.addByte(lineFeed)
    return { start, end: bench.length }
  }

  private makeCell(cell: Cell, value: FieldValue | undefined): void {
    cell.value = value
    cell.text.start = this.bench.length
    cell.isAlike = value === undefined || this.addAlike(value, cell.column)
    if (!cell.isAlike) {
      this.bench.add(csvCell(value, cell.column))
    }
    cell.text.end = this.bench.length
  }

  /** Writes a value that is the same in every format; false, with nothing written, where it may not be. */
  private addAlike(value: FieldValue, column: Column): boolean {
    if (typeof value === 'string') {
      return beginsPlain(value, column) && this.bench.addPlain(value)
    }
    return isScalar(value) && this.bench.addPlain(String(value))
  }

  private makeJson(): Stretch {
    const { bench } = this
    const start = bench.length
    bench.repeat(this.isFirst ? this.firstOpening : this.nextOpening)
    for (const { value, key, text, isAlike } of this.cells) {
      if (value === undefined) {
        continue
      }
      bench.repeat(key)
      if (!isAlike) {
        bench.add(valueJson(value))
      } else if (typeof value === 'string') {
        bench.addByte(quote)
        bench.repeat(text)
        bench.addByte(quote)
      } else {
        bench.repeat(text)
      }
    }
    bench.addByte(closingBrace)
    return { start, end: bench.length }
  }

  /** The row as CSV with other delimiters, and with those cells exchanged that differ. */
  private addSheet(asCsv: Stretch): void {
    const { bench } = this
    const { buffer } = this.texts.sheet
    let { start } = asCsv
    for (const { column, value, text, isAlike } of this.cells) {
      if (text.start > asCsv.start) {
        bench.replace(text.start - 1, semicolon)
      }
      if (!isAlike) {
        buffer.addFrom(bench, { start, end: text.start })
        buffer.add(sheetCell(value, column))
        start = text.end
      }
    }
    buffer.addFrom(bench, { start, end: asCsv.end })
  }
}

/** JSON has no word for numbers that are not finite. */
function isScalar(value: FieldValue): value is number | boolean {
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
}
