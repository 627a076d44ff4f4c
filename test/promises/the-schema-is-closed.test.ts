import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { getNamedType } from 'graphql'
import { Bundle } from '../../entities/bundle.js'
import { RecipientNotice } from '../../entities/recipient-notice.js'
import { buildHubSchema } from '../../resolvers/build-schema.js'
import { newId } from '../../src/kernel/ids.js'
import { lotte } from '../../src/simulators/world.js'
import { selectionOf } from '../builders/full-selection.js'
import { HubWorld } from '../builders/hub-world.js'

/** Who may ask each root field, in the letters of the contract, and with which arguments; words in capitals stand for ids. */
const rootFields: Readonly<Record<string, readonly [who: string, args: string]>> = {
  me: ['S', ''],
  dataSubject: ['SRHD', '(id: "SUBJECT")'],
  dataSubjects: ['HD', '(first: 2)'],
  findDataSubjects: ['HD', `(by: [{ kind: EMAIL, value: "${lotte.email}" }])`],
  case: ['SRHD', '(id: "CASE")'],
  cases: ['SRHD', ''],
  sourceSystems: ['SRHDAO', ''],
  recordOfProcessing: ['DAO', ''],
  registerDataSubject: ['HD', `(input: { identifiers: [{ kind: EMAIL, value: "${lotte.email}" }] })`],
  recordIdentityCheck: ['HD', '(input: { caseId: "CASE", method: CALL_BACK, passed: true })'],
  linkRecord: ['HD', '(input: { subjectId: "SUBJECT", linkId: "LINK" })'],
  unlinkRecord: ['HD', '(input: { subjectId: "SUBJECT", linkId: "LINK" })'],
  submitRequest: ['SRHD', '(input: { subjectId: "SUBJECT", rights: [ACCESS] })'],
  prepareBundle: ['SRHD', '(input: { claimId: "CLAIM", kind: ACCESS_COPY })'],
  requestDownload: ['SR', '(input: { bundleId: "BUNDLE" })'],
  proposeRectification: [
    'SRHD',
    '(input: { claimId: "RECTIFICATIONCLAIM", target: { category: PHONE_NUMBER }, newValue: "+32470000101" })',
  ],
  planErasure: ['HD', '(input: { claimId: "ERASURECLAIM" })'],
  approvePlan: ['HD', '(input: { planId: "PLAN", hash: "of another" })'],
  executePlan: ['HD', '(input: { planId: "PLAN" })'],
  dismissReturn: ['D', '(input: { planId: "PLAN" })'],
  retryStep: ['HD', '(input: { stepId: "STEP" })'],
  completeManualStep: ['HD', '(input: { stepId: "STEP", remark: "Letter sent." })'],
  recordNotice: ['HD', '(input: { noticeId: "NOTICE", result: SENT })'],
  pauseSystem: ['DO', '(input: { systemId: "kbo", reason: "upgrade" })'],
  resumeSystem: ['DO', '(input: { systemId: "kbo" })'],
  caseProgress: ['SRHD', '(caseId: "CASE")'],
  bundleProgress: ['SRHD', '(bundleId: "BUNDLE")'],
}

const schema = buildHubSchema()
const letters = ['S', 'R', 'H', 'D', 'A', 'O'] as const
type Letter = (typeof letters)[number]
type Asker = Letter | 'expired' | 'nobody'

const wide = {
  depth: 30,
  cost: 1e9,
  aliases: 15,
  selections: 20_000,
  tokens: 100_000,
  bodyBytes: 1_048_576,
  requestBurst: 1e4,
  requestsPerSecond: 1e4,
}

/** A root field with everything that can be asked below it. */
function operationFor(name: string, ids: Readonly<Record<string, string>>): string {
  const kinds = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() }
  const [kind, type] = Object.entries(kinds).find(([, root]) => root?.getFields()[name] !== undefined)!
  const args = rootFields[name]![1].replace(/"([A-Z]+)"/g, (_all, word: string) => `"${ids[word]}"`)
  return `${kind} { ${name}${args} ${selectionOf(getNamedType(type!.getFields()[name]!.type))} }`
}

describe('over the real hub', () => {
  let world: HubWorld
  const tokens: Partial<Record<Asker, string>> = {}
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    world = await HubWorld.start(undefined, { settings: { limits: wide } })
    tokens.S = await world.tokenOf(lotte)
    ids['SUBJECT'] = (await world.ask(tokens.S, '{ me { id } }')).data.me.id
    for (const [letter, role] of [
      ['H', 'handler'],
      ['D', 'dpo'],
      ['A', 'auditor'],
      ['O', 'operator'],
    ] as const) {
      tokens[letter] = await world.staffToken(role)
    }
    const now = Math.floor(Date.now() / 1000)
    tokens.R = await world.provider.token({ sub: 'mother', roles: ['representative'], mandates: [ids['SUBJECT']], auth_time: now })
    tokens.expired = await world.provider.token({ sub: lotte.key, roles: ['subject'], exp: now - 60 })
    const submit =
      'mutation ($id: ID!) { submitRequest(input: { subjectId: $id, rights: [ACCESS, ERASURE, RECTIFICATION] }) { ... on RequestSubmitted { case { id claims { id right } } } } }'
    const { case: made } = (await world.ask(tokens.S, submit, { id: ids['SUBJECT'] })).data.submitRequest
    const claims = (made.claims as { id: string; right: string }[]).map(({ id, right }) => [
      right === 'ACCESS' ? 'CLAIM' : `${right}CLAIM`,
      id,
    ])
    Object.assign(ids, { CASE: made.id, ...Object.fromEntries(claims) })
    const plan = 'mutation ($id: ID!) { planErasure(input: { claimId: $id }) { ... on PlanProposed { plan { id steps { id } } } } }'
    const planned = (await world.ask(tokens.H!, plan, { id: ids['ERASURECLAIM'] })).data.planErasure.plan
    ;[ids['PLAN'], ids['STEP']] = [planned.id, planned.steps[0].id]
    const prepare =
      'mutation ($id: ID!) { prepareBundle(input: { claimId: $id, kind: ACCESS_COPY }) { ... on BundlePreparation { bundle { id } } } }'
    ids['BUNDLE'] = (await world.ask(tokens.S, prepare, { id: ids['CLAIM'] })).data.prepareBundle.bundle.id
    ids['NOTICE'] = await noticeOf(ids['SUBJECT']!, ids['CASE']!)
    const links = await world.ask(tokens.H!, 'query ($id: ID!) { dataSubject(id: $id) { links { id } } }', { id: ids['SUBJECT'] })
    ids['LINK'] = links.data.dataSubject.links[0].id
  }, 60_000)
  afterAll(() => world.stop())

  /** A notice that staff have to send; what it says is of no interest here. */
  async function noticeOf(subjectId: string, caseId: string): Promise<string> {
    const id = newId()
    const place = { subjectId, caseId, planId: newId(), recipientId: 'accountant' }
    const notice = { ...place, kind: 'ERASURE', state: 'BY_HAND', categories: [], bodyCipher: '', attempts: 0 } as const
    await world.hub.database.write((manager) =>
      manager.insert(RecipientNotice, { id, ...notice, categories: [], createdAt: new Date().toISOString() }),
    )
    return id
  }

  /** Status and text of the answer; of a stream its first event. */
  async function asked(asker: Asker, query: string): Promise<{ readonly status: number; readonly text: string }> {
    const isStream = query.startsWith('subscription')
    const token = tokens[asker]
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query }),
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(isStream ? { accept: 'text/event-stream' } : {}),
      },
    })
    return { status: response.status, text: isStream ? await firstEvent(response) : await response.text() }
  }

  async function firstEvent(response: Response): Promise<string> {
    let text = ''
    for await (const chunk of response.body!) {
      text += Buffer.from(chunk).toString()
      if (text.includes('data: {') || text.startsWith('{')) {
        break
      }
    }
    return text
  }

  function verdict(text: string): string {
    const codes = new Set(
      [...text.matchAll(/"code":"(UNAUTHENTICATED|FORBIDDEN|NOT_FOUND|BAD_USER_INPUT|QUERY_TOO_COMPLEX|INTERNAL)"/g)].map(
        ([, code]) => code,
      ),
    )
    return codes.size === 0 && text.includes('"data":{') ? 'OK' : [...codes].join(' ')
  }

  test('this test knows every root field', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
    expect(roots.flatMap((type) => Object.keys(type!.getFields())).sort()).toEqual(Object.keys(rootFields).sort())
  })

  test.each(Object.keys(rootFields))(
    '%s, with all that is below it, is answered to whom the contract names and to nobody else',
    async (name) => {
      const query = operationFor(name, ids)
      for (const letter of letters) {
        const { text } = await asked(letter, query)
        expect([letter, verdict(text)]).toEqual([letter, rootFields[name]![0].includes(letter) ? 'OK' : 'FORBIDDEN'])
      }
      for (const asker of ['expired', 'nobody'] as const) {
        const { status, text } = await asked(asker, query)
        expect([asker, status, verdict(text), text.includes('data')]).toEqual([asker, 401, 'UNAUTHENTICATED', false])
      }
    },
    30_000,
  )

  test('whoever supervises or operates never gets a value of a person', async () => {
    const { given, family, email, phone, street, iban, birthDate } = lotte
    const values = [given, family, email, phone, street, iban!, birthDate, lotte.enterpriseNumber!]
    const mine = await asked('S', operationFor('me', ids))
    expect(values.filter((value) => mine.text.includes(value)).length).toBeGreaterThan(4)
    for (const letter of ['A', 'O'] as const) {
      const answers = await Promise.all(Object.keys(rootFields).map((name) => asked(letter, operationFor(name, ids))))
      const text = answers.map((answer) => answer.text).join('\n')
      expect(values.filter((value) => text.includes(value))).toEqual([])
    }
  })

  test('a system that has left the configuration is named where it once answered, and fails no query', async () => {
    const answers = ['kbo', 'left-long-ago'].map((systemId) => ({ systemId, answer: 'FOUND', gaps: [] }))
    await world.hub.database.write(async (manager) => {
      const bundle = await manager.findOneByOrFail(Bundle, { id: ids['BUNDLE']! })
      const coverage = answers.map((answer) => ({ ...bundle.coverage[0], ...answer }) as Bundle['coverage'][number])
      await manager.update(Bundle, bundle.id, { coverage })
    })
    const query = `{ case(id: "${ids['CASE']}") { bundles { coverage { answer system { id name connected capabilities { read } health { state } } } } } }`
    const { data, errors } = await world.ask(tokens.H!, query)
    expect(errors).toEqual([])
    expect(data.case.bundles[0].coverage).toMatchObject([
      { answer: 'FOUND', system: { id: 'kbo', connected: true } },
      {
        answer: 'FOUND',
        system: { id: 'left-long-ago', name: 'left-long-ago', connected: false, capabilities: [], health: { state: 'UNKNOWN' } },
      },
    ])
  })
})
