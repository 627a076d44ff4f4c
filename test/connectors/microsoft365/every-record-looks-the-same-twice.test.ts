import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { gather } from '../../../src/kernel/streams.js'
import { lotte } from '../../../src/simulators/world.js'
import type { SourceRecord } from '../../../src/vocabulary/source-record.js'
import { by, everything, inspected, never, type SimulatedTenant, tenant } from '../../builders/microsoft365.js'

describe('a record of Microsoft 365 that nobody touched', () => {
  let running: SimulatedTenant

  beforeEach(async () => {
    running = await tenant()
  })

  afterEach(() => running.stop())

  async function records(): Promise<readonly SourceRecord[]> {
    const { located } = await running.connector.locate([by(lotte)], never)
    return (await gather(running.connector.collect(located, everything, never))).flatMap((page) => page.records)
  }

  test('is inspected as it was read, whatever its type', async () => {
    const read = await records()
    const again = await running.connector.inspect!(
      read.map(({ ref }) => ref),
      everything,
      never,
    )
    const texts = (all: readonly Pick<SourceRecord, 'ref' | 'fields' | 'version'>[]): string[] =>
      all
        .map(({ ref, fields, version }) =>
          JSON.stringify([ref, Object.entries(fields).toSorted(([one], [other]) => one.localeCompare(other)), version ?? null]),
        )
        .sort()
    expect(new Set(read.map(({ ref }) => ref.recordType)).size).toBe(8)
    expect(texts(again)).toEqual(texts(read))
  })

  test('costs few requests, however many are looked at', async () => {
    const refs = (await records()).map(({ ref }) => ref)
    running.simulator.server.forget()
    await running.connector.inspect!(refs, everything, never)
    expect(running.simulator.server.requests.length).toBeLessThan(refs.length / 2)
  })

  test('is not taken for gone where it may not be looked at', async () => {
    const card = (await records()).find(({ ref }) => ref.recordType === 'outlook-contact')!
    running.simulator.tenant.users.forEach((user) => (user.isOutOfScope = true))
    await expect(inspected(running, card.ref)).rejects.toMatchObject({ reason: 'NO_PERMISSION' })
  })

  test('of which another mailbox refuses to tell is still there', async () => {
    const correspondent = (await records()).find(({ ref }) => ref.recordType === 'correspondent')!
    const [first, ...others] = running.simulator.tenant.users.filter(({ mailbox }) => mailbox !== null)
    first!.isOutOfScope = true
    expect((await inspected(running, correspondent.ref))?.fields).toMatchObject({ address: lotte.email })
    others.forEach((user) => (user.isOutOfScope = true))
    await expect(inspected(running, correspondent.ref)).rejects.toMatchObject({ reason: 'NO_PERMISSION' })
  })
})
