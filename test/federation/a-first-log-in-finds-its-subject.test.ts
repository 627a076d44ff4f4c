import { afterEach, describe, expect, test } from '@jest/globals'
import { DataSubject } from '../../entities/data-subject.js'
import { Identifier } from '../../entities/identifier.js'
import type { ComposedFederation } from '../../src/federation/compose.js'
import { Role } from '../../src/vocabulary/viewer.js'
import { databases, type TestDatabase } from '../builders/databases.js'
import { cardOf, email, handler, readBy, registered, SmallFederation, viewerOf } from '../builders/federation.js'

const address = email('lotte@work.example')
const logIn = (account: string, ...verifiedClaims: readonly { kind: 'EMAIL'; value: string }[]) =>
  viewerOf(account, [Role.SUBJECT], { verifiedClaims })

describe.each(await databases())('subjects on $name', (database: TestDatabase) => {
  let world: SmallFederation
  let federation: ComposedFederation
  const start = async () => {
    world = await SmallFederation.on(database, { crm: [cardOf('c1', { name: 'Lotte Peeters', identifiers: [address] })] })
    federation = world.process()
  }
  afterEach(() => world.close())

  const prove = (subjectId: string) =>
    world.database.write((manager) => manager.update(Identifier, { subjectId }, { verification: 'VERIFIED' }))
  const count = () => world.database.read((manager) => manager.count(DataSubject))

  test('are made at the first log-in, searched for, and found again at the next', async () => {
    await start()
    const { id } = await federation.directory.me(logIn('account', address))
    expect((await federation.directory.me(logIn('account', address))).id).toBe(id)
    expect(await readBy(federation, logIn('account')).coverage(id, {})).toMatchObject([{ systemId: 'crm', answer: 'FOUND' }])
  })

  test('are made once, also by two first log-ins at the same moment', async () => {
    await start()
    const viewer = logIn('account', address)
    const made = await Promise.all([federation.directory.me(viewer), world.process().directory.me(viewer), federation.directory.me(viewer)])
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    expect(await count()).toBe(1)
  })

  test('that staff registered are attached by exactly one proven address', async () => {
    await start()
    const id = await registered(federation, address)
    await prove(id)
    expect((await federation.directory.me(logIn('account', email('Lotte@Work.example')))).id).toBe(id)
    expect((await world.auditTypes(id)).at(-1)).toEqual({ type: 'subject.attached', facts: { how: 'VERIFIED_CLAIM' } })
  })

  test('are not attached by an address that is only stated, or that the log-in does not prove', async () => {
    await start()
    const id = await registered(federation, address)
    expect((await federation.directory.me(logIn('one', address))).id).not.toBe(id)
    await prove(id)
    expect((await federation.directory.me(logIn('two'))).id).not.toBe(id)
  })

  test('are made anew where several have the proven address', async () => {
    await start()
    const known = [await registered(federation, address), await registered(federation, address)]
    for (const id of known) {
      await prove(id)
    }
    expect(known).not.toContain((await federation.directory.me(logIn('account', address))).id)
  })

  test('of a staff account are never made', async () => {
    await start()
    await expect(federation.directory.me(handler)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await count()).toBe(0)
  })

  test.each([
    ['a national number', [{ kind: 'CUSTOMER_NUMBER' as const, value: '85.07.30-033.28', system: 'crm' }], 'NATIONAL_NUMBER_REFUSED'],
    ['a national number beside an address', [address, { kind: 'NAME' as const, value: '85073003328' }], 'NATIONAL_NUMBER_REFUSED'],
    ['a name alone', [{ kind: 'NAME' as const, value: 'Lotte Peeters' }], 'NAME_ALONE_REFUSED'],
    [
      'a name and a date of birth',
      [
        { kind: 'NAME' as const, value: 'L P' },
        { kind: 'BIRTH_DATE' as const, value: '1988-03-14' },
      ],
      'NAME_ALONE_REFUSED',
    ],
    ['no address', [{ kind: 'EMAIL' as const, value: 'lotte at work' }], 'IDENTIFIER_INVALID'],
    ['a number of a company that cannot be', [{ kind: 'ENTERPRISE_NUMBER' as const, value: '0123456789' }], 'IDENTIFIER_INVALID'],
    ['a system id without its system', [{ kind: 'SYSTEM_ID' as const, value: '8' }], 'IDENTIFIER_INVALID'],
    ['an address of a mebibyte', [email(`a@${'.'.repeat(2 ** 20)}@`)], 'IDENTIFIER_INVALID'],
    ['a system id of a mebibyte', [{ kind: 'SYSTEM_ID' as const, value: '8'.repeat(2 ** 20), system: 'crm' }], 'IDENTIFIER_INVALID'],
    ['nothing', [], 'IDENTIFIER_INVALID'],
  ])('are neither registered nor looked for by %s', async (_name, identifiers, code) => {
    await start()
    expect(await federation.directory.register(handler, identifiers, 'NL')).toMatchObject({ ok: false, refusal: { code } })
    expect(await federation.directory.find(handler, identifiers)).toMatchObject({ ok: false, refusal: { code } })
    expect(await count()).toBe(0)
  })

  test('are found by what they stated, however it is written, and by a name only beside it', async () => {
    await start()
    const id = await registered(federation, address, { kind: 'NAME', value: 'Lotte Peeters' })
    await registered(federation, email('namesake@people.example'), { kind: 'NAME', value: 'Lotte Peeters' })
    const entries = [email(' LOTTE@work.example '), { kind: 'NAME' as const, value: 'Lotte Peeters' }]
    expect(await federation.directory.find(handler, entries)).toMatchObject({
      ok: true,
      value: [{ subject: { id }, grade: 'STRONG', matchedBy: ['EMAIL', 'NAME'] }],
    })
  })

  test('are listed page by page, each once', async () => {
    await start()
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) {
      ids.push(await registered(federation, email(`p${index}@people.example`)))
    }
    const seen: string[] = []
    let after: string | null = null
    do {
      const page = await federation.directory.list(handler, null, { first: 2, after })
      seen.push(...page.edges.map(({ node }) => node.id))
      after = page.hasNextPage ? page.edges.at(-1)!.cursor : null
    } while (after !== null)
    expect(seen.sort()).toEqual(ids.sort())
    await expect(federation.directory.list(handler, null, { first: 101 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  test('are read together as one, and each reading leaves its trace even where it fails', async () => {
    await start()
    const ids = [await registered(federation, address), await registered(federation, email('p1@people.example'))]
    const before = world.system('crm').upstreamCalls
    const reader = readBy(federation)
    await Promise.all(ids.flatMap((id) => [reader.profile(id, {}), reader.coverage(id, {})]))
    expect(world.system('crm').upstreamCalls - before).toBe(1)
    await world.database.write((manager) => manager.query('DELETE FROM subject_key'))
    await expect(readBy(world.process()).profile(ids[0]!, {})).rejects.toMatchObject({ code: 'INTERNAL' })
    expect((await world.auditTypes(ids[0]!)).slice(-2).map(({ facts }) => facts['outcome'])).toEqual(['READ', 'FAILED'])
  })
})
