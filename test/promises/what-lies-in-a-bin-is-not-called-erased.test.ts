import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { SettableClock } from '../../src/kernel/clock.js'
import { lotte } from '../../src/simulators/world.js'
import { FaultTrial, type TriedSystem } from '../builders/fault-trial.js'
import { never, type SimulatedTenant, tenant } from '../builders/microsoft365.js'
import { shippedMap } from '../builders/plans.js'

type Tenant = TriedSystem & Pick<SimulatedTenant, 'simulator'>

/** Lotte as guest, correspondent, attendee, card and subject of files. */
async function lottesTenant(clock: SettableClock): Promise<Tenant> {
  const { simulator, connector, stop } = await tenant({ clock }, { clock })
  return { simulator, connector, stop, map: shippedMap, person: { kind: 'EMAIL', value: lotte.email }, recordType: 'guest' }
}

describe('an erasure in Microsoft 365', () => {
  let trial: FaultTrial<Tenant>

  beforeEach(async () => {
    trial = await FaultTrial.with(lottesTenant)
  })

  afterEach(() => trial.stop())

  test('tells what is gone from what an administrator can bring back until a day, and from what only expires', async () => {
    const steps = await trial.stepsOf(await trial.begun('erasure'))
    const outcomes = new Map<string, Set<string>>()
    for (const { recordType, state, outcome, readBack, finalOn } of steps) {
      outcomes.set(recordType, (outcomes.get(recordType) ?? new Set()).add([state, outcome, readBack, finalOn].join(' ')))
    }
    const inBin = 'DONE DELETED_SOFT GONE 2026-12-02'
    expect(Object.fromEntries([...outcomes].map(([type, of]) => [type, [...of].join()]))).toEqual({
      message: 'DONE ERASED GONE ',
      event: 'DONE ERASED GONE ',
      'outlook-contact': 'DONE ERASED GONE ',
      file: 'DONE ERASED GONE ',
      guest: inBin,
      'authentication-method': inBin,
      'sign-in': 'DONE RETAINED  ',
      correspondent: 'DONE RETAINED  ',
    })
  })

  test('leaves nobody to be found but what lies in the bin, and nothing once its day has come', async () => {
    const plan = await trial.begun('erasure')
    await trial.stepsOf(plan)
    const found = async (): Promise<readonly string[]> => {
      const { located } = await trial.system.connector.locate([{ subjectId: 's', identifiers: [trial.system.person] }], never)
      return located.map(({ ref }) => ref.recordType)
    }
    expect(await found()).toEqual(['deleted-user'])
    await trial.stepsOf(plan, 31 * 24 * 60)
    expect(await found()).toEqual([])
  })

  test('mails to those who were invited that the appointment is off, which Exchange does not let one prevent', async () => {
    await trial.stepsOf(await trial.begun('erasure'))
    const sent = trial.system.simulator.tenant.users.flatMap(({ mailbox }) => mailbox?.noticesSent ?? [])
    expect(sent.map(({ notice }) => notice)).toEqual(['cancellation', 'cancellation'])
  })
})
