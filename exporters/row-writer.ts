import type { FieldValue } from '../src/vocabulary/source-record.js'
import { type Column, ColumnKind, type Row } from './columns.js'
import { csv, csvCell } from './csv.js'
import { json, valueJson } from './json.js'
import { sheetCell, spreadsheetCsv } from './spreadsheet-csv.js'
import type { SpoolText } from './spool.js'
import type { TextBuffer } from './text-buffer.js'

export interface RowTexts {
  readonly json: TextBuffer
  readonly csv: SpoolText
  readonly sheet: SpoolText
}

interface PreparedColumn {
  readonly column: Column
  readonly jsonKey: string
  readonly comma: string
  readonly semicolon: string
}

/** A text that is written the same in all three formats: begins like no formula and needs neither quoting nor escaping. */
const plain = /^[\dA-Za-z\u00c0-\u024f](?:[ !#-&(-+\-./:<-Z_a-z~\u00c0-\u024f]*)$/

/**
 * Writes each record in all three formats at once, looking at each value once. A test holds it to what `json`, `csv` and
 * `spreadsheetCsv` write, character by character.
 */
export class RowWriter {
  private readonly prepared: readonly PreparedColumn[]
  private isFirst = true
  private json = ''
  private csv = ''
  private sheet = ''

  constructor(
    columns: readonly Column[],
    private readonly texts: RowTexts,
  ) {
    this.prepared = columns.map((column, index) => ({
      column,
      jsonKey: `${index === 0 ? '' : ','}${JSON.stringify(column.name)}:`,
      comma: index === 0 ? '' : ',',
      semicolon: index === 0 ? '' : ';',
    }))
    texts.json.add(json.head(columns))
    texts.csv.add(csv.head(columns))
    texts.sheet.add(spreadsheetCsv.head(columns))
  }

  add(row: Row): void {
    this.json = this.isFirst ? '\n{' : ',\n{'
    this.csv = ''
    this.sheet = ''
    for (let index = 0; index < this.prepared.length; index += 1) {
      this.append(this.prepared[index], row[index])
    }
    this.texts.json.add(`${this.json}}`)
    this.texts.csv.add(`${this.csv}\r\n`)
    this.texts.sheet.add(`${this.sheet}\r\n`)
    this.isFirst = false
  }

  end(): void {
    this.texts.json.add(json.tail())
  }

  private append(prepared: PreparedColumn | undefined, value: FieldValue | undefined): void {
    if (prepared === undefined) {
      return
    }
    const { column, jsonKey, comma, semicolon } = prepared
    if (value === undefined) {
      this.csv += comma
      this.sheet += semicolon
    } else if (typeof value === 'string' && column.kind === ColumnKind.TEXT && plain.test(value)) {
      this.json += `${jsonKey}"${value}"`
      this.csv += comma + value
      this.sheet += semicolon + value
    } else {
      this.json += jsonKey + valueJson(value)
      this.csv += comma + csvCell(value, column)
      this.sheet += semicolon + sheetCell(value, column)
    }
  }
}
