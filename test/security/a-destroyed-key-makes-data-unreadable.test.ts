import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SubjectKey } from '../../entities/subject-key.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { newId } from '../../src/kernel/ids.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { SubjectKeyMissingError, SubjectVault } from '../../src/security/subject-vault.js'
import { databases, type OpenedDatabase } from '../builders/databases.js'

const clock = new SettableClock(new Date('2026-11-02T08:00:00Z'))
const oldKey = `2025:${randomBytes(32).toString('base64')}`
const newKey = `2026:${randomBytes(32).toString('base64')}`

describe.each(await databases())('what is sealed for a subject on $name', ({ open }) => {
  let opened: OpenedDatabase
  const vaultWith = (keys: string): SubjectVault => new SubjectVault(opened.database, MasterKeys.parse(keys), clock)

  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  async function newSubject(vault: SubjectVault): Promise<string> {
    const subjectId = newId()
    await vault.createKey(subjectId)
    return subjectId
  }

  test('opens for that subject and nobody else', async () => {
    const vault = vaultWith(oldKey)
    const [mine, other] = [await newSubject(vault), await newSubject(vault)]
    const cipher = await vault.seal(mine, 'Élodie')
    expect(cipher).not.toContain('lodie')
    expect(await vault.open(mine, cipher)).toBe('Élodie')
    await expect(vault.open(other, cipher)).rejects.toThrow('does not open')
  })

  test('cannot be read once the key is destroyed, even with the row and the master key at hand', async () => {
    const vault = vaultWith(oldKey)
    const subjectId = await newSubject(vault)
    const cipher = await vault.seal(subjectId, 'secret')
    await vault.destroy(subjectId)
    await expect(vault.open(subjectId, cipher)).rejects.toBeInstanceOf(SubjectKeyMissingError)
    await expect(vaultWith(oldKey).open(subjectId, cipher)).rejects.toBeInstanceOf(SubjectKeyMissingError)
  })

  test('another process that held the key forgets it within thirty seconds', async () => {
    const [here, elsewhere] = [vaultWith(oldKey), vaultWith(oldKey)]
    const subjectId = await newSubject(here)
    const cipher = await elsewhere.seal(subjectId, 'secret')
    await here.destroy(subjectId)
    clock.advance(30_001)
    await expect(elsewhere.open(subjectId, cipher)).rejects.toBeInstanceOf(SubjectKeyMissingError)
  })

  test('is never stored without a key', async () => {
    await expect(vaultWith(oldKey).seal(newId(), 'secret')).rejects.toBeInstanceOf(SubjectKeyMissingError)
  })

  test('stays readable while the master key is changed, and without the old one afterwards', async () => {
    const before = vaultWith(oldKey)
    const subjectId = await newSubject(before)
    const cipher = await before.seal(subjectId, 'kept')
    const during = vaultWith(`${newKey},${oldKey}`)
    expect(await during.open(subjectId, cipher)).toBe('kept')
    while ((await during.rewrap(2)) > 0) {
      // until nothing is left under the old key
    }
    expect(await vaultWith(newKey).open(subjectId, cipher)).toBe('kept')
    await expect(vaultWith(oldKey).open(subjectId, cipher)).rejects.toThrow('The master key 2026 is needed')
  })

  test('does not open under the wrapped key of another subject', async () => {
    const vault = vaultWith(`${newKey},${oldKey}`)
    const [mine, other] = [await newSubject(vault), await newSubject(vault)]
    const cipher = await vault.seal(mine, 'secret')
    await opened.database.write(async (manager) => {
      const { wrapped } = await manager.findOneByOrFail(SubjectKey, { subjectId: mine })
      await manager.update(SubjectKey, { subjectId: other }, { wrapped })
    })
    await expect(vaultWith(`${newKey},${oldKey}`).open(other, cipher)).rejects.toThrow('does not open')
  })

  test('is opened for many subjects in the order asked', async () => {
    const vault = vaultWith(newKey)
    const subjectIds = await Promise.all(Array.from({ length: 20 }, () => newSubject(vault)))
    const sealed = await Promise.all(subjectIds.map(async (subjectId) => ({ subjectId, cipher: await vault.seal(subjectId, subjectId) })))
    expect(await vaultWith(newKey).openAll(sealed)).toEqual(subjectIds)
  })
})
