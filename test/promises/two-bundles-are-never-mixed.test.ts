import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { lotte } from '../../src/simulators/world.js'
import { type Answered, BundleStory, OpenedZip } from '../builders/bundle-story.js'
import { HubWorld } from '../builders/hub-world.js'

interface Line {
  readonly reason: { readonly ground: string; readonly article: string }
  readonly count: number
  readonly system: string
}

let world: HubWorld
let story: BundleStory
let claims: Record<string, string>
const answered: Record<string, Answered> = {}
const zips: Record<string, OpenedZip> = {}

beforeAll(async () => {
  world = await HubWorld.start()
  story = new BundleStory(world, () => world.tokenOf(lotte))
  const submitted = await story.submit('ACCESS', 'PORTABILITY')
  claims = submitted.claims
  for (const [kind, right] of [
    ['ACCESS_COPY', 'ACCESS'],
    ['PORTABILITY', 'PORTABILITY'],
  ] as const) {
    const claimId = claims[right] ?? ''
    const bundleId = await story.prepare(claimId, kind)
    await world.hub.worker.drain()
    answered[kind] = { caseId: submitted.caseId, claimId, bundleId }
    zips[kind] = await OpenedZip.of(await story.download(bundleId), world)
  }
}, 60_000)
afterAll(async () => {
  await Promise.all(Object.values(zips).map((zip) => zip.remove()))
  await world.stop()
})

describe('the access copy and the portability bundle', () => {
  test('are two bundles, each intact and signed', async () => {
    expect(answered['ACCESS_COPY']?.bundleId).not.toBe(answered['PORTABILITY']?.bundleId)
    for (const zip of Object.values(zips)) {
      expect(await zip.verify()).toMatchObject({ exitCode: 0 })
    }
  })

  test('each say which of the two they are', async () => {
    expect(await zips['ACCESS_COPY']!.json('coverage.json')).toMatchObject({ kind: 'ACCESS_COPY' })
    expect(await zips['PORTABILITY']!.json('coverage.json')).toMatchObject({ kind: 'PORTABILITY' })
  })

  test('differ in the answers to Art. 15, which a portability bundle does not hold', async () => {
    expect(await zips['ACCESS_COPY']!.names()).toContain('statement.json')
    expect(await zips['PORTABILITY']!.names()).not.toContain('statement.json')
  })

  test('differ in what Art. 20 leaves out, and each thing left out has its reason', async () => {
    const [access, portability] = await Promise.all([
      zips['ACCESS_COPY']!.json('withheld.json'),
      zips['PORTABILITY']!.json('withheld.json'),
    ])
    const grounds = (lines: readonly Line[]) => new Set(lines.map(({ reason }) => reason.ground))
    expect(grounds(access).has('OUTSIDE_PORTABILITY')).toBe(false)
    expect(grounds(portability).has('OUTSIDE_PORTABILITY')).toBe(true)
    for (const { reason, count, system } of [...access, ...portability] as Line[]) {
      expect(reason.ground).not.toBe('')
      expect(reason.article).toMatch(/^Art\. /)
      expect(count).toBeGreaterThan(0)
      expect(['odoo', 'microsoft365', 'kbo']).toContain(system)
    }
  })

  test('hold in the portability bundle nothing that the access copy does not hold', async () => {
    const [access, portability] = await Promise.all([zips['ACCESS_COPY']!.json('profile.json'), zips['PORTABILITY']!.json('profile.json')])
    const ids = new Set(access.map(({ id }: { id: string }) => id))
    expect(portability.length).toBeGreaterThan(0)
    expect(portability.length).toBeLessThan(access.length)
    expect(
      portability.every(({ id, portable }: { id: string; portable: { mode: string } }) => ids.has(id) && portable.mode === 'YES'),
    ).toBe(true)
  })

  test('answer their own claim only', async () => {
    expect(await story.prepare(claims['ACCESS'] ?? '', 'PORTABILITY')).toBe('CLAIM_OF_OTHER_RIGHT')
    expect(await story.prepare(claims['PORTABILITY'] ?? '', 'ACCESS_COPY')).toBe('CLAIM_OF_OTHER_RIGHT')
  })

  test('are not made twice, however often they are ordered', async () => {
    const { claims: fresh } = await story.submit('ACCESS')
    const ids = await Promise.all([1, 2, 3].map(() => story.prepare(fresh['ACCESS'] ?? '', 'ACCESS_COPY')))
    expect(new Set(ids).size).toBe(1)
    expect(ids[0]).not.toBe(answered['ACCESS_COPY']?.bundleId)
  })
})
