import { describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { csv } from '../../exporters/csv.js'
import { CsvReader, type CsvRow, readCsv } from '../../exporters/csv-reader.js'
import { writeAll } from '../../exporters/record-format.js'
import { anyRow, contactColumns, formatConformance, rowWith } from './conformance.js'

formatConformance('CSV', csv)

describe('CSV for machines', () => {
  test('is comma, CRLF, no byte order mark', () => {
    const text = writeAll(csv, contactColumns, [rowWith('a')])
    expect(text.startsWith('_id,_externalId,')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(3)
  })

  test('guards nothing: a phone number and a formula stay as they are', () => {
    const text = writeAll(csv, contactColumns, [rowWith('=1+1')])
    expect(text).toContain(',=1+1,')
  })

  test('is read alike by a reader of another make', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 5 }), (rows) => {
        const text = writeAll(csv, contactColumns, rows)
        const ours = readCsv(text, ',').map((row) => row.map((cell) => cell ?? ''))
        expect(ours).toEqual(parse(text, { record_delimiter: '\r\n', relax_column_count: false, bom: false }))
      }),
    )
  })
})

describe('the CSV reader', () => {
  test('reads the same whatever pieces the text arrives in', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 3 }), fc.integer({ min: 1, max: 9 }), (rows, size) => {
        const text = writeAll(csv, contactColumns, rows)
        const seen: CsvRow[] = []
        const reader = new CsvReader(',', (row) => seen.push(row))
        for (let at = 0; at < text.length; at += size) {
          reader.push(text.slice(at, at + size))
        }
        reader.end()
        expect(seen).toEqual(readCsv(text, ','))
      }),
    )
  })

  test.each([
    ['a,b', 'does not end in CRLF'],
    ['a\rb\r\n', 'carriage return outside quotes'],
    ['a\nb\r\n', 'line feed outside quotes'],
    ['"a"b,c\r\n', 'after a closing quote'],
    ['"never closed\r\n', 'never closed'],
    ['a"b\r\n', 'outside quotes'],
  ])('refuses %j', (text, reason) => {
    expect(() => readCsv(text, ',')).toThrow(reason)
  })
})
