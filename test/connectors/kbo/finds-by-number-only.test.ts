import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createKboConnector } from '../../../src/connectors/kbo/kbo.js'
import { enterpriseNumberOf } from '../../../src/connectors/kbo/kbo-number.js'
import type { Connector } from '../../../src/connectors/connector.js'
import { kboMap } from '../../../src/datamap/systems/kbo.js'
import { gather } from '../../../src/kernel/streams.js'
import { lotte, namesake } from '../../../src/simulators/world.js'
import type { SubjectIdentifier } from '../../../src/vocabulary/identifier.js'
import type { SourceRecord } from '../../../src/vocabulary/source-record.js'
import { sqlite } from '../../builders/databases.js'
import { fullFiles, type KboBench, namedNumber, openKbo } from '../../builders/kbo.js'

const never = new AbortController().signal

describe('the register', () => {
  let kbo: KboBench
  let connector: Connector

  beforeEach(async () => {
    kbo = await openKbo(sqlite)
    connector = createKboConnector({ store: kbo.store, clock: kbo.clock })
    await kbo.import(await kbo.zip(fullFiles(137)))
  })

  afterEach(() => kbo.stop())

  async function locate(...identifiers: SubjectIdentifier[]): ReturnType<Connector['locate']> {
    return connector.locate([{ subjectId: 'subject', identifiers }], never)
  }

  async function readAll(enterpriseNumber: string): Promise<SourceRecord[]> {
    const selection = new Map(Object.entries(kboMap.recordTypes).map(([recordType, { fields }]) => [recordType, Object.keys(fields)]))
    const ref = { system: 'kbo', recordType: 'enterprise', externalId: enterpriseNumber }
    const pages = await gather(connector.collect([{ subjectId: 'subject', ref }], selection, never))
    return pages.flatMap(({ records }) => records)
  }

  test.each([
    { kind: 'EMAIL', value: lotte.email },
    { kind: 'PHONE', value: lotte.oldPhone! },
    { kind: 'NAME', value: 'Lotte Peeters' },
    { kind: 'CUSTOMER_NUMBER', value: lotte.enterpriseNumber!, system: 'odoo' },
    { kind: 'VAT_NUMBER', value: 'NL999000129B01' },
    { kind: 'ENTERPRISE_NUMBER', value: lotte.establishmentNumber! },
  ] as const)('finds nobody by $kind $value, although the value stands there', async (identifier) => {
    expect(await locate(identifier)).toEqual({ located: [], gaps: [] })
  })

  test('finds a sole trader by enterprise or VAT number, in any notation', async () => {
    const { located } = await locate({ kind: 'VAT_NUMBER', value: 'BE 0999.000.129' }, { kind: 'ENTERPRISE_NUMBER', value: '999000129' })
    expect(located).toEqual([
      {
        subjectId: 'subject',
        ref: { system: 'kbo', recordType: 'enterprise', externalId: '0999000129' },
        grade: 'STRONG',
        evidence: [
          { kind: 'VAT_NUMBER', field: 'EnterpriseNumber' },
          { kind: 'ENTERPRISE_NUMBER', field: 'EnterpriseNumber' },
        ],
        name: 'Peeters, Lotte',
        discovered: [
          { kind: 'ENTERPRISE_NUMBER', value: '0999000129' },
          { kind: 'EMAIL', value: lotte.email },
          { kind: 'PHONE', value: lotte.oldPhone },
        ],
      },
    ])
  })

  test("a company is weak evidence, and its contacts are nobody's own", async () => {
    const { located } = await locate({ kind: 'ENTERPRISE_NUMBER', value: namedNumber('Bakkerij') })
    expect(located.map(({ grade, name, discovered }) => ({ grade, name, discovered }))).toEqual([
      { grade: 'WEAK', name: undefined, discovered: [] },
    ])
  })

  test('tells a sole trader what it holds, in words', async () => {
    const records = await readAll(lotte.enterpriseNumber!)
    expect(records.map(({ ref, fields }) => [`${ref.recordType} ${ref.externalId}`, fields])).toEqual([
      [
        'enterprise 0999000129',
        {
          EnterpriseNumber: '0999000129',
          Status: 'Actief (AC)',
          JuridicalSituation: 'Normale toestand (000)',
          TypeOfEnterprise: 'Natuurlijk persoon (1)',
          StartDate: '2015-04-01',
        },
      ],
      ['establishment 2299000166', { EstablishmentNumber: '2299000166', StartDate: '2015-04-01' }],
      ['denomination 0999000129-1', { PersonName: 'Peeters, Lotte', TypeOfDenomination: 'Naam (001)' }],
      ['denomination 2299000166-1', { BusinessName: 'Peeters Design', TypeOfDenomination: 'Commerciële naam (003)' }],
      [
        'address 2299000166-1',
        { Address: { street: 'Korenmarkt 12', postcode: '9000', city: 'Gent' }, TypeOfAddress: 'Vestigingseenheid (BAET)' },
      ],
      ['contact 0999000129-1', { EMAIL: lotte.email }],
      ['contact 2299000166-1', { TEL: '0470 00 01 02' }],
    ])
  })

  test('keeps contact types that its own list does not know, and names with quotes', async () => {
    const records = await readAll(namedNumber('Bakkerij'))
    const fields = records.map((record) => record.fields)
    expect(fields).toContainEqual({ FAX: '050 00 02 02' })
    expect(fields).toContainEqual({ BusinessName: 'Bakkerij "Peeters"', TypeOfDenomination: 'Naam (001)' })
    expect(fields).toContainEqual(expect.objectContaining({ Address: expect.objectContaining({ city: namesake.city }) }))
  })

  test('says how old it is, and warns when a newer extract is due', async () => {
    expect(await connector.probe(never)).toMatchObject({ version: 'extract 137', findings: [{ severity: 'OK' }] })
    kbo.clock.advance(60 * 86_400_000)
    expect(await connector.probe(never)).toMatchObject({ findings: [{ severity: 'WARNING' }] })
  })
})

describe('before the first import', () => {
  test('a search and a reading both say that nothing is imported', async () => {
    const kbo = await openKbo(sqlite)
    const connector = createKboConnector({ store: kbo.store, clock: kbo.clock })
    const identifiers = [{ kind: 'ENTERPRISE_NUMBER', value: lotte.enterpriseNumber! }] as const
    const ref = { system: 'kbo', recordType: 'enterprise', externalId: lotte.enterpriseNumber! }
    const found = await connector.locate([{ subjectId: 'subject', identifiers }], never)
    const pages = await gather(connector.collect([{ subjectId: 'subject', ref }], new Map([['enterprise', ['Status']]]), never))
    const probe = await connector.probe(never)
    await kbo.stop()
    expect(found).toMatchObject({ located: [], gaps: [{ reason: 'NOT_IMPORTED' }] })
    expect(pages.flatMap(({ gaps }) => gaps.map(({ reason }) => reason))).toEqual(['NOT_IMPORTED'])
    expect(probe).toMatchObject({ version: null, findings: [{ severity: 'ERROR' }] })
  })
})

test.each([
  ['0405.056.855', '0405056855'],
  ['314595348', '0314595348'],
  ['1009987358', '1009987358'],
  ['BE 0405.056.855', '0405056855'],
  ['BE431150351', null],
  ['2.000.000.339', null],
  ['NL004056855B01', null],
])('the enterprise number in %s is %s', (text, number) => {
  expect(enterpriseNumberOf(text)).toBe(number)
})
