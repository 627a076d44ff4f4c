import { afterEach, describe, expect, test } from '@jest/globals'
import type { InMemoryPerson } from '../../src/connectors/in-memory.js'
import type { ComposedFederation } from '../../src/federation/compose.js'
import type { LinkView } from '../../src/federation/federation.js'
import { databases, type TestDatabase } from '../builders/databases.js'
import { cardOf, email, handler, readBy, registered, SmallFederation } from '../builders/federation.js'

const family = email('family@home.example')
const motherAtWork = email('lotte@work.example')
const mother = cardOf('mother', { name: 'Lotte Peeters', identifiers: [family, motherAtWork] })
const daughterAtSchool = email('noor@school.example')
const daughter = cardOf('daughter', { name: 'Noor Peeters', identifiers: [family, daughterAtSchool] })
const daughterInMail = cardOf('pupil', { name: 'Noor Peeters', identifiers: [daughterAtSchool] })
const dayMs = 24 * 60 * 60 * 1_000

describe.each(await databases())('a family address on $name', (database: TestDatabase) => {
  let world: SmallFederation
  let federation: ComposedFederation
  let id: string

  const start = async (people: Readonly<Record<string, readonly InMemoryPerson[]>>) => {
    world = await SmallFederation.on(database, people)
    federation = world.process()
    id = await registered(federation, family)
  }
  afterEach(() => world.close())

  const linkTo = async (externalId: string): Promise<LinkView> => {
    const links = await federation.directory.links(handler, id)
    return links.find(({ externalIdMasked }) => externalIdMasked.startsWith(externalId.slice(0, 1)))!
  }
  const found = async (): Promise<string[]> => {
    world.clock.advance(dayMs + 1)
    const { edges } = await readBy(federation).records(id, {}, { first: 100 })
    return edges.map(({ node }) => node.externalId).sort()
  }

  test('shows neither record, says why, and is no complete answer', async () => {
    await start({ crm: [mother, daughter] })
    expect(await readBy(federation).coverage(id, {})).toMatchObject([
      { answer: 'NOTHING_FOUND', gaps: [{ reason: 'AWAITING_DECISION', scope: '2 record(s) that may be about this person' }] },
    ])
  })

  test('belongs to whom a person says, and later searches do not go against it', async () => {
    await start({ crm: [mother, daughter] })
    await federation.directory.linkRecord(handler, id, { linkId: (await linkTo('mother')).id })
    await federation.directory.unlinkRecord(handler, id, (await linkTo('daughter')).id)
    expect(await found()).toEqual(['mother'])
    expect(await linkTo('daughter')).toMatchObject({ state: 'REJECTED' })
  })

  test('can be decided the other way again', async () => {
    await start({ crm: [mother, daughter] })
    await federation.directory.linkRecord(handler, id, { linkId: (await linkTo('mother')).id })
    await federation.directory.unlinkRecord(handler, id, (await linkTo('mother')).id)
    await federation.directory.linkRecord(handler, id, { linkId: (await linkTo('daughter')).id })
    expect(await found()).toEqual(['daughter'])
  })

  test('leads on to other systems from the record that a person confirmed', async () => {
    await start({ crm: [mother, daughter], mail: [daughterInMail] })
    await federation.directory.linkRecord(handler, id, { linkId: (await linkTo('daughter')).id })
    expect(await found()).toEqual(['daughter', 'pupil'])
  })

  test('leads nowhere any more from a record that turned out to be somebody else’s', async () => {
    await start({ crm: [daughter], mail: [daughterInMail] })
    expect(await found()).toEqual(['daughter', 'pupil'])
    await federation.directory.unlinkRecord(handler, id, (await linkTo('daughter')).id)
    expect(await found()).toEqual([])
    expect((await federation.directory.identifiers(handler, id)).map(({ verification }) => verification)).toEqual(['STATED'])
  })

  test('links no record that its system does not know', async () => {
    await start({ crm: [mother] })
    const target = { systemId: 'crm', recordType: 'contact', externalId: 'nobody' }
    expect(await federation.directory.linkRecord(handler, id, target)).toMatchObject({ ok: false, refusal: { code: 'RECORD_NOT_FOUND' } })
  })

  test('links a record that staff point at, with its decision in the audit', async () => {
    await start({ crm: [mother, cardOf('other', { name: 'L. Peeters', identifiers: [] })] })
    const target = { systemId: 'crm', recordType: 'contact', externalId: 'other' }
    expect(await federation.directory.linkRecord(handler, id, target)).toMatchObject({ ok: true, value: { state: 'CONFIRMED' } })
    expect(await found()).toEqual(['mother', 'other'])
    expect((await world.auditTypes(id)).map(({ type }) => type)).toContain('link.decided')
  })
})
