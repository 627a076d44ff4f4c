import { existsSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as mysql2 from 'mysql2'
import 'reflect-metadata'
import { DataSource, type DataSourceOptions } from 'typeorm'
import { Database } from './entities/database.js'
import { entities, hubMigrations } from './entities/index.js'
import { HubSchema } from './entities/hub-schema.js'
import { type Clock, systemClock, timestamp } from './src/kernel/clock.js'
import { ConfigurationError } from './src/kernel/errors.js'
import { type Logger, silentLogger } from './src/kernel/logger.js'

const migrationsTable = 'hub_migration'

const noTables = 'Database: it has no tables yet. Run `privacy-hub migrate` first.'
const oldTables = 'Database: its tables are those of an older version. Run `privacy-hub migrate` first.'

/** How long SQLite stops the whole process for another one that writes; `Database.write` waits longer without stopping it. */
const busyTimeoutMs = 50

const common = {
  entities,
  migrations: hubMigrations.map(({ migration }) => migration),
  migrationsTableName: migrationsTable,
  synchronize: false,
  logging: false,
} satisfies Partial<DataSourceOptions>

function isServer(location: string): boolean {
  return /^(mysql|mariadb):\/\//.test(location)
}

/**
 * The client library, with connections that read what is committed from their first statement on: told once for each, not
 * before every transaction. A connection that cannot be told so is not used.
 */
const readCommitted = {
  ...mysql2,
  createPool(options: mysql2.PoolOptions): mysql2.Pool {
    const pool = mysql2.createPool(options)
    pool.on('connection', (connection) => {
      connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', (error) => {
        if (error !== null) {
          connection.destroy()
        }
      })
    })
    return pool
  },
}

/**
 * A DataSource for `location`: the URL of a MySQL or MariaDB database, or the path of a SQLite file. Both servers are
 * addressed as MariaDB, whose way of telling that a column has no default typeorm understands under that name only.
 */
export function createDataSource(location: string): DataSource {
  if (isServer(location)) {
    const url = location.replace(/^mysql:/, 'mariadb:')
    return new DataSource({
      ...common,
      type: 'mariadb',
      url,
      timezone: 'Z',
      charset: 'utf8mb4',
      poolSize: 10,
      driver: readCommitted,
    })
  }
  return new DataSource({ ...common, type: 'better-sqlite3', database: location, enableWAL: true, timeout: busyTimeoutMs })
}

export interface DatabaseOptions {
  /** Bring the schema up to date; otherwise an outdated one stops the start. */
  readonly migrate?: boolean
  /** How long another process may be migrating before this one gives up. @default 120 */
  readonly migrationWaitSeconds?: number
  readonly clock?: Clock
  readonly logger?: Logger
}

/**
 * Opens the hub's database and makes sure that this version may use it. Throws ConfigurationError where it may not:
 * a newer hub has reshaped it, it is empty or outdated and `migrate` is off, or the server would cut values short.
 */
export async function openDatabase(location: string, options: DatabaseOptions = {}): Promise<Database> {
  await prepareFile(location, options)
  const writer = await createDataSource(location).initialize()
  try {
    await refuseLenientServer(writer)
    await refuseNewerSchema(writer, options.logger ?? silentLogger)
    await bringUpToDate(writer, options)
    return new Database(writer, isServer(location) ? writer : await openReader(location))
  } catch (error) {
    await writer.destroy()
    throw error
  }
}

/** A new SQLite file is its owner's alone, as then are those that SQLite puts beside it; a refused one is not made. */
async function prepareFile(location: string, { migrate = false }: DatabaseOptions): Promise<void> {
  if (isServer(location) || existsSync(location)) {
    return
  }
  if (!migrate) {
    throw new ConfigurationError([noTables])
  }
  await mkdir(dirname(location), { recursive: true })
  await (await open(location, 'a', 0o600)).close()
}

/** With a connection of their own, readers on SQLite never see what is not yet committed. */
function openReader(file: string): Promise<DataSource> {
  return new DataSource({ ...common, migrations: [], type: 'better-sqlite3', database: file, readonly: true }).initialize()
}

async function refuseLenientServer(dataSource: DataSource): Promise<void> {
  if (dataSource.options.type === 'better-sqlite3') {
    return
  }
  const [row] = await dataSource.query<{ mode: string }[]>('SELECT @@SESSION.sql_mode AS mode')
  if (!/STRICT_(TRANS|ALL)_TABLES|TRADITIONAL/.test(row?.mode ?? '')) {
    throw new ConfigurationError(['Database: the server silently cuts values short. Add STRICT_TRANS_TABLES to its sql_mode.'])
  }
}

async function appliedMigrations(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner()
  try {
    if (!(await runner.hasTable(migrationsTable))) {
      return []
    }
    const rows: { name: string }[] = await runner.query(`SELECT name FROM ${migrationsTable}`)
    return rows.map(({ name }) => name)
  } finally {
    await runner.release()
  }
}

async function refuseNewerSchema(dataSource: DataSource, logger: Logger): Promise<void> {
  const known = new Set(hubMigrations.map(({ migration }) => migration.name))
  const newer = (await appliedMigrations(dataSource)).filter((name) => !known.has(name))
  if (newer.length === 0) {
    return
  }
  const rows = await dataSource.manager.find(HubSchema)
  const harmless = new Set(rows.filter(({ breaking }) => !breaking).map(({ migration }) => migration))
  const breaking = newer.filter((name) => !harmless.has(name))
  if (breaking.length > 0) {
    const names = breaking.join(', ')
    throw new ConfigurationError([
      `Database: a newer version of the hub has changed it (${names}). Install that version or restore an older backup.`,
    ])
  }
  logger.warn('A newer version of the hub has added to the database; this one can still use it.', { count: newer.length })
}

async function bringUpToDate(dataSource: DataSource, options: DatabaseOptions): Promise<void> {
  if (options.migrate === true) {
    const waitSeconds = options.migrationWaitSeconds ?? 120
    await withMigrationLock(dataSource, waitSeconds, () => dataSource.runMigrations({ transaction: 'each' }))
    await recordMigrations(dataSource, options.clock ?? systemClock)
    return
  }
  if (await dataSource.showMigrations()) {
    const isEmpty = (await appliedMigrations(dataSource)).length === 0
    throw new ConfigurationError([isEmpty ? noTables : oldTables])
  }
}

/** Of several processes that start at once, one migrates while the others wait. SQLite locks the file by itself. */
async function withMigrationLock(dataSource: DataSource, waitSeconds: number, migrate: () => Promise<unknown>): Promise<void> {
  if (dataSource.options.type === 'better-sqlite3') {
    await migrate()
    return
  }
  const runner = dataSource.createQueryRunner()
  try {
    const got: { locked: unknown }[] = await runner.query("SELECT GET_LOCK(CONCAT('hub_migration_', DATABASE()), ?) AS locked", [
      waitSeconds,
    ])
    if (Number(got[0]?.locked) !== 1) {
      throw new ConfigurationError(['Database: another process has been migrating it for too long. Start again once that has ended.'])
    }
    await migrate()
  } finally {
    await runner.query("SELECT RELEASE_LOCK(CONCAT('hub_migration_', DATABASE()))")
    await runner.release()
  }
}

async function recordMigrations(dataSource: DataSource, clock: Clock): Promise<void> {
  const recorded = new Set((await dataSource.manager.find(HubSchema)).map(({ migration }) => migration))
  const missing = hubMigrations.filter(({ migration }) => !recorded.has(migration.name))
  const rows = missing.map(({ migration, breaking }) => ({ migration: migration.name, breaking, recordedAt: timestamp(clock) }))
  if (rows.length > 0) {
    await dataSource.manager.createQueryBuilder().insert().into(HubSchema).values(rows).orIgnore().execute()
  }
}

/** The database of this environment, for tools that expect a ready-made DataSource. */
export default createDataSource(process.env['DATABASE_URL'] ?? 'privacy-hub.sqlite')
