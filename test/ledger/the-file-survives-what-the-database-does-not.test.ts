import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { appendFile, copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LedgerEntry } from '../../entities/ledger-entry.js'
import { ConfigurationError } from '../../src/kernel/errors.js'
import { createLogger } from '../../src/kernel/logger.js'
import { LedgerFile } from '../../src/ledger/ledger-file.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { type CompiledProgram, compileProgram, killHard, printed } from '../builders/child-process.js'
import { databases } from '../builders/databases.js'
import { masterKeys } from '../builders/hub-world.js'
import { LedgerWorld } from '../builders/ledger.js'

const thing = (externalId: string) => ({
  ref: { system: 'odoo', recordType: 'contact', externalId },
  identifiers: [
    { kind: 'EMAIL', value: 'zora@marker.example' },
    { kind: 'NAME', value: 'Zora Markering' },
  ] as const,
})

let program: CompiledProgram
beforeAll(async () => {
  program = await compileProgram('test/builders/programs/halting-ledger.ts')
}, 60_000)
afterAll(() => program.remove())

describe.each(await databases())('the ledger on $name', (on) => {
  let world: LedgerWorld
  beforeAll(async () => {
    world = await LedgerWorld.on(on)
  })
  beforeEach(async () => {
    await world.begin()
  })
  afterAll(() => world.close())

  async function linesInFile(): Promise<Record<string, unknown>[]> {
    const text = await readFile(world.file, 'utf8')
    return text.split('\n').flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]
      } catch {
        return []
      }
    })
  }

  test('holds a line in the file for every row, for the hub’s user alone', async () => {
    const { ledger } = world.process()
    await ledger.open()
    await ledger.recordErased('case-1', [thing('1'), thing('2')])
    await ledger.recordRetained('case-1', [{ system: 'odoo', recordType: 'invoice', externalId: '9' }])
    const rows = await world.entries()
    expect(rows).toHaveLength(4)
    const facts = rows.map(({ id: _id, ...row }) => row)
    expect((await linesInFile()).map(({ proof: _proof, ...line }) => line)).toEqual(expect.arrayContaining(facts))
    expect((await stat(world.file)).mode & 0o077).toBe(0)
  })

  test('has the line on the disk before the transaction ends, also when it is undone', async () => {
    const { ledger } = world.process()
    await ledger.open()
    const undone = world.database.write(async () => {
      await ledger.recordErased('case-1', [thing('1')])
      expect(await linesInFile()).toHaveLength(2)
      throw new Error('Undone.')
    })
    await expect(undone).rejects.toThrow('Undone.')
    expect(await world.entries()).toEqual([])
    expect(await linesInFile()).toHaveLength(2)
  })

  test('that was killed between the file and the commit knows of it at the next start', async () => {
    await world.process().ledger.open()
    const child = program.start(world.location, world.file, masterKeys, 'killed', 'halt')
    await printed(child, 'halted')
    await killHard(child)
    expect(await world.entries()).toEqual([])
    expect(await world.process().ledger.open()).toBe(true)
    expect(await world.entries()).toHaveLength(2)
    expect(await world.process().ledger.open()).toBe(false)
  })

  test('mends a half-written last line, and loses no other', async () => {
    const { ledger } = world.process()
    await ledger.open()
    await ledger.recordErased('case-1', [thing('1')])
    await appendFile(world.file, '{"hash":"half a li')
    await world.process().ledger.open()
    await ledger.recordErased('case-1', [thing('2')])
    expect(await ledger.takeIn(world.file)).toEqual({ entries: 4, torn: 1, foreign: 0 })
  })

  test('of many processes that write at once loses no line', async () => {
    await world.process().ledger.open()
    const children = ['a', 'b', 'c'].map((name) => program.start(world.location, world.file, masterKeys, name, '40'))
    expect(await Promise.all(children.map((child) => once(child, 'exit').then(([code]) => code as number)))).toEqual([0, 0, 0])
    const { ledger } = world.process()
    expect(await ledger.takeIn(world.file)).toEqual({ entries: 240, torn: 0, foreign: 0 })
    expect(await world.entries()).toHaveLength(240)
  }, 60_000)

  test('gets back from the file what a restore took from the database, once', async () => {
    const { ledger } = world.process()
    await ledger.open()
    await ledger.recordErased('case-1', [thing('1')])
    const before = await world.entries()
    await world.database.write((manager) => manager.clear(LedgerEntry))
    expect(await world.process().ledger.open()).toBe(true)
    await ledger.takeIn(world.file)
    expect(await world.entries()).toMatchObject(before.map(({ id: _id, ...facts }) => facts))
  })

  test('gets it back although more was erased since the restore, into both', async () => {
    const { ledger } = world.process()
    await ledger.open()
    await ledger.recordErased('case-1', [thing('1')])
    await world.database.write((manager) => manager.clear(LedgerEntry))
    await ledger.recordErased('case-2', [thing('2')])
    expect(await ledger.isBehind()).toBe(true)
    expect(await world.process().ledger.open()).toBe(true)
    expect((await world.entries()).filter(({ recognises }) => recognises === 'REFERENCE')).toHaveLength(2)
    expect(await ledger.isBehind()).toBe(false)
  })

  test('gets back that something was erased a second time', async () => {
    const { ledger } = world.process()
    await ledger.open()
    await ledger.recordErased('case-1', [thing('1')])
    const before = await world.entries()
    world.clock.advance(1_000)
    await ledger.recordErased('case-2', [thing('1')])
    await world.database.write((manager) => manager.save(LedgerEntry, before))
    expect(await world.process().ledger.open()).toBe(true)
    expect((await world.entries()).map(({ caseId }) => caseId)).toEqual(['case-2', 'case-2'])
  })

  test('is taken in to its last line, however long it is', async () => {
    const { ledger } = world.process()
    await ledger.open()
    await ledger.recordErased(
      'case-1',
      Array.from({ length: 2_300 }, (_, n) => ({ ...thing(String(n)), identifiers: [] })),
    )
    await world.database.write((manager) => manager.clear(LedgerEntry))
    let queued = 0
    expect(await world.process().ledger.open(async () => void (queued += 1))).toBe(true)
    expect([queued, (await world.entries()).length]).toEqual([1, 2_300])
  })

  test('is taken in again by the next start where one was killed before the systems were due to be scanned', async () => {
    const { ledger } = world.process()
    await ledger.open()
    await ledger.recordErased('case-1', [thing('1')])
    await world.database.write((manager) => manager.clear(LedgerEntry))
    const child = program.start(world.location, world.file, masterKeys, 'killed', 'halt-taking-in')
    await printed(child, 'halted')
    await killHard(child)
    let queued = 0
    expect(await world.process().ledger.open(async () => void (queued += 1))).toBe(true)
    expect(queued).toBe(1)
    expect(await world.entries()).toHaveLength(2)
  })

  test('writes a file that was lost anew from the database, and says so', async () => {
    const logged: string[] = []
    const logger = createLogger('error', { write: (line: string) => void logged.push(line) })
    const { ledger } = world.process({ logger })
    await ledger.open()
    await ledger.recordErased('case-1', [thing('1')])
    const before = await readFile(world.file, 'utf8')
    await rm(world.file)
    await expect(ledger.recordErased('case-1', [thing('2')])).rejects.toThrow()
    expect(await ledger.open()).toBe(false)
    expect((await readFile(world.file, 'utf8')).split('\n').sort()).toEqual(before.split('\n').sort())
    expect(logged.join()).toContain('The ledger’s file was missing or empty.')
  })

  test('belongs, where something was erased twice, to the later case', async () => {
    const { ledger } = world.process()
    await ledger.open()
    await ledger.recordErased('case-1', [thing('1')])
    await copyFile(world.file, `${world.file}.old`)
    world.clock.advance(1_000)
    await ledger.recordErased('case-2', [thing('1')])
    await ledger.takeIn(`${world.file}.old`)
    expect((await world.entries()).map(({ caseId }) => caseId)).toEqual(['case-2', 'case-2'])
  })

  describe('takes in no line that it did not write', () => {
    beforeEach(async () => {
      const { ledger } = world.process()
      await ledger.open()
      await ledger.recordRetained('case-1', [thing('1').ref])
      await world.database.write((manager) => manager.clear(LedgerEntry))
    })

    test.each([
      ['one that turns kept into erased', (line: string) => line.replace('"isRetained":true', '"isRetained":false')],
      ['one with another case', (line: string) => line.replace('case-1', 'case-2')],
      ['one with more in it', (line: string) => line.replace('{', '{"more":"x",')],
      ['one without proof', (line: string) => line.replace(/"proof":"\w+"/, '"proof":null')],
      ['one that says nothing', () => '{}'],
    ])('%s', async (_what, change) => {
      await writeFile(world.file, `${change((await readFile(world.file, 'utf8')).trim())}\n`)
      expect(await world.process().ledger.takeIn(world.file)).toEqual({ entries: 0, torn: 0, foreign: 1 })
      expect(await world.entries()).toEqual([])
    })

    test('nor one under a key that is gone', async () => {
      const others = MasterKeys.parse(`other:${Buffer.alloc(32, 9).toString('base64')}`)
      const { ledger } = world.process({ masterKeys: others })
      expect(await ledger.takeIn(world.file)).toEqual({ entries: 0, torn: 0, foreign: 1 })
    })
  })
})

describe('a place where no file can be kept', () => {
  test.each([
    ['a folder that is not there', 'missing/ledger.jsonl', 'Make it first.'],
    ['a folder in the file’s place', '.', 'cannot be written'],
  ])('%s stops the start', async (_what, path, told) => {
    const folder = await mkdtemp(join(tmpdir(), 'ledger-'))
    const refused = new LedgerFile(join(folder, path)).prepare()
    await expect(refused).rejects.toThrow(told)
    await expect(refused).rejects.toBeInstanceOf(ConfigurationError)
    await rm(folder, { recursive: true })
  })
})
