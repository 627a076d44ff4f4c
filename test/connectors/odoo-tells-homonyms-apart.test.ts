import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { email, type OdooWorld, startOdoo } from './odoo-world.js'

describe('people who resemble each other in Odoo', () => {
  let world: OdooWorld

  beforeEach(async () => {
    world = await startOdoo()
  })

  afterEach(() => world.stop())

  function contact(values: Readonly<Record<string, unknown>>): string {
    return String(world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', ...values }))
  }

  test('homonyms are found each by their own address, with the name for a person to compare', async () => {
    const first = contact({ email: 'Lotte@One.example' })
    const second = contact({ email: 'lotte@two.example' })
    expect(await world.find(email('lotte@one.example'))).toMatchObject([
      { ref: { externalId: first }, grade: 'STRONG', name: 'Lotte Peeters' },
    ])
    expect(await world.find(email('lotte@two.example'))).toMatchObject([{ ref: { externalId: second }, grade: 'STRONG' }])
  })

  test('an address on two cards is weak evidence for both', async () => {
    contact({ email: 'family@one.example' })
    contact({ name: 'Noor Peeters', email: 'family@one.example' })
    expect((await world.find(email('family@one.example'))).map(({ grade }) => grade)).toEqual(['WEAK', 'WEAK'])
  })

  test('what only one of them has beside the shared address makes the difference', async () => {
    const mother = contact({ email: 'family@one.example', ref: 'K-17' })
    contact({ name: 'Noor Peeters', email: 'family@one.example' })
    const found = await world.find(email('family@one.example'), { kind: 'CUSTOMER_NUMBER', value: 'K-17', system: 'odoo' })
    expect(found.filter(({ grade }) => grade === 'STRONG').map(({ ref }) => ref.externalId)).toEqual([mother])
  })

  test('a second address in the same field is weak evidence, and found whatever its capitals', async () => {
    contact({ email: 'first@one.example, "Lotte" <Second@One.example>' })
    expect(await world.find(email('second@one.example'))).toMatchObject([{ grade: 'WEAK', evidence: [{ kind: 'EMAIL', field: 'email' }] }])
  })

  test('an address that is part of another finds nobody', async () => {
    contact({ email: 'charlotte@one.example' })
    expect(await world.find(email('lotte@one.example'))).toEqual([])
  })

  test('an underscore in an address stands for itself', async () => {
    contact({ email: 'lotte-p@one.example' })
    expect(await world.find(email('lotte_p@one.example'))).toEqual([])
  })

  test.each(['+32 470 00 01 01', '0470/00.01.01', '0032470000101'])(
    'a telephone number written as %s is found, as weak evidence',
    async (phone) => {
      contact({ phone })
      expect(await world.find({ kind: 'PHONE', value: '+32470000101' })).toMatchObject([{ grade: 'WEAK' }])
    },
  )

  test('a customer number of another system finds nobody', async () => {
    contact({ ref: 'K-17' })
    expect(await world.find({ kind: 'CUSTOMER_NUMBER', value: 'K-17', system: 'other' })).toEqual([])
  })

  test('an id that the hub knew before proves the record while it is there', async () => {
    const id = contact({})
    const known = { kind: 'SYSTEM_ID', value: `odoo:contact:${id}`, system: 'odoo', recordType: 'contact' } as const
    expect(await world.find(known)).toMatchObject([{ ref: { recordType: 'contact', externalId: id }, grade: 'PROVEN' }])
    world.simulator.orm.remove('res.partner', Number(id))
    expect(await world.find(known)).toEqual([])
  })

  test('an archived contact is found', async () => {
    const id = contact({ email: 'wim@one.example', active: false })
    expect(await world.find(email('wim@one.example'))).toMatchObject([{ ref: { externalId: id } }])
  })

  test('a login leads to the contact of the user', async () => {
    const partner = contact({ email: false })
    world.simulator.orm.create('res.users', { login: 'lotte@portal.example', name: 'Lotte Peeters', partner_id: Number(partner) })
    const found = await world.find(email('lotte@portal.example'))
    expect(found).toContainEqual(expect.objectContaining({ ref: { system: 'odoo', recordType: 'contact', externalId: partner } }))
  })

  test('identifiers on the found card are handed on', async () => {
    contact({ email: 'lotte@one.example', phone: '0470 00 01 01', vat: 'BE0999000129' })
    const [found] = await world.find(email('lotte@one.example'))
    expect(found?.discovered).toEqual(
      expect.arrayContaining([
        { kind: 'PHONE', value: '+32470000101' },
        { kind: 'ENTERPRISE_NUMBER', value: '0999000129' },
      ]),
    )
  })

  test('an enquiry without a contact is found by the address in it', async () => {
    const lead = world.simulator.orm.create('crm.lead', {
      name: 'Question',
      contact_name: 'Karim',
      email_from: 'Karim <karim@one.example>',
    })
    expect(await world.find(email('karim@one.example'))).toMatchObject([
      { ref: { recordType: 'lead', externalId: String(lead) }, name: 'Karim' },
    ])
  })
})
