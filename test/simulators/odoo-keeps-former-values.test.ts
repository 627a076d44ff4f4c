import { afterEach, describe, expect, test } from '@jest/globals'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { odooCalls } from '../builders/odoo-calls.js'

const untracked = { context: { tracking_disable: true, mail_notrack: true } }

describe('the simulated Odoo keeps former values', () => {
  let odoo: OdooSimulator
  afterEach(() => odoo.stop())

  test('of a task’s description from 19, even when tracking is off', async () => {
    odoo = await OdooSimulator.start({ seed: 'empty' })
    const task = odoo.orm.create('project.task', { name: 'x', description: '<p>Eerst</p>' })
    await odooCalls(odoo).rpc('project.task', 'write', [[task], { description: false, html_field_history: false }], untracked)
    expect(odoo.orm.read('project.task', task)).toMatchObject({
      description: false,
      html_field_history: { description: [{ revision_id: 1, patch: '<p>Eerst</p>' }] },
    })
    await odooCalls(odoo).rpc('project.task', 'write', [[task], { html_field_history: false }], untracked)
    expect(odoo.orm.read('project.task', task)).toMatchObject({ html_field_history: false })
  })

  test.each([
    [18, 'check_account_audit_trail', 'You cannot remove parts of the audit trail. Archive the record instead.'],
    [19, 'restrictive_audit_trail', 'You cannot remove parts of a restricted audit trail. Archive the record instead.'],
  ] as const)('%i: under an audit trail its own notes on a customer stay; what people wrote goes', async (version, field, message) => {
    odoo = await OdooSimulator.start({ version, seed: 'empty' })
    const { orm } = odoo
    const piet = orm.create('res.partner', { name: 'Piet', email: 'piet@vrij.example' })
    orm.create('account.move', { partner_id: piet, move_type: 'out_invoice', state: 'posted', posted_before: true, name: 'INV/1' })
    orm.edit('res.partner', piet, { email: 'piet@nieuw.example' })
    orm.edit('res.company', 1, { [field]: true })
    const about = [
      ['model', '=', 'res.partner'],
      ['res_id', '=', piet],
    ]
    const comment = orm.create('mail.message', { model: 'res.partner', res_id: piet, message_type: 'comment', body: '<p>belde</p>' })
    const { rpc } = odooCalls(odoo)
    for (const [model, domain] of [
      ['mail.message', [...about, ['message_type', '=', 'notification']]],
      ['mail.tracking.value', [['mail_message_id.res_id', '=', piet]]],
    ] as const) {
      const ids = orm.find(model, domain).map(({ id }) => id)
      expect(ids).not.toEqual([])
      expect((await rpc(model, 'unlink', [ids])).error?.data).toMatchObject({ name: 'odoo.exceptions.UserError', message })
    }
    expect((await rpc('mail.message', 'unlink', [[comment]])).result).toBe(true)
  })

  test('of people in a calendar’s list: the contact cannot be deleted', async () => {
    odoo = await OdooSimulator.start({ seed: 'empty' })
    const piet = odoo.orm.create('res.partner', { name: 'Piet' })
    odoo.orm.create('calendar.filters', { user_id: 2, partner_id: piet })
    const { error } = await odooCalls(odoo).rpc('res.partner', 'unlink', [[piet]])
    expect(error?.data.message).toContain("The troublemaker is: 'Calendar Filters' (calendar.filters)")
  })
})
