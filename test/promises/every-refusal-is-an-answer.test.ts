import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Bundle } from '../../entities/bundle.js'
import { Case } from '../../entities/case.js'
import { lotte, namesake } from '../../src/simulators/world.js'
import { RefusalCode } from '../../src/vocabulary/refusal.js'
import { HubWorld } from '../builders/hub-world.js'
import { planRefusals } from '../builders/plan-refusals.js'

interface Refused {
  readonly code: RefusalCode
  readonly mutation: string
  readonly who?: 'subject' | 'stale' | 'handler'
  /** Words in capitals stand for ids. */
  readonly input: string
}

const idempotent = 'subjectId: "SUBJECT", idempotencyKey: "again"'

/** Each refusal that the services know, at each mutation that can meet it. */
const refusals: readonly Refused[] = [
  {
    code: 'NATIONAL_NUMBER_REFUSED',
    mutation: 'registerDataSubject',
    input: 'identifiers: [{ kind: CUSTOMER_NUMBER, value: "85.07.30-033.28" }]',
  },
  { code: 'IDENTIFIER_INVALID', mutation: 'registerDataSubject', input: 'identifiers: [{ kind: EMAIL, value: "nobody" }]' },
  { code: 'NAME_ALONE_REFUSED', mutation: 'registerDataSubject', input: 'identifiers: [{ kind: NAME, value: "Lotte Peeters" }]' },
  {
    code: 'NATIONAL_NUMBER_REFUSED',
    mutation: 'submitRequest',
    input: 'subjectId: "SUBJECT", rights: [ACCESS], text: "Ik ben 85.07.30-033.28."',
  },
  { code: 'RIGHT_NOT_AVAILABLE', mutation: 'submitRequest', input: 'subjectId: "SUBJECT", rights: [OBJECTION]' },
  {
    code: 'RECEIVED_IN_FUTURE',
    mutation: 'submitRequest',
    who: 'handler',
    input: 'subjectId: "SUBJECT", rights: [ACCESS], receivedAt: "2999-01-01T00:00:00Z"',
  },
  { code: 'IDEMPOTENCY_KEY_REUSED', mutation: 'submitRequest', input: `${idempotent}, rights: [PORTABILITY]` },
  { code: 'CASE_CLOSED', mutation: 'recordIdentityCheck', input: 'caseId: "CLOSED", method: CALL_BACK, passed: true' },
  {
    code: 'RECORD_NOT_FOUND',
    mutation: 'linkRecord',
    input: 'subjectId: "SUBJECT", system: "odoo", recordType: "contact", externalId: "987654"',
  },
  { code: 'RECORD_NOT_FOUND', mutation: 'linkRecord', input: 'subjectId: "SUBJECT", system: "none", recordType: "none", externalId: "1"' },
  {
    code: 'RECORD_OF_ANOTHER',
    mutation: 'linkRecord',
    input: 'subjectId: "SUBJECT", system: "odoo", recordType: "contact", externalId: "NAMESAKECARD"',
  },
  { code: 'CASE_CLOSED', mutation: 'prepareBundle', input: 'claimId: "CLOSEDCLAIM", kind: ACCESS_COPY' },
  { code: 'IDENTITY_NOT_VERIFIED', mutation: 'prepareBundle', input: 'claimId: "WAITINGCLAIM", kind: ACCESS_COPY' },
  { code: 'CLAIM_OF_OTHER_RIGHT', mutation: 'prepareBundle', input: 'claimId: "CLAIM", kind: PORTABILITY' },
  { code: 'CLAIM_OF_OTHER_RIGHT', mutation: 'prepareBundle', input: 'claimId: "CLAIM", kind: EVIDENCE' },
  { code: 'BUNDLE_NOT_READY', mutation: 'requestDownload', who: 'subject', input: 'bundleId: "BUNDLE"' },
  { code: 'STEP_UP_REQUIRED', mutation: 'requestDownload', who: 'stale', input: 'bundleId: "BUNDLE"' },
  { code: 'BUNDLE_EXPIRED', mutation: 'requestDownload', who: 'subject', input: 'bundleId: "EXPIRED"' },
]

describe('over the real hub', () => {
  let world: HubWorld
  const tokens: Record<string, string> = {}
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    world = await HubWorld.start()
    tokens['subject'] = await world.tokenOf(lotte)
    tokens['stale'] = await world.tokenOf(lotte, 3_600)
    tokens['handler'] = await world.staffToken('handler')
    ids['SUBJECT'] = (await world.ask(tokens['subject'], '{ me { id } }')).data.me.id
    const [open, closed, waiting] = [
      await submitted('subject'),
      await submitted('subject', ', idempotencyKey: "again"'),
      await submitted('handler'),
    ]
    Object.assign(ids, {
      CLOSED: closed.id,
      CLAIM: open.claims[0].id,
      CLOSEDCLAIM: closed.claims[0].id,
      WAITINGCLAIM: waiting.claims[0].id,
    })
    await world.ask(await world.tokenOf(namesake), '{ me { id } }')
    ids['NAMESAKECARD'] = String(world.odoo.orm.find('res.partner', [['email', '=', namesake.email]])[0]?.['id'])
    ids['BUNDLE'] = await prepared('CLAIM')
    ids['EXPIRED'] = await prepared('CLOSEDCLAIM')
    await world.hub.database.write(async (manager) => {
      await manager.update(Bundle, ids['EXPIRED']!, { state: 'EXPIRED' })
      await manager.update(Case, closed.id, { state: 'CLOSED' })
    })
  }, 60_000)
  afterAll(() => world.stop())

  async function mutate(who: string, mutation: string, input: string, fields: string) {
    const filled = input.replace(/"([A-Z]+)"/g, (_all, word: string) => `"${ids[word]}"`)
    return world.ask(tokens[who]!, `mutation { ${mutation}(input: { ${filled} }) { __typename ${fields} } }`)
  }

  async function submitted(who: string, more = '') {
    const fields = '... on RequestSubmitted { case { id claims { id } } }'
    return (await mutate(who, 'submitRequest', `subjectId: "SUBJECT", rights: [ACCESS]${more}`, fields)).data.submitRequest.case
  }

  async function prepared(claim: string): Promise<string> {
    const fields = '... on BundlePreparation { bundle { id } }'
    return (await mutate('subject', 'prepareBundle', `claimId: "${claim}", kind: ACCESS_COPY`, fields)).data.prepareBundle.bundle.id
  }

  test('every refusal of the vocabulary is met here, or among those about plans', () => {
    const met = [...refusals, ...planRefusals].map(({ code }) => code)
    expect(new Set([...met, RefusalCode.CHANGED_MEANWHILE])).toEqual(new Set(Object.values(RefusalCode)))
  })

  test.each(refusals)('$mutation answers $code', async ({ mutation, who, input, code }) => {
    const asker = who ?? (mutation === 'submitRequest' ? 'subject' : 'handler')
    const { status, data, errors } = await mutate(asker, mutation, input, '... on Refusal { code message(lang: FR) }')
    expect(errors).toEqual([])
    expect([status, data[mutation]]).toMatchObject([200, { code, message: expect.stringMatching(/\.$/) }])
    expect(data[mutation].__typename.toUpperCase()).toBe(code.replaceAll('_', ''))
  })
})
