import { describe, expect, test } from '@jest/globals'
import { assert, pre, property, string } from 'fast-check'
import { matchesQuery, parseKeywordQuery } from '../../src/simulators/microsoft365/keyword-query.js'
import { parseFilter, satisfies } from '../../src/simulators/microsoft365/odata-filter.js'

describe('$filter', () => {
  test('finds any text whose apostrophes are doubled', () => {
    assert(
      property(string(), (text) => {
        pre(!/^\d{4}-\d\d-\d\d/.test(text))
        const literal = `'${text.replaceAll("'", "''")}'`
        expect(satisfies({ mail: text }, parseFilter(`mail eq ${literal}`))).toBe(true)
        expect(satisfies({ mail: `${text}x` }, parseFilter(`mail eq ${literal}`))).toBe(false)
        expect(satisfies({ mails: [text] }, parseFilter(`mails/any(m:m eq ${literal})`))).toBe(true)
      }),
    )
  })

  test.each([
    ["a eq 'x' or b eq 'y' and c eq 'z'", { a: 'x', b: '', c: '' }, true],
    ["(a eq 'x' or b eq 'y') and c eq 'z'", { a: 'x', b: '', c: '' }, false],
    ["not (a eq 'x')", { a: 'y' }, true],
    ['at ge 2026-01-01T00:00:00Z and at lt 2026-02-01', { at: '2026-01-31T23:59:59Z' }, true],
    ['licences/$count ne 0', { licences: [] }, false],
    ['a eq null', {}, true],
    ["contains(a,'EE')", { a: 'Peeters' }, true],
  ])('reads %s', (filter, object, expected) => {
    expect(satisfies(object, parseFilter(filter))).toBe(expected)
  })

  test.each(["mail eq 'x", 'mail eq', "mail like 'x'", "mail eq 'x' mail", "(mail eq 'x'", 'mail eq x', ''])('refuses %j', (filter) => {
    expect(() => parseFilter(filter)).toThrow(/Invalid filter clause/)
  })
})

describe('the keyword query language', () => {
  const letter = {
    texts: (property: string | null) =>
      property === 'from' ? ['Élodie Lefèvre', 'elodie@lefevre-conseil.example'] : ['Déclaration à la TVA'],
    moment: (property: string) => (property === 'received' ? Date.parse('2026-04-20T08:00:00Z') : null),
  }

  test.each([
    ['from:elodie@lefevre-conseil.example', true],
    ['from:"elodie lefevre"', true],
    ['from:lefev', false],
    ['from:lefev*', true],
    ['declaration tva', true],
    ['"declaration tva"', false],
    ['tva OR nothing', true],
    ['tva NOT declaration', false],
    ['tva AND (nothing OR from:elodie)', true],
    ['received>=2026-04-20 AND received<2026-04-21', true],
    ['received>2026-04-20', false],
    ['received<=2026-04-20', true],
    ['received:2026-04-01..2026-04-19', false],
  ])('answers %s with %s', (query, expected) => {
    expect(matchesQuery(letter, parseKeywordQuery(query))).toBe(expected)
  })

  test('also finds an address that only ends in the one sought: the caller must compare', () => {
    const other = { texts: () => ['not.elodie@lefevre-conseil.example'], moment: () => null }
    expect(matchesQuery(other, parseKeywordQuery('from:elodie@lefevre-conseil.example'))).toBe(true)
  })
})
