import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { GraphTestClient, query } from './graph-client.js'

let client: GraphTestClient
const eventual = { ConsistencyLevel: 'eventual' }

beforeAll(async () => {
  client = await GraphTestClient.start()
})
afterAll(async () => {
  await client.simulator.stop()
})

describe('finding somebody in the directory', () => {
  test.each([
    ["mail eq 'LOTTE@peeters-design.example'"],
    ["otherMails/any(o:o eq 'lotte@peeters-design.example')"],
    ["proxyAddresses/any(p:p eq 'smtp:lotte@peeters-design.example')"],
    ["mail in ('nobody@x.example','lotte@peeters-design.example')"],
    ["startsWith(displayName,'lotte') and userType eq 'Guest'"],
    ["mail eq 'lotte@peeters-design.example' or otherMails/any(o:o eq 'lotte@peeters-design.example')"],
  ])('%s finds the guest', async (filter) => {
    const { body } = await client.get(`/users${query({ $filter: filter })}`)
    expect(body['value']).toMatchObject([{ displayName: 'Lotte Peeters', mobilePhone: '+32470000102' }])
  })

  test('shows the default properties, or exactly the selected ones', async () => {
    const upn = encodeURIComponent('lotte_peeters-design.example#EXT#@cloudware.onmicrosoft.example')
    const whole = (await client.get(`/users/${upn}`)).body
    expect(Object.keys(whole).sort()).toEqual(
      '@odata.context businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName'.split(
        ' ',
      ),
    )
    const chosen = (await client.get(`/users/${whole['id']}?$select=userType,externalUserState`)).body
    expect(chosen).toMatchObject({ userType: 'Guest', externalUserState: 'Accepted' })
    expect(chosen).not.toHaveProperty('displayName')
  })

  test('refuses to select what does not exist', async () => {
    const { status, body } = await client.get('/users?$select=id,passport')
    expect([status, body['error'].code]).toEqual([400, 'BadRequest'])
    expect(body['error'].message).toContain("Could not find a property named 'passport' on type 'microsoft.graph.user'")
  })

  test('answers an unknown id with the 404 of the directory', async () => {
    const { status, body } = await client.get('/users/00000000-0000-4000-8000-000000000000')
    expect(status).toBe(404)
    expect(body['error']).toMatchObject({
      code: 'Request_ResourceNotFound',
      message:
        "Resource '00000000-0000-4000-8000-000000000000' does not exist or one of its queried reference-property objects are not present.",
    })
  })
})

describe('advanced queries', () => {
  test.each([
    ["userType ne 'Guest'"],
    ["endsWith(mail,'@cloudware.example')"],
    ["not startsWith(displayName,'Lotte')"],
    ['assignedLicenses/$count ne 0'],
  ])('%s needs the header and $count', async (filter) => {
    const bare = await client.get(`/users${query({ $filter: filter, $count: 'true' })}`)
    expect([bare.status, bare.body['error'].code, bare.body['error'].message]).toEqual([
      400,
      'Request_UnsupportedQuery',
      'Unsupported Query.',
    ])
    expect((await client.get(`/users${query({ $filter: filter })}`, eventual)).status).toBe(400)
    const full = await client.get(`/users${query({ $filter: filter, $count: 'true' })}`, eventual)
    expect(full.body['@odata.count']).toBe(full.body['value'].length)
    expect(full.body['value'].length).toBeGreaterThan(2)
  })

  test('a telephone number can be filtered on only that way', async () => {
    const options = query({ $filter: "mobilePhone eq '+32470000102'", $count: 'true' })
    expect((await client.get(`/users${options}`)).body['error']).toMatchObject({
      code: 'Request_UnsupportedQuery',
      message: "Unsupported or invalid query filter clause specified for property 'mobilePhone' of resource 'User'.",
    })
    expect((await client.get(`/users${options}`, eventual)).body['value']).toHaveLength(1)
  })

  test('$search needs the header, and finds by words and beginnings', async () => {
    const options = query({ $search: '"displayName:lotte peet" OR "mail:tom.claes"' })
    expect((await client.get(`/users${options}`)).body['error'].message).toBe(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    )
    const { body } = await client.get(`/users${options}`, eventual)
    expect(body['value'].map(({ surname }: { surname: string }) => surname).sort()).toEqual(['Claes', 'Peeters'])
  })

  test('counting needs the header; $count=true without it is ignored', async () => {
    expect((await client.get('/users/$count')).body['error']).toMatchObject({
      code: 'Request_BadRequest',
      message: '$count is not currently supported.',
    })
    expect((await client.get('/users/$count', eventual)).text).toBe(String(client.simulator.tenant.users.length))
    expect((await client.get('/users?$count=true')).body).not.toHaveProperty(['@odata.count'])
  })

  test('an identity is looked up by both its parts', async () => {
    const half = query({ $filter: "identities/any(c:c/issuerAssignedId eq 'x')" })
    expect((await client.get(`/users${half}`)).body['error'].code).toBe('Request_UnsupportedQuery')
    const both = query({ $filter: "identities/any(c:c/issuerAssignedId eq 'x' and c/issuer eq 'y')" })
    expect((await client.get(`/users${both}`)).body['value']).toEqual([])
  })

  test('a tenant that allows no mixed alternatives says so', async () => {
    client.simulator.tenant.quirks.allowsMixedOr = false
    const { body } = await client.get(`/users${query({ $filter: "mail eq 'x' or otherMails/any(o:o eq 'x')" })}`)
    expect(body['error'].code).toBe('Request_UnsupportedQuery')
    client.simulator.tenant.quirks.allowsMixedOr = true
  })
})

describe('pages', () => {
  test('follow one another by absolute links until none is left', async () => {
    const { body } = await client.get('/users?$top=2')
    expect(body['value']).toHaveLength(2)
    expect(body['@odata.nextLink']).toContain(`${client.simulator.url}/v1.0/users?`)
    expect(body['@odata.nextLink']).toContain('skiptoken=')
    expect(await client.all('/users?$top=2')).toHaveLength(client.simulator.tenant.users.length)
  })

  test('may be empty and still not be the last', async () => {
    client.simulator.tenant.quirks.hasEmptyPages = true
    const { body } = await client.get('/users')
    expect(body['value']).toEqual([])
    expect(body).toHaveProperty(['@odata.nextLink'])
    expect(await client.all('/users')).toHaveLength(client.simulator.tenant.users.length)
    client.simulator.tenant.quirks.hasEmptyPages = false
  })
})

describe('around a user', () => {
  test('sign-ins come newest first with place and device', async () => {
    const [guest] = (await client.get(`/users${query({ $filter: "userType eq 'Guest'" })}`)).body['value']
    const { body } = await client.get(`/auditLogs/signIns${query({ $filter: `userId eq '${guest.id}'` })}`)
    expect(body['value'].map(({ status }: { status: { errorCode: number } }) => status.errorCode)).toEqual([0, 50126, 0])
    expect(body['value'][0]).toMatchObject({ userId: guest.id, location: { city: 'Gent' }, deviceDetail: { operatingSystem: 'MacOs' } })
    expect(body['value'][0].createdDateTime > body['value'][2].createdDateTime).toBe(true)
  })

  test('authentication methods are told by their type', async () => {
    const [guest] = (await client.get(`/users${query({ $filter: "userType eq 'Guest'" })}`)).body['value']
    const { body } = await client.get(`/users/${guest.id}/authentication/methods`)
    const types = body['value'].map((method: Record<string, string>) => method['@odata.type']?.replace('#microsoft.graph.', ''))
    expect(types).toEqual(['passwordAuthenticationMethod', 'phoneAuthenticationMethod', 'microsoftAuthenticatorAuthenticationMethod'])
  })

  test('a tenant without premium licence keeps its sign-ins to itself', async () => {
    client.simulator.tenant.quirks.isPremium = false
    const { status, body } = await client.get('/auditLogs/signIns')
    expect([status, body['error'].code]).toEqual([403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'])
    client.simulator.tenant.quirks.isPremium = true
  })
})
