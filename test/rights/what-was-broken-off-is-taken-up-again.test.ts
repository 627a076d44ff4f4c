import { describe, expect, test } from '@jest/globals'
import { Job } from '../../entities/job.js'
import { createOdooConnector } from '../../src/connectors/odoo/odoo.js'
import type { SeenValue } from '../../src/security/plan-fingerprints.js'
import type { SettableClock } from '../../src/kernel/clock.js'
import { StepRows } from '../../src/rights/execution/step-rows.js'
import { sightingOf } from '../../src/rights/execution/sighting.js'
import { errorData } from '../../src/simulators/odoo/json-rpc.js'
import { OdooError } from '../../src/simulators/odoo/odoo-error.js'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { json, type SimulatedRequest } from '../../src/simulators/simulator-server.js'
import { erasureSteps } from '../../src/rights/plans/erasure-plan.js'
import { valueOf } from '../builders/casebook.js'
import { ChangeWorld } from '../builders/change-world.js'
import { databases } from '../builders/databases.js'
import { FaultTrial, type TriedSystem } from '../builders/fault-trial.js'
import { handler } from '../builders/federation.js'
import { capabilitiesWith, fingerprint, recordOf, shippedMap } from '../builders/plans.js'

type Quoting = TriedSystem & { readonly simulator: OdooSimulator }

/** Somebody to whom a quotation was sent. */
async function quoting(clock: SettableClock): Promise<Quoting> {
  const simulator = await OdooSimulator.start({ version: 19, seed: 'empty', clock })
  const partner = simulator.orm.create('res.partner', { name: 'Anna Peeters', email: 'anna@peeters.example' })
  simulator.orm.create('sale.order', { name: 'S1', partner_id: partner, state: 'sent', client_order_ref: 'Peeters' })
  const { url, database, login, apiKey } = simulator
  const connector = createOdooConnector({ url, database, login, apiKey, clock, http: { retries: 0, timeoutMs: 2_000 } })
  const stop = async (): Promise<void> => {
    await connector.close()
    await simulator.stop()
  }
  return { simulator, connector, map: shippedMap, person: { kind: 'EMAIL', value: 'anna@peeters.example' }, recordType: 'order', stop }
}

describe('an erasure of a quotation that broke off', () => {
  test('after Odoo cancelled it goes on, and does not take that for the doing of somebody else', async () => {
    const trial = await FaultTrial.with(quoting)
    const { simulator } = trial.system
    const plan = await trial.begun('erasure')
    const failure = json(500, errorData(new OdooError('builtins.RuntimeError', 500, ['Unexpected'])))
    const isUnlink = ({ url: { pathname } }: SimulatedRequest): boolean => pathname.endsWith('/sale.order/unlink')
    simulator.server.inject({ kind: 'answer', response: failure }, isUnlink, 1)
    expect(await trial.carriedOut(plan)).toMatchObject({ state: 'WAITING_RETRY' })
    expect(simulator.orm.find('sale.order', [])).toMatchObject([{ state: 'cancel' }])
    expect(await trial.carriedOut(plan, 10)).toMatchObject({ state: 'DONE', outcome: 'ERASED', readBack: 'GONE' })
    expect(simulator.orm.count('sale.order')).toBe(0)
    await trial.stop()
  })

  const frame = {
    dataMap: shippedMap,
    matches: (known: string, { ref, field, value }: SeenValue) => known === fingerprint(ref, field, value),
  }
  const order = recordOf('odoo/order', '4', { name: 'S4', state: 'sent', note: 'Dank' })
  const [step] = erasureSteps({
    records: [order],
    dataMap: shippedMap,
    capabilities: capabilitiesWith(),
    today: '2026-11-02',
    scope: null,
    fingerprint,
  })
  const seen = (fields: object, isResumed: boolean) =>
    sightingOf(step!, { ref: order.ref, fields: { ...order.fields, ...fields }, isRestricted: false }, frame, isResumed)

  test.each([
    ['was cancelled, by whom nobody knows', { state: 'cancel' }, false, 'CHANGED'],
    ['was cancelled, where an earlier attempt may have done so', { state: 'cancel' }, true, 'AS_SEEN'],
    ['was confirmed by the customer meanwhile', { state: 'sale' }, true, 'CHANGED'],
    ['was changed otherwise too', { state: 'cancel', note: 'Toch niet' }, true, 'CHANGED'],
  ])('sees of one that %s what it is', (_, fields, isResumed, sighting) => {
    expect(seen(fields, isResumed)).toBe(sighting)
  })
})

describe.each(await databases())('a step that a run was lost with on $name', (database) => {
  test('is still known to have been begun, whoever hands it back, gives it up or waits with it', async () => {
    const world = await ChangeWorld.on(database)
    const plan = await world.erasurePlan()
    await world.approved(plan)
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    const rows = new StepRows(world.database, world.clock)
    const begin = async (lease: string) => {
      const { id: jobId } = await world.job(plan.id)
      await world.database.write((manager) => manager.update(Job, jobId, { leasedBy: lease }))
      const mark = { jobId, lease }
      const steps = (await rows.of(plan.id)).filter(({ system, action }) => system === 'mail' && action === 'ERASE')
      return { mark, steps: await rows.begin(steps, mark) }
    }
    const standing = async () => (await rows.of(plan.id)).filter(({ system, action }) => system === 'mail' && action === 'ERASE')
    await begin('lost')
    const { mark, steps } = await begin('next')
    await rows.handBack(steps, mark)
    expect((await standing()).map(({ state }) => state)).toEqual(['RUNNING', 'RUNNING'])

    const again = await begin('paused')
    const aftermath = { state: 'WAITING_RETRY', error: 'PAUSED', waitMs: 60_000, counts: false, stopsLane: true } as const
    const stop = { aftermath, startedAt: world.clock.now().toISOString(), readBack: null }
    await world.database.write((manager) => rows.recordStopped(manager, again.steps[0]!, again.mark, stop))
    await world.database.write((manager) => rows.giveUpRunning(manager, plan.id))
    expect((await standing()).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['WAITING_RETRY', 1],
      ['FAILED', 1],
    ])
    await world.close()
  })
})
