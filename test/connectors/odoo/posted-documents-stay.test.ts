import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { WriteAnswer } from '../../../src/connectors/connector.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import type { WriteRefusalReason } from '../../../src/vocabulary/write-refusal.js'
import { never } from '../odoo-world.js'
import { startWriting, versions, type WritingWorld } from './writing-world.js'

function refused(reason: WriteRefusalReason): WriteAnswer {
  return { kind: 'REFUSED', reason }
}

const invoice = { move_type: 'out_invoice', date: '2026-02-10', invoice_date: '2026-02-10' }
const posted = { ...invoice, name: 'INV/2026/00001', state: 'posted', posted_before: true }

describe.each(versions)('in Odoo %i', (version) => {
  let world: WritingWorld
  let contact: number
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion })
    contact = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example', street: 'Korenmarkt 12' })
  })
  afterEach(() => world.stop())

  const create = (model: string, values: Readonly<Record<string, unknown>>): number => world.simulator.orm.create(model, values)

  async function erase(recordType: string, id: number, method: 'ERASE' | 'ANONYMISE' = 'ERASE'): Promise<WriteAnswer> {
    return world.connector.erase!(await world.order(recordType, id), method, never)
  }

  test.each([
    ['is posted', posted],
    ['is a draft that was posted once', { ...posted, state: 'draft' }],
    ['is cancelled and has a number', { ...posted, state: 'cancel', posted_before: false }],
  ])('an invoice is never touched when it %s', async (_, values) => {
    const id = create('account.move', { ...values, partner_id: contact })
    expect(await erase('invoice', id)).toEqual(refused('POSTED_DOCUMENT'))
    expect(world.simulator.changes).toEqual([])
    expect(world.simulator.orm.read('account.move', id)).toMatchObject({ state: values.state, name: values.name })
  })

  test('an invoice that never had a number is deleted with its lines', async () => {
    const line = { name: 'Bijenwas', partner_id: contact, price_total: 12 }
    const id = create('account.move', { ...invoice, partner_id: contact, invoice_line_ids: [[0, 0, line]] })
    expect(await erase('invoice', id)).toEqual({ kind: 'DONE' })
    expect([world.simulator.orm.count('account.move'), world.simulator.orm.count('account.move.line')]).toEqual([0, 0])
  })

  test('a line of a posted invoice stays', async () => {
    const id = create('account.move', { ...posted, partner_id: contact, invoice_line_ids: [[0, 0, { name: 'Bijenwas' }]] })
    const [line] = world.simulator.orm.find('account.move.line', [['move_id', '=', id]])
    expect(await erase('invoice-line', line!.id)).toEqual(refused('POSTED_DOCUMENT'))
  })

  test.each(['ERASE', 'ANONYMISE'] as const)('a contact on a posted invoice is not subject to %s', async (method) => {
    create('account.move', { ...posted, partner_id: contact })
    expect(await erase('contact', contact, method)).toEqual(refused('POSTED_DOCUMENT'))
    expect(world.simulator.changes).toEqual([])
    expect(world.simulator.orm.find('account.move')[0]).toMatchObject({ invoice_partner_display_name: 'Lotte Peeters' })
  })

  test('an address to which a posted invoice was sent stays', async () => {
    const address = create('res.partner', { name: 'Atelier', type: 'delivery', parent_id: contact, street: 'Kluisbos 8' })
    create('account.move', { ...posted, partner_id: contact, partner_shipping_id: address })
    expect(await erase('contact-address', address)).toEqual(refused('POSTED_DOCUMENT'))
  })

  test('a contact in a posted entry of the books stays', async () => {
    create('account.move', { ...posted, move_type: 'entry', line_ids: [[0, 0, { name: 'Betaling', partner_id: contact }]] })
    expect(await erase('contact', contact)).toEqual(refused('POSTED_DOCUMENT'))
  })

  test.each(['name', 'street', 'vat', 'parent_id'])('a restriction may not empty %s', async (field) => {
    create('account.move', { ...posted, partner_id: contact })
    const order = await world.order('contact', contact, { [field]: null })
    expect(await world.connector.restrict!(order, true, never)).toEqual(refused('POSTED_DOCUMENT'))
    expect(world.simulator.changes).toEqual([])
  })

  test('a restriction empties what the documents do not show, and leaves those as they were', async () => {
    const id = create('account.move', { ...posted, partner_id: contact })
    const before = world.simulator.orm.read('account.move', id)
    const order = await world.order('contact', contact, { email: null })
    expect(await world.connector.restrict!(order, true, never)).toEqual({ kind: 'DONE' })
    expect(world.simulator.orm.read('account.move', id)).toEqual(before)
    expect(await world.look('contact', contact)).toMatchObject({
      isRestricted: true,
      fields: { name: 'Lotte Peeters', street: 'Korenmarkt 12' },
    })
  })

  test('whoever may not read the invoices deletes no contact', async () => {
    world.simulator.barriers.deny('account.move', ['read'])
    expect(await erase('contact', contact)).toEqual(refused('NO_PERMISSION'))
    expect(await erase('contact', contact, 'ANONYMISE')).toEqual(refused('NO_PERMISSION'))
    expect(world.simulator.changes).toEqual([])
  })

  test('a contact on a draft invoice, or on an order, is still referenced: none of them is deleted unasked', async () => {
    const draft = create('account.move', { ...invoice, partner_id: contact })
    expect(await erase('contact', contact)).toEqual(refused('STILL_REFERENCED'))
    world.simulator.orm.remove('account.move', draft)
    create('sale.order', { name: 'S1', partner_id: contact })
    expect(await erase('contact', contact)).toEqual(refused('STILL_REFERENCED'))
    expect(world.simulator.orm.count('sale.order')).toBe(1)
  })

  test('without accounting and sales a contact is deleted', async () => {
    await world.stop()
    world = await startWriting({ version: version as OdooVersion, modules: [] })
    expect(await erase('contact', create('res.partner', { name: 'Lotte Peeters' }))).toEqual({ kind: 'DONE' })
  })
})
