import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { ScannedRecord } from '../../../src/connectors/connector.js'
import { gather } from '../../../src/kernel/streams.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import { never } from '../odoo-world.js'
import { refTo, startWriting, versions, type WritingWorld } from './writing-world.js'

describe.each(versions)('a scan of Odoo %i', (version) => {
  let world: WritingWorld
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion })
  })
  afterEach(() => world.stop())

  const create = (model: string, values: Readonly<Record<string, unknown>>): number => world.simulator.orm.create(model, values)

  async function scan(recordType: string): Promise<ScannedRecord[]> {
    return (await gather(world.connector.scan!(recordType, never))).flat()
  }

  async function identifiersOf(recordType: string, id: number): Promise<readonly string[] | undefined> {
    const found = (await scan(recordType)).find(({ ref }) => ref.externalId === String(id))
    return found?.identifiers.map(({ kind, value }) => `${kind} ${value}`).sort()
  }

  test('meets each of thousands once, page after page, archived ones too', async () => {
    const ids = world.simulator.orm.createMany('crm.lead', 1_100, (index) => ({
      name: 'Q',
      email_from: `p${index}@one.example`,
      active: index % 2 === 0,
    }))
    const pages = await gather(world.connector.scan!('lead', never))
    expect(pages.map((page) => page.length)).toEqual([500, 500, 100])
    expect(pages.flat().map(({ ref }) => Number(ref.externalId))).toEqual([...ids])
    expect(pages.flat()[1_099]).toEqual({ ref: refTo('lead', ids[1_099]!), identifiers: [{ kind: 'EMAIL', value: 'p1099@one.example' }] })
  })

  test('recognises a contact by its normalised addresses and numbers, and by its own enterprise number', async () => {
    const company = create('res.partner', { name: 'Acme', is_company: true, vat: 'BE 0999.000.129' })
    const values = { email: 'Lotte <LOTTE@One.example>', phone: '0470 00 01 01', ref: 'K-1' }
    const contact = create('res.partner', { name: 'Lotte Peeters', parent_id: company, ...values })
    expect(await identifiersOf('contact', company)).toEqual(['ENTERPRISE_NUMBER 0999000129'])
    expect(await identifiersOf('contact', contact)).toEqual(['CUSTOMER_NUMBER K-1', 'EMAIL lotte@one.example', 'PHONE +32470000101'])
  })

  test('tells contacts and their further addresses apart', async () => {
    const contact = create('res.partner', { name: 'Lotte Peeters' })
    const address = create('res.partner', { name: 'Atelier', type: 'delivery', parent_id: contact, phone: '0470 00 01 02' })
    expect(await identifiersOf('contact', address)).toBeUndefined()
    expect(await identifiersOf('contact-address', contact)).toBeUndefined()
    expect(await identifiersOf('contact-address', address)).toEqual(['PHONE +32470000102'])
  })

  test('meets what hangs on a contact as well as what stands alone', async () => {
    const contact = create('res.partner', { name: 'Lotte Peeters' })
    const leads = [contact, false].map((partner_id) => create('crm.lead', { name: 'Q', partner_id, email_from: 'lotte@one.example' }))
    const message = create('mail.message', { message_type: 'email', author_id: contact, email_from: 'lotte@one.example' })
    expect(await Promise.all(leads.map((id) => identifiersOf('lead', id)))).toEqual([
      ['EMAIL lotte@one.example'],
      ['EMAIL lotte@one.example'],
    ])
    expect(await identifiersOf('message', message)).toEqual(['EMAIL lotte@one.example'])
  })

  test.each([
    ['newsletter-contact', 'mailing.contact', { email: 'Lotte@One.example' }, ['EMAIL lotte@one.example']],
    ['employee', 'hr.employee', { name: 'Sofie', private_email: 'sofie@home.example' }, ['EMAIL sofie@home.example']],
    ['mailing-trace', 'mailing.trace', { model: 'mailing.contact', email: 'lotte@one.example' }, ['EMAIL lotte@one.example']],
    ['text-message', 'sms.sms', { number: '+32470000101', state: 'sent' }, ['PHONE +32470000101']],
    ['rating', 'rating.rating', { res_id: 1, feedback: 'lotte@one.example' }, []],
    ['mail-blacklist-entry', 'mail.blacklist', { email: 'lotte@one.example' }, []],
  ])('recognises a %s by what it holds', async (recordType, model, values, identifiers) => {
    expect(await identifiersOf(recordType, create(model, values))).toEqual(identifiers)
  })

  test('recognises an account by its login', async () => {
    const user = create('res.users', { login: 'Lotte@One.example', name: 'Lotte' })
    expect(await identifiersOf('portal-user', user)).toEqual(['EMAIL lotte@one.example'])
  })

  test('finds nothing in a model that is not installed, and fails where it may not look', async () => {
    expect(await scan('ticket')).toEqual([])
    world.simulator.barriers.deny('crm.lead')
    await expect(scan('lead')).rejects.toMatchObject({ reason: 'NO_PERMISSION' })
  })

  test('stops between two pages once its signal is aborted', async () => {
    world.simulator.orm.createMany('crm.lead', 600, () => ({ name: 'Q' }))
    const abort = new AbortController()
    const pages = world.connector.scan!('lead', abort.signal)[Symbol.asyncIterator]()
    await pages.next()
    abort.abort(new Error('Time is up.'))
    await expect(pages.next()).rejects.toThrow('Time is up.')
  })
})
