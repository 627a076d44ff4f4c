import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { maskedText } from '../../src/datamap/masking.js'

const masked = (text: string): string => maskedText('BANK_ACCOUNT', text)
const shownOf = (mask: string): number => Array.from(mask).filter((letter) => letter !== '•').length

describe('a mask', () => {
  test.each([
    ['BE22001999000147', 'BE••••••••47'],
    ['lotte@peeters-design.example', 'l•••@p•••.example'],
    ['a@b.be', '•••@•••.be'],
    ['jo@cloudware.be', '•••@c•••.be'],
    ['1234', '••••'],
    ['12345', '1•••5'],
    ['', ''],
  ])('of %s is %s', (text, mask) => {
    expect(masked(text)).toBe(mask)
  })

  test.each(['a.b@localhost', 'lotte@x.example. She lives in Gent at number twelve', 'Lotte <lotte@peeters.example>'])(
    'of %s, which is more than an address, shows no more than its ends',
    (text) => {
      expect(shownOf(masked(text))).toBeLessThanOrEqual(4)
    },
  )

  test('of a national number shows nothing of it', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(maskedText('NATIONAL_REGISTER_NUMBER', text)).toBe('••.••.••-•••.••')))
  })

  test('of any text that is no address shows at most four characters, and less than half of it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('@') && !text.includes('•')),
        (text) => {
          const letters = Array.from(text).length
          expect(shownOf(masked(text))).toBeLessThanOrEqual(Math.min(4, letters / 2))
          expect(Array.from(masked(text)).length).toBeLessThanOrEqual(letters)
        },
      ),
    )
  })

  test('of any address hides who it is', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const [local = ''] = address.split('@')
        expect(masked(address).split('@')[0]?.replaceAll('•', '').length).toBeLessThanOrEqual(local.length < 3 ? 0 : 2)
      }),
    )
  })
})
