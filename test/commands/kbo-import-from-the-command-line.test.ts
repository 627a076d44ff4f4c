import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { KboImport } from '../../entities/kbo-import.js'
import { DatabaseKboImportStore } from '../../src/federation/kbo-import-store.js'
import { DatabaseKboStore } from '../../src/federation/kbo-store.js'
import { IdentifierHasher } from '../../src/security/identifier-hasher.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { SubjectVault } from '../../src/security/subject-vault.js'
import { SubjectStore } from '../../src/federation/subject-store.js'
import { systemClock } from '../../src/kernel/clock.js'
import { newId } from '../../src/kernel/ids.js'
import { fullExtractFiles } from '../../src/simulators/kbo/extract-files.js'
import { writeExtractZip } from '../../src/simulators/kbo/extract-zip-writer.js'
import { generatedEntities } from '../../src/simulators/kbo/generated-entities.js'
import { worldEntities } from '../../src/simulators/kbo/world-entities.js'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { trader } from '../../src/simulators/world.js'
import type { CompiledProgram } from '../builders/child-process.js'
import { leastYaml, masterKey } from '../builders/config-files.js'
import { type OpenedDatabase, databases } from '../builders/databases.js'
import { answerOf, compileCli, type ProgramAnswer, startIn } from '../builders/hub-program.js'

let program: CompiledProgram
let folder: string
let small: string
let large: string

beforeAll(async () => {
  program = await compileCli()
  folder = await mkdtemp(join(tmpdir(), 'kbo-cli-'))
  small = join(folder, 'small.zip')
  large = join(folder, 'large.zip')
  await writeExtractZip(small, fullExtractFiles({ extractNumber: 137, snapshotDate: '01-02-2026', entities: worldEntities }))
  const many = fullExtractFiles({ extractNumber: 138, snapshotDate: '08-02-2026', entities: () => generatedEntities(60_000) })
  await writeExtractZip(large, many)
}, 60_000)

afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true })
})

describe.each([...(await databases())])('privacy-hub kbo on $name', (on) => {
  let hub: OpenedDatabase

  beforeEach(async () => {
    hub = await on.open()
  })

  afterEach(() => hub.close())

  /** Runs beside this process, which has the database open as a server has. */
  async function kbo(keep: 'known' | 'all', ...args: string[]): Promise<ChildProcess> {
    await writeFile(join(folder, 'privacy-hub.yaml'), leastYaml.replace('kbo:', `kbo: { keep: ${keep} }`))
    return startIn(folder, program, ['kbo', ...args], { PRIVACY_HUB_MASTER_KEY: masterKey, DATABASE_URL: hub.location })
  }

  async function imported(keep: 'known' | 'all', ...args: string[]): Promise<ProgramAnswer> {
    return answerOf(await kbo(keep, 'import', ...args))
  }

  function statesOfImports(): Promise<string[]> {
    return hub.database
      .read((manager) => manager.find(KboImport, { order: { generation: 'ASC' } }))
      .then((rows) => rows.map(({ state }) => state))
  }

  test('imports the whole register, tells how much, and status tells it later', async () => {
    const { code, out, err } = await imported('all', small)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Extract 137 of 2026-02-01 is imported: [\d,]+ rows in [\d.]+ s \([\d,]+ rows\/s\)\.\n$/)
    const status = await answerOf(await kbo('all', 'status'))
    expect(status).toMatchObject({ code: 0, out: expect.stringContaining('Extract 137 (full) of 2026-02-01') })
  })

  test('keeps the enterprises of the numbers that the hub knows of its subjects, and says so', async () => {
    const known = worldEntities()[0]!.number
    await registerSubjectWith(known)
    const { code, out } = await imported('known', small)
    expect(code).toBe(0)
    expect(out).toContain('Kept are the enterprises of the 1 enterprise and VAT number(s) that the hub and the connected systems know.')
    const extract = await new DatabaseKboImportStore(hub.database).current()
    expect(extract?.counts['enterprise']).toBe(1)
  })

  describe('with Odoo connected', () => {
    let odoo: OdooSimulator

    beforeEach(async () => {
      odoo = await OdooSimulator.start()
    })

    afterEach(() => odoo.stop())

    async function importedBesideOdoo(): Promise<ProgramAnswer> {
      const connected = `kbo: { keep: known }\n  odoo: { url: '${odoo.server.url}', database: ${odoo.database} }`
      await writeFile(join(folder, 'privacy-hub.yaml'), leastYaml.replace('kbo:', connected))
      const environment = { PRIVACY_HUB_MASTER_KEY: masterKey, DATABASE_URL: hub.location, ODOO_API_KEY: odoo.apiKey }
      return answerOf(startIn(folder, program, ['kbo', 'import', small], environment))
    }

    test('keeps the enterprises whose numbers stand there, though nobody has registered them', async () => {
      const { code, out, err } = await importedBesideOdoo()
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).not.toContain('Not looked through')
      const kept = await new DatabaseKboStore(hub.database).numbersAfter('', 100)
      expect(kept).toContain(trader.enterpriseNumber)
      expect(kept.length).toBeLessThan(worldEntities().length)
    })

    test('says what it could not look through, and imports the rest', async () => {
      await registerSubjectWith(worldEntities()[0]!.number)
      await odoo.stop()
      const { code, out } = await importedBesideOdoo()
      expect(code).toBe(0)
      expect(out).toMatch(/Not looked through: odoo\/contact \([A-Z_]+\)\. Import again once it answers\./)
      expect((await new DatabaseKboImportStore(hub.database).current())?.counts['enterprise']).toBe(1)
    })
  })

  async function registerSubjectWith(number: string): Promise<void> {
    const keys = MasterKeys.parse(masterKey)
    const vault = new SubjectVault(hub.database, keys, systemClock)
    const subjectId = newId()
    await vault.createKey(subjectId)
    const store = new SubjectStore(hub.database, vault, new IdentifierHasher(keys), systemClock)
    const identifiers = [
      { kind: 'ENTERPRISE_NUMBER', value: number.replaceAll('.', '') },
      { kind: 'EMAIL', value: 'somebody@example.be' },
    ] as const
    await store.addIdentifiers(subjectId, identifiers, { verification: 'STATED' })
  }

  test('says what to do where the hub knows nobody', async () => {
    const { code, out } = await imported('known', small)
    expect(code).toBe(0)
    expect(out).toContain('systems.kbo.keep: all')
  })

  test('Ctrl-C leaves the extract that was there', async () => {
    expect((await imported('all', small)).code).toBe(0)
    const running = await kbo('all', 'import', large)
    const answer = answerOf(running)
    while (!(await statesOfImports()).includes('IMPORTING')) {
      await sleep(10)
    }
    running.kill('SIGINT')
    expect(await answer).toMatchObject({ code: 1, err: 'Broken off. Nothing of it remains; the hub answers from the extract before.\n' })
    expect(await statesOfImports()).toEqual(['CURRENT', 'DISCARDED'])
    expect((await new DatabaseKboImportStore(hub.database).current())?.extractNumber).toBe(137)
  })

  test('refuses what is no extract with a sentence and no trace of it', async () => {
    const missing = await imported('all', 'nothing.zip')
    expect(missing).toMatchObject({ code: 2, err: 'There is no file nothing.zip. Name the zip as it was downloaded from the register.\n' })
    const wrong = await imported('all', 'privacy-hub.yaml')
    expect(wrong.code).toBe(1)
    expect(wrong.err).not.toContain(' at ')
    expect(await statesOfImports()).toEqual([])
  })
})
