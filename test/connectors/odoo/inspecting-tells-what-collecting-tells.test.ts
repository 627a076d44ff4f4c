import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import { everythingMapped } from '../odoo-selection.js'
import { email, never } from '../odoo-world.js'
import { person, seedPerson } from './erasable-person.js'
import { refTo, startWriting, versions, type WritingWorld } from './writing-world.js'

describe.each(versions)('a record of Odoo %i', (version) => {
  let world: WritingWorld
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion })
  })
  afterEach(() => world.stop())

  test('inspected has the fields and the version with which it was collected', async () => {
    seedPerson(world.simulator)
    const located = await world.find(email(person.email), email(person.privateEmail))
    const records = await world.records(located.map(({ subjectId, ref }) => ({ subjectId, ref })))
    const inspected = await world.connector.inspect!(
      records.map(({ ref }) => ref),
      everythingMapped,
      never,
    )
    const facts = (list: readonly { ref: object; fields: object; version?: string }[]) =>
      list
        .map(({ ref, fields, version: second }) => ({ ref, fields, version: second }))
        .sort((left, right) => (JSON.stringify(left.ref) < JSON.stringify(right.ref) ? -1 : 1))
    expect(records.length).toBeGreaterThan(30)
    expect(facts(inspected)).toEqual(facts(records))
  })

  test('is inspected with the selected fields alone', async () => {
    const id = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example' })
    const [record] = await world.connector.inspect!([refTo('contact', id)], new Map([['contact', ['email', 'mobile']]]), never)
    expect(record?.fields).toEqual({ email: 'lotte@one.example' })
  })

  test('that is not there is left out, and the others are told', async () => {
    const id = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters' })
    const inspected = await world.connector.inspect!([refTo('contact', 999_999), refTo('contact', id)], everythingMapped, never)
    expect(inspected.map(({ ref }) => ref.externalId)).toEqual([String(id)])
  })

  test('that may not be seen is never taken for one that is gone', async () => {
    const id = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters' })
    world.simulator.barriers.hide('res.partner', id)
    await expect(world.look('contact', id)).rejects.toMatchObject({ reason: 'NO_PERMISSION' })
  })

  test('of a model that is not installed is never taken for one that is gone', async () => {
    await expect(world.look('ticket', 1)).rejects.toMatchObject({ reason: 'NOT_INSTALLED' })
  })

  test('shows a company’s numbers on the company, not on its contacts', async () => {
    const company = world.simulator.orm.create('res.partner', { name: 'Acme', is_company: true, vat: 'BE0477472701' })
    const contact = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', parent_id: company })
    expect((await world.look('contact', company))?.fields).toMatchObject({ vat: 'BE0477472701' })
    expect((await world.look('contact', contact))?.fields).not.toHaveProperty('vat')
  })
})
