import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Case } from '../../entities/case.js'
import { RecipientNotice } from '../../entities/recipient-notice.js'
import { newId } from '../../src/kernel/ids.js'
import { lotte } from '../../src/simulators/world.js'
import { HubWorld } from '../builders/hub-world.js'
import { planRefusals } from '../builders/plan-refusals.js'

interface SeenPlan {
  readonly id: string
  readonly hash: string
  readonly steps: readonly { readonly id: string; readonly action: string }[]
}

const planFields = '... on PlanProposed { plan { id hash steps { id action } } }'

describe('over the real hub', () => {
  let world: HubWorld
  const tokens: Record<string, string> = {}
  const ids: Record<string, string> = { BIRTHDATE: lotte.birthDate }

  beforeAll(async () => {
    world = await HubWorld.start()
    const login = (sub: string, ...roles: string[]) => world.provider.token({ sub, roles, auth_time: Math.floor(Date.now() / 1_000) })
    tokens['subject'] = await world.tokenOf(lotte)
    tokens['handler'] = await login('first', 'handler')
    tokens['colleague'] = await login('second', 'handler')
    tokens['dpo'] = await login('officer', 'dpo')
    tokens['otherdpo'] = await login('other officer', 'dpo')
    ids['SUBJECT'] = (await world.ask(tokens['subject'], '{ me { id } }')).data.me.id
    ids['WITHHELD'] = await withheldStatement()
    await submitted('subject', '')
    await submitted('handler', 'WAITING')
    const closed = await submitted('subject', 'CLOSED')
    await world.hub.database.write((manager) => manager.update(Case, closed, { state: 'CLOSED' }))
    await makePlans()
    ids['NOTICE'] = await sentNotice()
  }, 60_000)
  afterAll(() => world.stop())

  /** Two claims, whose ids are remembered under this prefix; the id of the case. */
  async function submitted(who: string, prefix: string): Promise<string> {
    const fields = '... on RequestSubmitted { case { id claims { id right } } }'
    const { submitRequest } = await mutate(who, 'submitRequest', 'subjectId: "SUBJECT", rights: [RECTIFICATION, ERASURE]', fields)
    for (const { id, right } of submitRequest.case.claims as { id: string; right: string }[]) {
      ids[`${prefix}${right}`] = id
    }
    return submitRequest.case.id
  }

  /** What somebody else wrote about the person. */
  async function withheldStatement(): Promise<string> {
    const fields = 'attributes { statements { id disclosure withheld { ground } } }'
    const { data } = await world.ask(tokens['subject']!, `{ me { profile(categories: [OTHER_PROVIDED_DATA]) { ${fields} } } }`)
    const statements = (data.me.profile.attributes as { statements: { id: string; disclosure: string }[] }[]).flatMap(
      (one) => one.statements,
    )
    return statements.find(({ disclosure }) => disclosure === 'WITHHELD')!.id
  }

  async function mutate(who: string, mutation: string, input: string, fields: string) {
    const filled = input.replace(/"([A-Z]+)"/g, (all, word: string) => (word in ids ? `"${ids[word]}"` : all))
    const { data, errors } = await world.ask(tokens[who]!, `mutation { ${mutation}(input: { ${filled} }) { __typename ${fields} } }`)
    expect(errors).toEqual([])
    return data
  }

  async function proposed(mutation: string, input: string, who = 'handler'): Promise<SeenPlan> {
    return (await mutate(who, mutation, input, planFields))[mutation].plan
  }

  function remember(name: string, { id, hash }: SeenPlan): void {
    Object.assign(ids, { [name]: id, [`${name}HASH`]: hash })
  }

  /** One plan in each state that something is refused for. No worker runs: what is executed stays where it is. */
  async function makePlans(): Promise<void> {
    remember('SUPERSEDED', await proposed('planErasure', 'claimId: "ERASURE"'))
    const erasure = await proposed('planErasure', 'claimId: "ERASURE", idempotencyKey: "again"')
    remember('PROPOSED', erasure)
    ids['PROPOSEDSTEP'] = erasure.steps[0]!.id
    const correct = (newValue: string) => `subjectId: "SUBJECT", target: { category: PHONE_NUMBER }, newValue: "${newValue}"`
    const executing = await proposed('proposeRectification', `${correct(lotte.phone)}, idempotencyKey: "again"`, 'subject')
    await mutate('handler', 'approvePlan', `planId: "${executing.id}", hash: "${executing.hash}"`, '')
    const execution = '... on PlanExecution { plan { claimId steps { id action state } } }'
    const { executePlan } = await mutate('handler', 'executePlan', `planId: "${executing.id}", idempotencyKey: "executed"`, execution)
    const steps = executePlan.plan.steps as { id: string; state: string }[]
    ids['EXECUTINGCLAIM'] = executePlan.plan.claimId
    ids['WAITINGSTEP'] = steps.find(({ state }) => state === 'WAITING_MANUAL')!.id
    ids['PENDINGSTEP'] = steps.find(({ state }) => state === 'PENDING')!.id
    remember('STALE', await proposed('proposeRectification', correct('+32470000108')))
    const { orm } = world.odoo
    orm.edit('res.partner', orm.find('res.partner', [['email', '=', lotte.email]])[0]!.id, { phone: '+32470000107' })
  }

  async function sentNotice(): Promise<string> {
    const id = newId()
    const place = { subjectId: ids['SUBJECT']!, caseId: newId(), planId: newId(), recipientId: 'accountant', bodyCipher: '', attempts: 1 }
    const sent = { kind: 'ERASURE', state: 'ACKNOWLEDGED', createdAt: new Date().toISOString() } as const
    await world.hub.database.write((manager) => manager.insert(RecipientNotice, { id, ...place, ...sent, categories: [] }))
    return id
  }

  test.each(planRefusals)('$mutation answers $code', async ({ mutation, who, input, code }) => {
    const answer = (await mutate(who, mutation, input, '... on Refusal { code message(lang: FR) }'))[mutation]
    expect(answer).toMatchObject({ code, message: expect.stringMatching(/\.$/) })
    expect(answer.__typename.toUpperCase()).toBe(code.replaceAll('_', ''))
  })

  test('a value without form comes with its rule and an example', async () => {
    const { input } = planRefusals.find(({ code }) => code === 'VALUE_INVALID')!
    const { proposeRectification } = await mutate(
      'subject',
      'proposeRectification',
      input,
      '... on ValueInvalid { rule(lang: EN) example }',
    )
    expect(proposeRectification).toMatchObject({ rule: expect.stringContaining('E.164'), example: expect.stringMatching(/^\+\d+$/) })
  })

  test('a stale plan comes with the steps that drifted', async () => {
    const { approvePlan } = await mutate(
      'colleague',
      'approvePlan',
      'planId: "STALE", hash: "STALEHASH"',
      '... on PlanStale { driftedSteps }',
    )
    expect(approvePlan.driftedSteps).toEqual([expect.any(Number)])
  })

  test('of two who approve at the same moment one does, and the other is told', async () => {
    remember('FRESH', await proposed('planErasure', 'claimId: "ERASURE"'))
    const approve = (who: string) => mutate(who, 'approvePlan', 'planId: "FRESH", hash: "FRESHHASH"', '... on Refusal { code }')
    const answers = await Promise.all([approve('dpo'), approve('otherdpo')])
    const [approved, refused] = answers.map(({ approvePlan }) => approvePlan).sort((one) => (one.__typename === 'PlanApproved' ? -1 : 1))
    expect(approved.__typename).toBe('PlanApproved')
    expect(['CHANGED_MEANWHILE', 'PLAN_CLOSED']).toContain(refused.code)
  })
})
