import { afterEach, describe, expect, test } from '@jest/globals'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { lotte } from '../../src/simulators/world.js'
import { odooCalls } from '../builders/odoo-calls.js'

describe('the simulated Odoo answers as its version does', () => {
  let odoo: OdooSimulator
  afterEach(() => odoo.stop())

  test.each([
    [
      17,
      {
        json2Status: 404,
        webVersion: 404,
        code: 200,
        message: "The method 'frob' does not exist on the model 'res.partner'",
        wrongType: 400,
      },
    ],
    [
      18,
      {
        json2Status: 303,
        webVersion: 404,
        code: 200,
        message: "The method 'frob' does not exist on the model 'res.partner'",
        wrongType: 400,
      },
    ],
    [19, { json2Status: 200, webVersion: 200, code: 0, message: "The method 'res.partner.frob' does not exist", wrongType: 415 }],
  ] as const)('%i: transports, error code and texts', async (version, { json2Status, webVersion, code, message, wrongType }) => {
    odoo = await OdooSimulator.start({ version })
    const { json2, rpc } = odooCalls(odoo)
    expect((await json2('res.partner/search_count', { domain: [] })).status).toBe(json2Status)
    expect((await fetch(`${odoo.url}/web/version`)).status).toBe(webVersion)
    expect(await (await fetch(`${odoo.url}/web/health`)).json()).toEqual({ status: 'pass' })
    expect((await rpc('res.partner', 'frob', [[]])).error).toMatchObject({
      code,
      data: { name: 'builtins.AttributeError', message },
    })
    expect((await fetch(`${odoo.url}/jsonrpc`, { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } })).status).toBe(
      wrongType,
    )
    expect((await rpc('res.partner', 'search', [[['id', '=', 1]]])).result).toEqual([1])
  })

  test.each([
    [17, ['mobile', 'title'], ['note'], false],
    [18, ['mobile', 'title'], ['note'], false],
    [19, ['global_location_number'], ['mobile', 'title', 'date'], true],
  ] as const)('%i: which fields and models there are', async (version, present, absent, hasVersions) => {
    odoo = await OdooSimulator.start({ version })
    const { result } = await odooCalls(odoo).rpc('res.partner', 'fields_get', [], { attributes: ['type'] })
    expect(Object.keys(result as object)).toEqual(expect.arrayContaining([...present]))
    absent.forEach((name) => expect(result).not.toHaveProperty(name))
    expect(odoo.orm.has('hr.version')).toBe(hasVersions)
    const employee = odoo.orm.find('hr.employee')[0]
    expect(employee).toMatchObject({ private_city: 'Leuven', marital: 'married' })
  })

  test.each([
    [17, 0],
    [18, 0],
    [19, 1],
  ] as const)('%i: a write_date compared with what was shown', async (version, found) => {
    odoo = await OdooSimulator.start({ version })
    const { rpc } = odooCalls(odoo)
    const [shown] = (await rpc('res.partner', 'read', [[1], ['write_date']])).result as { write_date: string }[]
    const count = await rpc('res.partner', 'search_count', [
      [
        ['id', '=', 1],
        ['write_date', '=', shown!.write_date],
      ],
    ])
    expect(shown!.write_date).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    expect(count.result).toBe(found)
  })

  test('a module that is not installed takes its models and the fields towards them along', async () => {
    odoo = await OdooSimulator.start({ modules: ['sale'] })
    const { rpc } = odooCalls(odoo)
    expect((await rpc('crm.lead', 'search', [[]])).error?.data).toMatchObject({
      name: 'odoo.exceptions.UserError',
      message: "Object crm.lead doesn't exist",
    })
    const fields = (await rpc('res.partner', 'fields_get', [], { attributes: ['type'] })).result
    expect(fields).not.toHaveProperty('opportunity_ids')
    expect(fields).toHaveProperty('sale_order_ids')
  })

  test('17 silently deletes the draft orders of a deleted contact, 19 refuses', async () => {
    for (const [version, remaining] of [
      [17, 0],
      [19, 1],
    ] as const) {
      odoo = await OdooSimulator.start({ version, seed: 'empty' })
      const partner = odoo.orm.create('res.partner', { name: 'Piet' })
      odoo.orm.create('sale.order', { name: 'S1', partner_id: partner })
      const { error } = await odooCalls(odoo).rpc('res.partner', 'unlink', [[partner]])
      expect(error === undefined ? 'deleted' : error.data.name).toBe(version === 17 ? 'deleted' : 'odoo.exceptions.ValidationError')
      expect(odoo.orm.count('sale.order')).toBe(remaining)
      await odoo.stop()
    }
  })

  test.each([17, 18, 19] as const)('%i: holds the people of the world, and not who only wrote', async (version) => {
    odoo = await OdooSimulator.start({ version })
    const found = (model: string, domain: readonly unknown[]): number => odoo.orm.count(model, domain)
    expect(found('res.partner', [['email_normalized', '=', lotte.email]])).toBe(1)
    expect(found('res.partner', [['name', '=', 'Lotte Peeters']])).toBe(2)
    expect(found('res.partner', [['name', 'ilike', 'neill']])).toBe(0)
    expect(found('res.partner', [['email_normalized', '=', 'lotte.peeters@thuis.example']])).toBe(1)
    expect(found('mailing.contact', [['email_normalized', '=', 'lotte.peeters@thuis.example']])).toBe(1)
    expect(found('res.partner', [['vat', '=', 'BE0999000426']])).toBe(2)
    expect(found('mail.tracking.value', [['old_value_char', '=', lotte.oldPhone]])).toBe(1)
    expect(
      found('account.move', [
        ['partner_id.email_normalized', '=', lotte.email],
        ['state', '=', 'posted'],
      ]),
    ).toBe(1)
  })
})
