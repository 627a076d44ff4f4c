import { describe, expect, test } from '@jest/globals'
import { createDataSource, openDatabase } from '../../ormconfig.js'
import { ConfigurationError } from '../../src/kernel/errors.js'
import { databases } from '../builders/databases.js'

const servers = (await databases()).filter(({ name }) => name !== 'SQLite')
const onServer = servers.length > 0 ? describe : describe.skip

onServer('while another process migrates', () => {
  test('nobody else does, however long that takes', async () => {
    const { location, drop } = await servers[0]!.create()
    const other = await createDataSource(location).initialize()
    const runner = other.createQueryRunner()
    await runner.query("SELECT GET_LOCK(CONCAT('hub_migration_', DATABASE()), 0)")

    const opening = openDatabase(location, { migrate: true, migrationWaitSeconds: 0 })
    await expect(opening).rejects.toBeInstanceOf(ConfigurationError)
    await expect(opening).rejects.toThrow('another process has been migrating it')
    expect(await runner.query('SHOW TABLES')).toEqual([])

    await runner.query("SELECT RELEASE_LOCK(CONCAT('hub_migration_', DATABASE()))")
    await (await openDatabase(location, { migrate: true, migrationWaitSeconds: 0 })).close()
    await runner.release()
    await other.destroy()
    await drop()
  })
})
