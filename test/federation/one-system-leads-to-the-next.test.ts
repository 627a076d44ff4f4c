import { afterEach, describe, expect, test } from '@jest/globals'
import { Identifier } from '../../entities/identifier.js'
import type { InMemoryPerson } from '../../src/connectors/in-memory.js'
import { databases, type TestDatabase } from '../builders/databases.js'
import { cardOf, email, handler, phone, readBy, registered, SmallFederation } from '../builders/federation.js'

const work = email('lotte@work.example')
const home = email('lotte@home.example')
const inCrm = cardOf('c1', { name: 'Lotte Peeters', identifiers: [work, home] })
const inMail = cardOf('m1', { name: 'Lotte Peeters', identifiers: [home] })
const dayMs = 24 * 60 * 60 * 1_000

describe.each(await databases())('a search on $name', (database: TestDatabase) => {
  let world: SmallFederation
  const start = async (people: Readonly<Record<string, readonly InMemoryPerson[]>>) => {
    world = await SmallFederation.on(database, people)
    return world.process()
  }
  afterEach(() => world.close())

  test('finds in the second system by an address that only the first one knows', async () => {
    const federation = await start({ crm: [inCrm], mail: [inMail] })
    const id = await registered(federation, work)
    expect(await readBy(federation).coverage(id, {})).toMatchObject([
      { systemId: 'crm', answer: 'FOUND' },
      { systemId: 'mail', answer: 'FOUND' },
    ])
  })

  test('stores what it discovers sealed, and tells it apart from what the person stated', async () => {
    const federation = await start({ crm: [inCrm], mail: [] })
    const id = await registered(federation, work)
    const rows = await world.database.read((manager) => manager.findBy(Identifier, { subjectId: id }))
    expect(rows.map(({ verification, discoveredIn }) => `${verification} ${discoveredIn ?? ''}`.trim()).sort()).toEqual([
      'DISCOVERED crm',
      'STATED',
    ])
    expect(JSON.stringify(rows)).not.toContain('home.example')
  })

  test('searches the other systems by what a system says that was down before', async () => {
    const federation = await start({ crm: [inCrm], mail: [inMail] })
    world.system('crm').failWith('SYSTEM_ERROR')
    const id = await registered(federation, work)
    expect(await readBy(federation).coverage(id, {})).toMatchObject([
      { answer: 'UNREACHABLE', reason: 'SYSTEM_ERROR' },
      { answer: 'NOTHING_FOUND' },
    ])
    world.system('crm').failWith(null)
    expect(await readBy(federation).coverage(id, {})).toMatchObject([{ answer: 'FOUND' }, { answer: 'FOUND' }])
  })

  test('keeps what it was sure of when it searches one system again with less knowledge', async () => {
    const shared = { ...inMail, identifiers: [], weakIdentifiers: [home] }
    const federation = await start({ crm: [inCrm], mail: [shared] })
    const id = await registered(federation, work)
    world.clock.advance(dayMs + 1)
    world.system('mail').failWith('SYSTEM_ERROR')
    await readBy(federation).coverage(id, {})
    world.system('mail').failWith(null)
    expect(await readBy(federation).coverage(id, {})).toMatchObject([{ answer: 'FOUND' }, { answer: 'FOUND', gaps: [] }])
  })

  test('is repeated after a day and not before', async () => {
    const federation = await start({ crm: [inCrm], mail: [] })
    const id = await registered(federation, work)
    const searches: number[] = []
    const locate = world.system('mail').locate.bind(world.system('mail'))
    world.system('mail').locate = (queries, signal) => (searches.push(queries.length), locate(queries, signal))
    world.clock.advance(dayMs - 1)
    await readBy(federation).coverage(id, {})
    expect(searches).toEqual([])
    world.clock.advance(1)
    await readBy(federation).coverage(id, {})
    expect(searches.length).toBeGreaterThan(0)
  })

  test('run twice at the same moment finds everything once, and both askers get all of it', async () => {
    const federation = await start({ crm: [inCrm], mail: [inMail] })
    const id = await registered(federation, work)
    for (let race = 0; race < 3; race += 1) {
      world.clock.advance(dayMs + 1)
      await world.database.write((manager) => manager.query('DELETE FROM source_link'))
      await world.database.write((manager) => manager.delete(Identifier, { verification: 'DISCOVERED' }))
      const both = await Promise.all([readBy(federation).coverage(id, {}), readBy(world.process()).coverage(id, {})])
      expect(both.flat().map(({ answer, recordCount }) => [answer, recordCount])).toEqual(Array.from({ length: 4 }, () => ['FOUND', 1]))
      expect(await federation.directory.links(handler, id)).toHaveLength(2)
    }
  })

  test('says that it could not search for somebody of whom it knows nothing to search by', async () => {
    const federation = await start({ crm: [inCrm], mail: [] })
    const id = await registered(federation, work)
    await world.database.write((manager) => manager.delete(Identifier, { subjectId: id }))
    world.clock.advance(dayMs + 1)
    const [, mail] = await readBy(federation).coverage(id, {})
    expect(mail?.gaps).toEqual([{ recordType: null, scope: 'search', reason: 'NO_IDENTIFIER' }])
  })

  test('says that a system was not searched which finds by addresses only, until an address is learnt', async () => {
    const federation = await start({ crm: [inCrm], mail: [inMail] })
    world.system('mail').findsOnlyBy = ['EMAIL', 'SYSTEM_ID']
    const byPhone = await registered(federation, phone('+32470000909'))
    expect(await readBy(federation).coverage(byPhone, {})).toMatchObject([
      { systemId: 'crm', answer: 'NOTHING_FOUND', gaps: [] },
      { systemId: 'mail', answer: 'NOTHING_FOUND', gaps: [{ recordType: null, scope: 'search', reason: 'NO_IDENTIFIER' }] },
    ])
    const byAddress = await registered(federation, phone('+32470000909'), work)
    expect(await readBy(federation).coverage(byAddress, {})).toMatchObject([{ gaps: [] }, { answer: 'FOUND', gaps: [] }])
  })

  test('never merges a homonym who shares no identifier', async () => {
    const namesake = cardOf('c2', { name: 'Lotte Peeters', identifiers: [email('other@people.example')] })
    const federation = await start({ crm: [inCrm, namesake] })
    const id = await registered(federation, work, { kind: 'NAME', value: 'Lotte Peeters' })
    expect(await federation.directory.links(handler, id)).toHaveLength(1)
  })

  test('finds nothing more by a telephone number alone than a proposal', async () => {
    const stranger = { ...cardOf('c3', { name: 'Karim Haddad', identifiers: [] }), weakIdentifiers: [phone('+32470000101')] }
    const federation = await start({ crm: [stranger] })
    const id = await registered(federation, phone('+32470000101'))
    expect(await federation.directory.links(handler, id)).toMatchObject([{ state: 'PROPOSED', grade: 'WEAK' }])
  })
})
