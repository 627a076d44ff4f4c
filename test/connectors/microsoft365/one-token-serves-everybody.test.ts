import { afterEach, describe, expect, test } from '@jest/globals'
import { SettableClock } from '../../../src/kernel/clock.js'
import { lotte } from '../../../src/simulators/world.js'
import { by, never, type SimulatedTenant, tenant } from '../../builders/microsoft365.js'

describe('The access token', () => {
  let running: SimulatedTenant

  afterEach(() => running.stop())

  const asked = (): number => running.simulator.loginServer.requests.length

  test('is asked for once, however many wait for it', async () => {
    running = await tenant()
    await Promise.all(Array.from({ length: 5 }, () => running.connector.locate([by(lotte)], never)))
    expect(asked()).toBe(1)
  })

  test('is renewed before it expires', async () => {
    const clock = new SettableClock(new Date('2026-06-01T08:00:00Z'))
    running = await tenant({ clock }, { clock, tokenLifetimeSeconds: 1_000 })
    await running.connector.locate([by(lotte)], never)
    clock.advance(790_000)
    await running.connector.locate([by(lotte)], never)
    expect(asked()).toBe(1)
    clock.advance(20_000)
    await running.connector.locate([by(lotte)], never)
    expect(asked()).toBe(2)
  })

  test('is replaced once for everybody when it is refused in mid-run', async () => {
    running = await tenant()
    await running.connector.locate([by(lotte)], never)
    running.simulator.expireTokens()
    await Promise.all(Array.from({ length: 5 }, () => running.connector.locate([by(lotte)], never)))
    expect(asked()).toBe(2)
  })

  test('that is never accepted makes the system refuse us, not answer empty', async () => {
    running = await tenant()
    running.simulator.server.inject({ kind: 'answer', response: { status: 401 } }, () => true, 99)
    await expect(running.connector.locate([by(lotte)], never)).rejects.toMatchObject({ reason: 'CREDENTIALS_REFUSED' })
  })

  test('is not to be had for a wrong secret, which the probe says without repeating it', async () => {
    running = await tenant({ clientSecret: 'not-the-secret' })
    await expect(running.connector.locate([by(lotte)], never)).rejects.toMatchObject({ reason: 'CREDENTIALS_REFUSED' })
    const probe = await running.connector.probe(never)
    expect(probe).toMatchObject({ reachable: true, authenticated: false, findings: [{ severity: 'ERROR' }] })
    expect(JSON.stringify(probe)).not.toContain('not-the-secret')
  })

  test('cannot be asked for when nobody is there', async () => {
    running = await tenant({ http: { retries: 0 } })
    await running.simulator.stop()
    expect(await running.connector.probe(never)).toMatchObject({ reachable: false, authenticated: false })
  })
})
