import type { EntityManager } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { KboImport } from '../../entities/kbo-import.js'
import type { KboCells, KboExtract, KboImportFacts, KboImportRun, KboImportStore, KboWriteTable } from '../connectors/kbo/kbo-store.js'
import { type KboTableName, kboTableNames, kboTables } from '../connectors/kbo/kbo-tables.js'
import { delay } from '../kernel/delay.js'
import { BadInputError } from '../kernel/errors.js'
import { insertRows } from './kbo-bulk-insert.js'
import { currentImport, extractOf, FOREVER, ImportState } from './kbo-generations.js'

const writeTables: readonly KboWriteTable[] = ['wanted', ...kboTableNames]

/** Rows looked at in one short transaction while sweeping. */
const rowsPerSweep = 2_000

/**
 * Writes extracts beside the one that the hub answers from. A row belongs to the extracts from its generation until another;
 * an import adds rows of the next generation and marks rows that end there. One statement makes that generation current.
 */
export class DatabaseKboImportStore implements KboImportStore {
  constructor(private readonly database: Database) {}

  async current(): Promise<KboExtract | null> {
    const row = await this.database.read(currentImport)
    return row === null ? null : extractOf(row)
  }

  async keptNumbers(): Promise<Set<string>> {
    const current = await this.database.read(currentImport)
    const numbers = new Set<string>()
    if (current === null) {
      return numbers
    }
    const { generation, baseGeneration } = current
    const ofCurrent = 'fromGeneration BETWEEN ? AND ? AND untilGeneration > ?'
    for (const [table, column] of [
      ['wanted', 'enterpriseNumber'],
      ['establishment', 'establishmentNumber'],
      ['branch', 'branchId'],
    ]) {
      const sql = `SELECT ${column} AS number FROM kbo_${table} WHERE ${ofCurrent}`
      const rows = await this.database.read((manager) => manager.query<{ number: string }[]>(sql, [baseGeneration, generation, generation]))
      rows.forEach(({ number }) => numbers.add(number))
    }
    return numbers
  }

  async begin(facts: KboImportFacts, follows: KboExtract | null): Promise<KboImportRun> {
    const generation = await this.database.write((manager) => startImport(manager, facts, follows))
    await clearAbandoned(this.database)
    return new DatabaseKboImportRun(this.database, generation, follows !== null)
  }
}

async function startImport(manager: EntityManager, facts: KboImportFacts, follows: KboExtract | null): Promise<number> {
  await manager.update(KboImport, { state: ImportState.IMPORTING }, { state: ImportState.ABANDONED })
  const current = await currentImport(manager)
  if ((current?.generation ?? null) !== (follows?.generation ?? null)) {
    throw new BadInputError('Another extract was imported meanwhile. Start again.')
  }
  const generation = ((await manager.maximum(KboImport, 'generation')) ?? 0) + 1
  const baseGeneration = facts.kind === 'FULL' ? generation : (current?.baseGeneration ?? generation)
  await manager.insert(KboImport, { ...facts, generation, baseGeneration, state: ImportState.IMPORTING, counts: {}, importedAt: null })
  return generation
}

class DatabaseKboImportRun implements KboImportRun {
  constructor(
    private readonly database: Database,
    private readonly generation: number,
    private readonly replacesAnother: boolean,
  ) {}

  async insert(table: KboWriteTable, rows: readonly KboCells[]): Promise<void> {
    const columns = table === 'wanted' ? ['enterpriseNumber'] : kboTables[table].columns.map(({ column }) => column)
    const target = { table: `kbo_${table}`, columns, fixed: { fromGeneration: this.generation, untilGeneration: FOREVER } }
    await this.write((manager) => insertRows(manager, this.database.dialect, target, rows))
  }

  async drop(table: KboTableName, column: string, values: readonly string[]): Promise<void> {
    const marks = values.map(() => '?').join(', ')
    await this.write((manager) => this.endRows(manager, table, `${column} IN (${marks})`, values))
  }

  async dropAll(table: KboTableName): Promise<void> {
    await this.write((manager) => this.endRows(manager, table, '1 = 1', []))
  }

  async publish(counts: Readonly<Record<string, number>>, importedAt: string): Promise<KboExtract> {
    return this.write(async (manager) => {
      await manager.update(KboImport, { state: ImportState.CURRENT }, { state: ImportState.SUPERSEDED })
      await manager.update(KboImport, { generation: this.generation }, { state: ImportState.CURRENT, counts, importedAt })
      return extractOf(await manager.findOneByOrFail(KboImport, { generation: this.generation }))
    })
  }

  async discard(): Promise<void> {
    await this.database.write((manager) =>
      manager.update(KboImport, { generation: this.generation, state: ImportState.IMPORTING }, { state: ImportState.ABANDONED }),
    )
    await clearAbandoned(this.database)
  }

  async sweep(): Promise<void> {
    if (!this.replacesAnother) {
      return
    }
    const { baseGeneration } = await this.database.read((manager) => manager.findOneByOrFail(KboImport, { generation: this.generation }))
    const isDead = `(untilGeneration <= ${this.generation} OR fromGeneration < ${baseGeneration})`
    await eachRange(this.database, (table, range) => [`DELETE FROM ${table} WHERE ${range} AND ${isDead}`])
  }

  private async endRows(manager: EntityManager, table: KboTableName, which: string, values: readonly string[]): Promise<void> {
    const sql = `UPDATE kbo_${table} SET untilGeneration = ? WHERE ${which} AND untilGeneration = ? AND fromGeneration < ?`
    await manager.query(sql, [this.generation, ...values, FOREVER, this.generation])
  }

  /** One short transaction, refused once a later import has begun. */
  private async write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const written = await this.database.write(async (manager) => {
      const lock = this.database.dialect === 'sqlite' ? '' : ' LOCK IN SHARE MODE'
      const sql = `SELECT state FROM kbo_import WHERE generation = ?${lock}`
      const [row] = await manager.query<{ state: string }[]>(sql, [this.generation])
      if (row?.state !== ImportState.IMPORTING) {
        throw new BadInputError('Another import has begun; this one is given up.')
      }
      return work(manager)
    })
    await letOthersWrite(this.database)
    return written
  }
}

/** SQLite has one write lock for all processes: who waits for it gets it in the pause, not by luck. */
async function letOthersWrite({ dialect }: Database): Promise<void> {
  if (dialect === 'sqlite') {
    await delay(1)
  }
}

/** Takes back what imports left that crashed, failed or were overtaken. */
async function clearAbandoned(database: Database): Promise<void> {
  const abandoned = await database.read((manager) => manager.findBy(KboImport, { state: ImportState.ABANDONED }))
  if (abandoned.length === 0) {
    return
  }
  const generations = abandoned.map(({ generation }) => generation)
  const list = generations.join(', ')
  await eachRange(database, (table, range) => [
    `DELETE FROM ${table} WHERE ${range} AND fromGeneration IN (${list})`,
    `UPDATE ${table} SET untilGeneration = ${FOREVER} WHERE ${range} AND untilGeneration IN (${list})`,
  ])
  await database.write(async (manager) => {
    for (const generation of generations) {
      await manager.update(KboImport, { generation, state: ImportState.ABANDONED }, { state: ImportState.DISCARDED })
    }
  })
}

/** Runs statements over every table a few rows at a time, so that nobody else waits long for the write lock. */
async function eachRange(database: Database, statements: (table: string, range: string) => readonly string[]): Promise<void> {
  for (const table of writeTables.map((name) => `kbo_${name}`)) {
    const sql = `SELECT MIN(id) AS first, MAX(id) AS last FROM ${table}`
    const [bounds] = await database.read((manager) => manager.query<{ first: number | null; last: number | null }[]>(sql))
    for (let from = bounds?.first ?? 0; from <= (bounds?.last ?? -1); from += rowsPerSweep) {
      const range = `id >= ${from} AND id < ${from + rowsPerSweep}`
      await database.write(async (manager) => {
        for (const statement of statements(table, range)) {
          await manager.query(statement)
        }
      })
      await letOthersWrite(database)
    }
  }
}
