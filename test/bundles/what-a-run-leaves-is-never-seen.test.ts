import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collected } from '../builders/collected.js'
import { BundleStore } from '../../src/bundles/bundle-store.js'
import { LineSpool, RecordSpools } from '../../src/bundles/line-spool.js'

let folder: string
let store: BundleStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-store-'))
  store = new BundleStore(folder)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const everything = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name)

describe('the store of bundles', () => {
  test('shows a file once it is whole, and gives back what was written', async () => {
    const key = randomBytes(32)
    const draft = (await store.openRun('bundle-1')).draft(key)
    draft.sink.write('content')
    expect(await store.list()).toEqual([])
    draft.sink.end()
    await store.keep(draft)
    expect(await store.list()).toEqual([expect.objectContaining({ name: draft.name })])
    const read = await collected(store.read(draft.name, key, 7, { start: 0, end: 7 }))
    expect(Buffer.concat(read).toString()).toBe('content')
  })

  test('holds nothing that can be read without the key', async () => {
    const draft = (await store.openRun('bundle-1')).draft(randomBytes(32))
    draft.sink.end('content '.repeat(20_000))
    await store.keep(draft)
    expect((await readFile(join(folder, draft.name))).includes('content')).toBe(false)
  })

  test('clears away what a killed run left when the next one for the same bundle begins', async () => {
    const killed = await store.openRun('bundle-1')
    const draft = killed.draft(randomBytes(32))
    draft.sink.end('half')
    await draft.written
    const spool = await killed.openSpool()
    await spool.write(Buffer.from('half'))
    const other = (await store.openRun('bundle-2')).draft(randomBytes(32))
    other.sink.end('whole')
    await other.written
    await store.openRun('bundle-1')
    expect(await everything()).toEqual([other.name])
  })

  test('clears away runs that have not been heard of for long', async () => {
    const draft = (await store.openRun('bundle-1')).draft(randomBytes(32))
    draft.sink.end('half')
    await draft.written
    await store.removeRunsBefore(new Date(Date.now() - 60_000))
    expect(await everything()).toEqual([draft.name])
    await store.removeRunsBefore(new Date(Date.now() + 60_000))
    expect(await everything()).toEqual([])
  })

  test('removes a file that is not there without complaint', async () => {
    await expect(store.remove('nothing')).resolves.toBeUndefined()
  })
})

describe('what is put aside', () => {
  test('comes back in order, however long a thing is', async () => {
    const { openSpool } = await store.openRun('bundle-1')
    const spool = new LineSpool<{ n: number; text: string }>(openSpool)
    const things = Array.from({ length: 40 }, (_, n) => ({ n, text: `é\n${'x'.repeat((n * 7_919) % 200_000)}` }))
    await Promise.all(things.map((thing) => spool.add(thing)))
    expect(await collected(spool.read())).toEqual(things)
  })

  test('is noise on the disk, and gone once it was read', async () => {
    const { openSpool } = await store.openRun('bundle-1')
    const spools = new RecordSpools(openSpool)
    const page = { records: [], statements: [], withheld: [], marker: 'Vandermarker'.repeat(20_000) }
    await spools.add('odoo', 'contact', page)
    const pages = spools.pages('odoo', 'contact')
    await pages.next()
    for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const bytes = file.isFile() ? await readFile(join(file.parentPath, file.name)) : Buffer.alloc(0)
      expect(bytes.includes('Vandermarker')).toBe(false)
    }
    await pages.next()
    expect(await everything()).toEqual([])
    expect(await collected(spools.pages('odoo', 'order'))).toEqual([])
  })
})
