import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { WriteAnswer } from '../../../src/connectors/connector.js'
import { gather } from '../../../src/kernel/streams.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import { linkTo, never } from '../odoo-world.js'
import { refTo, startWriting, versions, type WritingWorld } from './writing-world.js'

const notSupported = { kind: 'REFUSED', reason: 'NOT_SUPPORTED' }

describe.each(versions)('in Odoo %i', (version) => {
  let world: WritingWorld
  let contact: number
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion })
    contact = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example' })
  })
  afterEach(() => world.stop())

  const create = (model: string, values: Readonly<Record<string, unknown>>): number => world.simulator.orm.create(model, values)
  const read = (model: string, id: number) => world.simulator.orm.read(model, id)

  async function erase(recordType: string, id: number): Promise<WriteAnswer> {
    return world.connector.erase!(await world.order(recordType, id), 'ERASE', never)
  }

  function appointment(...guests: readonly number[]): number {
    return create('calendar.event', {
      name: 'Workshop',
      start: '2026-05-06 08:00:00',
      stop: '2026-05-06 09:00:00',
      partner_ids: [[6, 0, guests]],
    })
  }

  test('an appointment of several persons stays, and who wants to go goes from it', async () => {
    const other = create('res.partner', { name: 'Noor Claes' })
    const event = appointment(contact, other)
    expect(await erase('calendar-event', event)).toEqual(notSupported)
    const [attendance] = world.simulator.orm.find('calendar.attendee', [['partner_id', '=', contact]])
    expect(await erase('attendance', attendance!.id)).toEqual({ kind: 'DONE' })
    expect(read('calendar.event', event)).toMatchObject({ partner_ids: [other] })
    expect(world.simulator.orm.count('calendar.attendee')).toBe(1)
  })

  test('an appointment with colleagues alone is deleted', async () => {
    const colleague = Number(read('res.users', 2)?.['partner_id'])
    expect(await erase('calendar-event', appointment(contact, colleague))).toEqual({ kind: 'DONE' })
    expect(world.simulator.orm.count('calendar.event')).toBe(0)
  })

  test.each([['admin'], ['privacy-hub@cloudware.example']])('the account %s is neither closed nor deleted', async (login) => {
    const [user] = world.simulator.orm.find('res.users', [['login', '=', login]])
    expect(await erase('portal-user', user!.id)).toEqual(notSupported)
    expect(await world.connector.restrict!(await world.order('portal-user', user!.id), true, never)).toEqual(notSupported)
    expect(read('res.users', user!.id)).toMatchObject({ active: true })
    expect(world.simulator.changes).toEqual([])
  })

  test('an account from outside is closed, then deleted; its contact stays', async () => {
    const user = create('res.users', { login: 'lotte@one.example', name: 'Lotte Peeters', partner_id: contact })
    expect(await erase('portal-user', user)).toEqual({ kind: 'DONE' })
    expect(world.simulator.changesOf('res.users', user)).toEqual({ write: 1, unlink: 1 })
    expect(read('res.users', user)).toBeUndefined()
    expect(read('res.partner', contact)).toMatchObject({ name: 'Lotte Peeters' })
  })

  test('a contact with an active account is told apart from one that is still referenced', async () => {
    create('res.users', { login: 'lotte@one.example', name: 'Lotte Peeters', partner_id: contact })
    expect(await erase('contact', contact)).toEqual({ kind: 'REFUSED', reason: 'ACTIVE_ACCOUNT' })
    const restriction = await world.connector.restrict!(await world.order('contact', contact), true, never)
    expect(restriction).toEqual({ kind: 'REFUSED', reason: 'ACTIVE_ACCOUNT' })
  })

  test('a confirmed order is not cancelled', async () => {
    const order = create('sale.order', { name: 'S1', partner_id: contact, state: 'sale' })
    expect(await erase('order', order)).toEqual({ kind: 'REFUSED', reason: 'RULE_OF_SYSTEM' })
    expect(read('sale.order', order)).toMatchObject({ state: 'sale' })
  })

  test('a quotation that was sent is cancelled and deleted', async () => {
    const order = create('sale.order', { name: 'S1', partner_id: contact, state: 'sent' })
    expect(await erase('order', order)).toEqual({ kind: 'DONE' })
    expect(world.simulator.changesOf('sale.order', order)).toEqual({ action_cancel: 1, unlink: 1 })
  })

  test('a card that a payment was made with is emptied for good, and then counts as gone', async () => {
    const token = create('payment.token', { partner_id: contact, payment_details: '•••• 4242', provider_ref: 'tok' })
    create('payment.transaction', { reference: 'INV/1', amount: 1, state: 'done', partner_id: contact, token_id: token })
    expect(await erase('payment-token', token)).toEqual({ kind: 'DONE' })
    expect(read('payment.token', token)).toMatchObject({ active: false, payment_details: false })
    expect(await world.look('payment-token', token)).toBeUndefined()
    const pages = await world.pages([linkTo('contact', contact)])
    expect(pages.flatMap(({ records }) => records).filter(({ ref }) => ref.recordType === 'payment-token')).toEqual([])
    expect((await gather(world.connector.scan!('payment-token', never))).flat()).not.toContainEqual(
      expect.objectContaining({ ref: refTo('payment-token', token) }),
    )
  })

  test('a card that nothing was paid with is deleted', async () => {
    const token = create('payment.token', { partner_id: contact, payment_details: '•••• 4242', provider_ref: 'tok' })
    expect(await erase('payment-token', token)).toEqual({ kind: 'DONE' })
    expect(read('payment.token', token)).toBeUndefined()
  })

  test('a file stays where another message, or a document that the law keeps, holds it too', async () => {
    const invoice = create('account.move', { move_type: 'out_invoice', partner_id: contact })
    const places = [
      ['res.partner', contact],
      ['res.partner', contact],
      ['account.move', invoice],
    ] as const
    const [own, shared, ofInvoice] = places.map(([res_model, res_id]) => create('ir.attachment', { name: 'x.txt', res_model, res_id }))
    const about = { model: 'res.partner', res_id: contact, message_type: 'email' }
    const message = create('mail.message', { ...about, attachment_ids: [[6, 0, [own, shared, ofInvoice]]] })
    create('mail.message', { ...about, attachment_ids: [[6, 0, [shared]]] })
    expect(await erase('message', message)).toEqual({ kind: 'DONE' })
    expect(world.simulator.orm.find('ir.attachment').map(({ id }) => id)).toEqual([shared, ofInvoice])
  })

  test.each([
    ['mail-blacklist-entry', 'mail.blacklist', { email: 'lotte@one.example' }],
    ['payment', 'account.payment', { amount: 1 }],
  ])('a %s is not erased at all', async (recordType, model, values) => {
    const id = create(model, values)
    expect(await erase(recordType, id)).toEqual(notSupported)
    expect(read(model, id)).toBeDefined()
  })
})
