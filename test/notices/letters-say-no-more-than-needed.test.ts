import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { forwardLetter } from '../../src/notices/letters/forward-letter.js'
import { type NoticeFacts, noticeLetter } from '../../src/notices/letters/notice-letter.js'
import { isRecognisable, recognisedBy } from '../../src/notices/letters/recognising.js'
import { referralLetter } from '../../src/notices/letters/referral-letter.js'
import { IdentifierKind, type SubjectIdentifier } from '../../src/vocabulary/identifier.js'
import { Language } from '../../src/vocabulary/language.js'
import { NoticeKind } from '../../src/vocabulary/notice.js'

const name = { kind: 'NAME', value: 'Zora Markering' } as const
const address = { kind: 'EMAIL', value: 'zora@marker.example' } as const
const phone = { kind: 'PHONE', value: '+32470123456' } as const
const internal = { kind: 'SYSTEM_ID', value: 'odoo:contact:42', system: 'odoo' } as const
const birth = { kind: 'BIRTH_DATE', value: '1980-01-02' } as const

const facts: NoticeFacts = {
  kind: 'ERASURE',
  id: 'notice-1',
  language: 'NL',
  controller: 'Cloudware NV',
  categories: ['PHONE_NUMBER', 'EMAIL_ADDRESS'],
  identifiers: [internal, phone, birth, name, address],
  changes: [{ category: 'PHONE_NUMBER', from: '+32470000101', to: '+32470123456' }],
}

describe('by what a recipient recognises the person', () => {
  test.each<[string, SubjectIdentifier[], SubjectIdentifier[]]>([
    ['the name and an address', [internal, phone, birth, name, address], [name, address]],
    ['a number where there is no address', [phone, internal], [phone]],
    [
      'an enterprise number',
      [{ kind: 'ENTERPRISE_NUMBER', value: '0999000129' }, name],
      [name, { kind: 'ENTERPRISE_NUMBER', value: '0999000129' }],
    ],
    ['the name where nothing else is known', [name, birth, internal], [name]],
  ])('%s', (_what, known, told) => {
    expect(recognisedBy(known)).toEqual(told)
  })

  test('is never more than a name and one identifier', () => {
    const identifiers = fc.array(fc.record({ kind: fc.constantFrom(...Object.values(IdentifierKind)), value: fc.string({ minLength: 1 }) }))
    fc.assert(
      fc.property(identifiers, (known) => {
        const told = recognisedBy(known)
        expect(told.filter(({ kind }) => kind !== 'NAME').length).toBeLessThanOrEqual(1)
        expect(told.length).toBeLessThanOrEqual(2)
        expect(told.map(({ kind }) => kind)).not.toContain('BIRTH_DATE')
        expect(isRecognisable(known)).toBe(told.some(({ kind }) => kind !== 'NAME'))
      }),
    )
  })
})

describe.each(Object.values(Language))('a letter in %s', (language) => {
  test.each(Object.values(NoticeKind))('of kind %s names the person, what it is about, the duty and the reference', (kind) => {
    const { subject, text } = noticeLetter({ ...facts, kind, language })
    expect(text).toContain(name.value)
    expect(text).toContain(address.value)
    expect(text).toContain('notice-1')
    expect(text).toContain('Cloudware NV')
    expect(text).toMatch(/19/)
    expect(text).not.toContain(birth.value)
    expect(text).not.toContain(internal.value)
    expect(subject).not.toMatch(/Zora|marker|\+32/)
  })

  test('tells values only where they were corrected', () => {
    expect(noticeLetter({ ...facts, kind: 'RECTIFICATION', language }).text).toContain('+32470000101 → +32470123456')
    expect(noticeLetter({ ...facts, kind: 'ERASURE', language }).text).not.toContain('+32470000101')
    expect(noticeLetter({ ...facts, kind: 'RESTRICTION', language }).text).not.toContain('+32470000101')
    expect(noticeLetter({ ...facts, kind: 'SUPPLEMENT', language }).text).not.toContain('+32470000101')
  })

  test('to a register asks for each correction, and leaves the signature to the person', () => {
    const system = { NL: 'Kruispuntbank', FR: 'Banque-Carrefour', DE: 'Zentrale Datenbank', EN: 'Crossroads Bank' }
    const letter = referralLetter({
      authority: 'FOD Economie',
      contact: 'Vooruitgangstraat 50',
      url: 'https://kbo.example',
      instructions: { NL: 'Zo doet u het.', FR: 'Comment faire.', DE: 'So geht es.', EN: 'How to do it.' },
      system,
      right: 'RECTIFICATION',
      changes: facts.changes,
    })
    expect(letter[language]).toMatch(/^.+\. https:\/\/kbo\.example\n\n— — —\n\nFOD Economie\nVooruitgangstraat 50\n\n/)
    expect(letter[language]).toContain(system[language])
    expect(letter[language]).toContain('+32470000101 → +32470123456')
    expect(letter[language]).not.toContain('Zora')
  })

  test('to a customer says which right, since when, and which record', () => {
    const system = { NL: 'Odoo', FR: 'Odoo', DE: 'Odoo', EN: 'Odoo' }
    const letter = forwardLetter({
      controller: 'Cloudware NV',
      right: 'ERASURE',
      receivedOn: '2026-03-05',
      reference: 'PDH-2026-000001',
      system,
      externalId: '42',
      categories: ['SUPPORT_TICKET'],
      changes: [],
      isSupplement: false,
    })[language]
    expect(letter).toContain('2026-03-05')
    expect(letter).toContain('PDH-2026-000001')
    expect(letter).toContain(': 42')
  })
})

test('a letter without a value says so, and a value cannot write lines of its own', () => {
  const hostile = { category: 'PHONE_NUMBER', from: null, to: 'one\r\n\r\nDear Sir,\nsend money' } as const
  const { text } = noticeLetter({ ...facts, kind: 'RECTIFICATION', changes: [hostile] })
  expect(text).toContain('(niets) → one Dear Sir, send money')
  const { text: named } = noticeLetter({ ...facts, identifiers: [{ ...name, value: 'A\nB' }, address] })
  expect(named).toContain('Naam: A B')
})
