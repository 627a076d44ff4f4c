import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { isInterfaceType } from 'graphql'
import { buildHubSchema } from '../../resolvers/build-schema.js'
import { RefusalCode } from '../../src/vocabulary/refusal.js'
import { type GraphqlServer, startGraphql } from '../builders/graphql-server.js'

let server: GraphqlServer

beforeAll(async () => {
  server = await startGraphql()
})
afterAll(() => server.close())

const REFUSAL = '__typename ... on Refusal { code message(lang: EN) }'

describe('mutations answer with what they made or with a refusal', () => {
  test('every refusal code has a type of its name that can be selected on', () => {
    const schema = buildHubSchema()
    const refusal = schema.getType('Refusal')
    const names = isInterfaceType(refusal) ? schema.getPossibleTypes(refusal).map(({ name }) => name.toUpperCase()) : []
    expect(names.sort()).toEqual(
      Object.values(RefusalCode)
        .map((code) => code.replaceAll('_', ''))
        .sort(),
    )
  })

  test('a national number is refused by its own type, in the language asked for', async () => {
    const query = `mutation { registerDataSubject(input: { identifiers: [{ kind: CUSTOMER_NUMBER, value: "93051822361" }] }) {
      ${REFUSAL} ... on NationalNumberRefused { dutch: message } } }`
    const { body } = await server.ask(query, {}, 'CASE_HANDLER')
    expect(body).toEqual({
      data: {
        registerDataSubject: {
          __typename: 'NationalNumberRefused',
          code: 'NATIONAL_NUMBER_REFUSED',
          message: expect.stringContaining('national register number'),
          dutch: expect.stringContaining('rijksregisternummer'),
        },
      },
    })
  })

  test('a stale log-in is told how fresh it must be', async () => {
    const query = `mutation { requestDownload(input: { bundleId: "bundle-a" }) { ${REFUSAL} ... on StepUpRequired { maxAgeSeconds acrValues } } }`
    expect((await server.ask(query)).body).toMatchObject({
      data: { requestDownload: { __typename: 'StepUpRequired', maxAgeSeconds: 300, acrValues: ['eid'] } },
    })
  })

  test('a granted download comes with the cookie that binds the browser', async () => {
    const query = 'mutation { requestDownload(input: { bundleId: "bundle-a", part: 1 }) { ... on DownloadGranted { url expiresAt } } }'
    const { body, headers } = await server.ask(query, {}, 'SUBJECT.fresh')
    expect(body).toMatchObject({ data: { requestDownload: { url: 'https://hub.example/bundles/bundle-a/1?t=token' } } })
    expect(headers.get('set-cookie')).toBe('__Host-bundle-download=cookie-value; Path=/; Secure; HttpOnly; SameSite=Strict')
  })

  test('a request makes a case', async () => {
    const query = `mutation ($input: SubmitRequestInput!) { submitRequest(input: $input) {
      ... on RequestSubmitted { case { id reference subject { id } clock { legalDueOn } claims { right outcome } } } ${REFUSAL} } }`
    const made = await server.ask(query, {
      input: { subjectId: 'a', rights: ['ACCESS', 'PORTABILITY'], receivedAt: '2026-03-14T09:30:00+01:00' },
    })
    expect(made.body).toMatchObject({
      data: { submitRequest: { case: { id: 'case-new', subject: { id: 'a' }, clock: { legalDueOn: '2026-04-14' } } } },
    })
    const refused = await server.ask(query, { input: { subjectId: 'a', rights: ['ERASURE'] } })
    expect(refused.body).toMatchObject({ data: { submitRequest: { __typename: 'RightNotAvailable' } } })
  })

  test.each(['2026-03-14T09:30:00', '14/03/2026', '2026-13-01T00:00:00Z'])('%s is no DateTime', async (receivedAt) => {
    const query = 'mutation ($input: SubmitRequestInput!) { submitRequest(input: $input) { __typename } }'
    const { status, body } = await server.ask(query, { input: { subjectId: 'a', rights: ['ACCESS'], receivedAt } })
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
  })

  test('a name alone finds nobody, and says what to add', async () => {
    const { body } = await server.ask('{ findDataSubjects(by: [{ kind: NAME, value: "Lotte Peeters" }]) { grade } }', {}, 'DPO')
    expect(body.errors?.[0]).toMatchObject({ message: expect.stringContaining('not enough'), extensions: { code: 'BAD_USER_INPUT' } })
  })

  test('a link is named either by its id or by its record', async () => {
    const query =
      'mutation { linkRecord(input: { subjectId: "a", system: "odoo" }) { ... on RecordLinked { link { state system { id } } } } }'
    expect((await server.ask(query, {}, 'DPO')).body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    const linked = await server.ask(query.replace('system: "odoo"', 'linkId: "link-1"'), {}, 'DPO')
    expect(linked.body).toMatchObject({ data: { linkRecord: { link: { state: 'CONFIRMED', system: { id: 'odoo' } } } } })
  })
})
