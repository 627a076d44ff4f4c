import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { json } from '../../exporters/json.js'
import { jsonl } from '../../exporters/jsonl.js'
import { writeAll } from '../../exporters/record-format.js'
import { anyRow, contactColumns, formatConformance } from './conformance.js'

formatConformance('JSON', json)
formatConformance('JSON Lines', jsonl)

describe('JSON', () => {
  test('keeps one record a line, so that it can be read without holding it', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 5 }), (rows) => {
        const lines = writeAll(json, contactColumns, rows).split('\n')
        expect(lines).toHaveLength(rows.length + 3)
        expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(['[', ']', ''])
      }),
    )
  })

  test('writes a text as JSON.stringify does, half surrogates included', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const text = String.fromCharCode(...units)
        const row = contactColumns.map(({ name }) => (name === '_id' ? text : undefined))
        expect(jsonl.row(contactColumns, row, true)).toBe(`{"_id":${JSON.stringify(text)}}\n`)
      }),
    )
  })
})
