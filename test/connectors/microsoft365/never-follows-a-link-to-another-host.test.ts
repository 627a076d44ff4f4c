import { afterEach, describe, expect, test } from '@jest/globals'
import type { RecordLink } from '../../../src/connectors/connector.js'
import { gather } from '../../../src/kernel/streams.js'
import { json, SimulatorServer } from '../../../src/simulators/simulator-server.js'
import { lotte } from '../../../src/simulators/world.js'
import { never, only, type SimulatedTenant, tenant } from '../../builders/microsoft365.js'

const link: RecordLink = {
  subjectId: 's',
  ref: { system: 'microsoft365', recordType: 'correspondent', externalId: lotte.email },
}
const isMail = ({ target }: { target: string }): boolean => target.includes('/messages')

describe('Pages of Microsoft Graph', () => {
  let running: SimulatedTenant

  afterEach(() => running.stop())

  function readMail(): Promise<unknown> {
    return gather(running.connector.collect([link], only('message'), never))
  }

  test('are not followed to another host, which gets no request at all', async () => {
    running = await tenant()
    const stranger = await new SimulatorServer(() => json(200, { value: [] })).start()
    running.simulator.graph.plan(json(200, { value: [], '@odata.nextLink': `${stranger.url}/v1.0/users/x/messages` }), isMail)
    await expect(readMail()).rejects.toMatchObject({ reason: 'MALFORMED_ANSWER' })
    expect(stranger.requests).toEqual([])
    await stranger.stop()
  })

  test('that lead back to each other are not followed for ever', async () => {
    running = await tenant()
    const circle = { value: [], '@odata.nextLink': `${running.simulator.url}/v1.0/users/x/messages?$skip=10` }
    running.simulator.graph.plan(json(200, circle), isMail, 99)
    await expect(readMail()).rejects.toMatchObject({ reason: 'MALFORMED_ANSWER' })
  })

  test('are followed to the end through empty and short ones', async () => {
    running = await tenant({}, { pageSize: 2 })
    running.simulator.tenant.quirks.hasEmptyPages = true
    const pages = await gather(running.connector.collect([link], only('message'), never))
    expect(pages.flatMap(({ records }) => records)).toHaveLength(6)
  })

  test('without their items are an error, never an empty page', async () => {
    running = await tenant()
    running.simulator.graph.plan(json(200, { unexpected: true }), isMail)
    await expect(readMail()).rejects.toMatchObject({ reason: 'MALFORMED_ANSWER' })
  })

  test('of a batch that leaves a member unanswered are an error', async () => {
    running = await tenant()
    const answer = { kind: 'answer', response: json(200, { responses: [] }) } as const
    running.simulator.server.inject(answer, ({ url }) => url.pathname.endsWith('$batch'))
    await expect(readMail()).rejects.toMatchObject({ reason: 'MALFORMED_ANSWER' })
  })
})
