import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { FieldWrite, WriteAnswer } from '../../../src/connectors/connector.js'
import { gather } from '../../../src/kernel/streams.js'
import { json } from '../../../src/simulators/simulator-server.js'
import { lotte } from '../../../src/simulators/world.js'
import type { RecordRef } from '../../../src/vocabulary/source-record.js'
import { by, inspected, never, orderFor, recordOf, type SimulatedTenant, staff, tenant, writesOf } from '../../builders/microsoft365.js'

type Method = 'rectify' | 'erase' | 'anonymise' | 'restrict'

describe('Microsoft 365', () => {
  let running: SimulatedTenant

  beforeEach(async () => {
    running = await tenant({ http: { retries: 0 } })
  })

  afterEach(() => running.stop())

  async function write(method: Method, ref: RecordRef, changes: readonly FieldWrite[] = []): Promise<WriteAnswer> {
    const order = await orderFor(running, ref, changes)
    const { connector } = running
    switch (method) {
      case 'rectify':
        return connector.rectify!(order, never)
      case 'restrict':
        return connector.restrict!(order, true, never)
      case 'erase':
        return connector.erase!(order, 'ERASE', never)
      case 'anonymise':
        return connector.erase!(order, 'ANONYMISE', never)
    }
  }

  const phone: FieldWrite = { field: 'mobilePhone', value: '+32470000909' }
  const guest = () => running.simulator.tenant.users.find(({ resource }) => resource['userType'] === 'Guest')!

  test.each<[Method, string, FieldWrite]>([
    ['rectify', 'message', { field: 'subject', value: 'Andere woorden' }],
    ['rectify', 'sign-in', { field: 'ipAddress', value: '198.51.100.1' }],
    ['rectify', 'correspondent', { field: 'name', value: 'L. Peeters' }],
    ['rectify', 'file', { field: 'name', value: 'Nieuw.docx' }],
    ['rectify', 'guest', { field: 'proxyAddresses', value: ['lotte@people.example'] }],
    ['rectify', 'guest', { field: 'mail', value: 'lotte@people.example' }],
    ['rectify', 'guest', { field: 'userPrincipalName', value: 'lotte@people.example' }],
    ['anonymise', 'guest', { field: 'mail', value: null }],
    ['erase', 'sign-in', { field: 'ipAddress', value: null }],
    ['erase', 'correspondent', { field: 'name', value: null }],
    ['restrict', 'message', { field: 'subject', value: null }],
    ['restrict', 'outlook-contact', phone],
  ])('does not %s a %s in this way: %j', async (method, recordType, change) => {
    const { ref } = await recordOf(running, recordType)
    expect(await write(method, ref, [change])).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
    expect(writesOf(running)).toEqual([])
  })

  test.each<Method>(['rectify', 'erase', 'restrict'])(
    'leaves it to the local directory to %s an account that comes from there',
    async (method) => {
      guest().resource['onPremisesSyncEnabled'] = true
      const { ref } = await recordOf(running, 'guest')
      expect(await write(method, ref, method === 'erase' ? [] : [phone])).toEqual({ kind: 'REFUSED', reason: 'MASTERED_ELSEWHERE' })
      expect(writesOf(running)).toEqual([])
    },
  )

  test("does not disable an employee's account", async () => {
    const ref = { system: 'microsoft365', recordType: 'user', externalId: running.simulator.tenant.user(staff[0]!)!.id }
    expect(await write('restrict', ref)).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
    expect(running.simulator.tenant.user(staff[0]!)!.resource['accountEnabled']).toBe(true)
  })

  test('cannot delete an account for good before its time', async () => {
    const { ref } = await recordOf(running, 'guest')
    await write('erase', ref)
    const remains = await recordOf(running, 'deleted-user')
    expect(remains.ref.externalId).toBe(ref.externalId)
    expect(await write('erase', remains.ref)).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
    expect(writesOf(running)).toEqual(['DELETE'])
  })

  test('does not take a password from its account, and lets it go with it', async () => {
    const methods = guest().authenticationMethods
    const password = {
      system: 'microsoft365',
      recordType: 'authentication-method',
      externalId: `${guest().id}/${methods[0]!['id'] as string}`,
    }
    const phoneMethod = { ...password, externalId: `${guest().id}/${methods[1]!['id'] as string}` }
    expect(await write('erase', password)).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
    expect(await write('erase', phoneMethod)).toEqual({ kind: 'DONE' })
    expect(methods).toHaveLength(2)
    const { ref } = await recordOf(running, 'guest')
    const gone = await write('erase', ref)
    expect(gone).toMatchObject({ kind: 'DONE', finalOn: expect.stringMatching(/^\d{4}-/) })
    expect(await write('erase', password)).toEqual(gone)
  })

  test('does not correct an appointment in the calendar of somebody else than its organiser', async () => {
    const { ref } = await recordOf(running, 'event')
    const event = running.simulator.tenant.mailbox(staff[0]!).visible('event')[0]!
    const change = { field: 'location.displayName', value: 'Zaal 3' }
    expect(await write('rectify', ref, [change])).toEqual({ kind: 'DONE' })
    expect(event.resource['location']).toEqual({ displayName: 'Zaal 3', locationType: 'default' })
    event.resource['isOrganizer'] = false
    expect(await write('rectify', ref, [{ ...change, value: 'Zaal 4' }])).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
  })

  test('passes on that Entra does not take a value', async () => {
    const { ref } = await recordOf(running, 'guest')
    const two = { field: 'businessPhones', value: ['+3292000001', '+3292000002'] }
    expect(await write('rectify', ref, [two])).toEqual({ kind: 'REFUSED', reason: 'VALUE_REFUSED' })
  })

  test('keeps a file that a retention label keeps', async () => {
    const { ref } = await recordOf(running, 'file')
    const files = running.simulator.tenant.drives().flatMap((drive) => drive.files)
    files.forEach((file) => (file.isLocked = true))
    expect(await write('erase', ref)).toEqual({ kind: 'REFUSED', reason: 'LEGAL_HOLD' })
    expect(running.simulator.tenant.drives().flatMap((drive) => drive.files)).toHaveLength(files.length)
  })

  test('says which permission is missing when it may only read', async () => {
    await running.stop()
    running = await tenant(
      {},
      { roles: ['User.Read.All', 'OrgContact.Read.All', 'Mail.Read', 'Contacts.Read', 'Calendars.Read', 'Files.Read.All'] },
    )
    const { ref } = await recordOf(running, 'outlook-contact')
    expect(await write('rectify', ref, [phone])).toEqual({ kind: 'REFUSED', reason: 'NO_PERMISSION' })
  })

  test('is scanned whole or not at all', async () => {
    running.simulator.tenant.user(staff[1]!)!.isOutOfScope = true
    const scan = async (recordType: string) => {
      for await (const page of running.connector.scan!(recordType, never)) {
        expect(page).toBeDefined()
      }
    }
    await expect(scan('outlook-contact')).rejects.toMatchObject({ reason: 'NO_PERMISSION' })
    await expect(scan('message')).rejects.toMatchObject({ reason: 'NO_PERMISSION' })
    await expect(scan('file')).rejects.toMatchObject({ reason: 'NOT_SEARCHED' })
    await expect(scan('user')).resolves.toBeUndefined()
  })

  test('meets all mail and appointments by their ids alone', async () => {
    for (const recordType of ['message', 'event']) {
      const { ref } = await recordOf(running, recordType)
      const met = (await gather(running.connector.scan!(recordType, never))).flat()
      expect(met).toContainEqual({ ref, identifiers: [] })
      expect(met.filter(({ identifiers }) => identifiers.length > 0)).toEqual([])
    }
  })

  test('knows that an account is only in the bin although the bin does not show it yet', async () => {
    const { ref } = await recordOf(running, 'guest')
    const order = await orderFor(running, ref)
    running.simulator.graph.plan(json(200, { value: [] }), ({ target }) => target.startsWith('/directory/deletedItems'), 10)
    expect(await running.connector.erase!(order, 'ERASE', never)).toMatchObject({ kind: 'DONE', finalOn: expect.stringMatching(/^\d{4}-/) })
  })

  test('shows what is left of an erased account as such, and no more as an account', async () => {
    const { ref } = await recordOf(running, 'guest')
    const answer = await write('erase', ref)
    const { located } = await running.connector.locate([by(lotte)], never)
    expect(located.filter((record) => record.ref.externalId === ref.externalId).map((record) => record.ref.recordType)).toEqual([
      'deleted-user',
    ])
    const remains = await inspected(running, { ...ref, recordType: 'deleted-user' })
    expect(answer).toEqual({ kind: 'DONE', finalOn: remains?.finalOn })
    expect(remains?.fields).toMatchObject({ mail: lotte.email })
  })
})
