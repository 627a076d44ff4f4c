import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createKboConnector } from '../../../src/connectors/kbo/kbo.js'
import type { Connector, LocateQuery, RecordPage } from '../../../src/connectors/connector.js'
import { gather } from '../../../src/kernel/streams.js'
import { worldEntities } from '../../../src/simulators/kbo/world-entities.js'
import { lotte, trader } from '../../../src/simulators/world.js'
import { databases } from '../../builders/databases.js'
import { fullFiles, type KboBench, numbers, openKbo, updateFiles } from '../../builders/kbo.js'

const never = new AbortController().signal
const ended = '0999000921'

function asking(enterpriseNumber: string): LocateQuery {
  return { subjectId: 'subject', identifiers: [{ kind: 'ENTERPRISE_NUMBER', value: enterpriseNumber }] }
}

describe.each(await databases())('with kbo.keep: known, on $name', (on) => {
  let kbo: KboBench
  let connector: Connector

  beforeEach(async () => {
    kbo = await openKbo(on)
    connector = createKboConnector({ store: kbo.store, clock: kbo.clock })
    const known = () => numbers(['BE 0999.000.129', ended, 'not a number'])
    await kbo.import(await kbo.zip(fullFiles(137)), { keep: 'known', knownNumbers: known })
  })

  afterEach(() => kbo.stop())

  function read(enterpriseNumber: string): Promise<RecordPage[]> {
    const ref = { system: 'kbo', recordType: 'enterprise', externalId: enterpriseNumber }
    return gather(connector.collect([{ subjectId: 'subject', ref }], new Map([['denomination', ['PersonName', 'BusinessName']]]), never))
  }

  test('only the rows of known numbers are in the database, those of their establishments included', async () => {
    expect(await kbo.count('enterprise')).toBe(1)
    expect(await kbo.count('establishment')).toBe(1)
    expect(await kbo.count('denomination')).toBe(2)
    const { located } = await connector.locate([asking(lotte.enterpriseNumber!)], never)
    expect(located.map(({ ref }) => ref.externalId)).toEqual([lotte.enterpriseNumber])
  })

  test('a number that was not asked for is a declared gap, not an empty answer', async () => {
    const { located, gaps } = await connector.locate([asking(trader.enterpriseNumber!)], never)
    expect({ located, reasons: gaps.map(({ reason }) => reason) }).toEqual({ located: [], reasons: ['NOT_IMPORTED'] })
    expect((await read(trader.enterpriseNumber!)).flatMap((page) => page.gaps.map(({ reason }) => reason))).toEqual(['NOT_IMPORTED'])
  })

  test('a number that was asked for and is not in the register is not found, without a gap', async () => {
    expect(await connector.locate([asking(ended)], never)).toEqual({ located: [], gaps: [] })
    expect((await read(ended)).flatMap((page) => page.gaps)).toEqual([])
  })

  test('an update speaks about the same numbers and leaves the others out', async () => {
    const all = worldEntities()
    await kbo.import(await kbo.zip(updateFiles(138, all, all)), { keep: 'known', knownNumbers: () => numbers([trader.enterpriseNumber!]) })
    expect(await kbo.count('enterprise')).toBe(1)
    expect(await kbo.count('denomination')).toBe(2)
    expect((await connector.locate([asking(trader.enterpriseNumber!)], never)).gaps).toHaveLength(1)
    expect((await connector.locate([asking(lotte.enterpriseNumber!)], never)).located).toHaveLength(1)
  })

  test('a gap names no number', async () => {
    const { gaps } = await connector.locate([asking(trader.enterpriseNumber!)], never)
    expect(JSON.stringify(gaps)).not.toContain(trader.enterpriseNumber)
  })
})

describe.each(await databases())('activity.csv on $name', (on) => {
  let kbo: KboBench

  beforeEach(async () => {
    kbo = await openKbo(on)
  })

  afterEach(() => kbo.stop())

  test('stays out unless the operator wants it, and what explains it too', async () => {
    await kbo.import(await kbo.zip(fullFiles(137)))
    expect([await kbo.count('activity'), (await kbo.store.codes('NL')).has('Nace2025')]).toEqual([0, false])
  })

  test('is read and explained when the operator wants it', async () => {
    await kbo.import(await kbo.zip(fullFiles(137)), { activities: true })
    const connector = createKboConnector({ store: kbo.store, clock: kbo.clock, activities: true })
    const ref = { system: 'kbo', recordType: 'enterprise', externalId: lotte.enterpriseNumber! }
    const pages = await gather(connector.collect([{ subjectId: 'subject', ref }], new Map([['activity', ['NaceCode']]]), never))
    expect(pages.flatMap(({ records }) => records.map(({ fields }) => fields))).toEqual([{ NaceCode: 'Grafisch ontwerp (74120)' }])
  })

  test('that is wanted but was left out of the last import is a declared gap', async () => {
    await kbo.import(await kbo.zip(fullFiles(137)))
    const connector = createKboConnector({ store: kbo.store, clock: kbo.clock, activities: true })
    const ref = { system: 'kbo', recordType: 'enterprise', externalId: lotte.enterpriseNumber! }
    const pages = await gather(connector.collect([{ subjectId: 'subject', ref }], new Map([['activity', ['NaceCode']]]), never))
    expect(pages.flatMap(({ gaps }) => gaps)).toMatchObject([{ recordType: 'activity', reason: 'NOT_IMPORTED' }])
  })
})
