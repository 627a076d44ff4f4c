import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readlink, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BundleStore } from '../../src/bundles/bundle-store.js'
import type { RunFolder } from '../../src/bundles/run-folder.js'

const aDay = 86_400_000
let folder: string
let store: BundleStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-folder-'))
  store = new BundleStore(folder)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Files below the folder that this process has open, deleted ones too. */
async function openFiles(): Promise<string[]> {
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(join('/proc/self/fd', fd)).catch(() => ''))
  return (await Promise.all(links)).filter((target) => target.startsWith(folder))
}

/** A draft and a spool whose writing has begun. */
async function begin(run: RunFolder) {
  const [draft, spool] = [run.draft(randomBytes(32)), await run.openSpool()]
  draft.sink.write(randomBytes(100_000))
  await spool.write(randomBytes(100_000))
  return { draft, spool }
}

const onLinux = process.platform === 'linux' ? describe : describe.skip

onLinux('a run that failed', () => {
  test('leaves no file open, whether its spools were read or not', async () => {
    for (const bundle of ['one', 'two', 'three']) {
      const run = await store.openRun(bundle)
      await begin(run)
      await (await run.openSpool()).write(Buffer.from('a little'))
      const { spool } = await begin(run)
      for await (const _chunk of spool.read()) {
        break
      }
      expect((await openFiles()).length).toBeGreaterThan(3)
      await run.remove()
    }
    expect(await openFiles()).toEqual([])
    expect(await readdir(join(folder, 'runs'))).toEqual([])
  })

  test('does not take along what it has handed to the store', async () => {
    const run = await store.openRun('one')
    const { draft } = await begin(run)
    draft.sink.end()
    await store.keep(draft)
    await run.remove()
    expect(await store.list()).toEqual([expect.objectContaining({ name: draft.name })])
  })
})

describe('a spool', () => {
  test('takes nothing more once it is read', async () => {
    const { spool } = await begin(await store.openRun('one'))
    for await (const _chunk of spool.read()) {
      await expect(spool.write(Buffer.from('late'))).rejects.toThrow('after the rest had been read')
    }
    await expect(spool.write(randomBytes(100_000))).rejects.toThrow('after the rest had been read')
  })

  test('lets nobody wait who writes while it is discarded', async () => {
    const spool = await (await store.openRun('one')).openSpool()
    const writing = Array.from({ length: 5 }, () => spool.write(randomBytes(100_000)))
    const settled = Promise.allSettled(writing)
    await spool.discard()
    expect((await settled).map(({ status }) => status)).toContain('rejected')
  })
})

describe('a run that writes one file for days', () => {
  test('keeps its folder, though that was made long ago', async () => {
    const { draft } = await begin(await store.openRun('one'))
    draft.sink.end()
    await draft.written
    const [run] = await readdir(join(folder, 'runs'))
    const long = new Date(Date.now() - 2 * aDay)
    await utimes(join(folder, 'runs', run ?? ''), long, long)
    await store.removeRunsBefore(new Date(Date.now() - aDay))
    expect(await readdir(join(folder, 'runs'))).toEqual([run])
  })
})
