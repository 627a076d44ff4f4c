import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { SourceError } from '../../src/connectors/source-error.js'
import { gather } from '../../src/kernel/streams.js'
import type { SourceRecord } from '../../src/vocabulary/source-record.js'
import { linkTo, never, type OdooWorld, startOdoo } from './odoo-world.js'

describe('what Odoo holds around a contact', () => {
  let world: OdooWorld
  let contact: number

  beforeEach(async () => {
    world = await startOdoo()
    contact = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example' })
  })

  afterEach(() => world.stop())

  async function read(recordType: string): Promise<SourceRecord[]> {
    return (await world.records([linkTo('contact', contact)])).filter(({ ref }) => ref.recordType === recordType)
  }

  test('its own messages are told apart from those of others', async () => {
    const about = { model: 'res.partner', res_id: contact, message_type: 'comment' }
    world.simulator.orm.create('mail.message', { ...about, author_id: contact, body: '<p>My question</p>' })
    world.simulator.orm.create('mail.message', { ...about, author_id: 1, body: '<p>A remark about her</p>' })
    const messages = await read('message')
    expect(messages.map(({ fields, authoredBySubject }) => [fields['body'], authoredBySubject])).toEqual([
      ['<p>My question</p>', true],
      ['<p>A remark about her</p>', false],
    ])
  })

  test('who is found as the recipient of a text message did not write it', async () => {
    const id = world.simulator.orm.create('sms.sms', { number: '+32470000777', body: 'Call us back', state: 'sent' })
    const evidence = [{ kind: 'PHONE', field: 'number' }] as const
    const [message] = await world.records([{ ...linkTo('text-message', id), evidence }])
    expect(message).toMatchObject({ ref: { recordType: 'text-message' }, fields: { body: 'Call us back' }, authoredBySubject: false })
  })

  test('a message found by the address of its sender is by the sender', async () => {
    const values = { message_type: 'email', author_id: false, email_from: 'Lotte <lotte@two.example>', body: '<p>Hello</p>' }
    const id = world.simulator.orm.create('mail.message', values)
    const evidence = [{ kind: 'EMAIL', field: 'email_from' }] as const
    expect(await world.records([{ ...linkTo('message', id), evidence }])).toMatchObject([{ authoredBySubject: true }])
  })

  test.each([
    ['mail.message', 'message', { message_type: 'email', author_id: false, email_from: 'neighbour@two.example', body: '<p>About her</p>' }],
    ['mail.message', 'message', { message_type: 'comment', author_id: 1, body: '<p>About her</p>' }],
    ['calendar.event', 'calendar-event', { name: 'About her', start: '2026-11-02 10:00:00', stop: '2026-11-02 11:00:00' }],
    ['sms.sms', 'text-message', { number: '+32470000777', body: 'About her', state: 'sent' }],
  ])('a record of %s that staff linked by hand is not by the person', async (model, recordType, values) => {
    const id = world.simulator.orm.create(model, values)
    const evidence = [{ kind: 'SYSTEM_ID', field: 'id' }] as const
    expect(await world.records([{ ...linkTo(recordType, id), evidence }])).toMatchObject([{ authoredBySubject: false }])
  })

  test('no request names a field that holds a secret', async () => {
    const user = world.simulator.orm.create('res.users', { login: 'lotte@one.example', name: 'Lotte', partner_id: contact })
    const bodies: string[] = []
    world.simulator.server.inject({ kind: 'slow', ms: 0 }, (request) => {
      bodies.push(request.body.toString())
      return false
    })
    expect((await read('portal-user')).map(({ ref }) => ref.externalId)).toEqual([String(user)])
    const asked = bodies.flatMap((body) => (JSON.parse(body || '{}') as { fields?: string[] }).fields ?? [])
    expect(asked).toContain('login')
    expect(asked.filter((field) => /password|token$|secret|^pin$|session_identifier|^datas$|^raw$/.test(field))).toEqual([])
  })

  test('former values are read from the log of changes', async () => {
    world.simulator.orm.edit('res.partner', contact, { email: 'lotte@two.example' })
    expect((await read('change')).map(({ fields }) => fields['old_value_char'])).toContain('lotte@one.example')
  })

  test('a file is listed with its record and opened byte by byte', async () => {
    const datas = Buffer.from('%PDF fictional').toString('base64')
    world.simulator.orm.create('ir.attachment', {
      name: 'note.pdf',
      res_model: 'res.partner',
      res_id: contact,
      datas,
      mimetype: 'application/pdf',
    })
    const [card] = await read('contact')
    expect(card?.attachments).toMatchObject([{ name: 'note.pdf', mediaType: 'application/pdf', bytes: 14, authoredBySubject: false }])
    const content = await world.connector.open!(card!.ref, card!.attachments[0]!.id, never)
    expect(Buffer.concat(await gather(content)).toString()).toBe('%PDF fictional')
  })

  test('a file of another record is not opened', async () => {
    const other = world.simulator.orm.create('res.partner', { name: 'Somebody else' })
    const datas = Buffer.from('not yours').toString('base64')
    const file = world.simulator.orm.create('ir.attachment', { name: 'x', res_model: 'res.partner', res_id: other, datas })
    await expect(world.connector.open!(linkTo('contact', contact).ref, String(file), never)).rejects.toBeInstanceOf(SourceError)
  })

  test('empty fields and zeros that say nothing are absent, and moments carry their zone', async () => {
    const lead = { name: 'Question', partner_id: contact, phone: false, automated_probability: 0 }
    world.simulator.orm.create('crm.lead', lead)
    const [found] = await read('lead')
    expect(found?.fields).not.toHaveProperty('phone')
    expect(found?.fields).not.toHaveProperty('automated_probability')
    expect(found?.fields).toMatchObject({ create_date: '2026-11-23T09:00:00Z' })
    expect(found?.version).toBe('2026-11-23 09:00:00')
  })

  test('fifty subjects cost as many requests as one', async () => {
    const others = world.simulator.orm.createMany('res.partner', 49, (index) => ({ name: `Person ${index}` }))
    const selection = new Map([
      ['contact', ['name', 'email']],
      ['lead', ['name']],
      ['bank-account', ['acc_number']],
    ])
    await world.records([linkTo('contact', contact)], selection)
    world.simulator.server.forget()
    await world.records([linkTo('contact', contact)], selection)
    const forOne = world.simulator.server.requests.length
    const links = [contact, ...others].map((id) => linkTo('contact', id, `subject-${id}`))
    expect((await world.records(links, selection)).filter(({ ref }) => ref.recordType === 'contact')).toHaveLength(50)
    expect(world.simulator.server.requests.length - forOne).toBe(forOne)
  })
})
