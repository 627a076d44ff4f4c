import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { WriteAnswer, WriteOrder } from '../../../src/connectors/connector.js'
import { SourceError } from '../../../src/connectors/source-error.js'
import { SettableClock } from '../../../src/kernel/clock.js'
import { throttled } from '../../../src/simulators/microsoft365/throttling.js'
import { type Fault, json, type SimulatedRequest, type SimulatedResponse } from '../../../src/simulators/simulator-server.js'
import { eventually } from '../../builders/eventually.js'
import {
  inspected,
  isWriteRequest,
  never,
  orderFor,
  recordOf,
  type SimulatedTenant,
  staff,
  tenant,
  writesOf,
} from '../../builders/microsoft365.js'

const clock = new SettableClock(new Date('2026-06-01T09:00:00Z'))
const newPhone = '+32470000909'

function isWrite({ method, url }: SimulatedRequest): boolean {
  return isWriteRequest({ method, path: url.pathname })
}

function refusal(status: number): Fault {
  return { kind: 'answer', response: json(status, { error: { code: 'Whatever', message: 'Lotte Peeters' } }) }
}

function answer(response: SimulatedResponse): Fault {
  return { kind: 'answer', response }
}

describe('a write to Microsoft 365', () => {
  let running: SimulatedTenant
  let order: WriteOrder

  beforeEach(async () => {
    clock.set(new Date('2026-06-01T09:00:00Z'))
    running = await tenant({ clock, http: { retries: 3, timeoutMs: 300 } }, { clock })
    const { ref } = await recordOf(running, 'outlook-contact')
    order = await orderFor(running, ref, [{ field: 'mobilePhone', value: newPhone }])
  })

  afterEach(() => running.stop())

  const rectify = (): Promise<WriteAnswer> => running.connector.rectify!(order, never)
  const erase = (): Promise<WriteAnswer> => running.connector.erase!(order, 'ERASE', never)
  const fail = (fault: Fault, times = Number.MAX_SAFE_INTEGER): void => running.simulator.server.inject(fault, isWrite, times)
  const card = () => running.simulator.tenant.mailbox(staff[0]!).visible('contact')[0]!

  test.each<[string, Fault, string, number | undefined]>([
    ['429 with Retry-After', answer(throttled.outlook('7')), 'THROTTLED', 7_000],
    ['429 without Retry-After', answer(throttled.outlook(null)), 'THROTTLED', undefined],
    ['503 with Retry-After', answer(throttled.sharePointBusy('41')), 'THROTTLED', 41_000],
    ['500', refusal(500), 'SYSTEM_ERROR', undefined],
    ['a gateway that gave up', answer(throttled.gateway(504)), 'SYSTEM_ERROR', undefined],
    ['no answer in time', { kind: 'silence' }, 'TIMEOUT', undefined],
    ['a line cut before the write', { kind: 'cut-before' }, 'SYSTEM_ERROR', undefined],
    ['a line cut after the write', { kind: 'cut-after' }, 'SYSTEM_ERROR', undefined],
    ['a truncated answer', { kind: 'truncate', bytes: 20 }, 'SYSTEM_ERROR', undefined],
    ['an answer that is no JSON', answer({ ...throttled.gateway(500), status: 200 }), 'MALFORMED_ANSWER', undefined],
  ])('that meets %s fails and is sent once', async (_name, fault, reason, retryAfterMs) => {
    fail(fault)
    const thrown: unknown = await rectify().catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(SourceError)
    expect(thrown).toMatchObject({ reason })
    expect((thrown as SourceError).options.retryAfterMs).toBe(retryAfterMs)
    expect(writesOf(running)).toEqual(['PATCH'])
  })

  test.each<[number, WriteAnswer, WriteAnswer]>([
    [403, { kind: 'REFUSED', reason: 'NO_PERMISSION' }, { kind: 'REFUSED', reason: 'NO_PERMISSION' }],
    [404, { kind: 'CONFLICT' }, { kind: 'DONE' }],
    [409, { kind: 'CONFLICT' }, { kind: 'CONFLICT' }],
    [412, { kind: 'CONFLICT' }, { kind: 'CONFLICT' }],
    [400, { kind: 'REFUSED', reason: 'VALUE_REFUSED' }, { kind: 'REFUSED', reason: 'RULE_OF_SYSTEM' }],
    [405, { kind: 'REFUSED', reason: 'NOT_SUPPORTED' }, { kind: 'REFUSED', reason: 'NOT_SUPPORTED' }],
    [423, { kind: 'REFUSED', reason: 'LEGAL_HOLD' }, { kind: 'REFUSED', reason: 'LEGAL_HOLD' }],
  ])('that meets %d is answered in our own words', async (status, rectified, erased) => {
    fail(refusal(status))
    expect(await rectify()).toEqual(rectified)
    expect(await erase()).toEqual(erased)
  })

  test('that meets a mailbox which cannot be opened is not taken for done', async () => {
    fail(answer(json(404, { error: { code: 'MailboxNotEnabledForRESTAPI', message: '' } })))
    expect(await erase()).toEqual({ kind: 'REFUSED', reason: 'NOT_SUPPORTED' })
  })

  test('is sent again with a new token after the old one was refused, since nothing had happened', async () => {
    fail(refusal(401), 1)
    expect(await rectify()).toEqual({ kind: 'DONE' })
    expect(writesOf(running)).toEqual(['PATCH', 'PATCH'])
    expect(card().resource['mobilePhone']).toBe(newPhone)
  })

  test('fails when the new token is refused as well', async () => {
    fail(refusal(401))
    await expect(rectify()).rejects.toMatchObject({ reason: 'CREDENTIALS_REFUSED' })
  })

  test('is tried once more when Exchange sees a conflict where there is none', async () => {
    fail(refusal(412), 1)
    expect(await rectify()).toEqual({ kind: 'DONE' })
    expect(card().resource['mobilePhone']).toBe(newPhone)
  })

  test('does not overwrite what a colleague changes while it is on its way', async () => {
    fail({ kind: 'slow', ms: 150 }, 1)
    const writing = rectify()
    await eventually(async () => expect(writesOf(running)).toHaveLength(1))
    card().resource['mobilePhone'] = '+32470000808'
    running.simulator.tenant.mailbox(staff[0]!).touch(card())
    expect(await writing).toEqual({ kind: 'CONFLICT' })
    expect(card().resource['mobilePhone']).toBe('+32470000808')
  })

  test('does not erase a file that changes while it is on its way', async () => {
    const { ref } = await recordOf(running, 'file')
    order = await orderFor(running, ref)
    fail({ kind: 'slow', ms: 150 }, 1)
    const writing = erase()
    await eventually(async () => expect(writesOf(running)).toHaveLength(1))
    running.simulator.tenant.drives().forEach((drive) => drive.files.forEach((file) => drive.touch(file)))
    expect(await writing).toEqual({ kind: 'CONFLICT' })
    expect(await inspected(running, ref)).not.toBeNull()
  })

  test('does not mean that mail is gone while a hold keeps it', async () => {
    running.simulator.tenant.users.forEach(({ mailbox }) => mailbox && (mailbox.isOnHold = true))
    const { ref } = await recordOf(running, 'message')
    order = await orderFor(running, ref)
    expect(await erase()).toEqual({ kind: 'DONE', finalOn: '2026-07-01' })
    expect(await inspected(running, ref)).toEqual({ ref, fields: {}, isRestricted: false, finalOn: '2026-07-01' })
    clock.set(new Date('2026-07-02T09:00:00Z'))
    expect(await inspected(running, ref)).toEqual({ ref, fields: {}, isRestricted: false })
    expect(await running.connector.erase!(await orderFor(running, ref), 'ERASE', never)).toEqual({ kind: 'REFUSED', reason: 'LEGAL_HOLD' })
  })
})
