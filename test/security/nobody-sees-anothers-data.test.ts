import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { DataSubject } from '../../entities/data-subject.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { NotFoundError } from '../../src/kernel/errors.js'
import { needsStepUp } from '../../src/security/step-up.js'
import { SubjectAccess } from '../../src/security/subject-access.js'
import { Role, type Viewer } from '../../src/vocabulary/viewer.js'
import { databases, type OpenedDatabase } from '../builders/databases.js'

const clock = new SettableClock(new Date('2026-11-02T08:00:00Z'))
const seconds = (moment: string): number => Date.parse(moment) / 1_000

const viewer = (accountHash: string, roles: readonly Role[], more: Partial<Viewer> = {}): Viewer => ({
  accountHash,
  roles: new Set(roles),
  representedSubjectIds: [],
  authenticatedAt: null,
  verifiedClaims: [],
  ...more,
})

describe.each(await databases())('who may see a subject, on $name', ({ open }) => {
  let opened: OpenedDatabase
  let access: SubjectAccess

  beforeAll(async () => {
    opened = await open()
    access = new SubjectAccess(opened.database, clock)
    await opened.database.write((manager) =>
      manager.insert(
        DataSubject,
        ['mine', 'other'].map((id) => ({ id, language: 'NL' as const, createdAt: '2026-01-01T00:00:00.000Z' })),
      ),
    )
    await access.attach(viewer('my-account', [Role.SUBJECT]), 'mine')
  })
  afterAll(() => opened.close())

  const sees = async (who: Viewer): Promise<string[]> => {
    const seen = await Promise.all(['mine', 'other', 'nobody'].map(async (id) => ((await access.maySeeSubject(who, id)) ? [id] : [])))
    return seen.flat()
  }

  test.each([
    ['a subject', viewer('my-account', [Role.SUBJECT]), ['mine']],
    ['a subject before the first log-in', viewer('new-account', [Role.SUBJECT]), []],
    [
      'a subject whose account was hashed under a former key',
      viewer('new-hash', [Role.SUBJECT], { formerAccountHashes: ['my-account'] }),
      ['mine'],
    ],
    [
      'a subject who claims a mandate without the role',
      viewer('my-account', [Role.SUBJECT], { representedSubjectIds: ['other'] }),
      ['mine'],
    ],
    ['a representative', viewer('lawyer', [Role.REPRESENTATIVE], { representedSubjectIds: ['other', 'nobody'] }), ['other']],
    ['a case handler', viewer('handler', [Role.CASE_HANDLER]), ['mine', 'other']],
    ['a data protection officer', viewer('dpo', [Role.DPO]), ['mine', 'other']],
    ['an auditor', viewer('auditor', [Role.AUDITOR]), []],
    ['an operator with the account of a subject', viewer('my-account', [Role.OPERATOR]), []],
    ['somebody without a role', viewer('my-account', []), []],
  ] as const)('%s sees exactly what is theirs', async (_who, who, expected) => {
    expect(await sees(who)).toEqual(expected)
  })

  test('another’s id and one that does not exist are answered alike', async () => {
    const me = viewer('my-account', [Role.SUBJECT])
    const refusals = await Promise.all(['other', 'nobody'].map((id) => access.mustSeeSubject(me, id).catch((error: unknown) => error)))
    expect(refusals[0]).toBeInstanceOf(NotFoundError)
    expect(refusals[1]).toEqual(refusals[0])
  })

  test('an account cannot be attached to a second subject', async () => {
    await expect(access.attach(viewer('my-account', [Role.SUBJECT]), 'other')).rejects.toThrow()
    expect(await access.ownSubjectId(viewer('my-account', [Role.SUBJECT]))).toBe('mine')
  })
})

describe('stepping up', () => {
  test.each([
    ['just now', seconds('2026-11-02T07:59:59Z'), false],
    ['exactly as long ago as may be', seconds('2026-11-02T07:55:00Z'), false],
    ['too long ago', seconds('2026-11-02T07:54:59Z'), true],
    ['at a time unknown', null, true],
    ['in the future', seconds('2026-11-02T08:05:00Z'), true],
  ])('after a log-in %s is needed: %s', (_when, authenticatedAt, needed) => {
    expect(needsStepUp(viewer('my-account', [Role.SUBJECT], { authenticatedAt }), 300, clock)).toBe(needed)
  })
})
