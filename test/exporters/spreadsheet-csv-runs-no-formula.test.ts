import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Column, Row } from '../../exporters/columns.js'
import { readCsv } from '../../exporters/csv-reader.js'
import { writeAll } from '../../exporters/record-format.js'
import { guardFacts, spreadsheetCsv } from '../../exporters/spreadsheet-csv.js'
import { anyRow, contactColumns, formatConformance, rowWith } from './conformance.js'

formatConformance('CSV for spreadsheets', spreadsheetCsv)

const numeral = /^-?\d+(\.\d+)?(e[+-]\d+)?$/
const trigger = /^[=+\-@\t\r\n\0＝＋－＠]/

function cellsOf(rows: readonly Row[]): (readonly [string, Column])[] {
  const text = writeAll(spreadsheetCsv, contactColumns, rows)
  const [, ...lines] = readCsv(text.slice(1), ';')
  return lines.flatMap((line) => line.map((cell, index) => [cell ?? '', contactColumns[index]!] as const))
}

describe('CSV for spreadsheets', () => {
  test('opens as UTF-8: a byte order mark, semicolons, CRLF', () => {
    const text = writeAll(spreadsheetCsv, contactColumns, [])
    expect(text.startsWith('\ufeff_id;_externalId;')).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
  })

  test('no cell starts like a formula, save a number, or a cell that fits the closed pattern of its column', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 5 }), (rows) => {
        const running = cellsOf(rows).filter(
          ([cell, { closed }]) => trigger.test(cell) && !numeral.test(cell) && closed?.test(cell) !== true,
        )
        expect(running).toEqual([])
      }),
    )
  })

  test('a phone number and a negative amount are left as they are', () => {
    const cells = cellsOf([rowWith('+32470123456'), rowWith(-5)])
    expect(cells.filter(([, { name }]) => name === 'phone').map(([cell]) => cell)).toContain('+32470123456')
    expect(cells.filter(([, { name }]) => name === 'balance').map(([cell]) => cell)).toContain('-5')
  })

  test('a formula in a phone column is guarded all the same', () => {
    const phones = cellsOf([rowWith('+1-1|cmd')]).filter(([, { name }]) => name === 'phone')
    expect(phones.map(([cell]) => cell)).toEqual(["'+1-1|cmd"])
  })

  test('a comma hides no formula from a spreadsheet that splits at commas', () => {
    const text = writeAll(spreadsheetCsv, contactColumns, [rowWith('a,=1+1')])
    expect(text).toContain('"a,=1+1"')
    expect(text).not.toContain(';a,=1+1')
  })

  test('says how to take the guard off', () => {
    expect(guardFacts(contactColumns)).toEqual({ prefix: "'", columns: contactColumns.map(({ name }) => name) })
  })
})
