import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Row } from '../../exporters/columns.js'
import { csv } from '../../exporters/csv.js'
import { json } from '../../exporters/json.js'
import { type RecordFormat, writeAll } from '../../exporters/record-format.js'
import { RowWriter } from '../../exporters/row-writer.js'
import { SpoolText } from '../../exporters/spool.js'
import { spreadsheetCsv } from '../../exporters/spreadsheet-csv.js'
import { TextBuffer } from '../../exporters/text-buffer.js'
import { gather } from '../../src/kernel/streams.js'
import { FileSpool } from '../builders/file-spool.js'
import { anyRow, contactColumns, rowWith } from './conformance.js'

async function writtenAtOnce(rows: readonly Row[]): Promise<Buffer[]> {
  const spools = [await FileSpool.open(), await FileSpool.open()] as const
  const texts = { json: new TextBuffer(), csv: new SpoolText(spools[0]), sheet: new SpoolText(spools[1]) }
  const writer = new RowWriter(contactColumns, texts)
  rows.forEach((row) => writer.add(row))
  writer.end()
  await Promise.all([texts.csv.flush(), texts.sheet.flush()])
  const spooled = await Promise.all(spools.map((spool) => gather(spool.read())))
  await Promise.all(spools.map((spool) => spool.discard()))
  return [texts.json.take(), ...spooled.map((chunks) => Buffer.concat(chunks))]
}

function writtenApart(format: RecordFormat, rows: readonly Row[]): Buffer {
  return Buffer.from(writeAll(format, contactColumns, rows), 'utf8')
}

describe('writing all three formats at once', () => {
  test('gives byte for byte what each format writes alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 5 }), async (rows) => {
        expect(await writtenAtOnce(rows)).toEqual([json, csv, spreadsheetCsv].map((format) => writtenApart(format, rows)))
      }),
    )
  })

  /** All that are short in UTF-8 and their neighbours, and the wide ones that a spreadsheet takes for a formula. */
  const everyCharacter = Array.from({ length: 0x900 + 0x100 }, (_, n) => String.fromCharCode(n < 0x900 ? n : 0xff00 + n - 0x900))

  test.each<[string, (character: string) => string]>([
    ['alone', (character) => character],
    ['first', (character) => `${character}1 a`],
    ['inside', (character) => `a1${character}b`],
    ['after what looks like a number', (character) => `+32${character}`],
  ])('so does every character, %s', async (_place, around) => {
    const rows = everyCharacter.map((character) => rowWith(around(character)))
    const alone = [json, csv, spreadsheetCsv].map((format) => writtenApart(format, rows))
    const atOnce = await writtenAtOnce(rows)
    expect(atOnce.map((file, index) => file.equals(alone[index]!))).toEqual([true, true, true])
  })

  test.each([0, -0, 0.1, -1.5, 1e21, 5e-324, Number.MAX_SAFE_INTEGER, Number.NaN, -Infinity, true, false])('so does %s', async (value) => {
    const rows = [rowWith(value)]
    expect(await writtenAtOnce(rows)).toEqual([json, csv, spreadsheetCsv].map((format) => writtenApart(format, rows)))
  })
})
