import { describe, expect, test } from '@jest/globals'
import { createDataSource } from '../../ormconfig.js'
import { databases } from '../builders/databases.js'

describe.each(await databases())('migrations on $name', ({ create }) => {
  test('leave the schema exactly as the entities describe it', async () => {
    const { location, drop } = await create()
    const dataSource = await createDataSource(location).initialize()
    await dataSource.runMigrations()
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log()
    await dataSource.destroy()
    await drop()
    expect(upQueries.map(({ query }) => query)).toEqual([])
  })

  test('can be undone and done again', async () => {
    const { location, drop } = await create()
    const dataSource = await createDataSource(location).initialize()
    await dataSource.runMigrations()
    for (let left = dataSource.migrations.length; left > 0; left -= 1) {
      await dataSource.undoLastMigration()
    }
    const remaining = await dataSource.createQueryRunner().hasTable('privacy_case')
    const again = await dataSource.runMigrations()
    await dataSource.destroy()
    await drop()
    expect(remaining).toBe(false)
    expect(again).toHaveLength(dataSource.migrations.length)
  })
})
