import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importExtract, type KboImport } from '../../src/connectors/kbo/import-extract.js'
import type { KboExtract } from '../../src/connectors/kbo/kbo-store.js'
import { DatabaseKboImportStore } from '../../src/federation/kbo-import-store.js'
import { DatabaseKboStore } from '../../src/federation/kbo-store.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { type ExtractFiles, fullExtractFiles, updateExtractFiles } from '../../src/simulators/kbo/extract-files.js'
import { writeExtractZip } from '../../src/simulators/kbo/extract-zip-writer.js'
import type { RegisteredEntity } from '../../src/simulators/kbo/registered-entity.js'
import { worldEntities } from '../../src/simulators/kbo/world-entities.js'
import type { TestDatabase } from './databases.js'

/** A hub database and a folder for downloaded zips. */
export interface KboBench {
  readonly store: DatabaseKboStore
  readonly location: string
  readonly clock: SettableClock
  /** Writes the files as a zip, as staff would download it; gives its path. */
  zip(files: ExtractFiles): Promise<string>
  /** Imports with `keep: all` unless told otherwise. */
  import(zipPath: string, options?: Partial<KboImport>): Promise<KboExtract>
  /** All rows of a table, whatever generation they belong to. */
  count(table: string): Promise<number>
  stop(): Promise<void>
}

export async function openKbo(on: TestDatabase): Promise<KboBench> {
  const { database, location, close } = await on.open()
  const folder = await mkdtemp(join(tmpdir(), 'kbo-'))
  const clock = new SettableClock(new Date('2026-03-02T08:00:00.000Z'))
  let zips = 0
  const defaults = {
    store: new DatabaseKboImportStore(database),
    keep: 'all',
    activities: false,
    knownNumbers: () => numbers([]),
    clock,
    signal: new AbortController().signal,
  } as const
  return {
    store: new DatabaseKboStore(database),
    location,
    clock,
    zip: async (files) => {
      const path = join(folder, `extract-${(zips += 1)}.zip`)
      await writeExtractZip(path, files)
      return path
    },
    import: (zipPath, options = {}) => importExtract({ ...defaults, zipPath, ...options }),
    count: async (table) => {
      const sql = `SELECT COUNT(*) AS n FROM kbo_${table}`
      const [row] = await database.read((manager) => manager.query<{ n: number | string }[]>(sql))
      return Number(row?.n)
    },
    stop: async () => {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export async function* numbers(list: readonly string[]): AsyncIterable<string> {
  yield* list
}

export function fullFiles(extractNumber: number, entities: readonly RegisteredEntity[] = worldEntities()): ExtractFiles {
  return fullExtractFiles({ extractNumber, snapshotDate: '27-02-2026', entities: () => entities })
}

export function updateFiles(
  extractNumber: number,
  deleted: readonly RegisteredEntity[],
  inserted: readonly RegisteredEntity[],
): ExtractFiles {
  return updateExtractFiles({ extractNumber, snapshotDate: '28-02-2026', deleted, inserted })
}

/** The same files with the lines of one changed. */
export function withFile(files: ExtractFiles, name: string, change: (lines: string[]) => string[]): ExtractFiles {
  return new Map([...files].map(([file, lines]) => [file, file === name ? () => change([...lines()]) : lines]))
}

export function namedNumber(key: string): string {
  const entity = worldEntities().find(({ names }) => names.some(({ text }) => text.includes(key)))
  if (entity === undefined) {
    throw new Error(`Nobody in the register is called ${key}.`)
  }
  return entity.number
}
