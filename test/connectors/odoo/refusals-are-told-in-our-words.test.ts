import { afterEach, describe, expect, test } from '@jest/globals'
import { faultFrom } from '../../../src/connectors/odoo/faults.js'
import { refusalIn } from '../../../src/connectors/odoo/refusals.js'
import { OdooSimulator } from '../../../src/simulators/odoo/odoo-simulator.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import { odooCalls, type OdooFailure } from '../../builders/odoo-calls.js'

type Call = readonly [model: string, method: string, args: readonly unknown[]]
type Arrange = (odoo: OdooSimulator, partner: number) => Call

const invoice = { move_type: 'out_invoice', date: '2026-02-10' }
const posted = { ...invoice, name: 'INV/1', state: 'posted', posted_before: true }

/** What Odoo refuses, as its own rules do, and what that means. */
const table: readonly (readonly [string, string | null, Arrange, (readonly number[])?])[] = [
  [
    'deleting a posted invoice',
    'POSTED_DOCUMENT',
    ({ orm }, partner_id) => ['account.move', 'unlink', [[orm.create('account.move', { ...posted, partner_id })]]],
  ],
  [
    'giving a posted invoice to somebody else',
    'POSTED_DOCUMENT',
    ({ orm }, partner_id) => ['account.move', 'write', [[orm.create('account.move', { ...posted, partner_id })], { partner_id: 1 }]],
    [18, 19],
  ],
  [
    'deleting a contact on an invoice',
    'POSTED_DOCUMENT',
    ({ orm }, partner_id) => {
      orm.create('account.move', { ...invoice, partner_id })
      return ['res.partner', 'unlink', [[partner_id]]]
    },
  ],
  [
    'a locked period',
    'LOCK_DATE',
    ({ orm }, partner_id) => {
      orm.edit('res.company', 1, { fiscalyear_lock_date: '2999-12-31' })
      return ['account.move', 'button_draft', [[orm.create('account.move', { ...posted, partner_id })]]]
    },
  ],
  [
    'deleting a contact on an order',
    'STILL_REFERENCED',
    ({ orm }, partner_id) => {
      orm.create('sale.order', { name: 'S1', partner_id, state: 'sale' })
      return ['res.partner', 'unlink', [[partner_id]]]
    },
  ],
  [
    'archiving a contact with an active account',
    'ACTIVE_ACCOUNT',
    ({ orm }, partner_id) => {
      orm.create('res.users', { login: 'piet', partner_id })
      return ['res.partner', 'write', [[partner_id], { active: false }]]
    },
  ],
  [
    'an audit trail',
    'AUDIT_TRAIL',
    ({ orm }, partner_id) => {
      orm.edit('res.company', 1, orm.has('hr.version') ? { restrictive_audit_trail: true } : { check_account_audit_trail: true })
      orm.create('account.move', { ...posted, partner_id })
      return ['res.partner', 'unlink', [[partner_id]]]
    },
    [18, 19],
  ],
  ['a wrong VAT number', 'VALUE_REFUSED', (_, id) => ['res.partner', 'write', [[id], { vat: 'BE0477472702' }]]],
  ['a contact without a name', 'VALUE_REFUSED', (_, id) => ['res.partner', 'write', [[id], { name: false }]]],
  ['a choice that there is not', 'VALUE_REFUSED', (_, id) => ['res.partner', 'write', [[id], { type: 'martian' }]]],
  [
    'a moment in another form',
    'VALUE_REFUSED',
    ({ orm }) => {
      const event = orm.create('calendar.event', { name: 'x', start: '2026-12-01 10:00:00', stop: '2026-12-01 11:00:00' })
      return ['calendar.event', 'write', [[event], { start: '2026-12-01T09:30:00Z' }]]
    },
  ],
  [
    'a field that must stand',
    'VALUE_REFUSED',
    ({ orm }) => ['mailing.list', 'write', [[orm.create('mailing.list', { name: 'Nieuws' })], { name: false }]],
  ],
  [
    'deleting a confirmed order',
    'RULE_OF_SYSTEM',
    ({ orm }, partner_id) => ['sale.order', 'unlink', [[orm.create('sale.order', { name: 'S1', partner_id, state: 'sale' })]]],
  ],
  [
    'deleting the administrator',
    'RULE_OF_SYSTEM',
    ({ orm }) => ['res.users', 'unlink', [[orm.find('res.users', [['login', '=', 'admin']])[0]!.id]]],
  ],
  [
    'a model that is closed',
    'NO_PERMISSION',
    ({ barriers }, id) => {
      barriers.deny('res.partner', ['write'])
      return ['res.partner', 'write', [[id], { city: 'Gent' }]]
    },
  ],
  ['a field that there is not', null, (_, id) => ['res.partner', 'write', [[id], { no_such_field: 1 }]]],
  ['a record that is gone', null, () => ['res.partner', 'unlink', [[999_999]]]],
]

describe('what Odoo says no to', () => {
  let odoo: OdooSimulator
  afterEach(() => odoo.stop())

  async function refused(version: OdooVersion, arrange: Arrange): Promise<OdooFailure> {
    odoo = await OdooSimulator.start({ version, seed: 'empty' })
    const [model, method, args] = arrange(odoo, odoo.orm.create('res.partner', { name: 'Piet Vrij', email: 'piet@vrij.example' }))
    const { error } = await odooCalls(odoo).rpc(model, method, args)
    return error!.data
  }

  const cases = table.flatMap(([what, reason, arrange, since = [17, 18, 19]]) =>
    since.map((version) => [what, version, reason, arrange] as const),
  )

  test.each(cases)('%s (%i) means %s', async (_, version, reason, arrange) => {
    const { name, message } = await refused(version as OdooVersion, arrange)
    expect(refusalIn(name, message)).toBe(reason)
  })

  test('is never repeated in its words', async () => {
    const data = await refused(19, (_, id) => ['res.partner', 'write', [[id], { vat: 'BE0477472702' }]])
    expect(data.message).toContain('Piet Vrij')
    expect(JSON.stringify(faultFrom(data))).not.toMatch(/Piet|0477472702/)
    expect(String(faultFrom(data))).not.toMatch(/Piet|0477472702/)
  })

  test.each([
    ['odoo.exceptions.AccessDenied', 'Access Denied'],
    ['werkzeug.exceptions.Unauthorized', 'Invalid apikey'],
    ['psycopg2.errors.SerializationFailure', 'could not serialize access due to concurrent update\n'],
    ['odoo.exceptions.LockError', 'Cannot grab a lock on records'],
    ['builtins.TypeError', 'write() got an unexpected keyword argument'],
  ])('%s is no refusal of the write but a failure of the call', (name, message) => {
    expect(refusalIn(name, message)).toBeNull()
  })

  test('a number that was used in the books is a posted document, whoever asks', () => {
    const text = 'You cannot delete this entry, as it has already consumed a sequence number and is not the last one in the chain.'
    expect(refusalIn('odoo.exceptions.UserError', text)).toBe('POSTED_DOCUMENT')
  })
})
