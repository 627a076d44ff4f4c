import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fillMailbox } from '../../src/simulators/microsoft365/letters.js'
import { mailOnly } from '../../src/simulators/world.js'
import { GraphTestClient, query } from './graph-client.js'

let client: GraphTestClient
const sofie = '/users/sofie.maes@cloudware.example'
const tom = '/users/tom.claes@cloudware.example'

beforeAll(async () => {
  client = await GraphTestClient.start()
})
afterAll(async () => {
  await client.simulator.stop()
})

async function subjects(path: string): Promise<string[]> {
  return (await client.all(path)).map(({ subject }) => subject)
}

describe('searching a mailbox', () => {
  test('by participant finds what somebody sent and got, newest first, whatever the case', async () => {
    expect(await subjects(`${sofie}/messages${query({ $search: '"participants:Lotte@Peeters-Design.example"', $top: '2' })}`)).toEqual([
      'Collega voor de foto’s',
      'RE: Offerte huisstijl',
      'Offerte huisstijl',
    ])
    expect(await subjects(`${sofie}/messages${query({ $search: '"participants:lotte.peeters@thuis.example"' })}`)).toEqual([
      'Even van thuis',
    ])
  })

  test('takes an address with an apostrophe', async () => {
    expect(await subjects(`${tom}/messages${query({ $search: `"participants:${mailOnly.email}"` })}`)).toEqual([
      'Vraag over een abonnement',
    ])
  })

  test.each([
    ['"from:elodie@lefevre-conseil.example AND received>=2026-05-01"', ['Rendez-vous']],
    ['"subject:planning AND from:tom.claes@cloudware.example"', ['RE: Planning']],
    ['"subject:koffiekoeken OR subject:abonnement"', ['Koffiekoeken vrijdag', 'Vraag over een abonnement']],
    ['"received:2026-03-09..2026-03-09"', ['RE: Planning', 'Planning']],
    [String.raw`"\"twintig koffiekoeken\""`, ['Koffiekoeken vrijdag']],
    ['"participants:nobody@x.example"', []],
  ])('understands %s', async (search, expected) => {
    expect(await subjects(`${tom}/messages${query({ $search: search })}`)).toEqual(expected)
  })

  test('ends at a thousand without a word, and goes on by narrower dates', async () => {
    const crowded = await GraphTestClient.start({ pageSize: 300 })
    const person = { name: 'Veel Schrijver', address: 'veel@schrijver.example' }
    const mailbox = crowded.simulator.tenant.mailbox('tom.claes@cloudware.example')
    fillMailbox(mailbox, person, { count: 1100, until: new Date('2026-05-31T23:00:00Z') })
    const found = (kql: string) => crowded.all(`${tom}/messages${query({ $search: `"${kql}"`, $select: 'id', $top: '1000' })}`)
    expect(await found('participants:veel@schrijver.example')).toHaveLength(1000)
    const halves = [
      ...(await found('participants:veel@schrijver.example AND received>=2026-05-01')),
      ...(await found('participants:veel@schrijver.example AND received<2026-05-01')),
    ]
    expect(new Set(halves.map(({ id }) => id)).size).toBe(1100)
    await crowded.simulator.stop()
  })

  test('goes with neither $filter nor $orderby, and wants its quotes', async () => {
    const filter = await client.get(`${tom}/messages${query({ $search: '"x"', $filter: 'isRead eq true' })}`)
    expect([filter.status, filter.body['error'].code]).toEqual([400, 'SearchWithFilter'])
    const order = await client.get(`${tom}/messages${query({ $search: '"x"', $orderby: 'subject' })}`)
    expect([order.status, order.body['error'].code]).toEqual([400, 'SearchWithOrderBy'])
    const bare = await client.get(`${tom}/messages${query({ $search: 'lotte@x.example' })}`)
    expect(bare.body['error'].message).toBe("Syntax error: character '@' is not valid at position 5 in 'lotte@x.example'.")
  })
})

describe('filtering messages', () => {
  test('by sender is possible, by recipient is not', async () => {
    expect(await subjects(`${tom}/messages${query({ $filter: `from/emailAddress/address eq 'karim.o''neill@post.example'` })}`)).toEqual([
      'Vraag over een abonnement',
    ])
    const { status, body } = await client.get(`${tom}/messages${query({ $filter: "toRecipients/any(t:t/emailAddress/address eq 'x')" })}`)
    expect(status).toBe(400)
    expect(body['error']).toMatchObject({
      code: 'ErrorInvalidUrlQueryFilter',
      message: 'The query filter contains one or more invalid nodes.',
    })
  })

  test('sorts only by what the filter names first', async () => {
    const options = { $filter: 'receivedDateTime ge 2026-03-01', $orderby: 'receivedDateTime' }
    expect((await subjects(`${tom}/messages${query(options)}`))[0]).toBe('Planning')
    const { body } = await client.get(`${tom}/messages${query({ ...options, $orderby: 'subject' })}`)
    expect(body['error']).toMatchObject({
      code: 'InefficientFilter',
      message: 'The restriction or sort order is too complex for this operation.',
    })
  })
})

describe('one message', () => {
  test('has an etag, its change key, and an id of the kind that was preferred', async () => {
    const search = `${tom}/messages${query({ $search: '"subject:planning"', $select: 'subject,changeKey' })}`
    const plain = (await client.get(search)).body['value'][0]
    const immutable = (await client.get(search, { Prefer: 'IdType="ImmutableId"' })).body['value'][0]
    expect(plain['@odata.etag']).toBe(`W/"${plain.changeKey}"`)
    expect(immutable.id).not.toBe(plain.id)
    expect((await client.get(`${tom}/messages/${immutable.id}`, { Prefer: 'IdType="ImmutableId"' })).body['subject']).toBe('RE: Planning')
  })

  test('gives its body as text when asked', async () => {
    const [{ id }] = await client.all(`${tom}/messages${query({ $search: '"subject:koffiekoeken"' })}`)
    expect((await client.get(`${tom}/messages/${id}`)).body['body'].contentType).toBe('html')
    const { body } = await client.get(`${tom}/messages/${id}`, { Prefer: 'outlook.body-content-type="text"' })
    expect(body['body']).toEqual({ contentType: 'text', content: 'Dag Tom, ik bezorg vrijdag twintig koffiekoeken.' })
  })

  test('can be had as MIME and with the bytes of its attachment', async () => {
    const [{ id, hasAttachments }] = await client.all(
      `${sofie}/messages${query({ $search: '"subject:offerte AND from:lotte@peeters-design.example"' })}`,
    )
    expect(hasAttachments).toBe(true)
    const mime = await client.get(`${sofie}/messages/${id}/$value`)
    expect(mime.headers.get('content-type')).toBe('text/plain')
    expect(mime.text).toContain('From: Lotte Peeters <lotte@peeters-design.example>\r\nTo: Sofie Maes')
    const [attachment] = (await client.get(`${sofie}/messages/${id}/attachments`)).body['value']
    expect(attachment).toMatchObject({ '@odata.type': '#microsoft.graph.fileAttachment', name: 'Offerte Peeters Design.docx' })
    expect(Buffer.from(attachment.contentBytes, 'base64').subarray(0, 2).toString()).toBe('PK')
  })

  test('hands out the bytes of an attachment alone', async () => {
    const [{ id }] = await client.all(`${sofie}/messages${query({ $search: '"attachment:offerte"' })}`)
    const [attachment] = (await client.get(`${sofie}/messages/${id}/attachments`)).body['value']
    const { status, headers, text } = await client.get(`${sofie}/messages/${id}/attachments/${attachment.id}/$value`)
    expect([status, headers.get('content-type'), text.slice(0, 2)]).toEqual([200, attachment.contentType, 'PK'])
  })

  test('is shown without its body to an application with the basic role only', async () => {
    const basic = await GraphTestClient.start({ roles: ['Mail.ReadBasic.All'] })
    const { body } = await basic.get(`${tom}/messages`)
    expect(body['value'][0]).not.toHaveProperty('body')
    expect((await basic.get(`${tom}/messages/${body['value'][0].id}/attachments`)).status).toBe(403)
    await basic.simulator.stop()
  })
})

describe('mailboxes that cannot be read', () => {
  test.each([
    ['out of scope', 'directie@cloudware.example', 403, 'ErrorAccessDenied', 'Access to OData is disabled.'],
    [
      'without licence',
      'jef.wouters@cloudware.example',
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    ],
    [
      'a guest',
      encodeURIComponent('lotte_peeters-design.example#EXT#@cloudware.onmicrosoft.example'),
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    ],
  ])('%s: says so', async (_, user, status, code, message) => {
    const answer = await client.get(`/users/${user}/messages`)
    expect(answer.status).toBe(status)
    expect(answer.body['error']).toMatchObject({ code, message })
  })

  test('deleted items are listed, the dumpster only by its name', async () => {
    const mailbox = client.simulator.tenant.mailbox('tom.claes@cloudware.example')
    const old = mailbox.items.find(({ resource }) => resource['subject'] === 'Oud bericht')!
    expect(await subjects(`${tom}/messages`)).toContain('Oud bericht')
    mailbox.move(old, 'recoverableitemsdeletions')
    expect(await subjects(`${tom}/messages`)).not.toContain('Oud bericht')
    expect(await subjects(`${tom}/mailFolders/recoverableitemsdeletions/messages`)).toEqual(['Oud bericht'])
  })
})
