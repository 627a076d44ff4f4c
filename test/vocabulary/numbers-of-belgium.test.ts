import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import {
  formatEnterpriseNumber,
  formatEstablishmentNumber,
  parseEnterpriseNumber,
  parseEstablishmentNumber,
} from '../../src/vocabulary/enterprise-number.js'
import { parseIban } from '../../src/vocabulary/iban.js'
import { containsNationalNumber, looksLikeNationalNumber } from '../../src/vocabulary/national-number.js'

const two = (number: number): string => String(number).padStart(2, '0')

/** National numbers as the register issues them: any date, serial and century. */
const nationalNumber = fc
  .record({
    birthDate: fc.date({ min: new Date('1900-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
    serial: fc.integer({ min: 1, max: 997 }),
    offset: fc.constantFrom(0, 20, 40),
  })
  .map(({ birthDate, serial, offset }) => {
    const [year, month, day] = [birthDate.getUTCFullYear(), birthDate.getUTCMonth() + 1 + offset, birthDate.getUTCDate()]
    const date = `${two(year % 100)}${two(month)}${two(day)}`
    const stem = `${date}${String(serial).padStart(3, '0')}`
    return `${stem}${two(97 - (Number(year >= 2000 ? `2${stem}` : stem) % 97))}`
  })

describe('a national number', () => {
  test.each(['85.07.30-033.28', '17 07 30 033 84', '98.47.28-997.65', '01 49 07 001 85'])('%s is recognised', (text) => {
    expect(looksLikeNationalNumber(text)).toBe(true)
    expect(containsNationalNumber(`Mijn nummer is ${text}, dank u.`)).toBe(true)
  })

  test.each(['12345678901', '0475 12 34 56', 'BE0405056855', '+32470000101', '', '00000000000'])('%j is none', (text) => {
    expect(looksLikeNationalNumber(text)).toBe(false)
    expect(containsNationalNumber(`Bel ${text} maar.`)).toBe(false)
  })

  test('is recognised whoever it is issued to, however it is punctuated', () => {
    const separator = fc.constantFrom('', ' ', '.', '-', '/', '\u00a0', '\u2013')
    fc.assert(
      fc.property(nationalNumber, separator, (digits, between) => {
        const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6, 9), digits.slice(9)]
        expect(looksLikeNationalNumber(parts.join(between))).toBe(true)
        expect(containsNationalNumber(`rrn:${parts.join(between)};`)).toBe(true)
      }),
    )
  })

  test('is not recognised with one wrong check digit', () => {
    expect(looksLikeNationalNumber('85073003329')).toBe(false)
  })

  test('cannot be of somebody born in the future', () => {
    expect(looksLikeNationalNumber('17073003384', new Date('2016-12-31'))).toBe(false)
    expect(looksLikeNationalNumber('17073003384', new Date('2017-12-31'))).toBe(true)
  })

  test('hidden in full-width digits or between invisible characters is recognised', () => {
    expect(containsNationalNumber('850730\u200b03328')).toBe(true)
    expect(containsNationalNumber('８５０７３００３３２８')).toBe(true)
  })
})

describe('an enterprise number', () => {
  test.each([
    ['0405.056.855', '0405056855'],
    ['314595348', '0314595348'],
    ['1009987358', '1009987358'],
    ['BE 0405.056.855', '0405056855'],
  ])('%s reads as %s', (text, digits) => {
    expect(parseEnterpriseNumber(text)).toBe(digits)
  })

  test.each(['BE431150351', '0405.056.856', '2.000.000.339', 'x0405056855', '', '4050568550'])('%j is none', (text) => {
    expect(parseEnterpriseNumber(text)).toBeNull()
  })

  test('survives being printed and read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 19_999_999 }), (stem) => {
        const digits = `${String(stem).padStart(8, '0')}${two(97 - (stem % 97))}`
        expect(parseEnterpriseNumber(formatEnterpriseNumber(digits))).toBe(digits)
        expect(parseEnterpriseNumber(`BE${digits}`)).toBe(digits)
      }),
    )
  })

  test('of an establishment starts with 2 to 8', () => {
    expect(parseEstablishmentNumber('2.000.000.339')).toBe('2000000339')
    expect(formatEstablishmentNumber('2000000339')).toBe('2.000.000.339')
    expect(parseEstablishmentNumber('0405.056.855')).toBeNull()
  })
})

describe('an IBAN', () => {
  test.each([
    ['BE32 1234 5678 9002', 'BE32123456789002'],
    ['be32-1234-5678-9002', 'BE32123456789002'],
    ['GB82 WEST 1234 5698 7654 32', 'GB82WEST12345698765432'],
  ])('%s reads as %s', (text, iban) => {
    expect(parseIban(text)).toBe(iban)
  })

  test.each(['BE41091811735141', 'BE32123456789003', 'BE3212345678900', '123', ''])('%j is none', (text) => {
    expect(parseIban(text)).toBeNull()
  })

  test('with any one digit changed is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 15 }), fc.integer({ min: 1, max: 9 }), (position, by) => {
        const valid = 'BE32123456789002'
        const changed = String((Number(valid[position]) + by) % 10)
        expect(parseIban(valid.slice(0, position) + changed + valid.slice(position + 1))).toBeNull()
      }),
    )
  })
})
