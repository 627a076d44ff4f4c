import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { erasureSteps } from '../../src/rights/plans/erasure-plan.js'
import type { PlannedStep } from '../../src/rights/plans/plan.js'
import { gather } from '../../src/kernel/streams.js'
import { lotte } from '../../src/simulators/world.js'
import type { StepAction } from '../../src/vocabulary/change.js'
import type { SourceRecord } from '../../src/vocabulary/source-record.js'
import { by, everything, never, orderFor, recordOf, type SimulatedTenant, staff, tenant } from '../builders/microsoft365.js'
import { fingerprint, shippedMap } from '../builders/plans.js'

describe('an erasure in Microsoft 365', () => {
  let running: SimulatedTenant

  beforeAll(async () => {
    running = await tenant()
  })

  afterAll(() => running.stop())

  function planned(records: readonly SourceRecord[]): PlannedStep[] {
    const capabilities = new Map(running.connector.capabilities.map((one) => [`microsoft365/${one.recordType}`, one]))
    const scope = { systems: null, categories: null }
    return erasureSteps({ records, dataMap: shippedMap, capabilities, today: '2026-06-01', scope, fingerprint })
  }

  async function recordsOf(subject: Parameters<typeof by>[0]): Promise<SourceRecord[]> {
    const { located } = await running.connector.locate([by(subject)], never)
    return (await gather(running.connector.collect(located, everything, never))).flatMap(({ records }) => records)
  }

  test('takes everything of a person, the account after what it holds and its log-in after the account', async () => {
    const steps = planned(await recordsOf(lotte))
    const actions = new Map<string, Set<StepAction>>()
    steps.forEach(({ ref, action }) => actions.set(ref.recordType, (actions.get(ref.recordType) ?? new Set()).add(action)))
    expect(Object.fromEntries([...actions].map(([type, of]) => [type, [...of]]))).toEqual({
      message: ['ERASE'],
      event: ['ERASE'],
      'outlook-contact': ['ERASE'],
      file: ['ERASE'],
      guest: ['ERASE'],
      'authentication-method': ['ERASE'],
      'sign-in': ['RETAIN'],
      correspondent: ['RETAIN'],
    })
    const erased = steps.filter(({ action }) => action === 'ERASE').map(({ ref }) => ref.recordType)
    expect(erased.slice(erased.indexOf('guest'))).toEqual([
      'guest',
      'authentication-method',
      'authentication-method',
      'authentication-method',
    ])
  })

  test('says of a log until when it is kept, and of a correspondent that it goes with the mail', async () => {
    const steps = planned(await recordsOf(lotte))
    const logged = steps.find(({ ref }) => ref.recordType === 'sign-in')
    expect(logged).toMatchObject({ rule: 'R-LOG', ground: null, retainUntil: expect.stringMatching(/^\d{4}-/), recipients: [] })
    expect(steps.find(({ ref }) => ref.recordType === 'correspondent')).toMatchObject({ ground: null, writes: [], recipients: [] })
  })

  test('leaves to an administrator what no application may do, and to time what is deleted already', async () => {
    const ref = { system: 'microsoft365', recordType: 'org-contact', externalId: 'o1' }
    const card: SourceRecord = {
      ref,
      subjectId: 's',
      fields: { mail: 'onthaal@papierhandel.example' },
      observedAt: '2026-06-01T00:00:00Z',
      attachments: [],
    }
    expect(planned([card])).toMatchObject([{ action: 'BY_HAND' }])
    const { ref: guest } = await recordOf(running, 'guest')
    await running.connector.erase!(await orderFor(running, guest), 'ERASE', never)
    expect(planned([await recordOf(running, 'deleted-user')])).toMatchObject([{ action: 'RETAIN', ground: null }])
  })

  test("erases an employee's account whole", async () => {
    const employee = running.simulator.tenant.user(staff[0]!)!
    const subject = { key: 'sofie', given: 'Sofie', family: 'Maes', email: staff[0]! }
    const account = (await recordsOf(subject)).find(({ ref }) => ref.externalId === employee.id)!
    expect(planned([account])).toMatchObject([{ action: 'ERASE', rank: 10, writes: [] }])
  })
})
