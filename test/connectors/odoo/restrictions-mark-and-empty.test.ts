import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { WriteAnswer } from '../../../src/connectors/connector.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import type { FieldValue } from '../../../src/vocabulary/source-record.js'
import { never } from '../odoo-world.js'
import { startWriting, versions, type WritingWorld } from './writing-world.js'

describe.each(versions)('a restriction in Odoo %i', (version) => {
  let world: WritingWorld
  let contact: number
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion })
    contact = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example', street: 'Korenmarkt 12' })
    world.simulator.orm.edit('res.partner', contact, { email: 'lotte@two.example' })
    world.simulator.orm.create('ir.attachment', { name: 'logo.txt', res_model: 'res.partner', res_id: contact })
  })
  afterEach(() => world.stop())

  async function restrict(
    recordType: string,
    id: number,
    on: boolean,
    changes: Readonly<Record<string, FieldValue | null>> = {},
  ): Promise<WriteAnswer> {
    return world.connector.restrict!(await world.order(recordType, id, changes), on, never)
  }

  const kept = (): readonly number[] => [
    world.simulator.orm.count('mail.tracking.value', [['mail_message_id.res_id', '=', contact]]),
    world.simulator.orm.count('mail.message', [
      ['model', '=', 'res.partner'],
      ['res_id', '=', contact],
    ]),
    world.simulator.orm.count('ir.attachment'),
  ]

  test('that only marks loses nothing, and is taken away again', async () => {
    const before = [await world.look('contact', contact), kept()]
    expect(await restrict('contact', contact, true)).toEqual({ kind: 'DONE' })
    expect(await world.look('contact', contact)).toMatchObject({ isRestricted: true, fields: { email: 'lotte@two.example' } })
    expect(await restrict('contact', contact, false)).toEqual({ kind: 'DONE' })
    expect([await world.look('contact', contact), kept()]).toEqual(before)
  })

  test('that empties leaves neither former values nor notes nor files of what is gone', async () => {
    expect(await restrict('contact', contact, true, { email: null })).toEqual({ kind: 'DONE' })
    const { fields, isRestricted } = (await world.look('contact', contact))!
    expect([fields['email'], fields['name'], fields['street'], isRestricted]).toEqual([undefined, 'Lotte Peeters', 'Korenmarkt 12', true])
    expect(kept()).toEqual([0, 0, 0])
  })

  test('is harmless when it is made twice', async () => {
    await restrict('contact', contact, true, { email: null })
    expect(await restrict('contact', contact, true, { email: null })).toEqual({ kind: 'DONE' })
    expect(await world.look('contact', contact)).toMatchObject({ isRestricted: true })
  })

  test('of an employee keeps files, notes and the former values of what is kept', async () => {
    const { orm } = world.simulator
    const employee = orm.create('hr.employee', { name: 'Sofie Maes', emergency_contact: 'Haar moeder', birthday: '1984-02-17' })
    orm.edit('hr.employee', employee, { emergency_contact: 'Haar vader', birthday: '1984-02-18' })
    orm.create('ir.attachment', { name: 'contract.txt', res_model: 'hr.employee', res_id: employee })
    expect(await restrict('employee', employee, true, { emergency_contact: null })).toEqual({ kind: 'DONE' })
    expect(orm.count('mail.tracking.value', [['old_value_char', '=', 'Haar moeder']])).toBe(0)
    expect(orm.count('mail.tracking.value', [['old_value_char', '=', '1984-02-17']])).toBe(1)
    expect(orm.count('ir.attachment', [['res_model', '=', 'hr.employee']])).toBe(1)
  })

  test('of what cannot be archived is that nothing names the person any more', async () => {
    const values = { reference: 'INV/1', amount: 1, state: 'done', partner_id: contact }
    const payment = world.simulator.orm.create('payment.transaction', {
      ...values,
      partner_name: 'Lotte Peeters',
      partner_email: 'lotte@one.example',
    })
    expect(await world.look('online-payment', payment)).toMatchObject({ isRestricted: false })
    expect(await restrict('online-payment', payment, true)).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
    expect(await restrict('online-payment', payment, true, { partner_name: 'Anoniem', partner_email: null })).toEqual({ kind: 'DONE' })
    expect(await world.look('online-payment', payment)).toMatchObject({ isRestricted: true, fields: { reference: 'INV/1', amount: 1 } })
    expect(await restrict('online-payment', payment, false)).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
  })

  test('of a kind that knows none is not supported', async () => {
    const entry = world.simulator.orm.create('mail.blacklist', { email: 'lotte@one.example' })
    expect(await restrict('mail-blacklist-entry', entry, true)).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
  })
})

test('former values under an audit trail are kept by Odoo: nothing is written', async () => {
  const world = await startWriting({ version: 19 })
  const { orm } = world.simulator
  const contact = orm.create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example' })
  orm.edit('res.partner', contact, { email: 'lotte@two.example' })
  orm.create('account.move', { move_type: 'out_invoice', partner_id: contact, state: 'posted', posted_before: true, name: 'INV/1' })
  orm.edit('res.company', 1, { restrictive_audit_trail: true })
  const order = await world.order('contact', contact, { email: null })
  expect(await world.connector.restrict!(order, true, never)).toEqual({ kind: 'REFUSED', reason: 'AUDIT_TRAIL' })
  expect(world.simulator.changes).toEqual([])
  expect(await world.look('contact', contact)).toMatchObject({ isRestricted: false, fields: { email: 'lotte@two.example' } })
  await world.stop()
})
