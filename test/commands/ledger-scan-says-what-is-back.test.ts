import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { scanSystems } from '../../src/commands/ledger/scan.js'
import { cli } from '../builders/command-line.js'
import { ErasureStory } from '../builders/erasure-story.js'
import { HubWorld } from '../builders/hub-world.js'
import { RecordedTerminal } from '../builders/recorded-terminal.js'

interface Answer {
  readonly code: number
  readonly told: string
}

describe('privacy-hub ledger scan', () => {
  let world: HubWorld
  let story: ErasureStory

  beforeAll(async () => {
    world = await HubWorld.start()
    story = new ErasureStory(world)
    story.card()
  }, 60_000)
  afterAll(() => world.stop())

  interface Scanning {
    readonly system?: string
    readonly json?: boolean
    readonly interrupted?: boolean
  }

  async function scan({ system, json = false, interrupted = false }: Scanning = {}): Promise<Answer> {
    const terminal = new RecordedTerminal()
    if (interrupted) {
      terminal.interrupt()
    }
    await scanSystems({ settings: world.hub.settings, system: system ?? null, json }, terminal)
    return { code: terminal.exitCode, told: terminal.printed.join('\n') }
  }

  test('says that there is nothing to look for yet', async () => {
    expect(await scan()).toEqual({ code: 0, told: 'Nothing was erased there yet: there is nothing to look for.' })
  })

  test('beside a running hub says what was scanned, and ends with 0 while nothing is back', async () => {
    await story.erased()
    const { code, told } = await scan()
    expect(code).toBe(0)
    expect(told).toMatch(/^odoo contact +scanned, [\d,]+ record\(s\), 0 back\nNothing new is back\.$/)
  }, 60_000)

  test('says how many are back, as words and as JSON, and ends with 1', async () => {
    story.card()
    const { code, told } = await scan({ json: true })
    expect({ code, ...JSON.parse(told) }).toMatchObject({
      code: 1,
      returned: 1,
      scans: [{ system: 'odoo', recordType: 'contact', outcome: 'SCANNED' }],
    })
    story.card()
    expect(await scan()).toMatchObject({ code: 1, told: expect.stringContaining('1 record(s) are back. The worker answers') })
  }, 60_000)

  test('looks through one system alone, and refuses one that it does not know', async () => {
    expect(await scan({ system: 'kbo' })).toMatchObject({ code: 0 })
    await expect(scan({ system: 'crm' })).rejects.toThrow('There is no system crm. Name one of: odoo, microsoft365, kbo.')
  })

  test('ends when it is interrupted', async () => {
    await expect(scan({ interrupted: true })).rejects.toThrow('Interrupted.')
  })

  test('says what could not be looked at, and ends with 1', async () => {
    await world.odoo.server.stop()
    const { code, told } = await scan({ json: true })
    await world.odoo.server.start()
    expect({ code, ...JSON.parse(told) }).toMatchObject({ code: 1, scans: [{ outcome: 'FAILED', records: 0 }] })
  })
})

describe('the help of privacy-hub ledger', () => {
  test.each([
    ['scan', '--system'],
    ['replay', '[file]'],
  ])('%s shows what it takes, and its exit codes', async (name, shown) => {
    const { code, out } = await cli(['ledger', name, '--help'])
    expect(code).toBe(0)
    expect(out).toContain(shown)
    expect(out).toContain('Exit codes: 0')
  })
})
