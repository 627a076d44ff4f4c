import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { GraphTestClient, query } from './graph-client.js'

let client: GraphTestClient
const sofie = '/users/sofie.maes@cloudware.example'
const tom = '/users/tom.claes@cloudware.example'

beforeAll(async () => {
  client = await GraphTestClient.start()
})
afterAll(async () => {
  await client.simulator.stop()
})

describe('contacts', () => {
  test('are found by any of their addresses, whatever the case', async () => {
    const found = await client.all(
      `${sofie}/contacts${query({ $filter: "emailAddresses/any(a:a/address eq 'lotte.peeters@thuis.example')" })}`,
    )
    expect(found).toMatchObject([
      {
        '@odata.etag': expect.stringMatching(/^W\/"/),
        displayName: 'Lotte Peeters',
        birthday: '1988-03-14T11:59:00Z',
        homeAddress: { street: 'Korenmarkt 12', countryOrRegion: 'België' },
        emailAddresses: [{ address: 'lotte@peeters-design.example' }, { address: 'LOTTE.Peeters@Thuis.example' }],
      },
    ])
  })

  test('are found by name in the default folder only', async () => {
    expect(await client.all(`${sofie}/contacts${query({ $search: '"Lotte Peeters"' })}`)).toHaveLength(1)
    expect(await client.all(`${tom}/contacts${query({ $search: '"Lotte Peeters"' })}`)).toHaveLength(0)
  })

  test('the default folder is in no list of folders', async () => {
    expect((await client.get(`${sofie}/contactFolders`)).body['value']).toEqual([])
    const [folder, ...others] = (await client.get(`${tom}/contactFolders`)).body['value']
    expect([folder.displayName, others]).toEqual(['Leveranciers', []])
    expect((await client.get(`${tom}/contactFolders/${folder.id}/childFolders`)).body['value']).toEqual([])
    expect((await client.get(`${tom}/contactFolders/nothing/childFolders`)).status).toBe(404)
    expect(await client.all(`${tom}/contactFolders/${folder.id}/contacts`)).toMatchObject([
      { companyName: null, birthday: '1971-11-02T11:59:00Z' },
    ])
  })

  test('of the organisation stand apart from those of a person', async () => {
    const { body } = await client.get(`/contacts${query({ $filter: "mail eq 'onthaal@papierhandel.example'" })}`)
    expect(body['value']).toMatchObject([{ displayName: 'Onthaal Papierhandel' }])
  })
})

describe('events', () => {
  test('are listed for a window of time, with who attends', async () => {
    const window = query({ startDateTime: '2026-03-01T00:00:00Z', endDateTime: '2026-04-01T00:00:00Z' })
    const events = await client.all(`${sofie}/calendarView${window}`)
    expect(events).toMatchObject([
      { subject: 'Bespreking huisstijl', attendees: [{ emailAddress: { address: 'lotte@peeters-design.example' } }, {}] },
    ])
    const later = query({ startDateTime: '2026-04-01T00:00:00Z', endDateTime: '2026-05-01T00:00:00Z' })
    expect(await client.all(`${sofie}/calendarView${later}`)).toEqual([])
  })

  test('give their body as text when asked', async () => {
    const [event] = await client.all(`${sofie}/events`, { Prefer: 'outlook.body-content-type="text"' })
    expect(event.body).toEqual({ contentType: 'text', content: 'Agenda: logo, briefpapier' })
  })

  test('need that window whole', async () => {
    const { status, body } = await client.get(`${sofie}/calendarView?startDateTime=2026-03-01T00:00:00Z`)
    expect([status, body['error'].code]).toEqual([400, 'ErrorInvalidParameter'])
  })

  test('cannot be filtered by who attends', async () => {
    const { body } = await client.get(`${sofie}/events${query({ $filter: "attendees/any(a:a/emailAddress/address eq 'x')" })}`)
    expect(body['error'].code).toBe('ErrorInvalidUrlQueryFilter')
  })
})
