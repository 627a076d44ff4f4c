import { describe, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { HubSchema } from '../../entities/hub-schema.js'
import { createDataSource, openDatabase } from '../../ormconfig.js'
import { ConfigurationError } from '../../src/kernel/errors.js'
import { createLogger } from '../../src/kernel/logger.js'
import { databases, sqlite, type TestDatabase } from '../builders/databases.js'

const newer = 'Newer4102444800000'

/** A migrated database on which a newer hub has run one more migration. */
async function touchedByNewerHub({ create }: TestDatabase, breaking: boolean | 'not recorded') {
  const created = await create()
  await (await openDatabase(created.location, { migrate: true })).close()
  const dataSource = await createDataSource(created.location).initialize()
  await dataSource.query(`INSERT INTO hub_migration (timestamp, name) VALUES (4102444800000, '${newer}')`)
  if (breaking !== 'not recorded') {
    await dataSource.manager.insert(HubSchema, { migration: newer, breaking, recordedAt: '2099-12-31T00:00:00.000Z' })
  }
  await dataSource.destroy()
  return created
}

describe.each(await databases())('a database that a newer hub has touched, on $name', (server) => {
  test.each([true, 'not recorded'] as const)('is refused when the change is breaking: %s', async (breaking) => {
    const { location, drop } = await touchedByNewerHub(server, breaking)
    const opening = openDatabase(location, { migrate: true })
    await expect(opening).rejects.toBeInstanceOf(ConfigurationError)
    await expect(opening).rejects.toThrow(`a newer version of the hub has changed it (${newer})`)
    await drop()
  })

  test('is used with a warning when the change only adds', async () => {
    const { location, drop } = await touchedByNewerHub(server, false)
    const lines: string[] = []
    const logger = createLogger('warn', { write: (line) => void lines.push(line) })
    const database = await openDatabase(location, { migrate: true, logger })
    await database.close()
    await drop()
    expect(lines.join()).toContain('A newer version of the hub has added to the database')
  })
})

describe.each(await databases())('a database that was never migrated on $name', ({ create }) => {
  test('stops the start unless migrating is asked for', async () => {
    const { location, drop } = await create()
    await expect(openDatabase(location)).rejects.toThrow('it has no tables yet. Run `privacy-hub migrate` first')
    await (await openDatabase(location, { migrate: true })).close()
    await (await openDatabase(location)).close()
    await drop()
  })

  test('is told apart from an outdated one', async () => {
    const { location, drop } = await create()
    await (await openDatabase(location, { migrate: true })).close()
    const dataSource = await createDataSource(location).initialize()
    await dataSource.query('DELETE FROM hub_migration WHERE id > 1')
    await dataSource.destroy()
    await expect(openDatabase(location)).rejects.toThrow('its tables are those of an older version. Run `privacy-hub migrate` first')
    await drop()
  })
})

describe('a SQLite file', () => {
  test('is not made where the hub refuses to start', async () => {
    const { location, drop } = await sqlite.create()
    await expect(openDatabase(location)).rejects.toThrow('no tables yet')
    expect(existsSync(location)).toBe(false)
    await drop()
  })

  test('that is there but empty has no tables yet', async () => {
    const { location, drop } = await sqlite.create()
    await writeFile(location, '')
    await expect(openDatabase(location)).rejects.toThrow('no tables yet')
    await drop()
  })

  test('is readable for its owner alone, as is what lies beside it while it is open', async () => {
    const { location, drop } = await sqlite.create()
    const database = await openDatabase(location, { migrate: true })
    const files = [location, `${location}-wal`, `${location}-shm`]
    const modes = await Promise.all(files.map(async (file) => (await stat(file)).mode & 0o777))
    await database.close()
    await drop()
    expect(modes).toEqual([0o600, 0o600, 0o600])
  })
})
