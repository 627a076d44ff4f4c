import type { HubWorld } from './hub-world.js'

/** Somebody of whom Odoo holds a card, and whom no seed of a simulator knows. */
export interface ErasedPerson {
  readonly account: string
  readonly given: string
  readonly family: string
  readonly email: string
  readonly phone: string
}

export const zora: ErasedPerson = {
  account: 'zz-account-of-zora',
  given: 'Zora',
  family: 'Vandermarkering',
  email: 'zzmarker@vandermarkering.example',
  phone: '+32470987654',
}

export interface SeenStep {
  readonly id: string
  readonly externalId: string
  readonly action: string
  readonly state: string
  readonly outcome: string | null
}

export interface SeenPlan {
  readonly id: string
  readonly hash: string
  readonly kind: string
  readonly state: string
  readonly case: { readonly id: string; readonly reference: string; readonly state: string }
  readonly approvals: readonly { readonly role: string }[]
  readonly steps: readonly SeenStep[]
}

const planFields = `id hash kind state case { id reference state } approvals { role }
  steps(first: 9) { id externalId action state outcome }`

/** What staff do to have somebody erased, through the API alone. */
export class ErasureStory {
  constructor(
    private readonly world: HubWorld,
    private readonly person = zora,
  ) {}

  /** A card in Odoo, as somebody of staff types it in; gives its id there. */
  card(): number {
    const { given, family, email, phone } = this.person
    return this.world.odoo.orm.create('res.partner', { name: `${given} ${family}`, email, phone })
  }

  hasCard(id: number): boolean {
    return this.world.odoo.orm.read('res.partner', id) !== undefined
  }

  /** The person logs in, asks to be erased, and is; gives the executed plan. */
  async erased(): Promise<SeenPlan> {
    const claimId = await this.claim()
    const { planErasure } = await this.ask(
      'handler',
      'mutation($input: PlanErasureInput!) { planErasure(input: $input) { ... on PlanProposed { plan { id } } ... on Refusal { code } } }',
      {
        input: { claimId },
      },
    )
    return this.carriedOut(await this.plan(planErasure.plan.id))
  }

  /** The officer approves, a handler executes, workers and staff do the rest. */
  async carriedOut(plan: SeenPlan): Promise<SeenPlan> {
    await this.change('dpo', 'approvePlan', { planId: plan.id, hash: plan.hash })
    await this.change('handler', 'executePlan', { planId: plan.id })
    await this.world.hub.worker.drain()
    for (const { id, action } of (await this.plan(plan.id)).steps.filter(({ state }) => state === 'WAITING_MANUAL')) {
      const result = { REFER: 'REFERRED', FORWARD: 'FORWARDED' }[action] ?? 'DONE_BY_HAND'
      await this.change('handler', 'completeManualStep', { stepId: id, result, remark: 'Done.' })
    }
    await this.world.hub.worker.drain()
    return this.plan(plan.id)
  }

  async plan(planId: string): Promise<SeenPlan> {
    const plan = (await this.plans()).find(({ id }) => id === planId)
    if (plan === undefined) {
      throw new Error(`There is no plan ${planId}.`)
    }
    return plan
  }

  /** Plans about what came back. */
  async plansOfReturns(): Promise<SeenPlan[]> {
    return (await this.plans()).filter(({ kind }) => kind === 'RE_ERASURE')
  }

  private async plans(): Promise<SeenPlan[]> {
    const { cases } = await this.ask('dpo', `{ cases(first: 5) { edges { node { claims { plans(first: 3) { ${planFields} } } } } } }`)
    const claims: { plans: SeenPlan[] }[] = cases.edges.flatMap(({ node }: { node: { claims: { plans: SeenPlan[] }[] } }) => node.claims)
    return claims.flatMap(({ plans }) => plans)
  }

  /** Throws what was refused. */
  async change(role: string, mutation: string, input: Record<string, unknown>): Promise<void> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
    const query = `mutation($input: ${type}!) { ${mutation}(input: $input) { __typename ... on Refusal { code } } }`
    const answer = await this.ask(role, query, { input })
    if (answer[mutation].code !== undefined) {
      throw new Error(`${mutation} was refused: ${answer[mutation].code}.`)
    }
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it asked for
  async ask(role: string, query: string, variables: Record<string, unknown> = {}): Promise<any> {
    const { data, errors } = await this.world.ask(await this.world.staffToken(role), query, variables)
    if (errors.length > 0) {
      throw new Error(JSON.stringify(errors))
    }
    return data
  }

  private async claim(): Promise<string> {
    const { account: key, ...person } = this.person
    const token = await this.world.tokenOf({ key, ...person })
    const me = await this.world.ask(token, '{ me { id } }')
    const submit = `mutation($input: SubmitRequestInput!) { submitRequest(input: $input) {
      ... on RequestSubmitted { case { claims { id } } } ... on Refusal { code } } }`
    const { data } = await this.world.ask(token, submit, { input: { subjectId: me.data.me.id, rights: ['ERASURE'], lang: 'NL' } })
    return data.submitRequest.case.claims[0].id
  }
}
