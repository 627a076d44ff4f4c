import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LocateQuery, RecordLink } from '../../../src/connectors/connector.js'
import { gather } from '../../../src/kernel/streams.js'
import { deliver } from '../../../src/simulators/microsoft365/letters.js'
import { lotte, mailOnly, minor, namesake } from '../../../src/simulators/world.js'
import type { SourceRecord } from '../../../src/vocabulary/source-record.js'
import { by, everything, never, only, type SimulatedTenant, staff, tenant } from '../../builders/microsoft365.js'

describe('Microsoft 365 tells people apart', () => {
  let running: SimulatedTenant

  beforeEach(async () => {
    running = await tenant()
  })

  afterEach(() => running.stop())

  async function linked(...queries: readonly LocateQuery[]): Promise<RecordLink[]> {
    const { located } = await running.connector.locate(queries, never)
    return located.filter(({ grade }) => grade !== 'WEAK').map(({ subjectId, ref }) => ({ subjectId, ref }))
  }

  async function read(links: readonly RecordLink[], selection = everything): Promise<SourceRecord[]> {
    const pages = await gather(running.connector.collect(links, selection, never))
    return pages.flatMap(({ records }) => records)
  }

  test('two people of one name share no account, card or message', async () => {
    const records = await read(await linked(by(lotte), by(namesake)))
    const of = (subjectId: string): string[] =>
      records.filter((record) => record.subjectId === subjectId && record.ref.recordType !== 'file').map(({ ref }) => ref.externalId)
    expect(of('lotte').filter((id) => of('namesake').includes(id))).toEqual([])
    expect(of('namesake').length).toBeGreaterThanOrEqual(2)
  })

  test('a card in a folder of its own is found', async () => {
    const links = await linked(by(namesake))
    expect(links.map(({ ref }) => ref.recordType)).toContain('outlook-contact')
  })

  test('a list that names two people is read as one record for each', async () => {
    const files = await read(await linked(by(lotte), by(namesake)), only('file'))
    const list = files.filter(({ fields }) => fields['name'] === 'Leveranciers 2026.xlsx')
    expect(list.map(({ subjectId }) => subjectId).sort()).toEqual(['lotte', 'namesake'])
  })

  test("an address of the household on another person's card is weak evidence", async () => {
    const { located } = await running.connector.locate([by(minor)], never)
    const card = located.find(({ ref }) => ref.recordType === 'outlook-contact')
    expect(card).toMatchObject({ grade: 'WEAK', name: 'Lotte Peeters' })
  })

  test('the same further address is strong evidence beside the same name', async () => {
    const identifiers = [
      { kind: 'EMAIL', value: minor.email },
      { kind: 'NAME', value: 'Peeters, Lotte' },
    ] as const
    const { located } = await running.connector.locate([{ subjectId: 's', identifiers }], never)
    expect(located.find(({ ref }) => ref.recordType === 'outlook-contact')?.grade).toBe('STRONG')
  })

  test('a person who exists in mail only is found, with an apostrophe in the address', async () => {
    const links = await linked(by(mailOnly))
    expect(links.map(({ ref }) => ref)).toEqual([{ system: 'microsoft365', recordType: 'correspondent', externalId: mailOnly.email }])
    expect((await read(links, only('message'))).map(({ authoredBySubject }) => authoredBySubject)).toEqual([true])
  })

  test('an address that only begins like the one asked for is somebody else', async () => {
    const other = { name: 'Somebody else', address: `${lotte.email}.test.example` }
    deliver(running.simulator.tenant.mailbox(staff[0]!), { from: other, to: [], subject: 'x', text: 'x', at: '2026-06-01T00:00:00Z' })
    const messages = await read(await linked(by(lotte)), only('message'))
    expect(messages.map(({ fields }) => fields['from.emailAddress.address'])).not.toContain(other.address)
  })

  test('who wrote a message decides whose words it holds', async () => {
    const messages = await read(await linked(by(lotte)), only('message'))
    for (const { fields, authoredBySubject } of messages) {
      expect(authoredBySubject).toBe((fields['from.emailAddress.address'] as string).toLowerCase() === lotte.email)
    }
    expect(new Set(messages.map(({ authoredBySubject }) => authoredBySubject))).toEqual(new Set([true, false]))
  })
})
