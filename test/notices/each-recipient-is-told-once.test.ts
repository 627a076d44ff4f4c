import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import type { RecipientNotice } from '../../entities/recipient-notice.js'
import { nextAttemptAt } from '../../src/notices/notice-mailing.js'
import { noticeStates } from '../../src/notices/notice-states.js'
import type { NoticeState } from '../../src/vocabulary/notice.js'
import { databases } from '../builders/databases.js'
import { viewerOf } from '../builders/federation.js'
import { NoticeWorld, orderFor } from '../builders/notices.js'

const handler = viewerOf('handler', ['CASE_HANDLER'])
const hourMs = 3_600_000

describe.each(await databases())('a notice on $name', (on) => {
  let world: NoticeWorld
  beforeAll(async () => {
    world = await NoticeWorld.on(on)
  })
  beforeEach(() => world.begin())
  afterAll(() => world.close())

  const only = async (): Promise<RecipientNotice> => (await world.notices.forCase('case-1'))[0]!

  test('is mailed to each recipient with an address, in their language, and says so for each', async () => {
    await world.notices.order([orderFor('accountant'), orderFor('mailing-house')])
    await world.work()
    expect(world.server.received.map(({ to }) => String(to[0])).sort()).toEqual(['privacy@accountant.example', 'privacy@mailing.example'])
    const toAccountant = world.server.received.find(({ to }) => to[0] === 'privacy@accountant.example')
    expect(toAccountant?.headers['content-language']).toBe('fr')
    expect(toAccountant?.text).toContain('Zora Vandermarkering')
    const notices = await world.notices.forCase('case-1')
    expect(notices.map(({ state }) => state)).toEqual(['SENT', 'SENT'])
    notices.forEach(({ id, messageId }) => expect(messageId).toBe(`<${id}@cloudware.example>`))
  })

  test('is ordered once for a plan, a recipient and a kind', async () => {
    await world.notices.order([orderFor('accountant'), orderFor('accountant', { kind: 'RESTRICTION' })])
    await world.notices.order([orderFor('accountant')])
    await world.work()
    expect((await world.notices.forCase('case-1')).map(({ kind }) => kind).sort()).toEqual(['ERASURE', 'RESTRICTION'])
    expect(world.server.received).toHaveLength(2)
  })

  test('is not there where the transaction that ordered it is undone', async () => {
    const undone = world.database.write(async () => {
      await world.notices.order([orderFor('accountant')])
      throw new Error('Undone.')
    })
    await expect(undone).rejects.toThrow('Undone.')
    await world.work()
    expect(await world.notices.forCase('case-1')).toEqual([])
    expect(world.server.received).toEqual([])
  })

  test.each<[string, Parameters<typeof orderFor>, string]>([
    ['to whom no address is known', ['tax-authority'], 'NO_ADDRESS'],
    ['whom the data map does not know', ['unknown'], 'NO_ADDRESS'],
    ['who could not tell whom it is about', ['accountant', { identifiers: [{ kind: 'NAME', value: 'Zora' }] }], 'NO_IDENTIFIER'],
  ])('for one %s is sent by hand', async (_what, order, reason) => {
    await world.notices.order([orderFor(...order)])
    await world.work()
    expect(world.server.received).toEqual([])
    const notice = await only()
    expect(notice).toMatchObject({ state: 'BY_HAND', reason })
    expect((await world.notices.letterOf(notice.id)).text).toContain('Zora')
    expect(await world.notices.recordSent(handler, notice.id)).toBe(true)
    expect(await only()).toMatchObject({ state: 'SENT', messageId: null, sentAt: '2026-11-02T08:00:00.000Z' })
  })

  test('where no server is configured is sent by hand', async () => {
    await world.byHand.order([orderFor('accountant')])
    expect(await only()).toMatchObject({ state: 'BY_HAND', reason: 'NO_MAIL_SERVER' })
    expect(await world.jobs()).toEqual([])
  })

  test('to a server that greylists waits, and arrives once', async () => {
    world.server.inject('greylist', 2)
    await world.notices.order([orderFor('accountant')])
    await world.work()
    expect(await only()).toMatchObject({ state: 'PENDING', attempts: 1, reason: 'DEFERRED' })
    await world.work()
    expect(await only()).toMatchObject({ attempts: 1 })
    world.clock.advance(hourMs)
    await world.work()
    world.clock.advance(hourMs)
    await world.work()
    expect(await only()).toMatchObject({ state: 'SENT', attempts: 3, reason: null })
    expect(world.server.received).toHaveLength(1)
  })

  test('whose line broke after it was taken goes again under the same Message-ID, and is recorded once', async () => {
    world.server.inject('cut-after')
    await world.notices.order([orderFor('accountant')])
    await world.work()
    expect(await only()).toMatchObject({ state: 'PENDING', reason: 'UNREACHABLE', messageId: null })
    world.clock.advance(hourMs)
    await world.work()
    await world.work()
    const ids = world.server.received.map(({ headers }) => headers['message-id'])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    expect((await movedTo('SENT')).length).toBe(1)
  })

  test('that is refused for good fails at once, and can be mailed again when the address is right', async () => {
    world.server.inject('unknown-recipient')
    await world.notices.order([orderFor('accountant')])
    await world.work()
    expect(await only()).toMatchObject({ state: 'FAILED', attempts: 1, reason: 'RECIPIENT_REFUSED' })
    expect(await world.notices.sendAgain(handler, (await only()).id)).toBe(true)
    await world.work()
    expect(await only()).toMatchObject({ state: 'SENT', reason: null })
  })

  test('to a server that is down is given up after days, with a line for the operator', async () => {
    await world.server.stop()
    await world.notices.order([orderFor('accountant')])
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await world.work()
      world.clock.advance(30 * hourMs)
    }
    expect(await only()).toMatchObject({ state: 'FAILED', reason: 'UNREACHABLE', attempts: 12 })
    expect(world.logged.join()).toContain('A notice could not be mailed. Send it by hand')
    expect((await world.jobs()).map(({ state }) => state)).toEqual(['DONE'])
    await world.server.start()
  })

  test('whose recipient lost the address meanwhile is sent by hand', async () => {
    await world.notices.order([orderFor('accountant')])
    world.recipients.set('accountant', { name: 'The accountant' })
    await world.work()
    expect(await only()).toMatchObject({ state: 'BY_HAND', reason: 'NO_ADDRESS' })
  })

  test('is acknowledged once it was sent, and not before', async () => {
    await world.notices.order([orderFor('accountant')])
    const { id } = await only()
    expect(await world.notices.acknowledge(handler, id)).toBe(false)
    await world.work()
    expect(await world.notices.acknowledge(handler, id)).toBe(true)
    expect(await world.notices.acknowledge(handler, id)).toBe(false)
    expect(await only()).toMatchObject({ state: 'ACKNOWLEDGED', acknowledgedAt: '2026-11-02T08:00:00.000Z' })
    expect((await movedTo('ACKNOWLEDGED'))[0]).toMatchObject({ actorHash: 'handler', actorRole: 'CASE_HANDLER' })
  })

  test('is impossible with a reason, and then never mailed', async () => {
    await world.notices.order([orderFor('tax-authority')])
    const { id } = await only()
    await expect(world.notices.markImpossible(handler, id, ' ')).rejects.toThrow('reason must say why')
    expect(await world.notices.markImpossible(handler, id, 'The company no longer exists.')).toBe(true)
    expect(await world.notices.recordSent(handler, id)).toBe(false)
    expect(await only()).toMatchObject({ state: 'IMPOSSIBLE', reason: 'The company no longer exists.' })
  })

  test('leaves nothing personal in rows, jobs, audit or log', async () => {
    world.server.inject('greylist')
    await world.notices.order([
      orderFor('accountant', { kind: 'RECTIFICATION', changes: [{ category: 'PHONE_NUMBER', from: null, to: '+32470987654' }] }),
    ])
    await world.work()
    world.clock.advance(hourMs)
    await world.work()
    const leaves = await world.database.read((manager) => manager.find(AuditLeaf))
    const kept = JSON.stringify([await world.notices.forCase('case-1'), await world.jobs(), leaves, world.logged])
    expect(world.server.received[0]?.text).toContain('+32470987654')
    expect(kept).not.toMatch(/Zora|andermarkering|470987654/i)
  })

  async function movedTo(state: NoticeState): Promise<AuditLeaf[]> {
    const leaves = await world.database.read((manager) => manager.findBy(AuditLeaf, { type: 'notice.moved' }))
    return leaves.filter(({ facts }) => (JSON.parse(facts) as { state: string }).state === state)
  }
})

describe('the waits between attempts', () => {
  test('grow from a minute to a day, then end', () => {
    const now = new Date('2026-11-02T08:00:00Z')
    const waits = Array.from({ length: 12 }, (_, n) => nextAttemptAt(n + 1, now, 0)).map((at) =>
      at === null ? null : (Date.parse(at) - now.getTime()) / 60_000,
    )
    expect(waits).toEqual([1, 5, 15, 30, 60, 120, 240, 480, 720, 1_440, 1_440, null])
    expect(nextAttemptAt(1, now, 1)).toBe('2026-11-02T08:01:12.000Z')
  })
})

test('every state of a notice can be reached, and an end is an end', () => {
  const reached = new Set<NoticeState>(['PENDING', 'BY_HAND'])
  reached.forEach((state) => noticeStates[state].forEach((next) => reached.add(next)))
  expect([...reached].sort()).toEqual(Object.keys(noticeStates).sort())
})
