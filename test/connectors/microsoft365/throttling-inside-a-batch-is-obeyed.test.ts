import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { throttled } from '../../../src/simulators/microsoft365/throttling.js'
import { lotte } from '../../../src/simulators/world.js'
import { by, never, type SimulatedTenant, tenant } from '../../builders/microsoft365.js'

describe('A member of a batch that is told to wait', () => {
  let running: SimulatedTenant

  beforeEach(async () => {
    running = await tenant()
  })

  afterEach(() => running.stop())

  const isMail = ({ target }: { target: string }): boolean => target.includes('/messages')

  test.each([
    ['whole seconds', throttled.outlook('1'), 1_000],
    ['a fraction of a second', throttled.graph('0.25'), 250],
    ['no time at all', throttled.outlook(null), 0],
    ['a busy SharePoint', throttled.sharePointBusy('0.1'), 100],
  ])('waits and is asked again: %s', async (_case, refusal, atLeastMs) => {
    running.simulator.graph.plan(refusal, isMail)
    const started = performance.now()
    const { located, gaps } = await running.connector.locate([by(lotte)], never)
    expect(performance.now() - started).toBeGreaterThanOrEqual(atLeastMs - 10)
    expect(gaps).toEqual([])
    expect(located.map(({ ref }) => ref.recordType)).toContain('correspondent')
  })

  test('becomes a declared gap when the wait is longer than a reading may take', async () => {
    running.simulator.graph.plan(throttled.files('315'), isMail, 99)
    const { located, gaps } = await running.connector.locate([by(lotte)], never)
    expect(gaps).toContainEqual({ recordType: 'message', scope: 'mailbox 1 of 2', reason: 'THROTTLED' })
    expect(located.map(({ ref }) => ref.recordType)).toContain('guest')
  })

  test('never meets the limit of a mailbox by our own doing, however many readings run', async () => {
    await running.connector.locate([by(lotte)], never)
    running.simulator.server.latency = () => 20
    const { calls } = running.simulator.graph
    const before = calls.length
    await running.connector.locate([by(lotte)], never)
    const alone = calls.length - before
    await Promise.all(Array.from({ length: 6 }, () => running.connector.locate([by(lotte)], never)))
    expect(calls.length - before).toBe(7 * alone)
  })
})
