import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { type Column, columnsOf, fitted, type Row } from '../../exporters/columns.js'
import { type RecordFormat, writeAll } from '../../exporters/record-format.js'
import type { FieldValue } from '../../src/vocabulary/source-record.js'
import { contactSystem } from '../builders/package-order.js'

export const contactColumns: readonly Column[] = columnsOf(contactSystem.recordTypes['contact']!)

const noValues: Row = contactColumns.map(() => undefined)

/** Values that have broken exports before: formulas, quotes, line ends, look-alikes of other types, tags, unusual letters. */
const hostileTexts = [
  '=1+1',
  '+32470123456',
  '-2',
  '@SUM(A1)',
  "'=1+1",
  "''",
  '\t=1',
  '\r\n',
  'a\rb\nc',
  '\0',
  '＝1',
  ',;"',
  '""',
  '"quoted"',
  '{"a":1}',
  '[1,2]',
  '{not json',
  'true',
  'null',
  '12',
  '1e5',
  '007',
  ' padded ',
  '',
  '\ufeffmark',
  '<script>alert(1)</script>',
  'Łódź 你好 🙂 é',
  '\u2028',
  '__proto__',
]

/** A row with one value in every column of ours that may hold any text. */
export function rowWith(value: FieldValue): Row {
  return contactColumns.map(({ name, kind }) => {
    const isOurs = name.startsWith('_')
    return isOurs ? `id of ${name}` : fitted(value, kind)
  })
}

const structured = fc.letrec<{ value: FieldValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value

const formulaStart = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '\0', "'", '＝', '"', '[', '{')

/** Texts, often with a beginning that means something to some reader. */
export const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...hostileTexts),
  fc.tuple(formulaStart, fc.string()).map(([start, rest]) => start + rest),
  fc.tuple(formulaStart, formulaStart, fc.string()).map((parts) => parts.join('')),
)

/** Rows as the package makes them: values fitted to their columns. */
export const anyRow: fc.Arbitrary<Row> = fc.tuple(
  ...contactColumns.map(({ kind, required }) =>
    required
      ? anyText
      : fc
          .option(fc.oneof(anyText, structured), { nil: undefined })
          .map((value) => (value === undefined ? undefined : fitted(value, kind))),
  ),
)

/** What every format of records promises. Call from the format's own test. */
export function formatConformance(name: string, format: RecordFormat): void {
  const roundTrip = (rows: readonly Row[]): Row[] => format.parse(writeAll(format, contactColumns, rows), contactColumns)

  describe(`${name} keeps what it is given`, () => {
    test('an empty set comes back empty', () => {
      expect(roundTrip([])).toEqual([])
    })

    test('an absent value stays absent and an empty text stays a text', () => {
      const row = contactColumns.map(({ required }) => (required ? '' : undefined))
      expect(roundTrip([row])).toEqual([row])
    })

    test.each(hostileTexts.map((text) => [JSON.stringify(text), text]))('%s', (_shown, text) => {
      expect(roundTrip([rowWith(text)])).toEqual([rowWith(text)])
    })

    test('a value of five megabytes', () => {
      const row = rowWith('a;"b,\r\n'.repeat(700_000))
      expect(roundTrip([row])).toEqual([row])
    })

    test('whatever rows there are', () => {
      fc.assert(
        fc.property(fc.array(anyRow, { maxLength: 5 }), (rows) => {
          expect(roundTrip(rows)).toEqual(rows)
        }),
      )
    })

    test('the same rows give the same text, in one go or row by row', () => {
      fc.assert(
        fc.property(fc.array(anyRow, { maxLength: 5 }), (rows) => {
          const pieces = rows.map((row, index) => format.row(contactColumns, row, index === 0))
          const text = [format.head(contactColumns), ...pieces, format.tail()].join('')
          expect(writeAll(format, contactColumns, rows)).toBe(text)
        }),
      )
    })

    test('what is no such file is refused without repeating it', () => {
      const wrong = `"Peeters${noValues.length}`
      expect(() => format.parse(wrong, contactColumns)).toThrow(expect.not.stringContaining('Peeters'))
    })
  })
}
