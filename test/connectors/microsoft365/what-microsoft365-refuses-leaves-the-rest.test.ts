import { afterEach, describe, expect, test } from '@jest/globals'
import type { LocateQuery, RecordPage } from '../../../src/connectors/connector.js'
import { SettableClock } from '../../../src/kernel/clock.js'
import { gather } from '../../../src/kernel/streams.js'
import { json } from '../../../src/simulators/simulator-server.js'
import { lotte } from '../../../src/simulators/world.js'
import { by, everything, never, only, type SimulatedTenant, staff, tenant } from '../../builders/microsoft365.js'

describe('Microsoft 365', () => {
  let running: SimulatedTenant

  afterEach(() => running.stop())

  async function read(query: LocateQuery = by(lotte), selection = everything): Promise<RecordPage[]> {
    const { located } = await running.connector.locate([query], never)
    return gather(running.connector.collect(located, selection, never))
  }

  const typesIn = (pages: readonly RecordPage[]): Set<string> =>
    new Set(pages.flatMap(({ records }) => records.map(({ ref }) => ref.recordType)))

  test('without a Premium licence withholds the sign-in log and serves the rest', async () => {
    running = await tenant()
    running.simulator.tenant.quirks.isPremium = false
    const pages = await read()
    expect(pages.flatMap(({ gaps }) => gaps)).toEqual([{ recordType: 'sign-in', scope: 'sign-in log', reason: 'NO_PERMISSION' }])
    expect(typesIn(pages)).toEqual(
      new Set(['guest', 'authentication-method', 'message', 'correspondent', 'event', 'outlook-contact', 'file']),
    )
  })

  test('searched in a wrong region declares that files were not searched', async () => {
    running = await tenant({ searchRegion: 'NAM' })
    const { gaps } = await running.connector.locate([by(lotte)], never)
    expect(gaps).toEqual([{ recordType: 'file', scope: 'file search', reason: 'SYSTEM_ERROR' }])
  })

  test('with features switched off says so beforehand and does not ask', async () => {
    running = await tenant({ features: { signIns: false, authenticationMethods: false, files: false } })
    const off = running.connector.capabilities.filter(({ read: reads }) => reads === 'NONE').map(({ recordType }) => recordType)
    expect(off).toEqual(['sign-in', 'authentication-method', 'file'])
    const { gaps } = await running.connector.locate([by(lotte)], never)
    expect(gaps.map(({ recordType, reason }) => [recordType, reason])).toEqual(off.map((type) => [type, 'SWITCHED_OFF']))
    expect([...typesIn(await read())].filter((type) => off.includes(type))).toEqual([])
    expect(running.simulator.graph.calls.filter((call) => /auditLogs|authentication|search/.test(call))).toEqual([])
  })

  test('tells that a method is registered, never what it holds', async () => {
    running = await tenant()
    const method = { '@odata.type': '#microsoft.graph.softwareOathAuthenticationMethod', id: 'm', secretKey: 'JBSWY3DPEHPK3PXP' }
    running.simulator.graph.plan(json(200, { value: [method] }), ({ target }) => target.endsWith('/methods'))
    const greedy = new Map([['authentication-method', ['secondFactor', 'secretKey', 'id']]])
    const records = (await read(by(lotte), greedy)).flatMap((page) => page.records)
    expect(records.map(({ fields }) => fields)).toEqual([{ secondFactor: true }])
  })

  test('finds who was only ever invited', async () => {
    running = await tenant()
    const guest = { emailAddress: { name: 'Gast', address: 'Guest.Speaker@Talks.example' } }
    running.simulator.tenant.mailbox(staff[1]!).add(
      'event',
      {
        subject: 'Lezing',
        organizer: guest,
        attendees: [guest],
        start: { dateTime: '2026-05-05T10:00:00' },
        end: { dateTime: '2026-05-05T11:00:00' },
      },
      { folder: 'calendar' },
    )
    const pages = await read({ subjectId: 's', identifiers: [{ kind: 'EMAIL', value: 'guest.speaker@talks.example' }] })
    expect(typesIn(pages)).toEqual(new Set(['event']))
  })

  test('finds a deleted account for as long as it is kept, and no longer', async () => {
    const clock = new SettableClock(new Date('2026-05-20T09:00:00Z'))
    running = await tenant({ clock }, { clock })
    const { users, deletedUsers } = running.simulator.tenant
    const guest = users.find(({ resource }) => resource['mail'] === lotte.email)!
    users.splice(users.indexOf(guest), 1)
    guest.resource = { ...guest.resource, deletedDateTime: '2026-05-01T10:00:00Z' }
    deletedUsers.push(guest)
    const records = (await read(by(lotte), only('deleted-user'))).flatMap((page) => page.records)
    expect(records).toMatchObject([
      { fields: { mail: lotte.email, deletedDateTime: '2026-05-01T10:00:00Z' }, retentionStart: '2026-05-01' },
    ])
    clock.set(new Date('2026-05-31T10:00:01Z'))
    expect(await read(by(lotte), only('deleted-user'))).toEqual([])
  })

  test('proves an account by the id it gave', async () => {
    running = await tenant()
    const { id } = running.simulator.tenant.user(staff[0]!)!
    const { located } = await running.connector.locate(
      [{ subjectId: 's', identifiers: [{ kind: 'SYSTEM_ID', value: `microsoft365:user:${id}` }] }],
      never,
    )
    expect(located).toMatchObject([{ grade: 'PROVEN', ref: { recordType: 'user', externalId: id } }])
  })

  test('discovers further addresses and numbers on a card', async () => {
    running = await tenant()
    const { located } = await running.connector.locate([by(lotte)], never)
    const card = located.find(({ ref }) => ref.recordType === 'outlook-contact')
    expect(card?.discovered).toEqual([
      { kind: 'EMAIL', value: lotte.email },
      { kind: 'EMAIL', value: 'lotte.peeters@thuis.example' },
      { kind: 'PHONE', value: lotte.phone },
    ])
  })

  test('is asked hardly more for fifty people than for one', async () => {
    running = await tenant()
    const link = (subjectId: string, externalId: string) => ({
      subjectId,
      ref: { system: 'microsoft365', recordType: 'correspondent', externalId },
    })
    const callsFor = async (links: ReturnType<typeof link>[]): Promise<number> => {
      running.simulator.server.forget()
      await gather(running.connector.collect(links, only('message', 'event', 'correspondent'), never))
      return running.simulator.server.requests.length
    }
    await callsFor([link('lotte', lotte.email)])
    const one = await callsFor([link('lotte', lotte.email)])
    const crowd = Array.from({ length: 49 }, (_unused, n) => link(`s${n}`, `p${n}@x.example`))
    const many = await callsFor([link('lotte', lotte.email), ...crowd])
    expect(many).toBeLessThanOrEqual(1.2 * one)
  })
})
