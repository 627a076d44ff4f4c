import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SettableClock } from '../../src/kernel/clock.js'
import { wordFile } from '../../src/simulators/microsoft365/seed-files.js'
import { GraphTestClient } from './graph-client.js'

const clock = new SettableClock(new Date('2026-06-01T08:00:00Z'))
let client: GraphTestClient

beforeAll(async () => {
  client = await GraphTestClient.start({ clock })
})
afterAll(async () => {
  await client.simulator.stop()
})

const search = (request: object) => client.send('POST', '/search/query', { requests: [request] })
const seekLotte = {
  entityTypes: ['driveItem'],
  query: { queryString: '"lotte@peeters-design.example" OR "Lotte.Peeters@thuis.example"' },
  region: 'EMEA',
  sharePointOneDriveOptions: { includeContent: 'sharedContent,privateContent' },
}

describe('searching the files of the tenant', () => {
  test('finds what the index has read, shared and private', async () => {
    const { body } = await search(seekLotte)
    const [container] = body['value'][0].hitsContainers
    expect(container).toMatchObject({ total: 3, moreResultsAvailable: false })
    expect(container.hits.map(({ resource }: { resource: { name: string } }) => resource.name).sort()).toEqual([
      'Briefing huisstijl.docx',
      'Leveranciers 2026.xlsx',
      'Overeenkomst Peeters Design.docx',
    ])
    expect(container.hits[0]).toMatchObject({ rank: 1, resource: { '@odata.type': '#microsoft.graph.driveItem' } })
  })

  test('leaves private files out unless they are asked for', async () => {
    const { sharePointOneDriveOptions: _, ...shared } = seekLotte
    expect((await search(shared)).body['value'][0].hitsContainers[0].total).toBe(1)
  })

  test('pages by from and size', async () => {
    const first = (await search({ ...seekLotte, size: 2 })).body['value'][0].hitsContainers[0]
    expect([first.hits.length, first.moreResultsAvailable]).toEqual([2, true])
    const second = (await search({ ...seekLotte, from: 2, size: 2 })).body['value'][0].hitsContainers[0]
    expect([second.hits.length, second.moreResultsAvailable]).toEqual([1, false])
  })

  test('has no member for hits where there are none', async () => {
    const { body } = await search({ ...seekLotte, query: { queryString: '"nobody@x.example"' } })
    expect(body['value'][0].hitsContainers[0]).toEqual({ total: 0, moreResultsAvailable: false })
  })

  test.each([
    ['no region', { region: undefined }, 'SearchRequest Invalid (Region is required when request with application permission.)'],
    ['another region', { region: 'NAM' }, 'Requested region  not found. Only valid regions are EMEA.'],
    ['mail', { entityTypes: ['message'] }, 'SearchRequest Invalid (Entity type is not supported with application permission.)'],
  ])('refuses %s', async (_, changes, message) => {
    const { status, body } = await search({ ...seekLotte, ...changes })
    expect(status).toBe(400)
    expect(body['error']).toMatchObject({ code: 'BadRequest', message, target: '', details: [{ message }] })
  })
})

describe('one drive', () => {
  test('is searched by content, an apostrophe doubled', async () => {
    const sofie = client.simulator.tenant.user('sofie.maes@cloudware.example')!
    sofie.drive!.add(wordFile('Nota.docx', ["Gesprek met karim.o'neill@post.example"], { displayName: 'Sofie Maes' }))
    const { body } = await client.get(`/users/${sofie.id}/drive/root/search(q='${encodeURIComponent("karim.o''neill@post.example")}')`)
    expect(body['value']).toMatchObject([{ name: 'Nota.docx', parentReference: { driveId: sofie.drive!.id, driveType: 'business' } }])
  })

  test('is missing where somebody has none', async () => {
    const { status, body } = await client.get('/users/jef.wouters@cloudware.example/drive')
    expect([status, body['error'].message]).toEqual([404, "User's mysite not found."])
  })
})

describe('the content of a file', () => {
  async function locationOf(): Promise<string> {
    const [hit] = (await search(seekLotte)).body['value'][0].hitsContainers[0].hits
    const item = `/drives/${hit.resource.parentReference.driveId}/items/${hit.hitId}`
    expect((await client.get(item)).body).toMatchObject({ eTag: expect.stringMatching(/^"\{[0-9A-F-]+\},1"$/), size: expect.any(Number) })
    const { status, headers } = await client.get(`${item}/content`)
    expect(status).toBe(302)
    return headers.get('location')!
  }

  test('lies at another origin that wants no Authorization', async () => {
    const location = await locationOf()
    expect(location.startsWith(client.simulator.contentUrl)).toBe(true)
    const answer = await fetch(location)
    expect([
      answer.status,
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ]).toEqual([200, 'PK'])
    expect((await fetch(location, { headers: { authorization: `Bearer ${client.token}` } })).status).toBe(401)
  })

  test('is closed to a changed address and after some minutes', async () => {
    const location = await locationOf()
    expect((await fetch(location.replace('tempauth=', 'tempauth=x'))).status).toBe(401)
    clock.advance(5 * 60_000 + 1)
    expect((await fetch(location)).status).toBe(401)
  })

  test('of an unknown file is an unknown item', async () => {
    const { status, body } = await client.get(`/drives/${client.simulator.tenant.sites[0]!.id}/items/01NOTHING/content`)
    expect([status, body['error'].code]).toEqual([404, 'itemNotFound'])
  })
})
