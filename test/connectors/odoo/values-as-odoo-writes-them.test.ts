import { describe, expect, test } from '@jest/globals'
import { decodeValue, idsIn } from '../../../src/connectors/odoo/decode.js'
import { addressesIn, enterpriseDigits } from '../../../src/connectors/odoo/matching.js'
import { faultFrom } from '../../../src/connectors/odoo/faults.js'

describe('a value of Odoo', () => {
  test.each([
    [false, 'char', undefined],
    ['', 'char', undefined],
    [false, 'boolean', false],
    [0, 'float', 0],
    [[8, 'Belgium'], 'many2one', 'Belgium'],
    [[8, false], 'many2one', undefined],
    [[], 'many2many', undefined],
    [[3, 5], 'one2many', [3, 5]],
    ['2026-11-22 12:47:54', 'datetime', '2026-11-22T12:47:54Z'],
    ['2026-11-22', 'date', '2026-11-22'],
    ['iVBORw0KGgo=', 'binary', undefined],
    [{ a: null, b: [1, null] }, 'json', { b: [1] }],
  ])('%j of type %s is %j', (value, type, expected) => {
    expect(decodeValue(value, type)).toEqual(expected)
  })

  test.each([
    [[8, 'Belgium'], [8]],
    [[175, false], [175]],
    [
      [3, 5],
      [3, 5],
    ],
    [7, [7]],
    [false, []],
  ])('%j refers to %j', (value, ids) => {
    expect(idsIn(value)).toEqual(ids)
  })

  test.each([
    ['Jan <JAN@a.example>, b@c.example', ['jan@a.example', 'b@c.example']],
    ["karim.o'neill@post.example", ["karim.o'neill@post.example"]],
    ['not an address', []],
  ])('%s holds the addresses %j', (text, addresses) => {
    expect(addressesIn(text)).toEqual(addresses)
  })

  test('a long text without an address is read once, not once for every letter', () => {
    expect(addressesIn(`${'a'.repeat(1_000_000)} b@people.example`)).toEqual(['b@people.example'])
  })

  test('a word too long for an address is none', () => {
    expect(addressesIn(`${'a'.repeat(320)}@people.example`)).toEqual([])
  })

  test.each(['BE0999000129', 'BE 0999.000.129', '999000129'])('%s is an enterprise number', (text) => {
    expect(enterpriseDigits(text)).toBe('0999000129')
  })
})

describe('a fault of Odoo', () => {
  test.each([
    ['odoo.exceptions.AccessDenied', 'Access Denied', 'CREDENTIALS_REFUSED'],
    ['odoo.exceptions.AccessError', 'You are not allowed', 'NO_PERMISSION'],
    ['odoo.exceptions.UserError', "Object no.such.model doesn't exist", 'NOT_INSTALLED'],
    ['werkzeug.exceptions.NotFound', "the model 'no.such.model' does not exist", 'NOT_INSTALLED'],
    ['odoo.exceptions.UserError', 'Something else', 'SYSTEM_ERROR'],
    ['builtins.ValueError', 'Invalid field', 'SYSTEM_ERROR'],
  ])('%s: %s means %s', (name, message, reason) => {
    expect(faultFrom({ name, message })).toMatchObject({ reason, isPassing: false })
  })

  test('a serialization failure passes', () => {
    expect(faultFrom({ name: 'psycopg2.errors.SerializationFailure', message: '' })).toMatchObject({ isPassing: true })
  })

  test('never repeats what the server said', () => {
    const fault = faultFrom({ name: 'builtins.ValueError', message: "Invalid value 'lotte@one.example'", debug: '/opt/odoo' })
    expect(fault?.message).toBe('Odoo refused the call: builtins.ValueError.')
  })
})
