import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Bundle } from '../../entities/bundle.js'
import { BundleStore } from '../../src/bundles/bundle-store.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { namesake } from '../../src/simulators/world.js'
import { type Answered, BundleStory } from '../builders/bundle-story.js'
import { databases } from '../builders/databases.js'
import { HubWorld } from '../builders/hub-world.js'

const day = 86_400_000

describe.each(await databases())('a bundle whose time is over, on $name', (on) => {
  const clock = new SettableClock(new Date())
  let world: HubWorld
  let story: BundleStory
  let answered: Answered

  async function token(): Promise<string> {
    const now = Math.floor(clock.now().getTime() / 1_000)
    const { key: sub, email } = namesake
    return world.provider.token({ sub, email, email_verified: true, roles: ['subject'], auth_time: now, iat: now, exp: now + 300 })
  }

  const row = () => world.hub.database.read((manager) => manager.findOneByOrFail(Bundle, { id: answered.bundleId }))

  async function filesOnDisk(): Promise<string[]> {
    const entries = await readdir(world.hub.settings.bundles.folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  }

  beforeAll(async () => {
    world = await HubWorld.start(on, { surroundings: { clock } })
    story = new BundleStory(world, token)
    answered = await story.answered('PORTABILITY')
  }, 60_000)
  afterAll(() => world.stop())

  test('lies there until its last moment, and nothing else of its preparation does', async () => {
    expect(await filesOnDisk()).toHaveLength(1)
    clock.advance(14 * day - 1)
    expect(await world.hub.expiry.sweep()).toBe(0)
    expect((await story.bundle(answered)).state).toMatch(/READY|PARTIAL/)
    expect((await story.download(answered.bundleId)).length).toBeGreaterThan(0)
  })

  test('cannot be had any more from that moment on, even before it is swept away', async () => {
    const { url } = await story.ticket(answered.bundleId)
    clock.advance(1)
    expect((await fetch(url, { headers: { authorization: `Bearer ${await token()}` } })).status).toBe(404)
    expect(await story.ticket(answered.bundleId)).toMatchObject({ code: 'BUNDLE_EXPIRED' })
    expect(await story.bundle(answered)).toMatchObject({ state: 'EXPIRED' })
  })

  test('loses its key and its files', async () => {
    expect((await row()).keyCipher).not.toBeNull()
    expect(await world.hub.expiry.sweep()).toBe(1)
    expect(await row()).toMatchObject({ state: 'EXPIRED', keyCipher: null })
    expect(await filesOnDisk()).toEqual([])
    expect(await story.ticket(answered.bundleId)).toMatchObject({ code: 'BUNDLE_EXPIRED' })
    expect(await world.hub.expiry.sweep()).toBe(0)
  })

  test('is prepared afresh for whoever asks again', async () => {
    expect(await story.prepare(answered.claimId, 'PORTABILITY')).toBe(answered.bundleId)
    await world.hub.worker.drain()
    expect((await story.bundle(answered)).state).toMatch(/READY|PARTIAL/)
    expect(await filesOnDisk()).toHaveLength(1)
  })

  test('takes nothing along that is still wanted, and everything that no bundle names', async () => {
    const store = new BundleStore(world.hub.settings.bundles.folder)
    const draft = (await store.openRun('killed')).draft(Buffer.alloc(32, 1))
    draft.sink.end('left behind')
    await store.keep(draft)
    await store.openRun('killed-too')
    clock.set(new Date())
    await world.hub.expiry.sweep()
    expect(await filesOnDisk()).toHaveLength(2)
    const long = new Date(Date.now() - 2 * day)
    const folder = world.hub.settings.bundles.folder
    for (const name of [...(await readdir(folder)), ...(await readdir(join(folder, 'runs'))).map((run) => join('runs', run))]) {
      await utimes(join(folder, name), long, long)
    }
    await world.hub.expiry.sweep()
    expect(await filesOnDisk()).toHaveLength(1)
    expect(await readdir(join(folder, 'runs'))).toEqual([])
    expect((await story.download(answered.bundleId)).length).toBeGreaterThan(0)
  })
})
