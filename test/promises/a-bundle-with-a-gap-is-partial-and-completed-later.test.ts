import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { trader } from '../../src/simulators/world.js'
import { type Answered, BundleStory, OpenedZip } from '../builders/bundle-story.js'
import { eventually } from '../builders/eventually.js'
import { HubWorld } from '../builders/hub-world.js'

let world: HubWorld
let story: BundleStory
beforeEach(async () => {
  world = await HubWorld.start(undefined, { surroundings: { worker: { backoffMs: 0 } } })
  story = new BundleStory(world, () => world.tokenOf(trader))
}, 60_000)
afterEach(() => world.stop())

/** Odoo is switched off when it has answered some of what it is asked. */
async function bundleWithoutOdoo(): Promise<Answered> {
  world.odoo.between(
    'before',
    ({ model }) => model === 'sale.order',
    () => void world.odoo.server.stop(),
  )
  return story.answered('ACCESS_COPY')
}

async function orderUntilComplete({ caseId, claimId, bundleId }: Answered) {
  return eventually(async () => {
    expect(await story.prepare(claimId, 'ACCESS_COPY')).toBe(bundleId)
    await world.hub.worker.drain()
    const bundle = await story.bundle({ caseId, bundleId })
    expect(bundle).toMatchObject({ state: 'READY' })
    return bundle
  })
}

describe('a bundle of which a system fell out half-way', () => {
  test('is partial, names the system, and says so to whoever opens it', async () => {
    const answered = await bundleWithoutOdoo()
    const bundle = await story.bundle(answered)
    expect(bundle).toMatchObject({ state: 'PARTIAL', complete: false })
    const odoo = bundle.coverage.find(({ system }: { system: { id: string } }) => system.id === 'odoo')
    expect(odoo).toMatchObject({ answer: 'UNREACHABLE', reason: 'SYSTEM_ERROR' })
    expect(bundle.coverage.find(({ system }: { system: { id: string } }) => system.id === 'kbo')).toMatchObject({ answer: 'FOUND' })

    const zip = await OpenedZip.of(await story.download(answered.bundleId), world)
    expect(await zip.verify()).toMatchObject({ exitCode: 0 })
    const coverage = await zip.json('coverage.json')
    expect(coverage).toMatchObject({ complete: false })
    expect(coverage.systems.find(({ systemId }: { systemId: string }) => systemId === 'odoo')).toMatchObject({ answer: 'UNREACHABLE' })
    expect(await zip.text('README.html')).toContain('Odoo')
    await zip.remove()
  }, 60_000)

  test('is completed under the same id once the system is back, and the case follows', async () => {
    const answered = await bundleWithoutOdoo()
    await story.download(answered.bundleId)
    const partly = { state: 'READY', claims: [{ id: answered.claimId, outcome: 'PARTLY_FULFILLED' }] }
    await eventually(async () => expect(await story.case(answered.caseId)).toMatchObject(partly))
    const { manifestSha512 } = await story.bundle(answered)

    await world.odoo.server.start()
    const whole = await orderUntilComplete(answered)

    expect(whole.complete).toBe(true)
    expect(whole.manifestSha512).not.toBe(manifestSha512)
    const zip = await OpenedZip.of(await story.download(answered.bundleId), world)
    expect(await zip.verify()).toMatchObject({ exitCode: 0 })
    await zip.remove()
    const fulfilled = { state: 'CLOSED', claims: [{ id: answered.claimId, outcome: 'FULFILLED' }] }
    await eventually(async () => expect(await story.case(answered.caseId)).toMatchObject(fulfilled))
  }, 60_000)
})

describe('a partial bundle that is ordered afresh', () => {
  /** No run can begin until `runs` is a folder again. */
  async function noRunCanBegin(): Promise<void> {
    const runs = join(world.hub.settings.bundles.folder, 'runs')
    await rm(runs, { recursive: true })
    await writeFile(runs, '')
  }

  async function letTwoDaysPass(): Promise<void> {
    const { folder } = world.hub.settings.bundles
    const long = new Date(Date.now() - 2 * 86_400_000)
    const names = (await readdir(folder)).filter((name) => name !== 'runs')
    await Promise.all(names.map((name) => utimes(join(folder, name), long, long)))
  }

  test('is there again as it was when it cannot be prepared', async () => {
    const answered = await bundleWithoutOdoo()
    const zip = await story.download(answered.bundleId)
    const before = await story.bundle(answered)

    await story.prepare(answered.claimId, 'ACCESS_COPY')
    await letTwoDaysPass()
    await world.hub.expiry.sweep()
    expect(await story.bundle(answered)).toMatchObject({ state: 'PREPARING', complete: false })
    expect(await story.ticket(answered.bundleId)).toMatchObject({ code: 'BUNDLE_NOT_READY' })

    await noRunCanBegin()
    await world.hub.worker.drain()
    const { progress: _ofThen, ...lasting } = before
    expect(await story.bundle(answered)).toMatchObject({ ...lasting, state: 'PARTIAL' })
    expect((await story.download(answered.bundleId)).equals(zip)).toBe(true)
    expect(await story.case(answered.caseId)).toMatchObject({ state: 'READY' })
  }, 60_000)

  test('is had by the same key once more, under the same link', async () => {
    const answered = await bundleWithoutOdoo()
    const { url } = await story.ticket(answered.bundleId, 1, 'my key')
    await world.odoo.server.start()
    await orderUntilComplete(answered)
    const authorization = `Bearer ${await world.tokenOf(trader)}`
    expect((await fetch(url, { headers: { authorization } })).status).toBe(404)

    expect(await story.ticket(answered.bundleId, 1, 'my key')).toMatchObject({ url })
    expect(await story.ticket(answered.bundleId, 1, 'my key')).toMatchObject({ url })
    const fetched = await fetch(url, { headers: { authorization } })
    expect([fetched.status, (await fetched.arrayBuffer()).byteLength]).toEqual([200, (await story.bundle(answered)).bytes])
  }, 60_000)
})

describe('a bundle that is handed over', () => {
  test('is so when all of its bytes have gone out, not when somebody took the last one', async () => {
    const { bundleId, caseId, claimId } = await story.answered('PORTABILITY')
    const bytes: number = (await story.bundle({ caseId, bundleId })).bytes
    const { url } = await story.ticket(bundleId)
    const authorization = `Bearer ${await world.tokenOf(trader)}`
    const last = await fetch(url, { headers: { authorization, range: 'bytes=-1' } })
    await last.arrayBuffer()
    const ifRange = last.headers.get('etag') ?? ''
    const get = async (range: string) => (await fetch(url, { headers: { authorization, range, 'if-range': ifRange } })).arrayBuffer()
    await get(`bytes=0-${bytes - 2}`)
    expect(await story.case(caseId)).toMatchObject({ claims: [{ id: claimId, outcome: null }] })
    await get(`bytes=${bytes - 10}-`)
    await eventually(async () => expect(await story.case(caseId)).toMatchObject({ claims: [{ id: claimId, outcome: 'FULFILLED' }] }))
  })
})
