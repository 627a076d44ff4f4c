import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { getMetadataArgsStorage } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { entities } from '../../entities/index.js'
import { openDatabase } from '../../ormconfig.js'

export interface OpenedDatabase {
  readonly database: Database
  /** What `createDataSource` takes: opens the same database once more, as another process would. */
  readonly location: string
  /** Closes it and leaves nothing behind. */
  readonly close: () => Promise<void>
}

export interface EmptyDatabase {
  readonly location: string
  readonly drop: () => Promise<void>
}

/** A copy of a database as it is now, as a backup is. */
export async function copyOf(location: string): Promise<EmptyDatabase> {
  return location.includes('://') ? copyOnServer(new URL(location).pathname.slice(1)) : copyOfFile(location)
}

async function copyOfFile(location: string): Promise<EmptyDatabase> {
  const copy = await createFile()
  const original = new Sqlite(location, { readonly: true })
  original.prepare('VACUUM INTO ?').run(copy.location)
  original.close()
  return copy
}

async function copyOnServer(original: string): Promise<EmptyDatabase> {
  const copy = await createOnServer()
  const name = new URL(copy.location).pathname.slice(1)
  const connection = await createConnection(mariaDbUrl)
  try {
    const [tables] = await connection.query<RowDataPacket[]>(`SHOW TABLES FROM ${original}`)
    for (const table of tables.flatMap((row) => Object.values<string>(row))) {
      await connection.query(`CREATE TABLE ${name}.${table} LIKE ${original}.${table}`)
      await connection.query(`INSERT INTO ${name}.${table} SELECT * FROM ${original}.${table}`)
    }
    return copy
  } finally {
    await connection.end()
  }
}

/** Takes every row away, as quickly as making another database would be slow. */
export async function emptied(database: Database): Promise<void> {
  const tables = entities.map((entity) => getMetadataArgsStorage().tables.find(({ target }) => target === entity)?.name ?? '')
  await database.write(async (manager) => {
    for (const table of tables.filter((name) => name !== 'hub_schema')) {
      await manager.query(`DELETE FROM ${table}`)
    }
  })
}

export interface TestDatabase {
  readonly name: string
  /** An empty database with the hub's tables, the caller's own. */
  readonly open: () => Promise<OpenedDatabase>
  /** An empty database without any table. */
  readonly create: () => Promise<EmptyDatabase>
}

const mariaDbUrl = process.env['TEST_MARIADB_URL'] ?? 'mysql://root@127.0.0.1:3306'

async function createFile(): Promise<EmptyDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'privacy-hub-test-'))
  return { location: join(folder, 'hub.sqlite'), drop: () => rm(folder, { recursive: true, force: true }) }
}

async function onServer(statement: string): Promise<void> {
  const connection = await createConnection(mariaDbUrl)
  try {
    await connection.query(statement)
  } finally {
    await connection.end()
  }
}

async function createOnServer(): Promise<EmptyDatabase> {
  const name = `hub_test_${randomBytes(8).toString('hex')}`
  await onServer(`CREATE DATABASE ${name}`)
  return { location: new URL(`/${name}`, mariaDbUrl).href, drop: () => onServer(`DROP DATABASE ${name}`) }
}

function testDatabase(name: string, create: TestDatabase['create']): TestDatabase {
  const open = async (): Promise<OpenedDatabase> => {
    const { location, drop } = await create()
    const database = await openDatabase(location, { migrate: true })
    const close = async (): Promise<void> => {
      await database.close()
      await drop()
    }
    return { database, location, close }
  }
  return { name, open, create }
}

async function mariaDbAnswers(): Promise<boolean> {
  try {
    await onServer('SELECT 1')
    return true
  } catch (error) {
    if (process.env['CI']) {
      throw new Error('MariaDB must be reachable here; set TEST_MARIADB_URL.', { cause: error })
    }
    process.stderr.write('SKIPPED on MariaDB: no server answers; set TEST_MARIADB_URL.\n')
    return false
  }
}

/** SQLite alone, for tests whose promise has nothing to do with the database. */
export const sqlite: TestDatabase = testDatabase('SQLite', createFile)

/** The databases that every promise about storage must hold on: SQLite, and MariaDB where one answers (always in CI). */
export async function databases(): Promise<readonly TestDatabase[]> {
  return (await mariaDbAnswers()) ? [sqlite, testDatabase('MariaDB', createOnServer)] : [sqlite]
}
