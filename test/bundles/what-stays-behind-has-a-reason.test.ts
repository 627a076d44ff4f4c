import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { contentOf } from '../../src/bundles/bundle-content.js'
import type { ExportedRecord } from '../../src/federation/subject-export.js'
import type { Statement } from '../../src/vocabulary/statement.js'
import { statementWith } from '../builders/statements.js'

function recordWith(...statements: readonly Statement[]): ExportedRecord {
  return {
    id: 'record-1',
    record: {
      ref: { system: 'odoo', recordType: 'contact', externalId: '8' },
      subjectId: 'subject-1',
      fields: {},
      observedAt: '2026-03-05T10:00:00.000Z',
      attachments: [],
    },
    statements,
  }
}

const notPortable = statementWith({
  portable: { mode: 'NO', reason: 'LEGAL_OBLIGATION' },
  source: { field: 'vat' },
})
const ofOthers = statementWith({
  disclosure: 'WITHHELD',
  withheld: { ground: 'RIGHTS_OF_OTHERS', article: 'Art. 15(4)' },
  value: null,
  source: { field: 'attendees' },
})

describe('what goes into a bundle', () => {
  test('is everything that may be disclosed in an access copy, and only what Art. 20 covers in a portability bundle', () => {
    const record = recordWith(statementWith(), notPortable)
    expect(contentOf([record], 'ACCESS_COPY', true)).toMatchObject({
      records: [{ values: { phone: '+32470000101', vat: '+32470000101' } }],
      withheld: [],
    })
    const portable = contentOf([record], 'PORTABILITY', true)
    expect(portable.records[0]?.values).toEqual({ phone: '+32470000101' })
    expect(portable.withheld).toEqual([
      {
        system: 'odoo',
        recordType: 'contact',
        recordId: 'record-1',
        field: 'vat',
        count: 1,
        reason: { ground: 'OUTSIDE_PORTABILITY', article: 'Art. 20(1)' },
      },
    ])
  })

  test('names a field of many withheld values once, with their number', () => {
    const content = contentOf([recordWith(ofOthers, ofOthers, ofOthers, statementWith())], 'ACCESS_COPY', false)
    expect(content.withheld).toEqual([expect.objectContaining({ field: 'attendees', count: 3, recordId: 'record-1' })])
  })

  test('leaves out a record of which nothing may go along, with a line for it', () => {
    const content = contentOf([recordWith(notPortable)], 'PORTABILITY', true)
    expect(content.records).toEqual([])
    expect(content.withheld).toHaveLength(1)
  })

  test('shows a masked value as it is masked, and structure where there is structure', () => {
    const masked = statementWith({ value: null, masked: '•• 01', disclosure: 'MASKED' })
    const name = statementWith({ value: 'Lotte Peeters', data: { first: 'Lotte', last: 'Peeters' }, source: { field: 'name' } })
    expect(contentOf([recordWith(masked, name)], 'ACCESS_COPY', true).records[0]?.values).toEqual({
      phone: '•• 01',
      name: { first: 'Lotte', last: 'Peeters' },
    })
  })

  test('puts only the cards of the person into the profile', () => {
    expect(contentOf([recordWith(statementWith())], 'ACCESS_COPY', true).statements).toHaveLength(1)
    expect(contentOf([recordWith(statementWith())], 'ACCESS_COPY', false).statements).toEqual([])
  })

  test('never loses a value: each is in a record or has its line, and the same input gives the same content', () => {
    const anyStatement = fc.constantFrom(statementWith(), notPortable, ofOthers, statementWith({ value: 'b', source: { field: 'email' } }))
    fc.assert(
      fc.property(fc.array(anyStatement, { maxLength: 12 }), fc.constantFrom('ACCESS_COPY', 'PORTABILITY'), (statements, kind) => {
        const content = contentOf([recordWith(...statements)], kind, true)
        const kept = Object.values(content.records[0]?.values ?? {}).flat().length
        const withheld = (content.withheld ?? []).reduce((sum, { count }) => sum + count, 0)
        expect(kept + withheld).toBe(statements.length)
        expect((content.withheld ?? []).every(({ reason }) => reason.ground.length > 0 && reason.article.length > 0)).toBe(true)
        expect(contentOf([recordWith(...statements)], kind, true)).toEqual(content)
      }),
    )
  })
})
