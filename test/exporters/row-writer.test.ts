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
import { anyRow, contactColumns } from './conformance.js'

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
})
