import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { canonicalValue, toE164 } from '../../src/datamap/canonical-value.js'
import { ValueFormat } from '../../src/datamap/value-format.js'
import type { FieldValue } from '../../src/vocabulary/source-record.js'

const textOf = (format: ValueFormat, value: FieldValue) => canonicalValue(format, value)?.text

describe('a value of any system', () => {
  test.each<[ValueFormat, FieldValue, string | undefined]>([
    ['PHONE', '0470 00 01 01', '+32470000101'],
    ['PHONE', '+32 (0)470/00.01.01', '+32470000101'],
    ['PHONE', '0033 1 70 18 99 00', '+33170189900'],
    ['PHONE', 'vraag aan de balie', 'vraag aan de balie'],
    ['DATE', '14/03/1988', '1988-03-14'],
    ['DATE', '14.03.1988', '1988-03-14'],
    ['DATE', '1988-03-14 00:00:00', '1988-03-14'],
    ['DATE', '1988-03', '1988-03'],
    ['DATE', '99/99/1988', '99/99/1988'],
    ['DATE_TIME', '2026-02-10 09:30:00', '2026-02-10T09:30:00Z'],
    ['DATE_TIME', '2026-02-10T09:30:00+01:00', '2026-02-10T09:30:00+01:00'],
    ['HTML', '<p>Dag&nbsp;Lotte,</p><p>1 &lt; 2 &amp;amp; caf&#233; &#x20ac;</p>', 'Dag Lotte,\n1 < 2 &amp; café €'],
    ['HTML', '<style>p { color: red }</style><!-- <b> --><p>Zichtbaar</p><script>x("<p>")</script>', 'Zichtbaar'],
    ['HTML', 'als 3 < 4 en <!-- nooit gesloten', 'als 3 < 4 en <!-- nooit gesloten'],
    ['IBAN', 'be22 0019 9900 0147', 'BE22001999000147'],
    ['ENTERPRISE_NUMBER', 'BE 0999.000.129', '0999000129'],
    ['ENTERPRISE_NUMBER', '999000129', '0999000129'],
    ['NAME', { given: 'Lotte', family: 'Peeters' }, 'Lotte Peeters'],
    ['NAME', 'Élodie Lefèvre', 'Élodie Lefèvre'],
    ['ADDRESS', { street: 'Korenmarkt 12', postcode: '9000', city: 'Gent', country: 'BE' }, 'Korenmarkt 12, 9000 Gent, BE'],
    ['PLACE', { locality: 'Gent', country: 'BE' }, 'Gent, BE'],
    ['TEXT', '  ', undefined],
    ['ADDRESS', {}, undefined],
  ])('%s %j becomes %j', (format, value, expected) => {
    expect(textOf(format, value)).toBe(expected)
  })

  test('keeps beside a telephone number what was entered', () => {
    expect(canonicalValue('PHONE', '0470 00 01 01')?.data).toEqual({ entered: '0470 00 01 01' })
  })

  test('keeps a postcode’s zero and a name in its parts', () => {
    expect(canonicalValue('ADDRESS', { postcode: '0150', city: 'Oslo' })?.data).toEqual({ postcode: '0150', city: 'Oslo' })
    expect(canonicalValue('NAME', { given: 'Lotte', family: 'Peeters' })?.data).toEqual({ given: ['Lotte'], family: 'Peeters' })
  })

  test('tells of a secret that it exists, and no text of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (secret) => {
        const isMoment = /^\d{4}-\d{2}-\d{2}/.test(secret)
        expect(canonicalValue('METADATA', secret)).toEqual(isMoment ? expect.anything() : { text: null, data: { exists: true } })
      }),
    )
    expect(canonicalValue('METADATA', '2026-01-02 03:04:05')?.data).toEqual({ exists: true, value: '2026-01-02T03:04:05Z' })
    expect(canonicalValue('METADATA', ['a', 'b'])?.data).toEqual({ exists: true, value: 2 })
  })

  test('never throws, whatever JSON a source sends, and never gives empty text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(ValueFormat)), fc.jsonValue(), (format, value) => {
        expect(canonicalValue(format, value as FieldValue)?.text).not.toBe('')
      }),
    )
  })

  test('has one form: the canonical form of a canonical form is itself', () => {
    const formats = ['PHONE', 'DATE', 'DATE_TIME', 'EMAIL', 'IBAN', 'ENTERPRISE_NUMBER', 'IP_ADDRESS', 'TEXT'] as const
    fc.assert(
      fc.property(fc.constantFrom(...formats), fc.string(), (format, value) => {
        const once = textOf(format, value)
        expect(once === undefined || once === null ? once : textOf(format, once)).toBe(once)
      }),
    )
  })

  test('is no telephone number when it cannot be called', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(toE164(text) ?? '+32470000101').toMatch(/^\+[1-9]\d{1,14}$/)))
  })

  test.each(['<', '<style>', '<!--', '<br', '&#', '</p', '<script></scrip'])(
    'of a million characters of %s takes no time that grows with its square',
    (piece) => {
      expect((textOf('HTML', piece.repeat(1_000_000 / piece.length)) ?? '').length).toBeLessThanOrEqual(1_000_000)
    },
  )
})
