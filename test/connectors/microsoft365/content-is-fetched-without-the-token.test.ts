import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { RecordRef } from '../../../src/vocabulary/source-record.js'
import { gather } from '../../../src/kernel/streams.js'
import { json } from '../../../src/simulators/simulator-server.js'
import { lotte } from '../../../src/simulators/world.js'
import { by, never, only, type SimulatedTenant, tenant } from '../../builders/microsoft365.js'

describe('Content of Microsoft 365', () => {
  let running: SimulatedTenant

  beforeEach(async () => {
    running = await tenant()
  })

  afterEach(() => running.stop())

  async function refOf(recordType: string, title: string): Promise<RecordRef> {
    const { located } = await running.connector.locate([by(lotte)], never)
    const pages = await gather(running.connector.collect(located, only(recordType), never))
    const record = pages.flatMap(({ records }) => records).find(({ fields }) => [fields['name'], fields['subject']].includes(title))
    return record!.ref
  }

  async function bytesOf(ref: RecordRef, attachmentId: string): Promise<Buffer> {
    return Buffer.concat(await gather(await running.connector.open!(ref, attachmentId, never)))
  }

  test('a file comes from another host, which refuses every request that carries a token', async () => {
    const content = await bytesOf(await refOf('file', 'Briefing huisstijl.docx'), 'self')
    expect(content.subarray(0, 2).toString()).toBe('PK')
    expect(running.simulator.contentServer.requests).toHaveLength(1)
  })

  test('a message comes as it was sent', async () => {
    const mime = await bytesOf(await refOf('message', 'Offerte huisstijl'), 'self')
    expect(mime.toString()).toContain(lotte.email)
  })

  test('an attachment comes as its bytes', async () => {
    const content = await bytesOf(await refOf('message', 'Offerte huisstijl'), 'AAMkAttachment0')
    expect(content.subarray(0, 2).toString()).toBe('PK')
  })

  test('what is no longer there is an error, not an empty file', async () => {
    const ref = await refOf('message', 'Offerte huisstijl')
    await expect(bytesOf({ ...ref, externalId: `${ref.externalId}x` }, 'self')).rejects.toMatchObject({ name: 'SourceError' })
  })

  test('a redirection to nowhere is an error', async () => {
    const ref = await refOf('file', 'Briefing huisstijl.docx')
    const elsewhere = json(302, {}, { location: 'ftp://files.example/x' })
    running.simulator.graph.plan(elsewhere, ({ target }) => target.endsWith('/content'))
    await expect(bytesOf(ref, 'self')).rejects.toMatchObject({ reason: 'MALFORMED_ANSWER' })
  })
})
