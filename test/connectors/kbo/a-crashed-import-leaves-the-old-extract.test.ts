import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { generatedEntities } from '../../../src/simulators/kbo/generated-entities.js'
import { worldEntities } from '../../../src/simulators/kbo/world-entities.js'
import { type CompiledProgram, compileProgram, killHard, printed } from '../../builders/child-process.js'
import { databases } from '../../builders/databases.js'
import { fullFiles, type KboBench, namedNumber, openKbo, updateFiles } from '../../builders/kbo.js'

const lotte = worldEntities().find(({ number }) => number === namedNumber('Lotte'))!
const renamed = { ...lotte, names: [{ type: '001', language: '2', text: 'Peeters, Charlotte' }] } as const
const crowd = [...generatedEntities(3_000)]

let importer: CompiledProgram

beforeAll(async () => {
  importer = await compileProgram('test/builders/programs/halting-kbo-import.ts')
})

afterAll(() => importer.remove())

describe.each(await databases())('on $name', (on) => {
  let kbo: KboBench

  beforeEach(async () => {
    kbo = await openKbo(on)
    await kbo.import(await kbo.zip(fullFiles(137)))
  })

  afterEach(() => kbo.stop())

  async function nameOfLotte(): Promise<unknown> {
    return (await kbo.store.rows('denomination', [lotte.number])).map((row) => row['denomination'])
  }

  async function rowsInAll(): Promise<number[]> {
    const tables = ['enterprise', 'establishment', 'denomination', 'address', 'contact', 'code']
    return Promise.all(tables.map((table) => kbo.count(table)))
  }

  /** Imports in a process of its own, and kills that in the middle. */
  async function crash(zipPath: string, rows: number): Promise<void> {
    const child = importer.start(kbo.location, zipPath, String(rows))
    await printed(child, 'halted')
    await killHard(child)
  }

  test('after kill -9 in a full import the hub answers from the old extract, and the next import is whole', async () => {
    const before = await rowsInAll()
    const next = fullFiles(138, [...crowd, renamed])
    await crash(await kbo.zip(next), 4_500)
    expect((await kbo.store.current())?.extractNumber).toBe(137)
    expect(await nameOfLotte()).toEqual(['Peeters, Lotte'])
    expect(await rowsInAll()).not.toEqual(before)
    await kbo.import(await kbo.zip(fullFiles(138, [renamed])))
    expect(await nameOfLotte()).toEqual(['Peeters, Charlotte'])
    expect(await kbo.count('enterprise')).toBe(1)
    expect(await kbo.count('denomination')).toBe(2)
  })

  test('after kill -9 in an update nothing is dropped, and the same update can be imported', async () => {
    const zip = await kbo.zip(updateFiles(138, [lotte], [renamed, ...crowd]))
    await crash(zip, 6_000)
    expect(await nameOfLotte()).toEqual(['Peeters, Lotte'])
    expect(await kbo.store.rows('enterprise', [crowd[0]!.number])).toEqual([])
    await kbo.import(zip)
    expect(await nameOfLotte()).toEqual(['Peeters, Charlotte'])
    expect(await kbo.count('enterprise')).toBe(worldEntities().length + crowd.length)
  })

  test('an aborted import leaves no row', async () => {
    const before = await rowsInAll()
    const abort = new AbortController()
    const zip = await kbo.zip(fullFiles(138, [...crowd, renamed]))
    const onProgress = ({ rows }: { readonly rows: number }): void => {
      if (rows > 4_000) {
        abort.abort(new Error('Somebody pressed Ctrl-C.'))
      }
    }
    await expect(kbo.import(zip, { signal: abort.signal, onProgress })).rejects.toThrow('Somebody pressed Ctrl-C.')
    expect(await nameOfLotte()).toEqual(['Peeters, Lotte'])
    expect(await rowsInAll()).toEqual(before)
  })

  test('of two imports at once the later one wins, and the earlier one is told', async () => {
    const second = await kbo.zip(fullFiles(139, [renamed]))
    const later: Promise<unknown>[] = []
    const onProgress = ({ rows }: { readonly rows: number }): void => {
      if (rows > 4_000) {
        later.push(...(later.length === 0 ? [kbo.import(second)] : []))
      }
    }
    const first = kbo.import(await kbo.zip(fullFiles(138, [...crowd, lotte])), { onProgress })
    await expect(first).rejects.toThrow(/Another import has begun/)
    await Promise.all(later)
    expect((await kbo.store.current())?.extractNumber).toBe(139)
    expect(await kbo.count('enterprise')).toBe(1)
  })

  test('tells how far it is', async () => {
    const phases = new Set<string>()
    let last = { bytes: 0, totalBytes: 0, rows: 0 }
    const onProgress = (progress: { phase: string; bytes: number; totalBytes: number; rows: number }): void => {
      phases.add(progress.phase)
      last = progress
    }
    const { counts } = await kbo.import(await kbo.zip(fullFiles(138, crowd)), { onProgress })
    expect([...phases]).toEqual(['CHECKING', 'READING', 'PUBLISHING', 'SWEEPING'])
    expect(last.bytes).toBe(last.totalBytes)
    expect(last.rows).toBe(Object.values(counts).reduce((sum, rows) => sum + rows, 0))
  })
})
