import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { WriteAnswer } from '../../../src/connectors/connector.js'
import { OdooSession } from '../../../src/connectors/odoo/session.js'
import { SourceError } from '../../../src/connectors/source-error.js'
import { gatewayPage, tooManyRequestsPage } from '../../../src/simulators/odoo/html-pages.js'
import { OdooError } from '../../../src/simulators/odoo/odoo-error.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import type { Fault, SimulatedRequest } from '../../../src/simulators/simulator-server.js'
import { never } from '../odoo-world.js'
import { startWriting, versions, type WritingWorld } from './writing-world.js'

/** The request that carries the write, by either protocol. */
function isWrite(request: SimulatedRequest): boolean {
  return request.url.pathname.endsWith('/write') || request.body.toString().includes('"write",')
}

const page: Fault = { kind: 'answer', response: { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Back soon.</p>' } }
const locked = new OdooError('odoo.exceptions.LockError', 409, ['Cannot grab a lock on records'])

describe.each(versions)('a write to Odoo %i', (version) => {
  let world: WritingWorld
  let contact: number
  let attempts: number
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion }, { http: { retries: 3, timeoutMs: 2_000 } })
    contact = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', phone: '+32470000101' })
    attempts = 0
  })
  afterEach(() => world.stop())

  /** Corrects the number while the write meets the fault. */
  async function correct(fault: Fault): Promise<WriteAnswer> {
    const order = await world.order('contact', contact, { phone: '+32470000102' })
    world.simulator.server.inject({ kind: 'slow', ms: 0 }, (request) => {
      attempts += isWrite(request) ? 1 : 0
      return false
    })
    world.simulator.server.inject(fault, isWrite)
    return world.connector.rectify!(order, never)
  }

  test.each<readonly [string, Fault, string, number]>([
    ['the line breaks after the write', { kind: 'cut-after' }, 'SYSTEM_ERROR', 1],
    ['the line breaks before the write', { kind: 'cut-before' }, 'SYSTEM_ERROR', 0],
    ['the answer breaks off', { kind: 'truncate', bytes: 2 }, 'SYSTEM_ERROR', 1],
    ['no answer comes in time', { kind: 'silence' }, 'TIMEOUT', 0],
    ['a gateway answers', { kind: 'answer', response: gatewayPage(502) }, 'SYSTEM_ERROR', 0],
    ['a gateway holds it up', { kind: 'answer', response: tooManyRequestsPage(7) }, 'THROTTLED', 0],
    ['something else answers', page, 'MALFORMED_ANSWER', 0],
  ])('is not sent again when %s: whoever ordered it reads', async (_, fault, reason, written) => {
    await expect(correct(fault)).rejects.toMatchObject({ reason })
    expect(attempts).toBe(1)
    expect(world.simulator.changesOf('res.partner', contact)['write'] ?? 0).toBe(written)
    expect((await world.look('contact', contact))?.fields['phone']).toBe(written === 1 ? '+32470000102' : '+32470000101')
  })

  test('says how long it was asked to wait', async () => {
    await expect(correct({ kind: 'answer', response: tooManyRequestsPage(7) })).rejects.toMatchObject({ options: { retryAfterMs: 7_000 } })
  })

  test.each([
    ['lost a race between transactions', () => world.simulator.failSerialization(({ method }) => method === 'write')],
    [
      'met a locked record',
      () =>
        world.simulator.between(
          'before',
          ({ method }) => method === 'write',
          () => {
            throw locked
          },
        ),
    ],
  ])('that %s was undone by Odoo, and is sent again', async (_, interrupt) => {
    const order = await world.order('contact', contact, { phone: '+32470000102' })
    interrupt()
    expect(await world.connector.rectify!(order, never)).toEqual({ kind: 'DONE' })
    expect(world.simulator.changesOf('res.partner', contact)).toEqual({ write: 1 })
  })

  test('that keeps meeting a locked record is a failure that may pass, not a refusal', async () => {
    const order = await world.order('contact', contact, { phone: '+32470000102' })
    for (let n = 0; n < 10; n += 1) {
      world.simulator.between(
        'before',
        ({ method }) => method === 'write',
        () => {
          throw locked
        },
      )
    }
    await expect(world.connector.rectify!(order, never)).rejects.toMatchObject({ reason: 'SYSTEM_ERROR' })
    expect(world.simulator.changes).toEqual([])
  })

  test('under a key that has ended is a failure of the key', async () => {
    const order = await world.order('contact', contact, { phone: '+32470000102' })
    world.simulator.expireKey()
    await expect(world.connector.rectify!(order, never)).rejects.toMatchObject({ reason: 'CREDENTIALS_REFUSED' })
    expect(world.simulator.changes).toEqual([])
  })

  test('does not start once its signal is aborted', async () => {
    const order = await world.order('contact', contact, { phone: '+32470000102' })
    await expect(world.connector.rectify!(order, AbortSignal.abort(new Error('Time is up.')))).rejects.toThrow('Time is up.')
    expect(world.simulator.changes).toEqual([])
  })

  test('that answers nothing was carried out', async () => {
    const { url, database, login, apiKey } = world.simulator
    const session = new OdooSession({ url, database, login, apiKey, clock: world.clock })
    expect(await session.call('res.partner', 'action_archive', { ids: [contact] }, never)).toBeNull()
    expect(world.simulator.orm.read('res.partner', contact)).toMatchObject({ active: false })
    await session.close()
  })

  test('of a reference that is none of Odoo’s is a failure, never an erasure', async () => {
    const order = { ref: { system: 'odoo', recordType: 'contact', externalId: 'abc' }, expected: { fields: {} }, key: 'k', changes: [] }
    await expect(world.connector.erase!(order, 'ERASE', never)).rejects.toBeInstanceOf(SourceError)
  })
})
