import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type OperationDefinitionNode, parse } from 'graphql'
import { buildHubSchema } from '../../resolvers/build-schema.js'
import { defaultLimits } from '../../src/http/graphql-handler.js'
import { CostMeter } from '../../src/http/query-cost.js'
import type { Changes, PlanHead } from '../../src/rights/changes.js'
import { fakeHub } from '../builders/fake-hub.js'
import { planOf } from '../builders/fake-plans.js'
import { type GraphqlServer, startGraphql } from '../builders/graphql-server.js'

let server: GraphqlServer

beforeAll(async () => {
  server = await startGraphql()
})
afterAll(() => server.close())

const REFUSAL = '__typename ... on Refusal { code message(lang: EN) }'

/** What staff ask of a plan before they approve it. */
const WHOLE_PLAN = `{ id hash kind state createdAt drifted rectificationGround erasureGround
  summary { actions { action count } states { state count } unreadSystems { id name } retainedUntil }
  approvals { role approvedAt hash }
  coverage { system { id } answer reason gaps { scope reason } }
  attestation { id issuedAt hash signature }
  steps { id number system { id name } recordType { id name } externalId action changes { field category from to } reason
    ground rule retainUntil state outcome readBack finalOn attempts retryAt lastError instructions
    referral { authority contact url letter } evidence { id text mediaType bytes sha512 addedAt } } }`

async function claimOf<T>(selection: string, token = 'DPO'): Promise<T> {
  const { body } = await server.ask(`{ case(id: "case-a") { claims { ${selection} } } }`, {}, token)
  expect(body.errors).toBeUndefined()
  return (body.data as { case: { claims: [T] } }).case.claims[0]
}

describe('the plan of a claim', () => {
  test('is its newest, with each step in the language asked for', async () => {
    const { plan } = await claimOf<{ plan: unknown }>(`plan { id erasureGround rectificationGround
      summary { actions { action count } states { state count } unreadSystems { id } retainedUntil }
      steps(first: 1) { number system { id name(lang: FR) } recordType { id name(lang: DE) system { id } } reason(lang: FR)
        instructions(lang: EN) referral { authority letter(lang: DE) } changes { from to } } }`)
    expect(plan).toEqual({
      id: 'plan-a',
      erasureGround: 'OBJECTION',
      rectificationGround: null,
      summary: {
        actions: [{ action: 'REFER', count: 4 }],
        states: [
          { state: 'WAITING_MANUAL', count: 2 },
          { state: 'DONE', count: 2 },
        ],
        unreadSystems: [{ id: 'odoo' }],
        retainedUntil: '2034-12-31',
      },
      steps: [
        {
          number: 1,
          system: { id: 'odoo', name: 'Odoo fr' },
          recordType: { id: 'contact', name: 'Contact de', system: { id: 'odoo' } },
          reason: 'Reason fr',
          instructions: 'Do en',
          referral: { authority: 'Register', letter: 'Letter de' },
          changes: [{ from: '+32470000101', to: null }],
        },
      ],
    })
  })

  test('says what it was limited to', async () => {
    const scope = { systems: ['odoo'], categories: ['PHONE_NUMBER' as const] }
    const plansOf = async (): Promise<readonly PlanHead[]> => [{ ...planOf('plan-a', 'case-a'), scope }]
    const own = await startGraphql({ hub: fakeHub({ changes: { plansOf } }) })
    const { body } = await own.ask('{ case(id: "case-a") { claims { plan { scope { systems { id } categories } } } } }', {}, 'DPO')
    await own.close()
    expect(body.data).toEqual({
      case: { claims: [{ plan: { scope: { systems: [{ id: 'odoo' }], categories: ['PHONE_NUMBER'] } } }] },
    })
    expect(await claimOf('plan { scope { categories } }')).toEqual({ plan: { scope: null } })
  })

  test('gives out what proves a step', async () => {
    const { plan } = await claimOf<{ plan: unknown }>('plan { steps(first: 1) { evidence { text contentBase64 } } }')
    expect(plan).toEqual({ steps: [{ evidence: [{ text: 'letter.pdf', contentBase64: Buffer.from('%PDF-1.7').toString('base64') }] }] })
  })

  test('comes with those that it took the place of, newest first', async () => {
    const { plans } = await claimOf<{ plans: unknown }>('plans { id }')
    expect(plans).toEqual([{ id: 'plan-a' }, { id: 'plan-old' }])
    expect(await claimOf('plans(first: 1) { id }')).toEqual({ plans: [{ id: 'plan-a' }] })
  })

  test.each([
    ['', [1, 2, 3, 4]],
    ['(first: 2)', [1, 2]],
    ['(first: 2, after: 2)', [3, 4]],
    ['(states: [WAITING_MANUAL])', [2, 4]],
    ['(states: [WAITING_MANUAL], after: 2, first: 5)', [4]],
    ['(states: [FAILED])', []],
  ])('lists its steps%s', async (args, numbers) => {
    const { plan } = await claimOf<{ plan: { steps: { number: number }[] } }>(`plan { steps${args} { number } }`)
    expect(plan.steps.map(({ number }) => number)).toEqual(numbers)
  })

  test('has a page of its attestation in the person’s language or another', async () => {
    const { plan } = await claimOf<{ plan: unknown }>('plan { attestation { json signature page french: page(lang: FR) } }')
    expect(plan).toEqual({
      attestation: {
        json: '{"version":1}',
        signature: 'header..signature',
        page: '<html lang="NL"></html>',
        french: '<html lang="FR"></html>',
      },
    })
  })
})

test('a person’s disputed values are told with their statements, by where they stand', async () => {
  const { body } = await server.ask('{ me { supplements { system { id } recordType { id } externalId field category text planId } } }')
  expect(body.data).toEqual({
    me: {
      supplements: [
        {
          system: { id: 'odoo' },
          recordType: { id: 'contact' },
          externalId: '8',
          field: 'phone',
          category: 'PHONE_NUMBER',
          text: 'That number is my sister’s.',
          planId: 'plan-a',
        },
      ],
    },
  })
})

test('a case tells who is told of its changes, by name', async () => {
  const { body } = await server.ask('{ case(id: "case-a") { notices { kind state recipientId recipient { name } categories } } }')
  expect(body).toMatchObject({ data: { case: { notices: [{ recipientId: 'accountant', recipient: { name: 'Cijfer & Co' } }] } } })
})

describe('a notice', () => {
  const record = (result: string) =>
    `mutation { recordNotice(input: { noticeId: "notice-1", result: ${result} }) { ... on NoticeRecorded { notice { state letter { language text } } } ${REFUSAL} } }`

  test('is recorded as answered, and comes with its letter', async () => {
    expect((await server.ask(record('ACKNOWLEDGED'), {}, 'CASE_HANDLER')).body).toMatchObject({
      data: { recordNotice: { notice: { state: 'ACKNOWLEDGED', letter: { language: 'FR', text: 'Veuillez effacer.' } } } },
    })
  })

  test('that was sent already is not sent again', async () => {
    expect((await server.ask(record('SENT'), {}, 'CASE_HANDLER')).body).toMatchObject({
      data: { recordNotice: { __typename: 'NoticeNotWaiting' } },
    })
  })
})

describe('a plan with thousands of steps', () => {
  const { steps, ...head } = planOf('plan-a', 'case-a', { steps: 5_000 })
  const asked: unknown[] = []
  const changes: Partial<Changes> = {
    plansOf: async (_viewer, caseIds) => {
      asked.push(caseIds.join(' '))
      return caseIds.map((caseId) => ({ ...head, caseId, claimId: `claim-${caseId}` }))
    },
    steps: async (_viewer, planId, selection) => {
      asked.push([planId, selection])
      return steps.slice(selection.after, selection.after + selection.first)
    },
  }
  let own: GraphqlServer

  beforeAll(async () => {
    own = await startGraphql({ hub: fakeHub({ changes }) })
  })
  afterAll(() => own.close())
  beforeEach(() => void asked.splice(0))

  const planIn = async (selection: string): Promise<{ steps: readonly { number: number }[] }> => {
    const { body } = await own.ask(`{ case(id: "case-a") { claims { ${selection} } } }`, {}, 'DPO')
    return (body.data as { case: { claims: [{ plan: { steps: readonly { number: number }[] } }] } }).case.claims[0].plan
  }

  test('is read once for all claims of its case, and its steps not at all unless they are asked for', async () => {
    expect(await planIn('plan { id summary { states { count } } drifted } plans(first: 1) { id }')).toMatchObject({ id: 'plan-a' })
    expect(asked).toEqual(['case-a'])
  })

  test('is read together with those of the other cases of a list', async () => {
    await own.ask('{ cases { edges { node { claims { plan { id } } } } } }', {}, 'DPO')
    expect(asked).toEqual(['case-a case-b'])
  })

  test('shows a thousand of them, and the others after those', async () => {
    expect((await planIn(`plan ${WHOLE_PLAN} plans { id }`)).steps).toHaveLength(1_000)
    expect(asked).toEqual(['case-a', ['plan-a', { states: null, first: 1_000, after: 0 }]])
    expect((await planIn('plan { steps(after: 4900, first: 500) { number } }')).steps).toHaveLength(100)
  })

  test.each(['plan { steps(first: 1001) { number } }', 'plan { steps(first: 0) { number } }', 'plans(first: 101) { id }'])(
    'lists no more at once, and no fewer than one: %s',
    async (selection) => {
      const { body } = await own.ask(`{ case(id: "case-a") { claims { ${selection} } } }`, {}, 'DPO')
      expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    },
  )

  test('costs a small part of what a query may cost, with all that is shown before it is approved', () => {
    const document = parse(`{ case(id: "x") { claims { plan ${WHOLE_PLAN} } } }`)
    const [operation] = document.definitions as [OperationDefinitionNode]
    expect(new CostMeter(buildHubSchema(), document, {}).of(operation)).toBeLessThan(defaultLimits.cost / 3)
  })
})

describe('a correction', () => {
  const propose = `mutation ($input: ProposeRectificationInput!) { proposeRectification(input: $input) {
    ... on PlanProposed { plan { id case { id } } } ${REFUSAL} ... on ValueInvalid { rule(lang: FR) example } } }`
  const valid = { subjectId: 'a', target: { category: 'PHONE_NUMBER' }, newValue: '+32470000102' }

  test('becomes a plan in a case', async () => {
    expect((await server.ask(propose, { input: valid })).body).toMatchObject({
      data: { proposeRectification: { __typename: 'PlanProposed', plan: { id: 'plan-new', case: { id: 'case-a' } } } },
    })
  })

  test('of a value without form is refused with the rule and an example', async () => {
    expect((await server.ask(propose, { input: { ...valid, newValue: 'wrong' } })).body).toMatchObject({
      data: { proposeRectification: { __typename: 'ValueInvalid', rule: 'E.164 fr', example: '+32470000101' } },
    })
  })

  test.each([
    ['neither a claim nor a person', { ...valid, subjectId: null }],
    ['both a claim and a person', { ...valid, claimId: 'claim-case-a' }],
    ['no target', { ...valid, target: {} }],
    ['two targets', { ...valid, target: { category: 'PHONE_NUMBER', statementIds: ['statement-1'] } }],
    ['no new value', { ...valid, newValue: null }],
    ['two new values', { ...valid, newData: { given: 'Lotte' } }],
    ['a part that is no text', { ...valid, newValue: null, newData: { given: 1 } }],
  ])('with %s is no input', async (_what, input) => {
    expect((await server.ask(propose, { input })).body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('passes on the value in parts, or the statements', async () => {
    const entries: unknown[] = []
    const proposeRectification = async (_viewer: unknown, entry: unknown) => {
      entries.push(entry)
      return { ok: true, value: planOf('plan-new', 'case-a') } as const
    }
    const own = await startGraphql({ hub: fakeHub({ changes: { proposeRectification } }) })
    await own.ask(propose, { input: { ...valid, newValue: undefined, newData: { given: 'Lotte', family: 'Peeters' }, lang: 'FR' } })
    await own.ask(propose, { input: { claimId: 'claim-case-a', target: { statementIds: ['s'] }, newValue: 'x', ground: 'SUPPLEMENT' } })
    await own.close()
    expect(entries).toMatchObject([
      { subjectId: 'a', category: 'PHONE_NUMBER', newData: { given: 'Lotte', family: 'Peeters' }, ground: 'INACCURATE', language: 'FR' },
      { claimId: 'claim-case-a', statementIds: ['s'], newValue: 'x', newData: null, ground: 'SUPPLEMENT', language: 'NL' },
    ])
  })
})

describe('carrying out a plan', () => {
  test('a stale plan is refused with the steps that drifted', async () => {
    const query = `mutation { approvePlan(input: { planId: "plan-a", hash: "stale" }) { ${REFUSAL} ... on PlanStale { driftedSteps } } }`
    expect((await server.ask(query, {}, 'DPO')).body).toMatchObject({
      data: { approvePlan: { __typename: 'PlanStale', code: 'PLAN_STALE', driftedSteps: [2, 3] } },
    })
  })

  test.each([
    ['retryStep', 'stepId: "step-plan-a-3"'],
    ['completeManualStep', 'stepId: "step-plan-a-3", result: REFERRED, remark: "Letter sent."'],
  ])('%s answers with the step and its plan', async (mutation, input) => {
    const type = mutation === 'retryStep' ? 'StepRetried' : 'ManualStepCompleted'
    const query = `mutation { ${mutation}(input: { ${input} }) { ... on ${type} { step { number } plan { id } } ${REFUSAL} } }`
    expect((await server.ask(query, {}, 'CASE_HANDLER')).body).toMatchObject({
      data: { [mutation]: { step: { number: 3 }, plan: { id: 'plan-a' } } },
    })
  })

  test('what staff say of a step is one of three words', async () => {
    const query = 'mutation { completeManualStep(input: { stepId: "step-plan-a-3", result: ERASED }) { __typename } }'
    expect((await server.ask(query, {}, 'CASE_HANDLER')).body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('a pause names the system, with why and since when', async () => {
    const query =
      'mutation { pauseSystem(input: { systemId: "odoo", reason: "upgrade" }) { ... on SystemPaused { system { id pause { reason pausedAt } } } } }'
    const system = { id: 'odoo', pause: { reason: 'upgrade', pausedAt: '2026-11-02T08:00:00.000Z' } }
    expect((await server.ask(query, {}, 'OPERATOR')).body).toEqual({ data: { pauseSystem: { system } } })
  })
})
