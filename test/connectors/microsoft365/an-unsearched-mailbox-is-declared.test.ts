import { afterEach, describe, expect, test } from '@jest/globals'
import { gather } from '../../../src/kernel/streams.js'
import { board, trainee } from '../../../src/simulators/microsoft365/seed-directory.js'
import { lotte } from '../../../src/simulators/world.js'
import { by, never, only, type SimulatedTenant, staff, tenant } from '../../builders/microsoft365.js'

describe('A mailbox that was not searched', () => {
  let running: SimulatedTenant

  afterEach(() => running.stop())

  test('is declared by its number when it lies outside the scope of the application', async () => {
    running = await tenant({ mailboxes: [...staff, board.email] })
    const { located, gaps } = await running.connector.locate([by(lotte)], never)
    expect(gaps).toContainEqual({ recordType: 'message', scope: 'mailbox 3 of 3', reason: 'NO_PERMISSION' })
    expect(gaps.every(({ scope }) => scope === 'mailbox 3 of 3')).toBe(true)
    expect(located.map(({ ref }) => ref.recordType)).toContain('correspondent')
  })

  test('is declared when there is no mailbox behind an account', async () => {
    running = await tenant({ mailboxes: [trainee.email, ...staff] })
    const { gaps } = await running.connector.locate([by(lotte)], never)
    expect(gaps).toContainEqual({ recordType: 'message', scope: 'mailbox 1 of 3', reason: 'NOT_SEARCHED' })
  })

  test('is declared when there is no account behind a configured address', async () => {
    running = await tenant({ mailboxes: [...staff, 'nobody@cloudware.example'] })
    const { gaps } = await running.connector.locate([by(lotte)], never)
    expect(gaps).toContainEqual({ recordType: 'message', scope: 'mailbox 3 of 3', reason: 'NOT_SEARCHED' })
  })

  test('leaves a gap in mail and appointments when it is read, while the others are served', async () => {
    running = await tenant({ mailboxes: 'all' })
    const ref = { system: 'microsoft365', recordType: 'correspondent', externalId: lotte.email }
    const pages = await gather(running.connector.collect([{ subjectId: 's', ref }], only('message', 'event'), never))
    expect(pages.flatMap(({ gaps }) => gaps)).toEqual([
      { recordType: 'message', scope: 'mailbox 3 of 3', reason: 'NO_PERMISSION' },
      { recordType: 'event', scope: 'mailbox 3 of 3', reason: 'NO_PERMISSION' },
    ])
    expect(pages.flatMap(({ records }) => records).length).toBeGreaterThan(5)
  })

  test('never stands in a gap by its address', async () => {
    running = await tenant({ mailboxes: [...staff, board.email, 'nobody@cloudware.example'] })
    const { gaps } = await running.connector.locate([by(lotte)], never)
    expect(JSON.stringify(gaps)).not.toContain('@')
  })
})
