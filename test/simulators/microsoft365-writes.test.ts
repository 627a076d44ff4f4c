import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { SettableClock } from '../../src/kernel/clock.js'
import { GraphTestClient, query } from './graph-client.js'

let client: GraphTestClient
const sofie = '/users/sofie.maes@cloudware.example'
const tom = '/users/tom.claes@cloudware.example'
const immutable = { Prefer: 'IdType="ImmutableId"' }

beforeEach(async () => {
  client = await GraphTestClient.start()
})
afterEach(async () => {
  await client.simulator.stop()
})

async function contact(): Promise<{ id: string; '@odata.etag': string }> {
  const [first] = (await client.get(`${sofie}/contacts`)).body['value']
  return first
}

describe('correcting a contact', () => {
  test('replaces what is named and gives it a new etag', async () => {
    const before = await contact()
    const { status, body } = await client.send('PATCH', `${sofie}/contacts/${before.id}`, {
      mobilePhone: '+32470000999',
      emailAddresses: [],
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ mobilePhone: '+32470000999', emailAddresses: [], surname: 'Peeters', id: before.id })
    expect(body['@odata.etag']).not.toBe(before['@odata.etag'])
  })

  test('is refused when the contact has changed meanwhile', async () => {
    const { id, '@odata.etag': etag } = await contact()
    const change = () => client.send('PATCH', `${sofie}/contacts/${id}`, { nickName: 'Lot' }, { 'If-Match': etag })
    expect((await change()).status).toBe(200)
    const { status, body } = await change()
    expect([status, body['error'].code]).toEqual([412, 'ErrorIrresolvableConflict'])
    expect(body['error'].message).toContain('the change key passed in the request does not match')
  })

  test('needs the role to write', async () => {
    const reader = await GraphTestClient.start({ roles: ['Contacts.Read'] })
    const [{ id }] = (await reader.get(`${sofie}/contacts`)).body['value']
    expect((await reader.send('PATCH', `${sofie}/contacts/${id}`, { nickName: 'x' })).status).toBe(403)
    await reader.simulator.stop()
  })
})

describe('deleting mail', () => {
  const found = query({ $search: '"subject:koffiekoeken"', $select: 'id,parentFolderId' })

  test('moves it to Deleted Items under another id, unless the id is immutable', async () => {
    const [{ id }] = await client.all(`${tom}/messages${found}`)
    const [{ id: lasting }] = await client.all(`${tom}/messages${found}`, immutable)
    expect((await client.send('DELETE', `${tom}/messages/${id}`)).status).toBe(204)
    expect((await client.get(`${tom}/messages/${id}`)).body['error']).toMatchObject({
      code: 'ErrorItemNotFound',
      message: 'The specified object was not found in the store.',
    })
    const folder = (await client.get(`${tom}/mailFolders/deleteditems`)).body['id']
    expect((await client.get(`${tom}/messages/${lasting}`, immutable)).body['parentFolderId']).toBe(folder)
  })

  test('a second time moves it to the dumpster, out of every listing', async () => {
    const [{ id }] = await client.all(`${tom}/messages${found}`, immutable)
    await client.send('DELETE', `${tom}/messages/${id}`, undefined, immutable)
    await client.send('DELETE', `${tom}/messages/${id}`, undefined, immutable)
    expect((await client.get(`${tom}/messages/${id}`, immutable)).status).toBe(404)
    const dumpster = `${tom}/mailFolders/recoverableitemsdeletions/messages`
    expect(await client.all(dumpster)).toMatchObject([{ subject: 'Koffiekoeken vrijdag' }])
    expect((await client.send('POST', `${dumpster}/${id}/permanentDelete`, {}, immutable)).status).toBe(204)
    expect(await client.all(dumpster)).toEqual([])
  })

  test('for good leaves nothing, unless a hold keeps it among the purges', async () => {
    const mailbox = client.simulator.tenant.mailbox('tom.claes@cloudware.example')
    const purges = `${tom}/mailFolders/recoverableitemspurges/messages`
    const purge = async (subject: string) => {
      const [{ id }] = await client.all(`${tom}/messages${query({ $search: `"subject:${subject}"` })}`)
      return (await client.send('POST', `${tom}/messages/${id}/permanentDelete`, {})).status
    }
    expect(await purge('koffiekoeken')).toBe(204)
    expect(await client.all(purges)).toEqual([])
    mailbox.isOnHold = true
    expect(await purge('abonnement')).toBe(204)
    expect(await client.all(purges)).toMatchObject([{ subject: 'Vraag over een abonnement' }])
  })

  test('a sent message keeps its words', async () => {
    const [{ id }] = await client.all(`${tom}/messages${found}`)
    expect((await client.send('PATCH', `${tom}/messages/${id}`, { subject: 'x' })).status).toBe(400)
    expect((await client.send('PATCH', `${tom}/messages/${id}`, { isRead: false })).body['isRead']).toBe(false)
  })
})

test('an organiser who changes an event writes to everybody who was asked', async () => {
  const [{ id }] = await client.all(`${sofie}/events`)
  await client.send('PATCH', `${sofie}/events/${id}`, { attendees: [] })
  await client.send('PATCH', `${sofie}/events/${id}`, { attendees: [{ emailAddress: { address: 'x@y.example' } }] })
  expect(client.simulator.tenant.mailbox('sofie.maes@cloudware.example').noticesSent).toEqual([
    { to: 'x@y.example', notice: 'update', subject: 'Bespreking huisstijl' },
  ])
})

describe('a user', () => {
  const guest = () => client.simulator.tenant.users.find(({ resource }) => resource['userType'] === 'Guest')!

  test('is corrected without an answer body', async () => {
    const { status, text } = await client.send('PATCH', `/users/${guest().id}`, { mobilePhone: null })
    expect([status, text]).toEqual([204, ''])
    expect((await client.get(`/users/${guest().id}`)).body['mobilePhone']).toBeNull()
  })

  test.each([
    [{ displayName: '' }, "Invalid value specified for property 'displayName' of resource 'User'."],
    [{ businessPhones: ['1', '2'] }, "Invalid value specified for property 'businessPhones' of resource 'User'."],
    [{ proxyAddresses: [] }, "Property 'proxyAddresses' is read-only and cannot be set."],
    [{ passport: 'x' }, "Property 'passport' does not exist as a declared property or extension property."],
    [{ aboutMe: 'x', city: 'Gent' }, 'The request is currently not supported on the targeted entity set'],
  ])('does not take %j', async (changes, message) => {
    const { status, body } = await client.send('PATCH', `/users/${guest().id}`, changes)
    expect(status).toBe(400)
    expect(body['error']).toMatchObject({ code: 'Request_BadRequest', message })
  })

  test('that lives on-premises is not corrected here', async () => {
    guest().resource['onPremisesSyncEnabled'] = true
    const { status, body } = await client.send('PATCH', `/users/${guest().id}`, { city: 'Gent' })
    expect([status, body['error'].code]).toEqual([400, 'Request_BadRequest'])
  })

  test('is deleted for thirty days, restorable, and never for good by an application', async () => {
    const { id } = guest()
    expect((await client.send('DELETE', `/users/${id}`)).status).toBe(204)
    expect((await client.get(`/users/${id}`)).body['error'].code).toBe('Request_ResourceNotFound')
    const [deleted] = (
      await client.get(`/directory/deletedItems/microsoft.graph.user${query({ $filter: "mail eq 'lotte@peeters-design.example'" })}`)
    ).body['value']
    expect(deleted).toMatchObject({ id, deletedDateTime: expect.stringMatching(/^\d{4}-/) })
    const purged = await client.send('DELETE', `/directory/deletedItems/${id}`)
    expect([purged.status, purged.body['error'].code]).toEqual([403, 'Authorization_RequestDenied'])
    expect((await client.send('POST', `/directory/deletedItems/${id}/restore`, {})).status).toBe(200)
    expect((await client.get(`/users/${id}?$select=userPrincipalName`)).body['userPrincipalName']).toBe(
      'lotte_peeters-design.example#EXT#@cloudware.onmicrosoft.example',
    )
  })

  test('loses a telephone as authentication method, at the place of telephones only', async () => {
    const path = `/users/${guest().id}/authentication`
    const telephone = '3179e48a-750b-4051-897c-87b9720928f7'
    expect((await client.send('DELETE', `${path}/emailMethods/${telephone}`)).status).toBe(404)
    expect((await client.send('DELETE', `${path}/phoneMethods/${telephone}`)).status).toBe(204)
    expect((await client.get(`${path}/methods`)).body['value']).toHaveLength(2)
  })

  test('is gone for good thirty days after it was deleted', async () => {
    const clock = new SettableClock(new Date('2026-05-01T10:00:00Z'))
    const later = await GraphTestClient.start({ clock, tokenLifetimeSeconds: 90 * 86_400 })
    const { id } = later.simulator.tenant.users.find(({ resource }) => resource['userType'] === 'Guest')!
    const deleted = async () => (await later.get('/directory/deletedItems/microsoft.graph.user')).body['value'].length
    await later.send('DELETE', `/users/${id}`)
    clock.set(new Date('2026-05-31T09:59:59Z'))
    expect(await deleted()).toBe(1)
    clock.set(new Date('2026-05-31T10:00:00Z'))
    expect(await deleted()).toBe(0)
    expect((await later.get(`/directory/deletedItems/${id}`)).status).toBe(404)
    await later.simulator.stop()
  })
})

describe('a file', () => {
  const site = () => client.simulator.tenant.sites[0]!
  const path = () => `/drives/${site().id}/items/${site().files[0]!.id}`

  test('is renamed only as the client saw it', async () => {
    const { eTag } = (await client.get(path())).body
    const rename = () => client.send('PATCH', path(), { name: 'Nieuw.docx' }, { 'If-Match': eTag })
    expect((await rename()).body['name']).toBe('Nieuw.docx')
    expect((await rename()).status).toBe(412)
    expect((await client.send('PATCH', path(), { name: 'Traktaties.docx' })).body['error'].code).toBe('nameAlreadyExists')
  })

  test('goes to the recycle bin or for good, and stays when it is a record', async () => {
    site().files[0]!.isLocked = true
    expect((await client.send('DELETE', path())).status).toBe(423)
    site().files[0]!.isLocked = false
    expect((await client.send('DELETE', path())).status).toBe(204)
    expect(site().recycleBin).toHaveLength(1)
    expect((await client.send('POST', `${path()}/permanentDelete`)).status).toBe(204)
    expect([site().files.length, site().recycleBin.length]).toEqual([0, 1])
  })
})
