import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { DownloadGrant } from '../../entities/download-grant.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { type Inhabitant, lotte, namesake } from '../../src/simulators/world.js'
import { type Answered, BundleStory, type Ticket } from '../builders/bundle-story.js'
import { HubWorld } from '../builders/hub-world.js'

const minute = 60_000
const hour = 60 * minute
const wholeSecond = (): Date => new Date(Math.floor(Date.now() / 1_000) * 1_000)
const clock = new SettableClock(wholeSecond())
let world: HubWorld
let story: BundleStory
let bundleId: string
let ticket: Ticket
let zip: Buffer

async function tokenOf(person: Pick<Inhabitant, 'key' | 'email'>, authAge = 0): Promise<string> {
  const now = Math.floor(clock.now().getTime() / 1_000)
  const { key: sub, email } = person
  return world.provider.token({ sub, email, email_verified: true, roles: ['subject'], auth_time: now - authAge, iat: now, exp: now + 300 })
}

async function get(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { headers })
}

async function asLotte(headers: Record<string, string> = {}): Promise<Response> {
  return get(ticket.url, { authorization: `Bearer ${await tokenOf(lotte)}`, ...headers })
}

beforeAll(async () => {
  world = await HubWorld.start(undefined, { surroundings: { clock } })
  story = new BundleStory(world, () => tokenOf(lotte))
  const answered: Answered = await story.answered('PORTABILITY')
  bundleId = answered.bundleId
  zip = await story.download(bundleId)
}, 60_000)
afterAll(() => world.stop())
beforeEach(async () => {
  clock.set(wholeSecond())
  ticket = await story.ticket(bundleId)
})

describe('a download link', () => {
  test.each(['handler', 'dpo'])("is not given for another's bundle to somebody who is a subject and a %s", async (role) => {
    const { sub, email } = { sub: `both-${role}`, email: `${role}@cloudware.example` }
    const now = Math.floor(clock.now().getTime() / 1_000)
    const token = await world.provider.token({
      sub,
      email,
      email_verified: true,
      roles: ['subject', role],
      auth_time: now,
      iat: now,
      exp: now + 300,
    })
    const { errors } = await world.ask(token, 'mutation ($id: ID!) { requestDownload(input: { bundleId: $id, part: 1 }) { __typename } }', {
      id: bundleId,
    })
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND'])
  })

  test('gives the whole zip as a file that nobody may keep in between', async () => {
    const response = await asLotte()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${bundleId}-1.zip"`,
      'cache-control': 'no-store',
      'accept-ranges': 'bytes',
      'content-length': String(zip.length),
    })
    expect(Buffer.from(await response.arrayBuffer()).equals(zip)).toBe(true)
  })

  test('is not stored: only its hash is', async () => {
    const token = new URL(ticket.url).searchParams.get('t') ?? ''
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const grants = await world.hub.database.read((manager) => manager.find(DownloadGrant))
    expect(grants.length).toBeGreaterThan(0)
    expect(JSON.stringify(grants)).not.toContain(token)
    expect(JSON.stringify(grants)).not.toContain(ticket.cookie.split('=')[1])
  })

  test('serves the browser that asked for it by its cookie alone', async () => {
    expect((await get(ticket.url, { cookie: ticket.cookie })).status).toBe(200)
  })

  test('gives nothing a second time', async () => {
    await (await asLotte()).arrayBuffer()
    expect((await asLotte()).status).toBe(404)
  })

  test('goes on in the middle, for the same caller and the same content', async () => {
    const whole = await asLotte()
    await whole.body?.cancel()
    const etag = whole.headers.get('etag') ?? ''
    const rest = await asLotte({ range: 'bytes=1000-', 'if-range': etag })
    expect(rest.status).toBe(206)
    expect(rest.headers.get('content-range')).toBe(`bytes 1000-${zip.length - 1}/${zip.length}`)
    expect(Buffer.from(await rest.arrayBuffer()).equals(zip.subarray(1000))).toBe(true)
    const last = await asLotte({ range: 'bytes=-10', 'if-range': etag })
    expect(Buffer.from(await last.arrayBuffer()).equals(zip.subarray(-10))).toBe(true)
    const between = await asLotte({ range: 'bytes=65530-65545', 'if-range': etag })
    expect(Buffer.from(await between.arrayBuffer()).equals(zip.subarray(65530, 65546))).toBe(true)
    expect((await asLotte({ range: `bytes=${zip.length}-`, 'if-range': etag })).status).toBe(416)
    expect((await asLotte({ range: 'bytes=9-3', 'if-range': etag })).status).toBe(416)
  })

  test('does not go on without saying with what', async () => {
    await (await asLotte()).arrayBuffer()
    expect((await asLotte({ range: 'bytes=1000-' })).status).toBe(404)
  })

  test('is burned by whoever goes on with other content', async () => {
    const first = await asLotte()
    await first.arrayBuffer()
    expect((await asLotte({ range: 'bytes=1000-', 'if-range': '"other"' })).status).toBe(404)
    expect((await asLotte({ range: 'bytes=1000-', 'if-range': first.headers.get('etag') ?? '' })).status).toBe(404)
  })

  test.each([
    ['nobody', async () => ({})],
    ['another subject', async () => ({ authorization: `Bearer ${await tokenOf(namesake)}` })],
    ['another subject in the same browser', async () => ({ authorization: `Bearer ${await tokenOf(namesake)}`, cookie: ticket.cookie })],
    ['a made-up cookie', async () => ({ cookie: `${ticket.cookie.split('=')[0]}=made-up` })],
  ])('is burned by %s', async (_who, headers: () => Promise<Record<string, string>>) => {
    const foreign = await get(ticket.url, await headers())
    expect(foreign.status).toBe(404)
    expect(await foreign.json()).toEqual({ error: 'NOT_FOUND' })
    expect((await asLotte()).status).toBe(404)
  })

  test('is not burned by a token that proves nobody', async () => {
    const refused = await get(ticket.url, { authorization: 'Bearer nonsense' })
    expect([refused.status, await refused.json()]).toEqual([401, { error: 'UNAUTHENTICATED' }])
    expect((await asLotte()).status).toBe(200)
  })

  test('waits ten minutes for the first byte, no longer', async () => {
    clock.advance(10 * minute)
    expect((await asLotte()).status).toBe(200)
    ticket = await story.ticket(bundleId)
    clock.advance(10 * minute + 1)
    expect((await asLotte()).status).toBe(404)
  })

  test('lets the same caller go on for a day, no longer', async () => {
    const first = await asLotte()
    await first.arrayBuffer()
    const onwards = { range: 'bytes=5-', 'if-range': first.headers.get('etag') ?? '' }
    clock.advance(24 * hour)
    expect((await asLotte(onwards)).status).toBe(206)
    clock.advance(1)
    expect((await asLotte(onwards)).status).toBe(404)
  })

  test.each(['HEAD', 'POST', 'PUT', 'DELETE'])('is not for %s, which uses nothing up', async (method) => {
    const headers = { authorization: `Bearer ${await tokenOf(lotte)}` }
    expect((await fetch(ticket.url, { method, headers })).status).toBe(405)
    expect((await asLotte()).status).toBe(200)
  })

  test('fits no other part, no other bundle and no other token', async () => {
    for (const url of [ticket.url.replace('/1?', '/2?'), ticket.url.replace(bundleId, crypto.randomUUID()), `${ticket.url}x`]) {
      expect((await get(url, { authorization: `Bearer ${await tokenOf(lotte)}` })).status).toBe(404)
    }
  })
})

describe('asking for a link', () => {
  test('needs a log-in of at most five minutes ago, and says so', async () => {
    const late = new BundleStory(world, () => tokenOf(lotte, 301))
    expect(await late.ticket(bundleId)).toMatchObject({ code: 'STEP_UP_REQUIRED', maxAgeSeconds: 300 })
    const inTime = new BundleStory(world, () => tokenOf(lotte, 300))
    expect(await inTime.ticket(bundleId)).toMatchObject({ url: expect.stringContaining(bundleId) })
  })

  test('is answered to another subject as if the bundle did not exist', async () => {
    const ask = async (id: string) =>
      (await world.ask(await tokenOf(namesake), `mutation { requestDownload(input: { bundleId: "${id}", part: 1 }) { __typename } }`))
        .errors
    const [foreign, unknown] = [await ask(bundleId), await ask(crypto.randomUUID())]
    expect(foreign).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
    expect(foreign[0]?.message).toBe(unknown[0]?.message)
  })
})
