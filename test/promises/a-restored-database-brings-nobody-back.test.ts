import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readFile, writeFile } from 'node:fs/promises'
import { ReturnAlarm } from '../../entities/return-alarm.js'
import { openDatabase } from '../../ormconfig.js'
import { createHub } from '../../src/app.js'
import { replayLedger } from '../../src/commands/ledger/replay.js'
import type { HubSettings } from '../../src/config/settings.js'
import { createLogger } from '../../src/kernel/logger.js'
import type { ReplayReport } from '../../src/rights/returns/ledger-replay.js'
import { copyOf, databases, type EmptyDatabase } from '../builders/databases.js'
import { ErasureStory, type SeenPlan, zora } from '../builders/erasure-story.js'
import { HubWorld } from '../builders/hub-world.js'
import { RecordedTerminal } from '../builders/recorded-terminal.js'

describe.each(await databases())('a database on $name that was restored from before an erasure', (on) => {
  let world: HubWorld
  let story: ErasureStory
  let card: number
  let before: EmptyDatabase
  let erased: SeenPlan

  beforeEach(async () => {
    world = await HubWorld.start(on)
    story = new ErasureStory(world)
    card = story.card()
    const restoreOdoo = world.odoo.backup()
    before = await copyOf(world.hub.settings.database)
    erased = await story.erased()
    expect(story.hasCard(card)).toBe(false)
    restoreOdoo()
    expect(story.hasCard(card)).toBe(true)
  }, 60_000)
  afterEach(async () => {
    await world.stop()
    await before.drop()
  })

  const settings = (): HubSettings => ({ ...world.hub.settings, database: before.location })

  async function replay(file: string | null = null): Promise<{ code: number; report: ReplayReport }> {
    const terminal = new RecordedTerminal()
    await replayLedger({ settings: settings(), file, json: true }, terminal)
    return { code: terminal.exitCode, report: JSON.parse(terminal.printed.join('')) as ReplayReport }
  }

  test('learns from the ledger’s file what was erased since, and erases it again under the same approval', async () => {
    const { code, report } = await replay()
    expect(report).toMatchObject({ file: { torn: 0, foreign: 0 }, standing: { erasedAgain: 1, forOfficer: 0, underWay: 0, open: 0 } })
    expect(report.file.entries).toBeGreaterThan(0)
    expect(code).toBe(0)
    expect(story.hasCard(card)).toBe(false)

    const database = await openDatabase(before.location)
    const alarms = await database.read((manager) => manager.find(ReturnAlarm))
    const approvals = await database.read((manager) => manager.query<{ role: string }[]>('SELECT role FROM plan_approval'))
    await database.close()
    expect(alarms).toMatchObject([{ kind: 'RESTORED', foundBy: 'REPLAY', caseId: erased.case.id, state: 'ANSWERED' }])
    expect(approvals).toEqual([{ role: 'HUB' }])
  }, 60_000)

  test('may be replayed again, and nothing is left to do', async () => {
    await replay()
    const { code, report } = await replay()
    expect(report.scans.map(({ returned }) => returned)).toEqual([0])
    expect({ code, standing: report.standing }).toEqual({ code: 0, standing: { erasedAgain: 0, forOfficer: 0, underWay: 0, open: 0 } })
  }, 60_000)

  test('has a record that is not the very one erased planned for the officer instead', async () => {
    const again = story.card()
    const { code, report } = await replay()
    expect(report.standing).toEqual({ erasedAgain: 1, forOfficer: 1, underWay: 0, open: 0 })
    expect(code).toBe(1)
    expect([story.hasCard(card), story.hasCard(again)]).toEqual([false, true])
  }, 60_000)

  test('learns of it by itself where nobody replays: at the next start', async () => {
    const logged: string[] = []
    const logger = createLogger('error', { write: (line: string) => void logged.push(line) })
    const hub = await createHub(settings(), { logger })
    await hub.scanning.scanner.drain()
    const alarms = await hub.database.read((manager) => manager.find(ReturnAlarm))
    await hub.close()
    expect(alarms).toMatchObject([{ kind: 'RESTORED', foundBy: 'SCAN' }])
    expect(logged.join()).toContain('The ledger’s file knew of erasures that the database did not')
  }, 60_000)

  test('takes no line at its word that somebody changed, and says so', async () => {
    const { file } = world.hub.settings.ledger
    const text = await readFile(file, 'utf8')
    await writeFile(`${file}.changed`, text.replaceAll('"recordType":"contact"', '"recordType":"invoice"'))
    const { code, report } = await replay(`${file}.changed`)
    expect(report.file.foreign).toBeGreaterThan(0)
    expect(code).toBe(1)
  }, 60_000)

  test('is told in words too, and names nobody', async () => {
    const terminal = new RecordedTerminal()
    await replayLedger({ settings: settings(), file: null, json: false }, terminal)
    const told = [...terminal.printed, ...terminal.noted].join('\n')
    expect(told).toContain('1 record(s) that were back are gone again.')
    const { given, family, email, phone } = zora
    const ledger = await readFile(world.hub.settings.ledger.file, 'utf8')
    for (const marker of [given, family, email, phone, phone.slice(3), `"${card}"`]) {
      expect(`${told}${ledger}`.toLowerCase()).not.toContain(marker.toLowerCase())
    }
  }, 60_000)

  test('is not replayed with a file that is not there', async () => {
    await expect(replay('missing.jsonl')).rejects.toThrow('Name the ledger’s file, or a copy of it.')
  })
})
