import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { WriteAnswer } from '../../../src/connectors/connector.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import type { FieldValue } from '../../../src/vocabulary/source-record.js'
import { never } from '../odoo-world.js'
import { startWriting, versions, type WritingWorld } from './writing-world.js'

const refusedValue = { kind: 'REFUSED', reason: 'VALUE_REFUSED' }
const netherlands = 2

describe.each(versions)('a correction in Odoo %i', (version) => {
  let world: WritingWorld
  let contact: number
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion })
    contact = world.simulator.orm.create('res.partner', {
      name: 'Lotte Peeters',
      street: 'Meir 3',
      country_id: netherlands,
      vat: 'BE0477472701',
    })
    world.simulator.orm.create('res.country.state', { name: 'Limburg', code: 'NL-LI', country_id: netherlands })
    world.simulator.orm.create('res.country.state', { name: 'Limburg', code: 'VLI', country_id: 1 })
  })
  afterEach(() => world.stop())

  async function correct(recordType: string, id: number, changes: Readonly<Record<string, FieldValue | null>>): Promise<WriteAnswer> {
    return world.connector.rectify!(await world.order(recordType, id, changes), never)
  }

  const fields = async (recordType: string, id: number) => (await world.look(recordType, id))?.fields

  test('writes what is wrong and nothing else', async () => {
    expect(await correct('contact', contact, { street: 'Korenmarkt 12', zip: '9000' })).toEqual({ kind: 'DONE' })
    expect(await fields('contact', contact)).toMatchObject({
      name: 'Lotte Peeters',
      street: 'Korenmarkt 12',
      zip: '9000',
      country_id: 'Netherlands',
    })
    expect(world.simulator.changesOf('res.partner', contact)).toEqual({ write: 1 })
  })

  test.each(['BE', 'be', 'Belgium', 'België', 'Belgique', 'Belgien', 'belgie '])('takes %j for Belgium', async (country_id) => {
    expect(await correct('contact', contact, { country_id })).toEqual({ kind: 'DONE' })
    expect(await fields('contact', contact)).toMatchObject({ country_id: 'Belgium' })
  })

  test.each(['Atlantis', 'B', 'Belg', ''])('takes %j for no country', async (country_id) => {
    expect(await correct('contact', contact, { country_id })).toEqual(refusedValue)
    expect(world.simulator.changes).toEqual([])
  })

  test('finds a province in the country that the address is in, or is moved to', async () => {
    expect(await correct('contact', contact, { state_id: 'Limburg' })).toEqual({ kind: 'DONE' })
    expect(world.simulator.orm.read('res.partner', contact)).toMatchObject({ state_id: 1 })
    expect(await correct('contact', contact, { state_id: 'limburg', country_id: 'België' })).toEqual({ kind: 'DONE' })
    expect(world.simulator.orm.read('res.partner', contact)).toMatchObject({ state_id: 2, country_id: 1 })
    expect(await correct('contact', contact, { state_id: 'NL-LI' })).toEqual(refusedValue)
  })

  test('does not guess between two provinces where the country is not known', async () => {
    expect(await correct('contact', contact, { country_id: null, state_id: 'Limburg' })).toEqual(refusedValue)
  })

  test('finds another record by its whole name only', async () => {
    const industry = world.simulator.orm.create('res.partner.industry', { name: 'Grafische sector' })
    expect(await correct('contact', contact, { industry_id: 'Grafische' })).toEqual(refusedValue)
    expect(await correct('contact', contact, { industry_id: 'Grafische sector' })).toEqual({ kind: 'DONE' })
    expect(world.simulator.orm.read('res.partner', contact)).toMatchObject({ industry_id: industry })
  })

  test('empties a field, and keeps a text as it was written', async () => {
    const comment = '<p>Eerste regel</p>\n<p>Tweede & laatste</p>'
    expect(await correct('contact', contact, { street: null, comment })).toEqual({ kind: 'DONE' })
    expect(world.simulator.orm.read('res.partner', contact)).toMatchObject({ street: false, comment })
  })

  test('writes moments, dates and numbers in Odoo’s form, and refuses what is none', async () => {
    const event = world.simulator.orm.create('calendar.event', { name: 'x', start: '2026-12-01 10:00:00', stop: '2026-12-01 11:00:00' })
    expect(await correct('calendar-event', event, { start: '2026-12-01T10:30:00+01:00' })).toEqual({ kind: 'DONE' })
    expect(world.simulator.orm.read('calendar.event', event)).toMatchObject({ start: '2026-12-01 09:30:00' })
    expect(await correct('calendar-event', event, { start: 'tomorrow' })).toEqual(refusedValue)
    const employee = world.simulator.orm.create('hr.employee', { name: 'Sofie Maes' })
    expect(await correct('employee', employee, { birthday: '1984-02-17', children: '2', private_city: 'Leuven' })).toEqual({ kind: 'DONE' })
    expect(await fields('employee', employee)).toMatchObject({ birthday: '1984-02-17', children: 2, private_city: 'Leuven' })
    expect(await correct('employee', employee, { birthday: '17/02/1984' })).toEqual(refusedValue)
    expect(await correct('employee', employee, { children: 'two' })).toEqual(refusedValue)
  })

  test('of a value against a rule of Odoo is refused', async () => {
    expect(await correct('contact', contact, { vat: 'BE0477472702' })).toEqual(refusedValue)
    expect(await correct('contact', contact, { lang: 'tlh' })).toEqual(refusedValue)
    expect(await fields('contact', contact)).toMatchObject({ vat: 'BE0477472701' })
  })

  test('in a field that this version lacks is not supported; emptying it is nothing to do', async () => {
    const lacking = version === 19 ? 'mobile' : 'global_location_number'
    expect(await correct('contact', contact, { [lacking]: '+32470000102' })).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
    expect(await correct('contact', contact, { [lacking]: null, street: 'Korenmarkt 12' })).toEqual({ kind: 'DONE' })
  })

  test('leaves Odoo’s own note of the former value, as any correction by staff', async () => {
    const id = world.simulator.orm.create('res.partner', { name: 'Noor', phone: '+32470000101' })
    await correct('contact', id, { phone: '+32470000102' })
    expect(world.simulator.orm.count('mail.tracking.value', [['old_value_char', '=', '+32470000101']])).toBe(1)
  })

  test('without the right to write is refused', async () => {
    const { restrictedKey, restrictedLogin, url, database } = world.simulator
    const restricted = await startWriting(
      { version: version as OdooVersion },
      { url, database, apiKey: restrictedKey, login: restrictedLogin },
    )
    const order = await restricted.order('contact', contact, { street: 'Korenmarkt 12' })
    expect(await restricted.connector.rectify!(order, never)).toEqual({ kind: 'REFUSED', reason: 'NO_PERMISSION' })
    await restricted.stop()
  })
})
