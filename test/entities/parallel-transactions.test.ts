import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { EntityManager } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { DataSubject } from '../../entities/data-subject.js'
import { openDatabase } from '../../ormconfig.js'
import { databases, type OpenedDatabase } from '../builders/databases.js'

const insert = (manager: EntityManager, id: string): Promise<unknown> =>
  manager.insert(DataSubject, { id, language: 'NL', createdAt: '2026-01-01T00:00:00.000Z' })

class Undo extends Error {}

describe.each(await databases())('transactions on $name', ({ open }) => {
  let opened: OpenedDatabase
  let database: Database

  beforeAll(async () => {
    opened = await open()
    database = opened.database
  })
  beforeEach(() => database.write((manager) => manager.clear(DataSubject)))
  afterAll(() => opened.close())

  const ids = async (): Promise<string[]> => (await database.read((manager) => manager.find(DataSubject))).map(({ id }) => id).sort()

  test('of fifty at once, forty commit and ten roll back, each by itself', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        database.write(async (manager) => {
          await insert(manager, `subject-${index}`)
          if (index % 5 === 0) {
            throw new Undo()
          }
        }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10)
    const stored = await ids()
    expect(stored).toHaveLength(40)
    expect(stored).not.toContain('subject-5')
  })

  test('a single write beside a failing transaction is not lost with it', async () => {
    let otherWrite: Promise<unknown> = Promise.resolve()
    let release: () => void = () => undefined
    const begun = new Promise<void>((resolve) => (release = resolve))
    const failing = database.write(async (manager) => {
      await insert(manager, 'undone')
      release()
      await Promise.resolve()
      throw new Undo()
    })
    otherWrite = begun.then(() => database.write((manager) => insert(manager, 'kept')))
    await expect(failing).rejects.toBeInstanceOf(Undo)
    await otherWrite
    expect(await ids()).toEqual(['kept'])
  })

  test('a reader does not see what is not yet committed', async () => {
    let seen: string[] = ['never read']
    let finish: () => void = () => undefined
    const inserted = new Promise<void>((resolve, reject) => {
      database
        .write(async (manager) => {
          await insert(manager, 'early')
          resolve()
          await new Promise<void>((done) => (finish = done))
        })
        .catch(reject)
    })
    await inserted
    seen = await ids()
    finish()
    await database.write(async () => undefined)
    expect(seen).toEqual([])
  })

  test('a write within a write is undone alone, or with the outer one', async () => {
    await database.write(async (manager) => {
      await insert(manager, 'outer')
      await database.write((inner) => insert(inner, 'inner'))
      await expect(
        database.write(async (inner) => {
          await insert(inner, 'inner undone')
          throw new Undo()
        }),
      ).rejects.toBeInstanceOf(Undo)
    })
    const second = database.write(async () => {
      await database.write((inner) => insert(inner, 'inner of undone'))
      throw new Undo()
    })
    await expect(second).rejects.toBeInstanceOf(Undo)
    expect(await ids()).toEqual(['inner', 'outer'])
  })

  test('writes at once within one transaction all belong to it', async () => {
    await database.write(() => Promise.all(['a', 'b', 'c'].map((id) => database.write((inner) => insert(inner, id)))))
    expect(await ids()).toEqual(['a', 'b', 'c'])
  })

  test('that wait for each other all end, and each is stored once', async () => {
    await Promise.all(['x', 'y'].map((id) => database.write((manager) => insert(manager, id))))
    const crossing = (first: string, second: string, mine: string): Promise<unknown> =>
      database.write(async (manager) => {
        await manager.update(DataSubject, first, { language: 'FR' })
        await database.write((inner) => insert(inner, mine))
        await manager.update(DataSubject, second, { language: 'DE' })
      })
    const pairs = Array.from({ length: 10 }, (_, index) => [crossing('x', 'y', `xy-${index}`), crossing('y', 'x', `yx-${index}`)])
    await Promise.all(pairs.flat())
    expect(await ids()).toHaveLength(22)
  })

  test('of another process on the same database wait for each other', async () => {
    const other = await openDatabase(opened.location)
    const both = [database, other].flatMap((one, process) =>
      Array.from({ length: 10 }, (_, index) =>
        one.write(async (manager) => {
          await manager.find(DataSubject)
          await insert(manager, `process-${process}-${index}`)
        }),
      ),
    )
    await Promise.all(both)
    await other.close()
    expect(await ids()).toHaveLength(20)
  })

  test('reads within a write see what it wrote', async () => {
    const within = await database.write(async (manager) => {
      await insert(manager, 'mine')
      return ids()
    })
    expect(within).toEqual(['mine'])
  })

  test('what is left for after the commit runs then, and never after an undoing', async () => {
    const ran: string[] = []
    await database.write(async () => {
      database.afterCommit(() => ran.push('committed'))
      ran.push('in transaction')
    })
    await database
      .write(async () => {
        database.afterCommit(() => ran.push('undone'))
        throw new Undo()
      })
      .catch(() => undefined)
    expect(ran).toEqual(['in transaction', 'committed'])
  })
})
