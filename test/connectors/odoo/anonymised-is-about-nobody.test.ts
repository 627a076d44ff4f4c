import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { WriteAnswer } from '../../../src/connectors/connector.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import type { FieldValue } from '../../../src/vocabulary/source-record.js'
import { never } from '../odoo-world.js'
import { startWriting, versions, type WritingWorld } from './writing-world.js'

describe.each(versions)('anonymised in Odoo %i', (version) => {
  let world: WritingWorld
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion })
  })
  afterEach(() => world.stop())

  const create = (model: string, values: Readonly<Record<string, unknown>>): number => world.simulator.orm.create(model, values)

  async function anonymise(
    recordType: string,
    id: number,
    changes: Readonly<Record<string, FieldValue | null>> = {},
  ): Promise<WriteAnswer> {
    return world.connector.erase!(await world.order(recordType, id, changes), 'ANONYMISE', never)
  }

  test('two contacts are called the same, are archived, and keep no former value', async () => {
    const people = ['Lotte Peeters', 'Noor Claes'].map((name) =>
      create('res.partner', { name, company_name: 'Peeters Design', image_1920: 'aaaa' }),
    )
    for (const id of people) {
      world.simulator.orm.edit('res.partner', id, { email: `p${id}@one.example` })
      expect(await anonymise('contact', id, { name: null, email: null })).toEqual({ kind: 'DONE' })
    }
    const shown = people.map((id) => world.simulator.orm.read('res.partner', id))
    expect(shown).toMatchObject(
      people.map(() => ({ name: 'Anoniem', email: false, company_name: false, image_1920: false, active: false })),
    )
    expect(world.simulator.orm.count('mail.tracking.value', [['mail_message_id.res_id', 'in', people]])).toBe(0)
  })

  test('a task belongs to nobody, and its former descriptions are gone', async () => {
    const contact = create('res.partner', { name: 'Lotte Peeters' })
    const task = create('project.task', { name: 'Huisstijl van Lotte', description: '<p>Lotte levert aan.</p>', partner_id: contact })
    world.simulator.orm.edit('project.task', task, { description: '<p>Lotte is ziek.</p>' })
    create('ir.attachment', { name: 'Lotte.txt', res_model: 'project.task', res_id: task })
    expect(await anonymise('task', task, { name: null, description: null })).toEqual({ kind: 'DONE' })
    const row = world.simulator.orm.read('project.task', task)!
    expect(row).toMatchObject({ name: 'Anoniem', description: false, partner_id: false })
    expect(JSON.stringify(row)).not.toContain('Lotte')
    expect(world.simulator.orm.count('ir.attachment')).toBe(0)
  })

  test('a message says nothing and is by nobody, whatever was ordered', async () => {
    const contact = create('res.partner', { name: 'Lotte Peeters' })
    const from = { author_id: contact, email_from: 'Lotte <lotte@one.example>', reply_to: 'lotte@one.example' }
    const about = { model: 'res.partner', res_id: 1, message_type: 'email', partner_ids: [[6, 0, [contact]]] }
    const message = create('mail.message', { ...about, ...from, subject: 'Vraag', body: '<p>Dag, Lotte</p>' })
    expect(await anonymise('message', message)).toEqual({ kind: 'DONE' })
    const emptied = { author_id: false, email_from: false, reply_to: false, subject: false, body: false, partner_ids: [] }
    expect(world.simulator.orm.read('mail.message', message)).toMatchObject(emptied)
  })

  test('a lead does not change the contact that it hung on', async () => {
    const contact = create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example' })
    const lead = create('crm.lead', { name: 'Vraag', contact_name: 'Lotte Peeters', email_from: 'lotte@one.example', partner_id: contact })
    expect(await anonymise('lead', lead, { name: null, contact_name: null, email_from: null })).toEqual({ kind: 'DONE' })
    expect(world.simulator.orm.read('crm.lead', lead)).toMatchObject({
      name: 'Anoniem',
      contact_name: false,
      email_from: false,
      partner_id: false,
    })
    expect(world.simulator.orm.read('res.partner', contact)).toMatchObject({ email: 'lotte@one.example' })
  })

  test('twice is harmless', async () => {
    const contact = create('res.partner', { name: 'Lotte Peeters' })
    await anonymise('contact', contact, { name: null })
    expect(await anonymise('contact', contact, { name: null })).toEqual({ kind: 'DONE' })
  })
})

describe.each(versions)('an erasure of some fields in Odoo %i', (version) => {
  let world: WritingWorld
  let contact: number
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion })
    contact = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example', phone: '+32470000101' })
    world.simulator.orm.edit('res.partner', contact, { phone: '+32470000102' })
    world.simulator.orm.create('ir.attachment', { name: 'logo.txt', res_model: 'res.partner', res_id: contact })
  })
  afterEach(() => world.stop())

  test('takes those, with their former values, and leaves the record and its files', async () => {
    const order = await world.order('contact', contact, { phone: null })
    expect(await world.connector.erase!(order, 'ERASE', never)).toEqual({ kind: 'DONE' })
    const left = { name: 'Lotte Peeters', email: 'lotte@one.example', phone: false, active: true }
    expect(world.simulator.orm.read('res.partner', contact)).toMatchObject(left)
    expect(world.simulator.orm.count('mail.tracking.value', [['mail_message_id.res_id', '=', contact]])).toBe(0)
    expect(world.simulator.orm.count('ir.attachment')).toBe(1)
  })

  test('may not take what a posted document shows', async () => {
    world.simulator.orm.create('account.move', { move_type: 'out_invoice', partner_id: contact, state: 'posted', posted_before: true })
    const order = await world.order('contact', contact, { name: 'Anoniem' })
    expect(await world.connector.erase!(order, 'ERASE', never)).toEqual({ kind: 'REFUSED', reason: 'POSTED_DOCUMENT' })
  })

  test('is not supported where the record can only go whole', async () => {
    const entry = world.simulator.orm.create('mailing.contact', { name: 'Lotte', email: 'lotte@one.example' })
    const order = await world.order('newsletter-contact', entry, { name: null })
    expect(await world.connector.erase!(order, 'ERASE', never)).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
    expect(world.simulator.orm.read('mailing.contact', entry)).toMatchObject({ name: 'Lotte' })
  })
})
