import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { isEmailAddress } from '../../src/vocabulary/email-address.js'

describe('a mail address', () => {
  test.each(['privacy@example.be', 'zoë@exämple.example', 'a+b@sub.example.co'])('%s is one', (text) => {
    expect(isEmailAddress(text)).toBe(true)
  })

  test.each([
    ['two', 'a@example.be,b@example.be'],
    ['two with a semicolon', 'a@example.be;b@example.be'],
    ['one with a name', 'Zora <a@example.be>'],
    ['one with another header', 'a@example.be\r\nBcc: b@example.be'],
    ['a quoted local part', '"a b"@example.be'],
    ['no domain', 'a@localhost'],
    ['nothing', ''],
    ['no text', 7],
    ['endless', `${'a'.repeat(400)}@example.be`],
  ])('%s is refused', (_what, value) => {
    expect(isEmailAddress(value)).toBe(false)
  })

  test('of any kind is accepted, with anything after it is not', () => {
    fc.assert(fc.property(fc.emailAddress({ size: 'small' }), (address) => address.includes('[') || isEmailAddress(address)))
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.constantFrom(' ', ',', ';', '\n', '>'),
        (address, end) => !isEmailAddress(`${address}${end}x@example.be`),
      ),
    )
  })
})
