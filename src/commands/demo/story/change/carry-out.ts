import { setTimeout as sleep } from 'node:timers/promises'
import type { HubSession } from '../../hub-client.js'
import type { Narrator } from '../../narrator.js'
import { present } from '../bundles.js'
import { planFields, plansOf, type SeenPlan, type SeenStep } from './seen-plan.js'

/** The answer of a mutation: what it made, or the refusal that its type names. */
export interface PlanAnswer {
  readonly __typename: string
  readonly plan?: SeenPlan
  /** With ValueInvalid. */
  readonly rule?: string
  readonly example?: string
  /** With PlanStale. */
  readonly driftedSteps?: readonly number[]
}

const successes: Readonly<Record<string, string>> = {
  proposeRectification: 'PlanProposed',
  planErasure: 'PlanProposed',
  approvePlan: 'PlanApproved',
  executePlan: 'PlanExecution',
  completeManualStep: 'ManualStepCompleted',
}

const facts: Readonly<Record<string, string>> = {
  proposeRectification: '... on ValueInvalid { rule(lang: EN) example }',
  approvePlan: '... on PlanStale { driftedSteps }',
}

/** Asks one of the mutations of a plan. */
export async function change(session: HubSession, mutation: string, input: object): Promise<PlanAnswer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const answer = `__typename ... on ${successes[mutation]} { plan { ${planFields} } } ${facts[mutation] ?? ''}`
  const query = `mutation($input: ${type}!) { ${mutation}(input: $input) { ${answer} } }`
  return present((await session.ask<Readonly<Record<string, PlanAnswer>>>(query, { input }))[mutation], 'no answer')
}

/** The plan that a mutation gave; the story ends where it was refused. */
export function planIn({ plan, __typename }: PlanAnswer): SeenPlan {
  return present(plan, __typename)
}

interface ClaimAnswer {
  readonly submitRequest: {
    readonly __typename: string
    readonly case?: { readonly claims: readonly { readonly id: string; readonly right: string }[] }
  }
}

/** Asks for one right; the id of the claim. */
export async function claim(session: HubSession, subjectId: string, right: string): Promise<string> {
  const query = `mutation($input: SubmitRequestInput!) {
    submitRequest(input: $input) { __typename ... on RequestSubmitted { case { claims { id right } } } }
  }`
  const { submitRequest } = await session.ask<ClaimAnswer>(query, { input: { subjectId, rights: [right], lang: 'NL' } })
  return present(submitRequest.case?.claims[0]?.id, submitRequest.__typename)
}

interface ProgressAnswer {
  readonly caseProgress: { readonly now: { readonly steps: readonly { readonly state: string; readonly count: number }[] } }
}

export interface Execution {
  readonly narrator: Narrator
  readonly session: HubSession
}

/** Steps that the hub itself still has to do something about. */
const underWay: readonly string[] = ['PENDING', 'RUNNING', 'WAITING_RETRY']

/** Executes an approved plan and follows it until nothing moves any more without a person. */
export async function execute({ narrator, session }: Execution, plan: SeenPlan): Promise<SeenPlan> {
  planIn(await change(session, 'executePlan', { planId: plan.id }))
  const query = 'subscription($id: ID!) { caseProgress(caseId: $id) { now { steps { state count } } } }'
  for await (const { caseProgress } of session.follow<ProgressAnswer>(query, { id: plan.case.id })) {
    const { steps } = caseProgress.now
    narrator.progress.show(steps.map(({ state, count }) => `${count} ${state}`).join(', '), doneShare(steps))
    if (!steps.some(({ state }) => underWay.includes(state))) {
      break
    }
  }
  narrator.progress.settle()
  return settled(session, plan)
}

function doneShare(steps: ProgressAnswer['caseProgress']['now']['steps']): number {
  const all = steps.reduce((sum, { count }) => sum + count, 0)
  return all === 0 ? 0 : (steps.find(({ state }) => state === 'DONE')?.count ?? 0) / all
}

/** The plan as it stands now. */
export async function planAgain(session: HubSession, { id, case: { id: caseId } }: SeenPlan): Promise<SeenPlan> {
  const plans = await plansOf(session, caseId)
  return present(
    plans.find((plan) => plan.id === id),
    'no plan',
  )
}

const pollMs = 100
const longestPolls = 200

/** The plan once the hub has drawn its conclusions: executed, or waiting for a person. */
async function settled(session: HubSession, plan: SeenPlan): Promise<SeenPlan> {
  for (let polls = 0; polls < longestPolls; polls += 1) {
    const now = await planAgain(session, plan)
    if (now.state === 'EXECUTED' || now.steps.some(({ state }) => state !== 'DONE')) {
      return now
    }
    await sleep(pollMs)
  }
  return present<SeenPlan>(undefined, 'the plan is not executed')
}

const words: Readonly<Record<string, string>> = { REFER: 'REFERRED', FORWARD: 'FORWARDED' }

/** Staff do, or send, what waits for them, and say so. One letter serves every step about the same register. */
export async function completeWaiting(session: HubSession, plan: SeenPlan): Promise<SeenPlan> {
  let now = plan
  for (let [step] = waitingIn(now); step !== undefined; [step] = waitingIn(now)) {
    const input = { stepId: step.id, result: words[step.action] ?? 'DONE_BY_HAND', remark: 'Done as the instructions say.' }
    now = planIn(await change(session, 'completeManualStep', input))
  }
  return settled(session, plan)
}

export function waitingIn({ steps }: SeenPlan): readonly SeenStep[] {
  return steps.filter(({ state }) => state === 'WAITING_MANUAL')
}
