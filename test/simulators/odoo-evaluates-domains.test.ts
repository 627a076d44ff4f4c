import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { odooCalls } from '../builders/odoo-calls.js'

/** Five contacts: a company with two people, a loner, and somebody archived. */
async function fivePeople(): Promise<OdooSimulator> {
  const odoo = await OdooSimulator.start({ seed: 'empty' })
  const company = odoo.orm.create('res.partner', { name: 'Acme', is_company: true, ref: 'T' })
  odoo.orm.create('res.partner', { name: 'Ann', ref: 'T', parent_id: company, email: 'a_b@x.example' })
  odoo.orm.create('res.partner', { name: 'Bob', ref: 'T', parent_id: company, email: 'AxB@x.example', customer_rank: 2 })
  odoo.orm.create('res.partner', { name: 'Cis', ref: 'T', customer_rank: 5, category_id: [[0, 0, { name: 'VIP' }]] })
  odoo.orm.create('res.partner', { name: 'Dé', ref: 'T', active: false })
  return odoo
}

const cases: readonly (readonly [description: string, domain: readonly unknown[], names: readonly string[]])[] = [
  ['nothing asked is everybody active', [], ['Acme', 'Ann', 'Bob', 'Cis']],
  ['naming active reaches the archived', [['active', 'in', [true, false]]], ['Acme', 'Ann', 'Bob', 'Cis', 'Dé']],
  ['only the archived', [['active', '=', false]], ['Dé']],
  [
    'conditions side by side are joined',
    [
      ['is_company', '=', false],
      ['email', '!=', false],
    ],
    ['Ann', 'Bob'],
  ],
  ['or takes the next two', ['|', ['name', '=', 'Ann'], ['name', '=', 'Cis']], ['Ann', 'Cis']],
  ['or of or takes three', ['|', '|', ['name', '=', 'Ann'], ['name', '=', 'Bob'], ['name', '=', 'Cis']], ['Ann', 'Bob', 'Cis']],
  ['what follows an or is joined to it', ['|', ['name', '=', 'Ann'], ['name', '=', 'Cis'], ['customer_rank', '>', 0]], ['Cis']],
  ['not takes one', ['!', ['name', '=', 'Ann']], ['Acme', 'Bob', 'Cis']],
  ['not of and', ['!', '&', ['name', '=', 'Ann'], ['is_company', '=', false]], ['Acme', 'Bob', 'Cis']],
  ['= is case-sensitive', [['email', '=', 'axb@x.example']], []],
  ['=ilike is not', [['email', '=ilike', 'axb@x.example']], ['Bob']],
  ['an underscore is any character', [['email', '=ilike', 'a_b@x.example']], ['Ann', 'Bob']],
  ['an escaped one is itself', [['email', '=ilike', 'a\\_b@x.example']], ['Ann']],
  ['=like is case-sensitive', [['email', '=like', 'A%']], ['Bob']],
  ['like looks inside', [['email', 'like', 'xB@']], ['Bob']],
  ['ilike looks inside without case', [['email', 'ilike', 'XB@']], ['Bob']],
  ['not ilike keeps the empty', [['email', 'not ilike', 'xb']], ['Acme', 'Ann', 'Cis']],
  ['in', [['name', 'in', ['Ann', 'Cis', 'nobody']]], ['Ann', 'Cis']],
  ['in with false is empty too', [['email', 'in', [false, 'AxB@x.example']]], ['Acme', 'Bob', 'Cis']],
  ['not in', [['name', 'not in', ['Ann', 'Bob']]], ['Acme', 'Cis']],
  ['!= keeps the empty', [['email', '!=', 'AxB@x.example']], ['Acme', 'Ann', 'Cis']],
  ['greater', [['customer_rank', '>', 2]], ['Cis']],
  [
    'at most',
    [
      ['customer_rank', '<=', 2],
      ['customer_rank', '>=', 1],
    ],
    ['Bob'],
  ],
  ['=? with nothing is everything', [['name', '=?', false]], ['Acme', 'Ann', 'Bob', 'Cis']],
  ['=? with something compares', [['name', '=?', 'Ann']], ['Ann']],
  ['a path follows the link', [['parent_id.name', '=', 'Acme']], ['Ann', 'Bob']],
  ['a link compares with text by its name', [['parent_id', 'ilike', 'acm']], ['Ann', 'Bob']],
  [
    'a link that is empty',
    [
      ['parent_id', '=', false],
      ['is_company', '=', false],
    ],
    ['Cis'],
  ],
  ['any asks the linked records', [['child_ids', 'any', [['name', '=', 'Ann']]]], ['Acme']],
  ['not any', [['child_ids', 'not any', [['name', '=', 'Ann']]]], ['Ann', 'Bob', 'Cis']],
  ['a list of links by name', [['category_id', 'ilike', 'vip']], ['Cis']],
  ['child_of takes the family below', [['id', 'child_of', 'Acme']], ['Acme', 'Ann', 'Bob']],
  ['parent_of takes the line above', [['id', 'parent_of', 'Ann']], ['Acme', 'Ann']],
  ['a computed address is found', [['email_normalized', '=', 'axb@x.example']], ['Bob']],
]

describe('the simulated Odoo evaluates a domain as the documents say', () => {
  let odoo: OdooSimulator
  beforeAll(async () => {
    odoo = await fivePeople()
  })
  afterAll(() => odoo.stop())

  test.each(cases)('%s', async (_description, domain, names) => {
    const { result } = await odooCalls(odoo).rpc('res.partner', 'search_read', [[['ref', '=', 'T'], ...domain]], {
      fields: ['name'],
      order: 'id',
    })
    expect((result as readonly { name: string }[]).map(({ name }) => name)).toEqual(names)
  })

  test.each([
    ['an unknown field', [['no_such_field', '=', 1]], "Invalid field res.partner.no_such_field in condition ('no_such_field', '=', 1)"],
    ['a condition of two', [['name', 'ilike']], "Domain() invalid item in domain: ['name', 'ilike']"],
    ['an unknown operator', [['name', '~~', 'x']], "Invalid operator in condition ('name', '~~', 'x')"],
  ])('refuses %s with a ValueError', async (_description, domain, message) => {
    const { error } = await odooCalls(odoo).rpc('res.partner', 'search', [domain])
    expect(error?.data).toMatchObject({ name: 'builtins.ValueError', message })
  })

  test('sorts by several fields, leaves out what the offset skips, and takes a limit of 0 as none', async () => {
    const { rpc } = odooCalls(odoo)
    const ask = async (named: object) =>
      ((await rpc('res.partner', 'search_read', [[['ref', '=', 'T']]], { fields: ['name'], ...named })).result as { name: string }[]).map(
        ({ name }) => name,
      )
    expect(await ask({ order: 'customer_rank desc, name' })).toEqual(['Cis', 'Bob', 'Acme', 'Ann'])
    expect(await ask({ order: 'id', offset: 1, limit: 2 })).toEqual(['Ann', 'Bob'])
    expect(await ask({ order: 'id', limit: 0 })).toHaveLength(4)
    expect(await ask({ order: 'parent_id, id' })).toEqual(['Ann', 'Bob', 'Acme', 'Cis'])
    expect((await rpc('res.partner', 'search_count', [[['ref', '=', 'T']]], { limit: 3 })).result).toBe(3)
  })

  test('tells a malformed order from an unknown field in it', async () => {
    const { rpc } = odooCalls(odoo)
    const malformed = await rpc('res.partner', 'search_read', [[]], { order: 'foo; drop' })
    expect(malformed.error?.data).toMatchObject({
      name: 'odoo.exceptions.UserError',
      message: expect.stringContaining('Invalid "order" specified (foo; drop).'),
    })
    const unknown = await rpc('res.partner', 'search_read', [[]], { order: 'nope desc' })
    expect(unknown.error?.data).toMatchObject({ name: 'builtins.ValueError', message: "Invalid field 'nope' on 'res.partner'" })
  })
})
