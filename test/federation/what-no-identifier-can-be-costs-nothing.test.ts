import { describe, expect, test } from '@jest/globals'
import { checkedIdentifiers, normalisedValue } from '../../src/federation/identifier-entry.js'
import { IdentifierKind } from '../../src/vocabulary/identifier.js'

const fits: Readonly<Record<IdentifierKind, string>> = {
  EMAIL: 'lotte@people.example',
  PHONE: '+32470000101',
  ENTERPRISE_NUMBER: '0999.000.129',
  VAT_NUMBER: 'BE 0999 000 129',
  CUSTOMER_NUMBER: 'K-17',
  SYSTEM_ID: '17',
  NAME: 'Lotte Peeters',
  BIRTH_DATE: '1988-03-14',
}

describe.each(Object.values(IdentifierKind))('an identifier of kind %s', (kind) => {
  test('is taken as people write it, and refused by its length before anything looks into it', () => {
    expect(normalisedValue(kind, fits[kind])).not.toBeNull()
    expect(normalisedValue(kind, fits[kind] + ' '.repeat(1_000))).toBeNull()
  })
})

test('an address may be as long as addresses are, and no longer', () => {
  const host = '@people.example'
  expect(normalisedValue('EMAIL', 'a'.repeat(320 - host.length) + host)).not.toBeNull()
  expect(normalisedValue('EMAIL', 'a'.repeat(321 - host.length) + host)).toBeNull()
})

test('the id of a record is known by its system and kind of record, as connectors look for it', () => {
  const entry = { kind: IdentifierKind.SYSTEM_ID, value: ' 17 ', system: 'odoo', recordType: 'contact' }
  expect(checkedIdentifiers([entry])).toEqual({ ok: true, value: [{ ...entry, value: 'odoo:contact:17' }] })
})
