import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { odooCalls } from '../builders/odoo-calls.js'

describe('the simulated Odoo counts what clients changed', () => {
  let odoo: OdooSimulator
  beforeEach(async () => {
    odoo = await OdooSimulator.start({ seed: 'empty' })
  })
  afterEach(() => odoo.stop())

  test('by record and method, over both protocols, and nothing of what only read', async () => {
    const { rpc, json2 } = odooCalls(odoo)
    const [piet, jan] = (await json2('res.partner/create', { vals_list: [{ name: 'Piet' }, { name: 'Jan' }] })).body as [number, number]
    await rpc('res.partner', 'write', [[piet, jan], { city: 'Gent' }])
    await json2('res.partner/write', { ids: [piet], vals: { city: 'Brugge' } })
    await rpc('res.partner', 'action_archive', [[piet]])
    await rpc('res.partner', 'read', [[piet], ['name']])
    await rpc('res.partner', 'unlink', [[jan]])
    expect(odoo.changesOf('res.partner', piet)).toEqual({ create: 1, write: 2, action_archive: 1 })
    expect(odoo.changesOf('res.partner', jan)).toEqual({ create: 1, write: 1, unlink: 1 })
    expect(odoo.changes.map(({ method }) => method)).toEqual(['create', 'write', 'write', 'action_archive', 'unlink'])
  })

  test('not what was refused or undone, but what was done when the line broke', async () => {
    const { rpc, json2 } = odooCalls(odoo)
    const piet = odoo.orm.create('res.partner', { name: 'Piet' })
    await rpc('res.partner', 'write', [[piet], { name: false }])
    odoo.failSerialization()
    await json2('res.partner/write', { ids: [piet], vals: { city: 'Gent' } })
    expect(odoo.changesOf('res.partner', piet)).toEqual({})
    odoo.server.inject({ kind: 'cut-after' })
    await expect(json2('res.partner/write', { ids: [piet], vals: { city: 'Gent' } })).rejects.toThrow()
    expect(odoo.changesOf('res.partner', piet)).toEqual({ write: 1 })
  })

  test('not what a test did directly', () => {
    odoo.orm.edit('res.partner', odoo.orm.create('res.partner', { name: 'Piet' }), { city: 'Gent' })
    expect(odoo.changes).toEqual([])
  })
})
