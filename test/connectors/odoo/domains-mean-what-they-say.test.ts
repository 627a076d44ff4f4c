import { describe, expect, test } from '@jest/globals'
import { array, assert, constantFrom, property } from 'fast-check'
import { allOf, anyOf, type Condition, type Domain } from '../../../src/connectors/odoo/domain.js'

const equal = (field: string): Condition => [field, '=', true]

/** Reads prefix notation as Odoo does: operators take two operands, terms that stand side by side must all hold. */
function holds(domain: Domain, facts: ReadonlySet<string>): boolean {
  const terms = [...domain]
  const operand = (): boolean => {
    const term = terms.shift()
    if (term === undefined) {
      throw new Error('An operator lacks an operand.')
    }
    if (typeof term !== 'string') {
      return facts.has(term[0])
    }
    const [left, right] = [operand(), operand()]
    return term === '|' ? left || right : left && right
  }
  const results: boolean[] = []
  while (terms.length > 0) {
    results.push(operand())
  }
  return results.every(Boolean)
}

const names = constantFrom('a', 'b', 'c', 'd')
const conjunction = array(names, { minLength: 1, maxLength: 4 })

describe('domains', () => {
  test('any of several conjunctions holds exactly when one of them does', () => {
    assert(
      property(array(conjunction, { minLength: 1, maxLength: 4 }), array(names), (choices, facts) => {
        const known = new Set(facts)
        const domain = anyOf(choices.map((fields) => fields.map(equal)))
        expect(holds(domain!, known)).toBe(choices.some((fields) => fields.every((field) => known.has(field))))
      }),
    )
  })

  test('a conjunction as one operand keeps its meaning beside another term', () => {
    assert(
      property(conjunction, names, array(names), (fields, other, facts) => {
        const known = new Set(facts)
        expect(holds(['|', ...allOf(fields.map(equal)), equal(other)], known)).toBe(
          fields.every((field) => known.has(field)) || known.has(other),
        )
      }),
    )
  })

  test('nothing to choose from asks for nothing, not for everything', () => {
    expect(anyOf([])).toBeNull()
  })
})
