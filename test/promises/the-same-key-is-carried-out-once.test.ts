import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { isInputObjectType, isNonNullType } from 'graphql'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import { IdempotencyKey } from '../../entities/idempotency-key.js'
import { buildHubSchema } from '../../resolvers/build-schema.js'
import { lotte, namesake } from '../../src/simulators/world.js'
import { databases } from '../builders/databases.js'
import { HubWorld } from '../builders/hub-world.js'

test('every mutation takes one input with an optional key, and knows the refusal of a key that was used for something else', () => {
  const mutations = Object.values(buildHubSchema().getMutationType()!.getFields())
  for (const { name, args, type } of mutations) {
    const input = isNonNullType(args[0]?.type) ? args[0].type.ofType : undefined
    expect([name, args.length, isInputObjectType(input) && String(input.getFields()['idempotencyKey']?.type)]).toEqual([name, 1, 'ID'])
    const answers = isNonNullType(type) && 'getTypes' in type.ofType ? type.ofType.getTypes().map(String) : []
    expect([name, answers]).toEqual([name, expect.arrayContaining(['IdempotencyKeyReused'])])
  }
})

const inputTypes = { linkRecord: 'LinkRecordInput', unlinkRecord: 'UnlinkRecordInput' } as Readonly<Record<string, string>>

describe.each(await databases())('on $name', (database) => {
  let world: HubWorld
  let subject: string
  let handler: string
  let subjectId: string

  beforeAll(async () => {
    world = await HubWorld.start(database)
    world.hub.startWorker()
    subject = await world.tokenOf(lotte)
    handler = await world.staffToken('handler')
    subjectId = (await world.ask(subject, '{ me { id } }')).data.me.id
  }, 60_000)
  afterAll(() => world.stop())

  async function mutate(token: string, name: string, input: object, fields: string) {
    const type = inputTypes[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const { data, errors } = await world.ask(token, `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${fields} } }`, {
      input,
    })
    expect(errors).toEqual([])
    return data[name]
  }

  function events(type: string): Promise<number> {
    return world.hub.database.read((manager) => manager.countBy(AuditLeaf, { type }))
  }

  interface Sent {
    readonly token: string
    readonly name: string
    readonly input: Readonly<Record<string, unknown>>
    /** The same key with this is refused. */
    readonly other: object
    readonly fields: string
    /** The event that each carrying out leaves. */
    readonly event: string
  }

  /** Sends it twice at once, then again, then with other input; gives the one answer. */
  async function sentAgain({ token, name, input, other, fields, event }: Sent) {
    const before = await events(event)
    const keyed = { ...input, idempotencyKey: `key-of-${name}` }
    const [first, atOnce] = await Promise.all([mutate(token, name, keyed, fields), mutate(token, name, keyed, fields)])
    const later = await mutate(token, name, keyed, fields)
    expect([atOnce, later]).toEqual([first, first])
    expect((await events(event)) - before).toBe(1)
    expect(await mutate(token, name, { ...keyed, ...other }, fields)).toEqual({ __typename: 'IdempotencyKeyReused' })
    expect((await events(event)) - before).toBe(1)
    return first
  }

  async function makeCase(token: string): Promise<{ id: string; claims: { id: string }[] }> {
    const made = await mutate(
      token,
      'submitRequest',
      { subjectId, rights: ['ACCESS', 'PORTABILITY'] },
      '... on RequestSubmitted { case { id claims { id } } }',
    )
    return made.case
  }

  test('registerDataSubject makes one person', async () => {
    const [identifiers, other] = [lotte, namesake].map(({ email }) => ({ identifiers: [{ kind: 'EMAIL', value: email }] }))
    const fields = '... on DataSubjectRegistered { subject { id createdAt } }'
    const event = 'subject.registered'
    const made = await sentAgain({ token: handler, name: 'registerDataSubject', input: identifiers!, other: other!, fields, event })
    const another = await world.staffToken('dpo')
    const ofAnother = await mutate(another, 'registerDataSubject', { ...identifiers, idempotencyKey: 'key-of-registerDataSubject' }, fields)
    expect(ofAnother.subject.id).not.toBe(made.subject.id)
  }, 30_000)

  test('submitRequest makes one case', async () => {
    const input = { subjectId, rights: ['ACCESS'], text: 'Wat weten jullie van mij?' }
    const fields = '... on RequestSubmitted { case { id reference } }'
    const sent = { token: subject, name: 'submitRequest', input, other: { rights: ['PORTABILITY'] }, fields, event: 'request.submitted' }
    expect(await sentAgain(sent)).toMatchObject({ case: { reference: expect.stringMatching(/^PDH-/) } })
  })

  test('recordIdentityCheck leaves one check', async () => {
    const { id: caseId } = await makeCase(handler)
    const input = { caseId, method: 'CALL_BACK', passed: true }
    const fields = '... on IdentityCheckRecorded { case { state events { type } } }'
    const sent = { token: handler, name: 'recordIdentityCheck', input, other: { passed: false }, fields, event: 'identity.checked' }
    const { case: found } = await sentAgain(sent)
    expect(found.events.filter(({ type }: { type: string }) => type === 'case.identity-checked')).toHaveLength(1)
  })

  test('a decision about a link is made once, and repeating it does not undo a later one', async () => {
    const { data } = await world.ask(handler, 'query ($id: ID!) { dataSubject(id: $id) { links { id recordType { id } } } }', {
      id: subjectId,
    })
    const links: readonly { id: string; recordType: { id: string } }[] = data.dataSubject.links
    const letters = links.filter(({ recordType }) => ['correspondent', 'lead', 'newsletter-contact'].includes(recordType.id))
    const [link, another] = letters.map(({ id }) => ({ subjectId, linkId: id }))
    const fields = '... on RecordUnlinked { link { id state } } ... on RecordLinked { link { id state } }'
    const decision = { token: handler, input: link!, other: another!, event: 'link.decided' }
    const unlink = { ...decision, name: 'unlinkRecord', fields: fields.split(' ... ')[0]! }
    const relink = { ...decision, name: 'linkRecord', fields: `... ${fields.split(' ... ')[1]}` }
    expect(await sentAgain(unlink)).toMatchObject({ link: { id: link!.linkId, state: 'REJECTED' } })
    expect(await sentAgain(relink)).toMatchObject({ link: { id: link!.linkId, state: 'CONFIRMED' } })
    const repeated = await mutate(handler, 'unlinkRecord', { ...link, idempotencyKey: 'key-of-unlinkRecord' }, unlink.fields)
    expect(repeated.link.state).toBe('CONFIRMED')
  })

  test('prepareBundle orders one bundle, requestDownload grants one link, which works once', async () => {
    const { id, claims } = await makeCase(subject)
    const order = { claimId: claims[0]!.id, kind: 'ACCESS_COPY' }
    const fields = '... on BundlePreparation { bundle { id } }'
    const sent = { token: subject, name: 'prepareBundle', input: order, other: { lang: 'FR' }, fields, event: 'bundle.ordered' }
    const { bundle } = await sentAgain(sent)
    const another = (await mutate(subject, 'prepareBundle', { claimId: claims[1]!.id, kind: 'PORTABILITY' }, fields)).bundle
    await preparedIn(id)

    const input = { bundleId: bundle.id, part: 1 }
    const grant = { token: subject, name: 'requestDownload', input, fields: '... on DownloadGranted { url expiresAt }' }
    const { url } = await sentAgain({ ...grant, other: { bundleId: another.id }, event: 'download.granted' })
    const fetched = await Promise.all([1, 2].map(() => fetch(url, { headers: { authorization: `Bearer ${subject}` } })))
    expect(new Set(fetched.map(({ status }) => status))).toEqual(new Set([200, 404]))
    await Promise.all(fetched.map((answer) => answer.arrayBuffer()))
    const fresh = await mutate(subject, 'requestDownload', { ...input, idempotencyKey: 'a new key' }, grant.fields)
    expect(fresh.url).not.toBe(url)
  }, 30_000)

  test('a system is paused once and resumed once, and repeating the pause does not bring it back', async () => {
    const operator = await world.staffToken('operator')
    const input = { systemId: 'kbo', reason: 'Import of the month' }
    const system = 'system { id pause { reason } }'
    const pause = { token: operator, name: 'pauseSystem', input, fields: `... on SystemPaused { ${system} }`, event: 'system.paused' }
    const paused = { system: { id: 'kbo', pause: { reason: 'Import of the month' } } }
    expect(await sentAgain({ ...pause, other: { reason: 'Another' } })).toMatchObject(paused)
    const resume = { ...pause, name: 'resumeSystem', input: { systemId: 'kbo' }, fields: `... on SystemResumed { ${system} }` }
    const resumed = { system: { id: 'kbo', pause: null } }
    expect(await sentAgain({ ...resume, other: { systemId: 'odoo' }, event: 'system.resumed' })).toMatchObject(resumed)
    expect(await mutate(operator, 'pauseSystem', { ...input, idempotencyKey: 'key-of-pauseSystem' }, pause.fields)).toMatchObject(resumed)
  }, 30_000)

  test('what is kept for comparing tells nothing about the input', async () => {
    const rows = await world.hub.database.read((manager) => manager.find(IdempotencyKey))
    expect(rows.length).toBeGreaterThan(5)
    expect(JSON.stringify(rows)).not.toMatch(/key-of|peeters/i)
  })

  async function preparedIn(caseId: string): Promise<void> {
    for (;;) {
      const { data } = await world.ask(subject, 'query ($id: ID!) { case(id: $id) { bundles { state } } }', { id: caseId })
      if (data.case.bundles.every(({ state }: { state: string }) => state !== 'PREPARING')) {
        return
      }
      await sleep(100)
    }
  }
})
