import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { gatewayPage, tooManyRequestsPage } from '../../src/simulators/odoo/html-pages.js'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { lotte } from '../../src/simulators/world.js'
import { odooCalls } from '../builders/odoo-calls.js'

describe('the simulated Odoo fails on demand', () => {
  let odoo: OdooSimulator
  beforeEach(async () => {
    odoo = await OdooSimulator.start()
  })
  afterEach(() => odoo.stop())

  const count = (model = 'res.partner') => odooCalls(odoo).json2(`${model}/search_count`, { domain: [] })

  test('with pages of a proxy instead of JSON', async () => {
    odoo.server.inject({ kind: 'answer', response: gatewayPage(502) })
    odoo.server.inject({ kind: 'answer', response: tooManyRequestsPage(7) })
    expect(await count()).toMatchObject({ status: 502, type: 'text/html; charset=utf-8' })
    const limited = await count()
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    expect((await count()).status).toBe(200)
  })

  test('with a line that is cut after the change was made', async () => {
    odoo.server.inject({ kind: 'cut-after' })
    await expect(odooCalls(odoo).json2('res.partner/create', { vals_list: [{ name: 'Eenmaal' }] })).rejects.toThrow()
    expect(odoo.orm.count('res.partner', [['name', '=', 'Eenmaal']])).toBe(1)
  })

  test('with a key that expires between two calls, one model closed, one record hidden', async () => {
    const id = odoo.orm.find('res.partner', [['email_normalized', '=', lotte.email]])[0]!.id
    odoo.barriers.deny('crm.lead', ['read'])
    expect(await count('crm.lead')).toMatchObject({ status: 403, body: { name: 'odoo.exceptions.AccessError' } })
    odoo.barriers.hide('res.partner', id)
    expect((await odooCalls(odoo).json2('res.partner/search', { domain: [['id', '=', id]] })).body).toEqual([])
    const read = await odooCalls(odoo).json2('res.partner/read', { ids: [1, id], fields: ['name'] })
    expect(read.body).toMatchObject({ message: expect.stringContaining("doesn't have 'read' access to:\n- Contact (res.partner)") })
    odoo.barriers.open()
    expect((await count('crm.lead')).status).toBe(200)
    odoo.expireKey()
    expect(await count()).toMatchObject({ status: 401, body: { message: 'Invalid apikey' } })
  })

  test('with a serialization failure that passes, and with somebody else at work between two calls', async () => {
    odoo.failSerialization(({ model }) => model === 'res.partner')
    expect(await count()).toMatchObject({ status: 500, body: { name: 'psycopg2.errors.SerializationFailure' } })
    expect((await count()).status).toBe(200)
    odoo.between(
      'after',
      ({ method }) => method === 'search_count',
      (orm) => orm.edit('res.partner', 1, { city: 'Gent' }),
    )
    await count()
    expect(odoo.orm.read('res.partner', 1)).toMatchObject({ city: 'Gent' })
  })

  test('pages through thousands of messages of one person by id', async () => {
    const { id } = odoo.orm.find('res.partner', [['email_normalized', '=', lotte.email]])[0]!
    const before = odoo.orm.count('mail.message', [['author_id', '=', id]])
    odoo.orm.createMany('mail.message', 2_500, (index) => ({ model: 'res.partner', res_id: id, author_id: id, body: `<p>${index}</p>` }))
    const seen: number[] = []
    for (let last = 0, page = [0]; page.length > 0; last = page.at(-1) ?? last) {
      const answer = await odooCalls(odoo).json2('mail.message/search', {
        domain: [
          ['author_id', '=', id],
          ['id', '>', last],
        ],
        order: 'id',
        limit: 500,
      })
      page = answer.body as number[]
      seen.push(...page)
    }
    expect(new Set(seen).size).toBe(before + 2_500)
  })
})
