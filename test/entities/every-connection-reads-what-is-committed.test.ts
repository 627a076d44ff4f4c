import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { HubSchema } from '../../entities/hub-schema.js'
import { databases, type OpenedDatabase } from '../builders/databases.js'

/** MySQL and MariaDB call it by different names. */
const isolation = "SHOW SESSION VARIABLES WHERE Variable_name IN ('tx_isolation', 'transaction_isolation')"

const servers = (await databases()).filter(({ name }) => name !== 'SQLite')

describe.each(servers)('connections to $name', ({ open }) => {
  let opened: OpenedDatabase
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  test('read what is committed, the first and those opened later', async () => {
    const { database } = opened
    let arrived = 0
    let meet: () => void = () => undefined
    const allThere = new Promise<void>((resolve) => (meet = resolve))
    const levels = await Promise.all(
      Array.from({ length: 5 }, () =>
        database.write(async (manager) => {
          const [row] = await manager.query<{ Value: string }[]>(isolation)
          arrived += 1
          if (arrived === 5) {
            meet()
          }
          await allThere
          return row?.Value
        }),
      ),
    )
    expect(levels).toEqual(Array.from({ length: 5 }, () => 'READ-COMMITTED'))
  })

  test('carry for a transaction no more than its beginning, its statements and its end', async () => {
    const { database } = opened
    const read = (): Promise<unknown> => database.write((manager) => manager.count(HubSchema))
    await read()
    let statements = 0
    const count = (): void => void (statements += 1)
    subscribe('tracing:mysql2:query:start', count)
    await read()
    unsubscribe('tracing:mysql2:query:start', count)
    expect(statements).toBe(3)
  })
})
