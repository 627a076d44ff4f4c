import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { odooCalls } from '../builders/odoo-calls.js'

const usedText =
  "The operation cannot be completed: Another model is using the record you are trying to delete.\n\nThe troublemaker is: 'Sales Order' (sale.order)\nThanks to the following constraint: 'Customer' (partner_id)\nHow about archiving the record instead?"

describe('the simulated Odoo refuses and cascades as recorded', () => {
  let odoo: OdooSimulator
  let piet: number
  beforeEach(async () => {
    odoo = await OdooSimulator.start({ seed: 'empty' })
    piet = odoo.orm.create('res.partner', { name: 'Piet Vrij', email: 'piet@vrij.example' })
  })
  afterEach(() => odoo.stop())

  const failure = async (model: string, method: string, args: readonly unknown[]) =>
    (await odooCalls(odoo).rpc(model, method, args)).error?.data

  test('a contact used in a draft or posted invoice, an order or by an active user stays', async () => {
    const order = odoo.orm.create('sale.order', { name: 'S1', partner_id: piet, state: 'sale' })
    expect(await failure('res.partner', 'unlink', [[piet]])).toMatchObject({ name: 'odoo.exceptions.ValidationError', message: usedText })
    odoo.orm.create('account.move', { partner_id: piet, move_type: 'out_invoice' })
    expect(await failure('res.partner', 'unlink', [[piet]])).toMatchObject({
      name: 'odoo.exceptions.UserError',
      message: 'The partner cannot be deleted because it is used in Accounting',
    })
    const user = odoo.orm.create('res.users', { login: 'piet', partner_id: piet })
    const redirect = await failure('res.partner', 'unlink', [[piet]])
    expect(redirect?.name).toBe('odoo.exceptions.RedirectWarning')
    expect(redirect?.arguments).toEqual([
      'You cannot delete contacts linked to an active user.\nYou should rather archive them after archiving their associated user.\n\nLinked active users : Piet Vrij',
      expect.objectContaining({ res_model: 'res.users', res_id: user }),
      'Go to users',
      null,
    ])
    expect(await failure('sale.order', 'unlink', [[order]])).toMatchObject({
      message: 'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.',
    })
  })

  test('a posted invoice can be neither deleted nor given to somebody else; its customer name follows a renaming', async () => {
    const move = odoo.orm.create('account.move', {
      name: 'INV/1',
      partner_id: piet,
      move_type: 'out_invoice',
      state: 'posted',
      posted_before: true,
    })
    expect(await failure('account.move', 'unlink', [[move]])).toMatchObject({
      message: expect.stringMatching(/^You can't delete a posted journal item\. Don’t play games/),
    })
    expect(await failure('account.move', 'write', [[move], { partner_id: 1 }])).toMatchObject({
      message: 'You cannot modify the following readonly fields on a posted move: partner_id',
    })
    odoo.orm.edit('res.partner', piet, { name: 'Anoniem #9' })
    expect(odoo.orm.read('account.move', move)).toMatchObject({ invoice_partner_display_name: 'Anoniem #9', state: 'posted' })
    odoo.orm.edit('res.company', 1, { fiscalyear_lock_date: '2999-12-31' })
    expect(await failure('account.move', 'button_draft', [[move]])).toMatchObject({
      message: 'You cannot add/modify entries prior to and inclusive of: Global Lock Date (12/31/2999).',
    })
    odoo.orm.edit('res.company', 1, { fiscalyear_lock_date: false })
    const draft = await odooCalls(odoo).rpc('account.move', 'button_draft', [[move]])
    expect(draft).toEqual({ jsonrpc: '2.0', id: 7 })
    expect(odoo.orm.read('account.move', move)).toMatchObject({ state: 'draft' })
  })

  test('one missing or refused id rolls back the whole batch', async () => {
    const free = odoo.orm.create('res.partner', { name: 'Vrij' })
    odoo.orm.create('sale.order', { name: 'S1', partner_id: piet })
    expect(await failure('res.partner', 'unlink', [[free, piet]])).toMatchObject({ name: 'odoo.exceptions.ValidationError' })
    expect(await failure('res.partner', 'unlink', [[free, 999999]])).toMatchObject({
      name: 'odoo.exceptions.MissingError',
      message: expect.stringContaining('res.partner(999999,)'),
    })
    expect(await failure('res.partner', 'write', [[free, piet], { vat: 'BE0477472702' }])).toMatchObject({
      message: '\nThe VAT number [0477472702] for partner [Vrij] does not seem to be valid.  \nNote: the expected format is BE0477472701',
    })
    expect(odoo.orm.read('res.partner', free)).toMatchObject({ name: 'Vrij', vat: false })
    expect(odoo.orm.count('sale.order')).toBe(1)
  })

  test('deleting a contact takes bank accounts, messages and files along and leaves leads and children with their copies', async () => {
    const child = odoo.orm.create('res.partner', { name: 'Piet thuis', parent_id: piet, type: 'other', street: 'Veldstraat 7' })
    const lead = odoo.orm.create('crm.lead', {
      name: 'Vraag',
      partner_id: piet,
      contact_name: 'Piet Vrij',
      email_from: 'piet@vrij.example',
    })
    const written = odoo.orm.create('mail.message', { model: 'crm.lead', res_id: lead, author_id: piet, email_from: 'piet@vrij.example' })
    const [bank, file, about] = [
      odoo.orm.create('res.partner.bank', { partner_id: piet, acc_number: 'BE68 5390 0754 7034' }),
      odoo.orm.create('ir.attachment', { name: 'id.txt', res_model: 'res.partner', res_id: piet }),
      odoo.orm.create('mail.message', { model: 'res.partner', res_id: piet, body: '<p>belde</p>' }),
    ]
    expect((await odooCalls(odoo).rpc('res.partner', 'unlink', [[piet]])).result).toBe(true)
    expect([odoo.orm.read('res.partner.bank', bank), odoo.orm.read('ir.attachment', file), odoo.orm.read('mail.message', about)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(odoo.orm.read('crm.lead', lead)).toMatchObject({ partner_id: false, contact_name: 'Piet Vrij', email_from: 'piet@vrij.example' })
    expect(odoo.orm.read('mail.message', written)).toMatchObject({ author_id: false, email_from: 'piet@vrij.example' })
    expect(odoo.orm.read('res.partner', child)).toMatchObject({ parent_id: false, complete_name: 'Piet thuis', street: 'Veldstraat 7' })
  })

  test('a change leaves the old value behind, unless tracking is off', async () => {
    const { rpc } = odooCalls(odoo)
    const traces = (text: string): number => odoo.orm.count('mail.tracking.value', [['old_value_char', 'ilike', text]])
    await rpc('res.partner', 'write', [[piet], { phone: '0470 12 34 56' }], { context: { tracking_disable: true, mail_notrack: true } })
    await rpc('res.partner', 'write', [[piet], { email: false }])
    await rpc('res.partner', 'write', [[piet], { phone: false, name: 'Anoniem' }], { context: { tracking_disable: true } })
    expect([traces('piet@vrij.example'), traces('Piet Vrij'), traces('0470')]).toEqual([1, 0, 0])
  })

  test('links are written with commands, and a child carries the fiscal identity of its company', async () => {
    const { rpc } = odooCalls(odoo)
    const company = odoo.orm.create('res.partner', { name: 'Acme', is_company: true, vat: 'BE0477472701' })
    await rpc('res.partner', 'write', [
      [piet],
      {
        parent_id: company,
        category_id: [
          [0, 0, { name: 'A' }],
          [0, 0, { name: 'B' }],
        ],
        bank_ids: [[0, 0, { acc_number: 'BE71 0961 2345 6769' }]],
      },
    ])
    const [row] = (
      await rpc('res.partner', 'read', [[piet], ['vat', 'category_id', 'complete_name', 'bank_ids', 'commercial_partner_id']], { load: '' })
    ).result as readonly Record<string, unknown>[]
    expect(row).toEqual({
      id: piet,
      vat: 'BE0477472701',
      category_id: [1, 2],
      complete_name: 'Acme, Piet Vrij',
      bank_ids: [expect.any(Number)],
      commercial_partner_id: company,
    })
    await rpc('res.partner', 'write', [[piet], { category_id: [[3, 1]] }])
    expect(odoo.orm.read('res.partner', piet)).toMatchObject({ category_id: [2] })
  })

  test('a contact keeps its name, a listed address is listed once, an ISO moment is no moment', async () => {
    expect(await failure('res.partner', 'write', [[piet], { name: false }])).toMatchObject({
      message: 'The operation cannot be completed: Contacts require a name',
    })
    const { rpc } = odooCalls(odoo)
    const first = await rpc('mail.blacklist', 'create', [{ email: 'Piet <Piet@Vrij.example>' }])
    expect((await rpc('mail.blacklist', 'create', [{ email: 'piet@vrij.example' }])).result).toBe(first.result)
    expect(await failure('mail.blacklist', 'create', [{ email: 'geen-mail' }])).toMatchObject({
      message: 'Invalid email address “geen-mail”',
    })
    expect(
      await failure('calendar.event', 'create', [{ name: 'x', start: '2026-12-01T09:30:00Z', stop: '2026-12-01 10:00:00' }]),
    ).toMatchObject({
      message: "time data '2026-12-01T09:30:00Z' does not match format '%Y-%m-%d %H:%M:%S'",
    })
  })
})
