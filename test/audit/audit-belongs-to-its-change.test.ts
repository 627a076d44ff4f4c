import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import { AuditLog, leafHashOf } from '../../src/audit/audit-log.js'
import type { AuditEvent } from '../../src/audit/audit-events.js'
import { SettableClock } from '../../src/kernel/clock.js'
import type { Viewer } from '../../src/vocabulary/viewer.js'
import { databases, type OpenedDatabase } from '../builders/databases.js'

const dpo: Viewer = {
  accountHash: 'ab'.repeat(32),
  roles: new Set(['SUBJECT', 'DPO'] as const),
  representedSubjectIds: [],
  authenticatedAt: null,
  verifiedClaims: [],
}

const readOf = (subjectId: string): AuditEvent => ({
  type: 'subject.read',
  viewer: dpo,
  subjectId,
  facts: { purpose: 'SUPERVISION', outcome: 'READ', systems: ['kbo', 'odoo'] },
})

describe.each(await databases())('the audit record on $name', ({ open }) => {
  let opened: OpenedDatabase
  let audit: AuditLog

  beforeAll(async () => {
    opened = await open()
    audit = new AuditLog(opened.database, new SettableClock(new Date('2026-11-02T08:00:00Z')))
  })
  beforeEach(() => opened.database.write((manager) => manager.clear(AuditLeaf)))
  afterAll(() => opened.close())

  const leaves = (): Promise<AuditLeaf[]> => opened.database.read((manager) => manager.find(AuditLeaf, { order: { sequence: 'ASC' } }))

  test('says who in which role did what, by codes and ids, under a hash of its own', async () => {
    await audit.record(readOf('subject-1'))
    const [leaf] = await leaves()
    expect(leaf).toMatchObject({ at: '2026-11-02T08:00:00.000Z', actorRole: 'DPO', actorHash: dpo.accountHash, subjectId: 'subject-1' })
    expect(leaf!.facts).toBe('{"outcome":"READ","purpose":"SUPERVISION","systems":["kbo","odoo"]}')
    expect(leaf!.leafHash).toBe(leafHashOf(leaf!))
    expect(leafHashOf(Object.assign(leaf!, { actorRole: 'SUBJECT' }))).not.toBe(leaf!.leafHash)
  })

  test('is undone with the change that it speaks of, and never with another', async () => {
    const failing = opened.database.write(async () => {
      await audit.record(readOf('undone'))
      throw new Error('undo')
    })
    await Promise.all([failing.catch(() => undefined), ...['kept-1', 'kept-2', 'kept-3'].map((id) => audit.record(readOf(id)))])
    expect(new Set((await leaves()).map(({ subjectId }) => subjectId))).toEqual(new Set(['kept-1', 'kept-2', 'kept-3']))
  })

  test('keeps every one of a thousand events recorded at once', async () => {
    await Promise.all(Array.from({ length: 1_000 }, (_, index) => audit.record(readOf(`subject-${index}`))))
    expect(new Set((await leaves()).map(({ subjectId }) => subjectId)).size).toBe(1_000)
  })

  test('is listed newest first, page by page', async () => {
    await audit.recordAll(['a', 'b', 'a', 'a'].map((id) => readOf(id)))
    const first = await audit.list({ subjectId: 'a' }, { first: 2 })
    const second = await audit.list({ subjectId: 'a' }, { first: 2, after: first.edges[1]!.cursor })
    expect([first.edges.length, first.hasNextPage, second.edges.length, second.hasNextPage]).toEqual([2, true, 1, false])
    expect(first.edges[0]!.node.sequence).toBeGreaterThan(second.edges[0]!.node.sequence)
  })

  test('does not compile where a fact is missing', () => {
    // @ts-expect-error: reading must say what came of it
    const incomplete: AuditEvent = { type: 'subject.read', viewer: dpo, facts: { purpose: 'SUPERVISION', systems: [] } }
    expect(incomplete.type).toBe('subject.read')
  })
})
