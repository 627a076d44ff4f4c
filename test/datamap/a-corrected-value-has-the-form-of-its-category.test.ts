import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { acceptedValue, type ProposedValue } from '../../src/datamap/accepted-value.js'
import { valueKindOf, valueRules } from '../../src/datamap/value-rules.js'
import { countryCodeOf } from '../../src/vocabulary/country.js'
import { DataCategory } from '../../src/vocabulary/data-category.js'

const today = '2026-11-02'
const take = (category: DataCategory, value: string | Record<string, string>) =>
  acceptedValue(category, typeof value === 'string' ? { text: value } : { text: '', data: value }, today)

const address = { street: 'Korenmarkt 12', postcode: '9000', city: 'Gent', country: 'BE' }

describe('a corrected value', () => {
  test.each<[DataCategory, string | Record<string, string>, string]>([
    ['PHONE_NUMBER', '+32 470 00 01 01', '+32470000101'],
    ['PHONE_NUMBER', '0470/00.01.01', '+32470000101'],
    ['EMAIL_ADDRESS', ' Lotte.Peeters@thuis.example ', 'Lotte.Peeters@thuis.example'],
    ['EMAIL_ADDRESS', "karim.o'neill@post.example", "karim.o'neill@post.example"],
    ['BANK_ACCOUNT', 'be68 5390 0754 7034', 'BE68539007547034'],
    ['VAT_ENTERPRISE_NUMBER', 'BE 0428.759.497', '0428759497'],
    ['BIRTH_DATE', '1988-03-14', '1988-03-14'],
    ['BIRTH_DATE', '1988-03', '1988-03'],
    ['BIRTH_DATE', today, today],
    ['NATIONALITY', 'BE', 'BE'],
    ['PERSON_NAME', "Élodie  d'Hondt-Lefèvre", "Élodie d'Hondt-Lefèvre"],
    ['PERSON_NAME', { given: 'Lotte', family: 'Peeters' }, 'Lotte Peeters'],
    ['POSTAL_ADDRESS', address, 'Korenmarkt 12, 9000 Gent, BE'],
    ['BIRTH_PLACE', { locality: 'Gent', country: 'BE' }, 'Gent, BE'],
    ['OCCUPATION', 'Grafisch ontwerper', 'Grafisch ontwerper'],
  ])('of %s such as %j is taken', (category, value, text) => {
    expect(take(category, value)).toMatchObject({ ok: true, value: { text } })
  })

  test.each<[DataCategory, string | Record<string, string>]>([
    ['PHONE_NUMBER', 'niet bereikbaar'],
    ['PHONE_NUMBER', '12'],
    ['PHONE_NUMBER', '470000101'],
    ['PHONE_NUMBER', '+32470000101 ext. 3'],
    ['PHONE_NUMBER', 'bel +32470000101'],
    ['EMAIL_ADDRESS', 'lotte'],
    ['EMAIL_ADDRESS', 'lotte@thuis'],
    ['EMAIL_ADDRESS', 'a@b.example, c@d.example'],
    ['EMAIL_ADDRESS', 'Lotte <lotte@thuis.example>'],
    ['EMAIL_ADDRESS', 'lotte@thuis..example'],
    ['BANK_ACCOUNT', 'BE68539007547035'],
    ['VAT_ENTERPRISE_NUMBER', '0428759498'],
    ['BIRTH_DATE', '1988-02-30'],
    ['BIRTH_DATE', '1988-13'],
    ['BIRTH_DATE', '14/03/1988'],
    ['BIRTH_DATE', '2026-11-03'],
    ['BIRTH_DATE', '2027'],
    ['NATIONALITY', 'Belgian'],
    ['NATIONALITY', 'XX'],
    ['PERSON_NAME', ''],
    ['PERSON_NAME', '12345'],
    ['PERSON_NAME', '<script>'],
    ['PERSON_NAME', { given: 'Lotte' }],
    ['POSTAL_ADDRESS', 'Korenmarkt 12, 9000 Gent'],
    ['POSTAL_ADDRESS', { ...address, country: 'Belgium' }],
    ['POSTAL_ADDRESS', { ...address, postcode: '90000' }],
    ['POSTAL_ADDRESS', { ...address, floor: '2' }],
    ['BIRTH_PLACE', { locality: 'Gent' }],
    ['OCCUPATION', ''],
    ['OCCUPATION', 'x'.repeat(2_001)],
    ['OCCUPATION', 'a\u0000b'],
    ['PASSWORD', 'correct horse battery staple'],
  ])('of %s such as %j is refused with the rule and an example', (category, value) => {
    const format = valueRules[valueKindOf(category)]
    expect(take(category, value)).toMatchObject({ ok: false, refusal: { code: 'VALUE_INVALID', format } })
  })

  test.each<[DataCategory, ProposedValue]>([
    ['NATIONAL_REGISTER_NUMBER', { text: '85.07.30-033.28' }],
    ['OTHER_PROVIDED_DATA', { text: 'Mijn nummer is 85.07.30-033.28' }],
    ['POSTAL_ADDRESS', { text: '', data: { ...address, street2: '85073003328' } }],
  ])('of %s that holds a national number is refused', (category, value) => {
    expect(acceptedValue(category, value, today)).toMatchObject({ refusal: { code: 'NATIONAL_NUMBER_REFUSED' } })
  })

  test('whose form it has stays what it is when it is given once more', () => {
    const categories = Object.values(DataCategory)
    fc.assert(
      fc.property(fc.constantFrom(...categories), fc.string(), (category, text) => {
        const once = take(category, text)
        expect(once.ok ? take(category, once.value.text) : once).toEqual(once)
      }),
      { numRuns: 500 },
    )
  })

  test('has an example that it would take, and a rule in four languages', () => {
    const taken = Object.values(DataCategory)
      .filter((category) => valueKindOf(category) !== 'SECRET' && category !== 'NATIONAL_REGISTER_NUMBER')
      .map((category) => {
        const { example } = valueRules[valueKindOf(category)]
        return [category, take(category, example.startsWith('{') ? (JSON.parse(example) as Record<string, string>) : example).ok]
      })
    expect(taken.filter(([, ok]) => ok !== true)).toEqual([])
    expect(
      Object.values(valueRules)
        .flatMap(({ rule }) => Object.values(rule))
        .filter((text) => text.trim() === ''),
    ).toEqual([])
  })
})

describe('a country', () => {
  test.each([
    ['BE', 'BE'],
    ['be', 'BE'],
    ['België', 'BE'],
    ['Belgie', 'BE'],
    ['Belgique', 'BE'],
    ['Belgien', 'BE'],
    ['Deutschland', 'DE'],
    ['Nowhere', null],
  ])('written %s is %s', (text, code) => {
    expect(countryCodeOf(text)).toBe(code)
  })
})
