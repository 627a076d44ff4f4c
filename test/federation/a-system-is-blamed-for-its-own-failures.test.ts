import { describe, expect, test } from '@jest/globals'
import { InMemoryConnector } from '../../src/connectors/in-memory.js'
import type { SourceError } from '../../src/connectors/source-error.js'
import { Gateway, type GatewayOptions } from '../../src/federation/gateway.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { delay } from '../../src/kernel/delay.js'
import { type Logger, silentLogger } from '../../src/kernel/logger.js'
import { capabilities, cardOf, email } from '../builders/federation.js'

const clock = new SettableClock(new Date('2026-11-02T08:00:00Z'))
const never = new AbortController().signal
const generous = { budgetMs: 10_000, signal: never }
const queries = [{ subjectId: 's', identifiers: [email('lotte@people.example')] }]
const links = [{ subjectId: 's', ref: { system: 'crm', recordType: 'contact', externalId: 'c1' } }]
const selection = new Map([['contact', ['name']]])

function gatewayTo(options: Partial<GatewayOptions> = {}, logger: Logger = silentLogger) {
  const people = [cardOf('c1', { name: 'Lotte Peeters', identifiers: [email('lotte@people.example')] })]
  const crm = new InMemoryConnector({ system: 'crm', capabilities, people, clock })
  return { crm, gateway: new Gateway([crm], logger, { concurrency: 8, failuresToOpen: 2, halfOpenAfterMs: 60_000, ...options }) }
}

async function reasonOf(call: Promise<unknown>): Promise<SourceError> {
  return call.then(
    () => {
      throw new Error('The call was expected to fail.')
    },
    (error: SourceError) => error,
  )
}

describe('the gateway', () => {
  test('gives up when the budget is spent, even on a connector that heeds no signal', async () => {
    const { crm, gateway } = gatewayTo()
    crm.locate = () => new Promise(() => undefined)
    expect((await reasonOf(gateway.locate('crm', queries, { budgetMs: 20, signal: never }))).reason).toBe('TIMEOUT')
  })

  test('keeps the budget of a call that waits for its turn', async () => {
    const { crm, gateway } = gatewayTo({ concurrency: 1 })
    crm.locate = () => new Promise(() => undefined)
    const leaving = new AbortController()
    const first = reasonOf(gateway.locate('crm', queries, { budgetMs: 60_000, signal: leaving.signal }))
    expect((await reasonOf(gateway.locate('crm', queries, { budgetMs: 20, signal: never }))).reason).toBe('TIMEOUT')
    leaving.abort()
    expect((await first).reason).toBe('ABORTED')
  })

  test('opens the circuit after so many failures and says when to come back', async () => {
    const { crm, gateway } = gatewayTo()
    crm.failWith('SYSTEM_ERROR')
    await reasonOf(gateway.locate('crm', queries, generous))
    await reasonOf(gateway.locate('crm', queries, generous))
    const calls = crm.upstreamCalls
    const refused = await reasonOf(gateway.locate('crm', queries, generous))
    expect(refused.reason).toBe('CIRCUIT_OPEN')
    expect(refused.options.retryAfterMs).toBeGreaterThan(50_000)
    expect(refused.options.retryAfterMs).toBeLessThanOrEqual(60_000)
    expect(crm.upstreamCalls).toBe(calls)
  })

  test('closes the circuit when the call that is let through succeeds', async () => {
    const { crm, gateway } = gatewayTo({ halfOpenAfterMs: 1 })
    crm.failWith('SYSTEM_ERROR')
    await reasonOf(gateway.locate('crm', queries, generous))
    await reasonOf(gateway.locate('crm', queries, generous))
    crm.failWith(null)
    await delay(5)
    expect((await gateway.locate('crm', queries, generous)).located).toHaveLength(1)
    expect(gateway.reopensInMs('crm')).toBeNull()
  })

  test.each(['THROTTLED', 'NO_PERMISSION', 'RESULT_LIMIT'] as const)('does not hold a system for ill that answers %s', async (reason) => {
    const { crm, gateway } = gatewayTo()
    crm.failWith(reason)
    for (let call = 0; call < 5; call += 1) {
      expect((await reasonOf(gateway.locate('crm', queries, generous))).reason).toBe(reason)
    }
  })

  test('lets no asker in a hurry close a system to the others', async () => {
    const { crm, gateway } = gatewayTo({ patienceMs: 3_000 })
    const answer = crm.locate.bind(crm)
    crm.locate = () => new Promise(() => undefined)
    for (let call = 0; call < 5; call += 1) {
      expect((await reasonOf(gateway.locate('crm', queries, { budgetMs: 1, signal: never }))).reason).toBe('TIMEOUT')
    }
    crm.locate = answer
    expect((await gateway.locate('crm', queries, generous)).located).toHaveLength(1)
  })

  test("throws a receiver's failure as it is and does not count it against the system", async () => {
    const { gateway } = gatewayTo()
    const full = new Error('The disk is full.')
    const onPage = (): never => {
      throw full
    }
    for (let call = 0; call < 5; call += 1) {
      await expect(gateway.collect('crm', { links, selection, onPage }, generous)).rejects.toBe(full)
    }
    expect((await gateway.locate('crm', queries, generous)).located).toHaveLength(1)
  })

  test('hands on no page that comes after the asker is gone', async () => {
    const { crm, gateway } = gatewayTo()
    const leaving = new AbortController()
    let connectorEnded: () => void = () => undefined
    const ended = new Promise<void>((resolve) => (connectorEnded = resolve))
    crm.collect = async function* () {
      try {
        leaving.abort()
        await delay(1)
        yield { recordType: 'contact', records: [], gaps: [] }
      } finally {
        connectorEnded()
      }
    }
    const pages: unknown[] = []
    const onPage = (page: unknown) => void pages.push(page)
    const call = reasonOf(gateway.collect('crm', { links, selection, onPage }, { budgetMs: 60_000, signal: leaving.signal }))
    expect((await call).reason).toBe('ABORTED')
    await ended
    expect(pages).toEqual([])
  })

  test('starts no further call once the asker is gone', async () => {
    const { crm, gateway } = gatewayTo()
    const leaving = new AbortController()
    crm.latencyMs = 10_000
    const call = reasonOf(gateway.locate('crm', queries, { budgetMs: 60_000, signal: leaving.signal }))
    leaving.abort()
    expect((await call).reason).toBe('ABORTED')
    const calls = crm.upstreamCalls
    expect(
      (await reasonOf(gateway.collect('crm', { links, selection, onPage: () => undefined }, { budgetMs: 60_000, signal: leaving.signal })))
        .reason,
    ).toBe('ABORTED')
    expect(crm.upstreamCalls).toBe(calls)
  })

  test('calls a system no more often at a time than allowed', async () => {
    const { crm, gateway } = gatewayTo({ concurrency: 2 })
    let running = 0
    let most = 0
    crm.locate = async () => {
      running += 1
      most = Math.max(most, running)
      await delay(1)
      running -= 1
      return { located: [], gaps: [] }
    }
    await Promise.all(Array.from({ length: 9 }, () => gateway.locate('crm', queries, generous)))
    expect(most).toBe(2)
  })

  test('rings the operator when credentials are refused', async () => {
    const alarms: unknown[] = []
    const logger: Logger = { ...silentLogger, error: (message, facts) => void alarms.push([message, facts]) }
    const { crm, gateway } = gatewayTo({}, logger)
    crm.failWith('CREDENTIALS_REFUSED')
    await reasonOf(gateway.locate('crm', queries, generous))
    expect(alarms).toEqual([[expect.stringContaining('credentials'), { system: 'crm', reason: 'CREDENTIALS_REFUSED' }]])
  })
})
