import type { Database as SqliteHandle } from 'better-sqlite3'
import type { EntityManager } from 'typeorm'
import { InternalError } from '../kernel/errors.js'
import { chunked } from '../kernel/streams.js'

/** Where rows go, and the numbers that are the same in all of them. */
export interface BulkTarget {
  readonly table: string
  readonly columns: readonly string[]
  readonly fixed: Readonly<Record<string, number>>
}

type Row = readonly (string | null)[]

/** Rows in one statement on SQLite: beyond this it gets no faster. */
const rowsPerStatement = 50

/** Inserts rows past the entity layer, within the manager's transaction, many with one statement. */
export async function insertRows(
  manager: EntityManager,
  dialect: 'sqlite' | 'mysql',
  target: BulkTarget,
  rows: readonly Row[],
): Promise<void> {
  if (dialect === 'sqlite') {
    await insertOnSqlite(manager, target, rows)
    return
  }
  await manager.query(insertSql(target, rows.length), rows.flat())
}

function insertSql({ table, columns, fixed }: BulkTarget, count: number): string {
  const names = [...Object.keys(fixed), ...columns].join(', ')
  const row = `(${[...Object.values(fixed), ...columns.map(() => '?')].join(', ')})`
  return `INSERT INTO ${table} (${names}) VALUES ${Array.from({ length: count }, () => row).join(', ')}`
}

/** Through the driver's own prepared statement, which typeorm would make anew for each row. */
async function insertOnSqlite(manager: EntityManager, target: BulkTarget, rows: readonly Row[]): Promise<void> {
  if (manager.queryRunner === undefined) {
    throw new InternalError('Rows are inserted in bulk within a transaction only.')
  }
  const handle = (await manager.queryRunner.connect()) as SqliteHandle
  const many = handle.prepare(insertSql(target, rowsPerStatement))
  for (const some of chunked(rows, rowsPerStatement)) {
    const statement = some.length === rowsPerStatement ? many : handle.prepare(insertSql(target, some.length))
    statement.run(some.flat())
  }
}
