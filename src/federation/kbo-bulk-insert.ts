import type { Database as SqliteHandle } from 'better-sqlite3'
import type { EntityManager } from 'typeorm'
import { InternalError } from '../kernel/errors.js'

/** Where rows go, and the numbers that are the same in all of them. */
export interface BulkTarget {
  readonly table: string
  readonly columns: readonly string[]
  readonly fixed: Readonly<Record<string, number>>
}

type Row = readonly (string | null)[]

/**
 * Inserts rows past the entity layer, within the manager's transaction: a prepared statement on SQLite's own handle,
 * one statement of many rows on MariaDB and MySQL.
 */
export async function insertRows(
  manager: EntityManager,
  dialect: 'sqlite' | 'mysql',
  target: BulkTarget,
  rows: readonly Row[],
): Promise<void> {
  const columns = [...Object.keys(target.fixed), ...target.columns].join(', ')
  const fixed = Object.values(target.fixed)
  const one = `(${[...fixed, ...target.columns.map(() => '?')].join(', ')})`
  const into = `INSERT INTO ${target.table} (${columns}) VALUES `
  if (dialect === 'sqlite') {
    await insertOneByOne(manager, into + one, rows)
    return
  }
  await manager.query(into + rows.map(() => one).join(', '), rows.flat())
}

/** A statement that is prepared once costs SQLite less than one with many rows, and far less than a round through typeorm. */
async function insertOneByOne(manager: EntityManager, sql: string, rows: readonly Row[]): Promise<void> {
  if (manager.queryRunner === undefined) {
    throw new InternalError('Rows are inserted in bulk within a transaction only.')
  }
  const handle = (await manager.queryRunner.connect()) as SqliteHandle
  const statement = handle.prepare(sql)
  for (const row of rows) {
    statement.run(row)
  }
}
