import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SettableClock } from '../../src/kernel/clock.js'
import { trader } from '../../src/simulators/world.js'
import { BundleStory, OpenedZip } from '../builders/bundle-story.js'
import { type CompiledProgram, compileProgram, killHard } from '../builders/child-process.js'
import { databases } from '../builders/databases.js'
import { HubWorld } from '../builders/hub-world.js'

let program: CompiledProgram
beforeAll(async () => {
  program = await compileProgram('test/builders/programs/bundle-worker.ts')
}, 120_000)
afterAll(() => program.remove())

describe.each(await databases())('a bundle whose worker was killed, on $name', (on) => {
  const clock = new SettableClock(new Date())
  let world: HubWorld
  let story: BundleStory

  beforeEach(async () => {
    clock.set(new Date())
    world = await HubWorld.start(on, { surroundings: { clock } })
    story = new BundleStory(world, () => world.tokenOf(trader))
  }, 60_000)
  afterEach(() => world.stop())

  async function filesOnDisk(): Promise<string[]> {
    const entries = await readdir(world.hub.settings.bundles.folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  }

  /** Starts a worker, and kills it as it asks Odoo for the page with this number. */
  async function workerKilledAt(page: number): Promise<void> {
    const file = join(world.hub.settings.bundles.folder, '..', 'settings.json')
    await writeFile(file, JSON.stringify(world.hub.settings))
    const child = program.start(file)
    let asked = 0
    await new Promise<void>((resolve, reject) => {
      const isIt = ({ method }: { readonly method: string }): boolean => method === 'search_read' && ++asked === page
      world.odoo.between('before', isIt, () => void killHard(child).then(resolve, reject))
    })
  }

  test.each([1, 12])(
    'as it read its %dth page is prepared afresh, whole, and nothing of the first run is left',
    async (page) => {
      const { caseId, claims } = await story.submit('ACCESS')
      const bundleId = await story.prepare(claims['ACCESS'] ?? '', 'ACCESS_COPY')
      await workerKilledAt(page)
      expect(await story.bundle({ caseId, bundleId })).toMatchObject({ state: 'PREPARING', files: null })
      const runs = join(world.hub.settings.bundles.folder, 'runs')
      const [left] = await readdir(runs)

      clock.advance(60_000)
      await world.hub.worker.drain()

      expect(await story.bundle({ caseId, bundleId })).toMatchObject({ state: 'READY', complete: true })
      expect(left).toContain(bundleId)
      expect(await readdir(runs)).toEqual([])
      expect(await filesOnDisk()).toHaveLength(1)
      const zip = await OpenedZip.of(await story.download(bundleId), world)
      expect(await zip.verify()).toMatchObject({ exitCode: 0 })
      await zip.remove()
    },
    60_000,
  )
})
