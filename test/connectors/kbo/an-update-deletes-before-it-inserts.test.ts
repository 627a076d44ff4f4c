import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { worldEntities } from '../../../src/simulators/kbo/world-entities.js'
import { databases } from '../../builders/databases.js'
import { fullFiles, type KboBench, namedNumber, numbers, openKbo, updateFiles } from '../../builders/kbo.js'

const before = worldEntities()
const lotte = before.find(({ number }) => number === namedNumber('Lotte'))!
const trader = before.find(({ number }) => number === namedNumber('Élodie'))!
const moved = { ...lotte, contacts: [...lotte.contacts, { type: 'WEB', value: 'peeters-design.example' } as const] }

describe.each(await databases())('an update on $name', (on) => {
  let kbo: KboBench

  beforeEach(async () => {
    kbo = await openKbo(on)
    await kbo.import(await kbo.zip(fullFiles(137)))
  })

  afterEach(() => kbo.stop())

  async function values(table: 'contact' | 'denomination', owner: string): Promise<(string | null | undefined)[]> {
    const rows = await kbo.store.rows(table, [owner])
    return rows.map((row) => row['value'] ?? row['denomination'])
  }

  test('replaces what it repeats, so that an unchanged row stands there once', async () => {
    await kbo.import(await kbo.zip(updateFiles(138, [lotte], [moved])))
    expect(await values('contact', lotte.number)).toEqual(['lotte@peeters-design.example', 'peeters-design.example'])
    expect(await values('denomination', lotte.number)).toEqual(['Peeters, Lotte'])
  })

  test('takes away who ended and leaves everybody else', async () => {
    await kbo.import(await kbo.zip(updateFiles(138, [trader], [])))
    expect(await kbo.store.rows('enterprise', [trader.number])).toEqual([])
    expect(await kbo.store.rows('establishment', [trader.number])).toEqual([])
    expect(await values('denomination', lotte.number)).toEqual(['Peeters, Lotte'])
  })

  test('leaves no row behind that no extract needs any more', async () => {
    const rows = await kbo.count('denomination')
    await kbo.import(await kbo.zip(updateFiles(138, [lotte], [lotte])))
    await kbo.import(await kbo.zip(updateFiles(139, [trader], [trader])))
    expect(await kbo.count('denomination')).toBe(rows)
    expect(await kbo.count('code')).toBe((await kbo.store.rows('code', ['Status', 'Language'])).length + (await otherCodes()))
  })

  async function otherCodes(): Promise<number> {
    const categories = [...(await kbo.store.codes('NL')).keys()].filter((category) => category !== 'Status' && category !== 'Language')
    return (await kbo.store.rows('code', categories)).length
  }

  test('is refused when one before it is missing, and says which', async () => {
    await expect(kbo.import(await kbo.zip(updateFiles(139, [lotte], [])))).rejects.toThrow('Import update 138, or a full extract.')
    expect(await values('denomination', lotte.number)).toEqual(['Peeters, Lotte'])
  })

  test('is refused twice', async () => {
    const zip = await kbo.zip(updateFiles(138, [lotte], [moved]))
    await kbo.import(zip)
    await expect(kbo.import(zip)).rejects.toThrow('does not follow extract 138')
  })

  test('is refused when another selection was configured meanwhile', async () => {
    const zip = await kbo.zip(updateFiles(138, [lotte], [moved]))
    await expect(kbo.import(zip, { keep: 'known', knownNumbers: () => numbers([]) })).rejects.toThrow('import a full extract')
  })

  test('that has a bad line changes neither what it would drop nor what it would add', async () => {
    const files = new Map([
      ...updateFiles(138, [lotte], [moved]),
      ['branch_insert.csv', () => ['"Id","StartDate","EnterpriseNumber"', 'x,,']],
    ])
    await expect(kbo.import(await kbo.zip(files))).rejects.toThrow('branch_insert.csv, line 2, column Id')
    expect(await values('contact', lotte.number)).toEqual(['lotte@peeters-design.example'])
    await kbo.import(await kbo.zip(updateFiles(138, [trader], [])))
    expect(await values('contact', lotte.number)).toEqual(['lotte@peeters-design.example'])
  })
})

describe.each(await databases())('a full extract on $name', (on) => {
  let kbo: KboBench

  beforeEach(async () => {
    kbo = await openKbo(on)
  })

  afterEach(() => kbo.stop())

  test('replaces everything: who is not in it is gone', async () => {
    await kbo.import(await kbo.zip(fullFiles(137)))
    const { extractNumber, snapshotDate, sha256, counts } = await kbo.import(await kbo.zip(fullFiles(138, [trader])))
    expect({ extractNumber, snapshotDate, enterprises: counts['enterprise'] }).toEqual({
      extractNumber: 138,
      snapshotDate: '2026-02-27',
      enterprises: 1,
    })
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await kbo.store.rows('enterprise', [lotte.number])).toEqual([])
    expect(await kbo.count('enterprise')).toBe(1)
  })

  test('that is older than the one in use is refused', async () => {
    await kbo.import(await kbo.zip(fullFiles(137)))
    await expect(kbo.import(await kbo.zip(fullFiles(136)))).rejects.toThrow('Extract 136 is older than extract 137')
  })

  test('must come before the first update', async () => {
    await expect(kbo.import(await kbo.zip(updateFiles(138, [], [])))).rejects.toThrow('Import a full extract first.')
  })

  test('of the years without JuridicalFormCAC is read all the same', async () => {
    const old = new Map([
      ...fullFiles(80),
      [
        'enterprise.csv',
        () => [
          '"EnterpriseNumber","Status","JuridicalSituation","TypeOfEnterprise","JuridicalForm","StartDate"',
          '"0999.000.129","AC","000","1",,01-04-2015',
        ],
      ],
    ])
    await kbo.import(await kbo.zip(old))
    expect(await kbo.store.rows('enterprise', [lotte.number])).toMatchObject([{ juridicalFormCAC: null, startDate: '2015-04-01' }])
  })
})
