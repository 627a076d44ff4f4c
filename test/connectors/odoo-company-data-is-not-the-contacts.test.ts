import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { email, linkTo, type OdooWorld, startOdoo } from './odoo-world.js'

describe('a contact of a company', () => {
  let world: OdooWorld
  let company: number
  let contact: number

  beforeEach(async () => {
    world = await startOdoo()
    company = world.simulator.orm.create('res.partner', {
      name: 'Drukkerij NV',
      is_company: true,
      vat: 'BE0999000129',
      email: 'info@print.example',
    })
    contact = world.simulator.orm.create('res.partner', { name: 'Bart', parent_id: company, email: 'bart@print.example' })
    world.simulator.orm.create('account.move', { move_type: 'out_invoice', partner_id: contact, invoice_date: '2026-05-01' })
  })

  afterEach(() => world.stop())

  test("is not found by the company's number", async () => {
    const found = await world.find({ kind: 'ENTERPRISE_NUMBER', value: '0999000129' })
    expect(found.map(({ ref }) => ref.externalId)).toEqual([String(company)])
  })

  test("does not hand the company's number on", async () => {
    const [found] = await world.find(email('bart@print.example'))
    expect(found?.discovered).toEqual([email('bart@print.example')])
  })

  test("shows neither the company's number nor its invoices as its own", async () => {
    const records = await world.records([linkTo('contact', contact)])
    expect(records.find(({ ref }) => ref.recordType === 'contact')?.fields).toMatchObject({ name: 'Bart', parent_id: 'Drukkerij NV' })
    expect(records.find(({ ref }) => ref.recordType === 'contact')?.fields).not.toHaveProperty('vat')
    expect(records.filter(({ ref }) => ref.recordType === 'invoice')).toEqual([])
  })

  test('shows both when the company is the same person: a sole trader', async () => {
    const records = await world.records([linkTo('contact', contact), linkTo('contact', company)])
    expect(records.find(({ ref }) => ref.externalId === String(contact))?.fields).toHaveProperty('vat')
    expect(records.filter(({ ref }) => ref.recordType === 'invoice')).toMatchObject([{ retentionStart: '2026-05-01' }])
  })

  test("does not share the invoices when the company is another subject's", async () => {
    const records = await world.records([linkTo('contact', contact, 'bart'), linkTo('contact', company, 'owner')])
    expect(records.filter(({ ref, subjectId }) => ref.recordType === 'invoice' && subjectId === 'bart')).toEqual([])
  })
})
