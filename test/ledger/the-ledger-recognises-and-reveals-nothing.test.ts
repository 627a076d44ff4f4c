import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { LedgerHasher } from '../../src/ledger/ledger-hasher.js'
import { recognisableForm } from '../../src/ledger/recognisable-form.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { IdentifierKind, type SubjectIdentifier } from '../../src/vocabulary/identifier.js'

const oldKey = `old:${Buffer.alloc(32, 1).toString('base64')}`
const newKey = `new:${Buffer.alloc(32, 2).toString('base64')}`
const hasher = new LedgerHasher(MasterKeys.parse(oldKey))
const renewed = new LedgerHasher(MasterKeys.parse(`${newKey},${oldKey}`))

const identifiers: fc.Arbitrary<SubjectIdentifier> = fc.record({
  kind: fc.constantFrom(...Object.values(IdentifierKind)),
  value: fc.string({ unit: 'grapheme', maxLength: 60 }),
  system: fc.constantFrom('odoo', 'microsoft365'),
})
const refs = fc.record({ system: fc.string(), recordType: fc.string(), externalId: fc.string() })

describe('an identifier is recognised', () => {
  test.each([
    ['an address in capitals', { kind: 'EMAIL', value: 'Zora@Marker.EXAMPLE' }, { kind: 'EMAIL', value: 'zora@marker.example' }],
    [
      'an accent written in two signs',
      { kind: 'EMAIL', value: 'zoe\u0308@marker.example' },
      { kind: 'EMAIL', value: 'zo\u00eb@marker.example' },
    ],
    ['a number with spaces', { kind: 'PHONE', value: '+32 470 12 34 56' }, { kind: 'PHONE', value: '+32470123456' }],
    ['a number with 00', { kind: 'PHONE', value: '0032470123456' }, { kind: 'PHONE', value: '+32470123456' }],
    ['a VAT number', { kind: 'VAT_NUMBER', value: 'BE 0999.000.129' }, { kind: 'ENTERPRISE_NUMBER', value: '0999000129' }],
    ['a foreign VAT number', { kind: 'VAT_NUMBER', value: 'nl 8000.00.000.b01' }, { kind: 'VAT_NUMBER', value: 'NL800000000B01' }],
  ] as const)('%s, however it is written', (_what, written, normal) => {
    expect(hasher.identifierHash(written)).toBe(hasher.identifierHash(normal))
  })

  test('in a form that stays the same when it is taken again', () => {
    fc.assert(
      fc.property(identifiers, (identifier) => {
        const form = recognisableForm(identifier)
        fc.pre(form !== null)
        expect(recognisableForm({ ...identifier, value: form?.at(-1) ?? '' })).toEqual(form)
      }),
    )
  })

  test('whatever case an address is written in', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (value) => {
        const hash = hasher.identifierHash({ kind: 'EMAIL', value })
        expect(hasher.identifierHash({ kind: 'EMAIL', value: value.toUpperCase() })).toBe(hash)
      }),
    )
  })

  test('but never by a name, a date of birth or nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('NAME', 'BIRTH_DATE'), (value, kind) => {
        expect(hasher.identifierHash({ kind, value })).toBeNull()
      }),
    )
    expect(hasher.identifierHash({ kind: 'PHONE', value: ' - ' })).toBeNull()
    expect(hasher.identifierHashes({ kind: 'EMAIL', value: '' })).toEqual([])
  })

  test('within the system alone that gave a number', () => {
    const number = { kind: 'CUSTOMER_NUMBER', value: '42' } as const
    expect(hasher.identifierHash({ ...number, system: 'odoo' })).not.toBe(hasher.identifierHash({ ...number, system: 'crm' }))
  })
})

describe('a record is recognised', () => {
  test('by its reference, which is never another’s', () => {
    fc.assert(
      fc.property(refs, refs, (one, other) => {
        const isSame = one.system === other.system && one.recordType === other.recordType && one.externalId === other.externalId
        expect(hasher.hashOf(one) === hasher.hashOf(other)).toBe(isSame)
      }),
    )
  })

  test('after the key has changed, by what was erased before', () => {
    fc.assert(
      fc.property(refs, identifiers, (ref, identifier) => {
        expect(renewed.hashesOf(ref)).toContain(hasher.hashOf(ref))
        expect(renewed.hashesOf(ref)[0]).toBe(renewed.hashOf(ref))
        expect(renewed.identifierHashes(identifier)).toEqual(expect.arrayContaining([...hasher.identifierHashes(identifier)]))
      }),
    )
  })
})

describe('a hash', () => {
  test('is 64 hexadecimal digits that tell nothing without the key', () => {
    fc.assert(
      fc.property(identifiers, (identifier) => {
        const hash = hasher.identifierHash(identifier)
        fc.pre(hash !== null)
        expect(hash).toMatch(/^[\da-f]{64}$/)
        expect(renewed.identifierHash(identifier)).not.toBe(hash)
      }),
    )
  })

  test('of a reference never equals one of an identifier', () => {
    const ref = { system: 'odoo', recordType: 'contact', externalId: '42' }
    const identifier = { kind: 'SYSTEM_ID', value: JSON.stringify(['odoo', 'contact', '42']) } as const
    expect(hasher.identifierHash(identifier)).not.toBe(hasher.hashOf(ref))
  })
})
