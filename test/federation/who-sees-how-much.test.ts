import { describe, expect, test } from '@jest/globals'
import type { FieldMap } from '../../src/datamap/data-map.js'
import { type Audience, disclosureOf } from '../../src/federation/disclosure-rules.js'
import { type StatementContext, statementsOf } from '../../src/federation/statements.js'
import { personalRecordOf } from '../../src/federation/personal-record.js'
import { StatementIds } from '../../src/security/statement-ids.js'
import type { SourceRecord } from '../../src/vocabulary/source-record.js'
import { fieldWith, keysForTests, mapOfSystems } from '../builders/federation.js'

const subject: Audience = { isSubject: true, steppedUp: false, medium: 'SCREEN' }
const staff: Audience = { isSubject: false, steppedUp: false, medium: 'SCREEN' }
const copy: Audience = { isSubject: true, steppedUp: false, medium: 'EXPORT' }
const steppedUpCopy: Audience = { ...copy, steppedUp: true }

const national = fieldWith({ category: 'NATIONAL_REGISTER_NUMBER' })
const iban = fieldWith({ category: 'BANK_ACCOUNT', format: 'IBAN' })
const password = fieldWith({ category: 'PASSWORD' })
const message = fieldWith({ category: 'OTHER_PROVIDED_DATA', freeText: true })

describe('how much is disclosed', () => {
  test.each<[string, FieldMap, boolean | undefined, Audience, string]>([
    ['a national number to its subject', national, undefined, subject, 'MASKED'],
    ['a national number to staff', national, undefined, staff, 'WITHHELD NATIONAL_NUMBER'],
    [
      'a national number to staff, mapped less strictly',
      { ...national, disclosure: 'VALUE' },
      undefined,
      staff,
      'WITHHELD NATIONAL_NUMBER',
    ],
    ['a national number in a copy made without a fresh log-in', national, undefined, copy, 'WITHHELD NATIONAL_NUMBER'],
    ['a national number in a copy after a renewed log-in', national, undefined, steppedUpCopy, 'VALUE'],
    ['a bank account on a screen', iban, undefined, subject, 'MASKED'],
    ['a bank account in a copy', iban, undefined, copy, 'VALUE'],
    ['a password to its subject', password, undefined, steppedUpCopy, 'METADATA_ONLY'],
    ['anything mapped as existence', fieldWith({ format: 'METADATA' }), undefined, steppedUpCopy, 'METADATA_ONLY'],
    ['a message that the subject wrote', message, true, subject, 'VALUE'],
    ['a message that another wrote', message, false, steppedUpCopy, 'WITHHELD RIGHTS_OF_OTHERS'],
    ['a message that another wrote, to staff', message, false, staff, 'WITHHELD RIGHTS_OF_OTHERS'],
    ['a name on a message that another wrote', fieldWith({ category: 'PERSON_NAME' }), false, subject, 'VALUE'],
  ])('%s', (_name, field, authored, audience, expected) => {
    const { mode, withheld } = disclosureOf(field, authored, audience)
    expect([mode, withheld?.ground].join(' ').trim()).toBe(expected)
  })
})

function contextWith(fields: Readonly<Record<string, FieldMap>>, audience: Audience = subject): StatementContext {
  const map = mapOfSystems('crm')
  const crm = map.systems.get('crm')!
  const recordTypes = { contact: { ...crm.recordTypes['contact']!, fields } }
  const dataMap = { ...map, systems: new Map([['crm', { ...crm, recordTypes }]]) }
  return { dataMap, ids: new StatementIds(keysForTests), capabilities: new Map(), audience }
}

function record(fields: SourceRecord['fields'], more: Partial<SourceRecord> = {}): SourceRecord {
  const ref = { system: 'crm', recordType: 'contact', externalId: '8' }
  return { ref, subjectId: 's', fields, observedAt: '2026-03-05T09:00:00.000Z', attachments: [], ...more }
}

describe('statements', () => {
  test('are one for each value of a list, with ids that stay', () => {
    const context = contextWith({ phone: fieldWith({ format: 'PHONE' }) })
    const read = () => statementsOf(record({ phone: ['0470000101', '0470000102'] }), context)
    expect(read().map(({ value }) => value)).toEqual(['+32470000101', '+32470000102'])
    expect(read().map(({ id }) => id)).toEqual(read().map(({ id }) => id))
    expect(new Set(read().map(({ id }) => id)).size).toBe(2)
  })

  test('have other ids for another subject', () => {
    const context = contextWith({ phone: fieldWith() })
    const [one] = statementsOf(record({ phone: '1' }), context)
    const [other] = statementsOf(record({ phone: '1' }, { subjectId: 't' }), context)
    expect(one?.id).not.toBe(other?.id)
  })

  test('are made of several source fields where the map says so', () => {
    const address = fieldWith({ category: 'POSTAL_ADDRESS', format: 'ADDRESS', from: { street: 'street', city: 'city' } })
    const phones = fieldWith({ from: ['mobile', 'phone'] })
    const made = statementsOf(
      record({ street: 'Korenmarkt 12', city: 'Gent', mobile: '1', phone: ['2', '3'] }),
      contextWith({ address, phones }),
    )
    expect(made.map(({ value }) => value)).toEqual(['Korenmarkt 12, Gent', '1', '2', '3'])
  })

  test('leave out what the map does not name and what the source does not hold', () => {
    expect(statementsOf(record({ internal: 'margin 40%' }), contextWith({ phone: fieldWith() }))).toEqual([])
  })

  test('carry nothing of a value that is masked, withheld or told as existence only', () => {
    const fields = { national, iban, password, message }
    const held = { national: '85.07.30-033.28', iban: 'BE22001999000147', password: 'hunter2', message: 'Buurman Jan drinkt.' }
    const made = statementsOf(record(held, { authoredBySubject: false }), contextWith(fields))
    expect(made.map(({ disclosure }) => disclosure)).toEqual(['MASKED', 'MASKED', 'METADATA_ONLY', 'WITHHELD'])
    expect(JSON.stringify(made)).not.toMatch(/85|1999|hunter2|Jan/)
    expect(made[2]?.data).toEqual({ exists: true })
  })

  test('say that staff must act where the hub cannot write', () => {
    const [made] = statementsOf(record({ phone: '1' }), contextWith({ phone: fieldWith() }))
    expect([made?.rectifiable.mode, made?.erasable.mode]).toEqual(['MANUAL', 'MANUAL'])
  })

  test('of a record that the map does not know are an error, not silence', () => {
    const stranger = { ...record({}), ref: { system: 'crm', recordType: 'secret', externalId: '1' } }
    expect(() => statementsOf(stranger, contextWith({}))).toThrow(/does not know crm\/secret/)
  })
})

describe('a record', () => {
  test('counts what is withheld for others, and names no file that another wrote', () => {
    const attachments = [
      { id: 'a', name: 'offerte Jan.pdf', mediaType: 'application/pdf', authoredBySubject: false },
      { id: 'b', name: 'mijn brief.pdf', mediaType: 'application/pdf', authoredBySubject: true },
    ]
    const held = record({ message: 'x' }, { authoredBySubject: false, attachments })
    const view = personalRecordOf(held, contextWith({ message }))
    expect(view.thirdPartiesRedacted).toBe(1)
    expect(view.attachments.map(({ name, withheld }) => [name, withheld])).toEqual([
      [null, true],
      ['mijn brief.pdf', false],
    ])
  })
})
