import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { lotte, namesake } from '../../src/simulators/world.js'
import { GraphTestClient, query } from './graph-client.js'

let client: GraphTestClient
const eventual = { ConsistencyLevel: 'eventual' }

beforeAll(async () => {
  client = await GraphTestClient.start({ pageSize: 3 })
})
afterAll(async () => {
  await client.simulator.stop()
})

describe('the seeded company', () => {
  test('has three licensed mailboxes, one of them closed to us', async () => {
    const options = query({ $filter: 'assignedLicenses/$count ne 0', $count: 'true', $select: 'id,mail' })
    const licensed = await client.all(`/users${options}`, eventual)
    const answers = await Promise.all(licensed.map(({ id }) => client.get(`/users/${id}/messages?$top=1`)))
    expect(licensed.map(({ mail }, index) => [mail, answers[index]?.status])).toEqual([
      ['sofie.maes@cloudware.example', 200],
      ['tom.claes@cloudware.example', 200],
      ['directie@cloudware.example', 403],
    ])
  })

  test('knows one person as guest, contact, correspondent, guest at a table and name in a file', async () => {
    const { tenant } = client.simulator
    const text = JSON.stringify([
      tenant.users.map(({ resource }) => resource),
      tenant.mailbox('sofie.maes@cloudware.example').items.map(({ kind, resource }) => [kind, resource]),
    ])
    expect(text).toContain('"userType":"Guest"')
    expect(text.match(new RegExp(lotte.email, 'g'))!.length).toBeGreaterThan(8)
    expect(tenant.drives().flatMap(({ files }) => files.filter(({ text }) => text.includes(lotte.email)))).toHaveLength(3)
  })

  test('keeps the namesake apart: another address, another birthday, no shared id', async () => {
    const messages = await client.all(`/users/tom.claes@cloudware.example/messages${query({ $search: '"Lotte Peeters"' })}`)
    const addresses = new Set(messages.map(({ from }) => from.emailAddress.address))
    expect(addresses).toEqual(new Set([lotte.email, namesake.email]))
  })

  test('holds the telephone number that other systems contradict', async () => {
    const [guest] = await client.all(`/users${query({ $filter: `mail eq '${lotte.email}'` })}`)
    expect([guest.mobilePhone, lotte.phone === guest.mobilePhone]).toEqual([lotte.oldPhone, false])
  })
})
