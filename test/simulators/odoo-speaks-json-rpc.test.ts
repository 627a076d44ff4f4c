import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { lotte } from '../../src/simulators/world.js'
import { odooCalls } from '../builders/odoo-calls.js'

describe('the simulated Odoo over JSON-RPC', () => {
  let odoo: OdooSimulator
  beforeAll(async () => {
    odoo = await OdooSimulator.start()
  })
  afterAll(() => odoo.stop())

  test('tells its version without credentials', async () => {
    const { result } = await odooCalls(odoo).service('common', 'version', [])
    expect(result).toEqual({
      server_version: '19.0',
      server_version_info: [19, 0, 0, 'final', 0, ''],
      server_serie: '19.0',
      protocol_version: 1,
    })
  })

  test('accepts a password and a key, and answers false to anything else', async () => {
    const { userId } = odooCalls(odoo)
    expect(await userId(odoo.login, odoo.password)).toEqual(expect.any(Number))
    expect(await userId(odoo.login, odoo.apiKey)).toEqual(expect.any(Number))
    expect(await userId(odoo.login, 'nope')).toBe(false)
    expect(await userId('nobody', 'nope')).toBe(false)
    expect(await userId('former@cloudware.example', odoo.archivedUserKey)).toBe(false)
  })

  test('finds a person by the normalised address, many2one as pairs and nothing as false', async () => {
    const { result } = await odooCalls(odoo).rpc('res.partner', 'search_read', [[['email_normalized', '=', lotte.email]]], {
      fields: ['name', 'country_id', 'parent_id', 'street2'],
    })
    expect(result).toEqual([
      { id: expect.any(Number), name: 'Lotte Peeters', country_id: [1, 'Belgium'], parent_id: false, street2: false },
    ])
  })

  test('lists the fields of the version with the attributes asked for', async () => {
    const { result } = await odooCalls(odoo).rpc('res.partner', 'fields_get', [], { attributes: ['type', 'relation'] })
    expect(result).toMatchObject({ email: { type: 'char' }, country_id: { type: 'many2one', relation: 'res.country' } })
    expect(result).not.toHaveProperty('mobile')
  })
})
