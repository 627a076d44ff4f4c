import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import { Case } from '../../entities/case.js'
import { DataSubject } from '../../entities/data-subject.js'
import { Identifier } from '../../entities/identifier.js'
import { SourceLink } from '../../entities/source-link.js'
import { ReturnAlarm } from '../../entities/return-alarm.js'
import type { LedgerFloor } from '../../src/compose-ledger.js'
import { timestamp } from '../../src/kernel/clock.js'
import { newId } from '../../src/kernel/ids.js'
import { createLogger } from '../../src/kernel/logger.js'
import type { MetRecord } from '../../src/ledger/met-record.js'
import { IdentifierHasher, scopedValue } from '../../src/security/identifier-hasher.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { SubjectVault } from '../../src/security/subject-vault.js'
import type { LinkState } from '../../src/vocabulary/identifier.js'
import { databases } from '../builders/databases.js'
import { email, keysForTests } from '../builders/federation.js'
import { masterKeys } from '../builders/hub-world.js'
import { LedgerWorld } from '../builders/ledger.js'

const zora = email('zora@marker.example')
const contact = (externalId: string, ...identifiers: MetRecord['identifiers']): MetRecord => ({
  ref: { system: 'odoo', recordType: 'contact', externalId },
  identifiers,
})

describe.each(await databases())('a record that is met, on $name', (on) => {
  const logged: string[] = []
  let world: LedgerWorld
  beforeAll(async () => {
    world = await LedgerWorld.on(on)
  })
  let floor: LedgerFloor

  beforeEach(async () => {
    logged.length = 0
    await world.begin()
    floor = world.process({ logger: createLogger('debug', { write: (line: string) => void logged.push(line) }) })
    await floor.ledger.open()
    await world.withCase('zora', 'case-1')
    await floor.ledger.recordErased('case-1', [contact('1', zora)])
  })
  afterAll(() => world.close())

  const compare = (...records: MetRecord[]): Promise<number> =>
    floor.returns.compare(records, { foundBy: 'SCAN', begunAt: timestamp(world.clock) })

  test('is RESTORED when it is the very record that was erased', async () => {
    expect(await compare(contact('1', zora))).toBe(1)
    expect(await world.alarms()).toMatchObject([
      { kind: 'RESTORED', caseId: 'case-1', subjectId: 'zora', system: 'odoo', recordType: 'contact', foundBy: 'SCAN', state: 'OPEN' },
    ])
  })

  test('is REIMPORTED when another carries what was erased', async () => {
    expect(await compare(contact('2', { kind: 'EMAIL', value: 'Zora@Marker.example' }))).toBe(1)
    expect(await world.alarms()).toMatchObject([{ kind: 'REIMPORTED', caseId: 'case-1', subjectId: 'zora' }])
  })

  test.each<[string, MetRecord]>([
    ['somebody else’s', contact('2', email('ben@example.be'))],
    ['of another type', { ...contact('1', zora), ref: { system: 'odoo', recordType: 'invoice', externalId: '1' } }],
    ['of another system', { ...contact('1', zora), ref: { system: 'crm', recordType: 'contact', externalId: '1' } }],
    ['known by its name alone', contact('2', { kind: 'NAME', value: 'Zora Markering' })],
  ])('is nothing to tell of when it is %s', async (_what, record) => {
    expect(await compare(record)).toBe(0)
    expect(await world.alarms()).toEqual([])
  })

  async function linked(subjectId: string, state: LinkState, externalId: string, recordType = 'contact'): Promise<void> {
    const place = { system: 'odoo', recordType }
    const value = scopedValue({ ...place, value: externalId })
    const [externalIdHash] = new IdentifierHasher(keysForTests).hashes('SYSTEM_ID', value)
    const decided = { grade: 'WEAK' as const, evidence: [], decidedBy: null, decidedAt: null, locatedAt: timestamp(world.clock) }
    const link = { id: newId(), subjectId, ...place, externalIdHash: externalIdHash!, externalIdCipher: '', state, ...decided }
    await world.database.write((manager) => manager.insert(SourceLink, link))
  }

  test.each<[string, string, LinkState, number]>([
    ['staff said that it is not hers', 'zora', 'REJECTED', 0],
    ['it is certainly somebody else’s', 'ben', 'CONFIRMED', 0],
    ['it may be somebody else’s', 'ben', 'PROPOSED', 1],
    ['it is hers', 'zora', 'CONFIRMED', 1],
  ])('with an address that others use too is told of unless %s', async (_when, subjectId, state, told) => {
    await linked(subjectId, state, '2')
    expect(await compare(contact('2', zora))).toBe(told)
  })

  const ben = email('ben@example.be')

  test.each<[string, MetRecord, ReturnAlarm['kind']]>([
    ['carries what others are known by', contact('1', ben), 'DOUBTFUL'],
    ['carries nothing, where what was erased did', contact('1'), 'DOUBTFUL'],
    ['carries what was erased, beside what others are known by', contact('1', ben, zora), 'RESTORED'],
  ])('with the id of one that was erased may have been given to somebody else: where it %s, it is %s', async (_when, record, kind) => {
    expect(await compare(record)).toBe(1)
    expect(await world.alarms()).toMatchObject([{ kind, caseId: 'case-1', subjectId: 'zora' }])
  })

  test('that can carry nothing is the very one by its id, unless it is certainly somebody else’s', async () => {
    const notes = ['8', '9'].map((externalId) => ({ ref: { system: 'odoo', recordType: 'note', externalId }, identifiers: [] }))
    await floor.ledger.recordErased('case-1', notes)
    await linked('ben', 'CONFIRMED', '9', 'note')
    expect(await compare(...notes)).toBe(2)
    expect((await world.alarms()).map(({ kind }) => kind).sort()).toEqual(['DOUBTFUL', 'RESTORED'])
  })

  test('with the id of one that was erased is another’s return where it carries what was erased of them', async () => {
    await world.withCase('ben', 'case-2')
    await floor.ledger.recordErased('case-2', [contact('2', ben)])
    await compare(contact('1', ben))
    expect(await world.alarms()).toMatchObject([{ kind: 'REIMPORTED', caseId: 'case-2', subjectId: 'ben' }])
  })

  test.each<[string, readonly MetRecord['identifiers'][number][], string, LinkState, readonly ReturnAlarm['kind'][]]>([
    ['staff said that it is not hers', [zora], 'zora', 'REJECTED', []],
    ['it carries her address and is certainly somebody else’s', [zora], 'ben', 'CONFIRMED', ['DOUBTFUL']],
    ['it carries her address and may be somebody else’s', [zora], 'ben', 'PROPOSED', ['RESTORED']],
    ['it carries another address and is certainly theirs', [ben], 'ben', 'CONFIRMED', []],
    ['it carries another address and may be theirs', [ben], 'ben', 'PROPOSED', ['DOUBTFUL']],
    ['it carries another address and had been hers', [ben], 'zora', 'CONFIRMED', ['DOUBTFUL']],
  ])('with the id of one that was erased is judged by the links too: %s', async (_when, identifiers, subjectId, state, kinds) => {
    await linked(subjectId, state, '1')
    await compare(contact('1', ...identifiers))
    expect((await world.alarms()).map(({ kind }) => kind)).toEqual(kinds)
  })

  test('is nothing to tell of when a rule keeps it', async () => {
    await floor.ledger.recordRetained('case-1', [contact('7').ref])
    expect(await compare(contact('7', zora))).toBe(0)
  })

  test('is told once it is erased although it was kept before', async () => {
    await floor.ledger.recordRetained('case-1', [contact('7').ref])
    world.clock.advance(1_000)
    await floor.ledger.recordErased('case-2', [contact('7')])
    expect(await compare(contact('7'))).toBe(1)
  })

  test('is nothing to tell of when it stays, emptied, and only when it is filled again', async () => {
    await floor.ledger.recordAnonymised('case-1', [contact('5', email('other@marker.example'))])
    expect(await compare(contact('5'))).toBe(0)
    expect(await compare(contact('5', email('other@marker.example')))).toBe(1)
  })

  test('may have been read just before it was erased', async () => {
    const begunAt = timestamp(world.clock)
    world.clock.advance(1_000)
    await floor.ledger.recordErased('case-1', [contact('3')])
    expect(await floor.returns.compare([contact('3')], { foundBy: 'LOCATE', begunAt })).toBe(0)
  })

  test('is told once, whoever meets it and however often', async () => {
    const other = world.process()
    const look = { foundBy: 'LOCATE', begunAt: timestamp(world.clock) } as const
    const raised = await Promise.all([compare(contact('1')), other.returns.compare([contact('1')], look), compare(contact('1'))])
    expect(raised.sort((left, right) => left - right)).toEqual([0, 0, 1])
    expect(await compare(contact('1'))).toBe(0)
    expect(await world.alarms()).toHaveLength(1)
    expect(world.answered).toEqual(expect.arrayContaining(['case-1']))
    expect(await leaves()).toHaveLength(1)
  })

  test('is told again where it was gone before anything was planned, and is there again; not where a plan answered it', async () => {
    await compare(contact('1', zora), contact('2', zora))
    const ended = (planId: string | null, externalId: string): Promise<unknown> =>
      world.database.write((manager) =>
        manager.update(ReturnAlarm, { refHash: floor.ledger.refHash(contact(externalId).ref) }, { state: 'ANSWERED', planId }),
      )
    await ended(null, '1')
    await ended('plan-1', '2')
    const look = { foundBy: 'LOCATE', begunAt: timestamp(world.clock) } as const
    const both = [contact('1', zora), contact('2', zora)]
    const raised = await Promise.all([compare(...both), world.process().returns.compare(both, look)])
    expect(raised.sort((left, right) => left - right)).toEqual([0, 1])
    expect((await world.alarms()).map(({ state }) => state).sort()).toEqual(['ANSWERED', 'OPEN'])
    expect(await leaves()).toHaveLength(3)
  })

  test('is told once although the key has changed since', async () => {
    await compare(contact('1'), contact('2', zora))
    const renewed = MasterKeys.parse(`new:${Buffer.alloc(32, 8).toString('base64')},${masterKeys}`)
    const later = world.process({ masterKeys: renewed })
    const look = { foundBy: 'SCAN', begunAt: timestamp(world.clock) } as const
    expect(await later.returns.compare([contact('1'), contact('2', zora)], look)).toBe(0)
    expect(await later.returns.compare([contact('3', zora)], look)).toBe(1)
  })

  test('is told again when it was erased again', async () => {
    await compare(contact('1'))
    await world.withCase('zora-again', 'case-2')
    world.clock.advance(1_000)
    await floor.ledger.recordErased('case-2', [contact('1', zora)])
    expect(await compare(contact('1'))).toBe(1)
    expect((await world.alarms()).map(({ caseId }) => caseId)).toEqual(['case-1', 'case-2'])
  })

  test('may stay, and others with it, where the officer let the person come back; the old record may not', async () => {
    await compare(contact('2', zora))
    await world.database.write((manager) => manager.update(ReturnAlarm, { caseId: 'case-1' }, { state: 'DISMISSED' }))
    expect(await compare(contact('3', zora))).toBe(0)
    expect(await compare(contact('1', zora))).toBe(1)
  })

  test('is in no log, in the audit or in the rows, but sealed', async () => {
    await compare(contact('secret-id-4711', zora))
    const rows = JSON.stringify([await world.alarms(), await world.entries(), await leaves()])
    expect(logged.join()).toContain('Something that was erased is there again.')
    expect(logged.join() + rows).not.toMatch(/zora@|marker\.example|4711/)
  })

  describe('of a case that a restore has lost', () => {
    beforeEach(() => world.database.write((manager) => manager.clear(Case)))

    test('is the subject’s whose search met it', async () => {
      await compare({ ...contact('1', zora), subjectId: 'zora' })
      expect(await world.alarms()).toMatchObject([{ subjectId: 'zora' }])
    })

    test('is not whose it is now, where nothing but its id speaks for it', async () => {
      await linked('ben', 'CONFIRMED', '1')
      await compare({ ...contact('1', ben), subjectId: 'ben' })
      const [alarm] = await world.alarms()
      expect(alarm).toMatchObject({ kind: 'DOUBTFUL', foundBy: 'SCAN' })
      expect(alarm?.subjectId).not.toBe('ben')
      expect(await world.database.read((manager) => manager.count(Identifier))).toBe(0)
    })

    test('is the subject’s who is known by what it carries', async () => {
      const hash = new IdentifierHasher(keysForTests).hash('EMAIL', zora.value)
      const facts = {
        id: 'known',
        subjectId: 'zora',
        kind: 'EMAIL',
        hash,
        hashKeyId: 'test',
        valueCipher: '',
        verification: 'STATED',
      } as const
      const rest = { system: null, recordType: null, discoveredIn: null, createdAt: timestamp(world.clock) }
      await world.database.write((manager) => manager.insert(Identifier, { ...facts, ...rest }))
      await compare(contact('2', zora))
      expect(await world.alarms()).toMatchObject([{ subjectId: 'zora' }])
    })

    test('is a new subject’s where nobody is known', async () => {
      await compare(contact('1', zora))
      const [alarm] = await world.alarms()
      expect(alarm?.subjectId).not.toBe('zora')
      const vault = new SubjectVault(world.database, keysForTests, world.clock)
      expect(await vault.open(alarm?.subjectId ?? '', alarm?.externalIdCipher ?? '')).toBe('1')
      expect(await world.database.read((manager) => manager.countBy(DataSubject, { id: alarm?.subjectId ?? '' }))).toBe(1)
    })
  })

  function leaves(): Promise<AuditLeaf[]> {
    return world.database.read((manager) => manager.findBy(AuditLeaf, { type: 'return.found' }))
  }
})
