import { delay } from '../../../../kernel/delay.js'
import { lotte } from '../../../../simulators/world.js'
import type { HubSession } from '../../hub-client.js'
import { present } from '../bundles.js'
import { change, completeWaiting, execute, planIn } from '../change/carry-out.js'
import { plansOf, type SeenPlan } from '../change/seen-plan.js'
import { showOutcome, showProposal } from '../change/show-plan.js'
import type { Stage } from '../stage.js'

const pollMs = 250
const longestWaits = 120

/** An old list is imported and she is in it: the hub recognises her, says so, and plans to erase her again. */
export async function comeBack(stage: Stage, caseId: string): Promise<SeenPlan> {
  const { narrator, world } = stage
  narrator.chapter('An old list is imported, and she is in it')
  const { given, family, email, phone } = lotte
  const returned = world.odoo.orm.create('res.partner', { name: `${given} ${family}`, email, phone })
  const handler = await stage.as('handler')
  await lookFor(handler)
  const plan = await returnPlan(stage, handler, caseId)
  showProposal(narrator, plan)
  narrator.check(
    'the hub notices, and plans to erase her again',
    plan.steps.some(({ externalId }) => externalId === String(returned)),
  )
  planIn(await change(await stage.as('dpo'), 'approvePlan', { planId: plan.id, hash: plan.hash }))
  const done = await completeWaiting(handler, await execute({ narrator, session: handler }, plan))
  showOutcome(narrator, done)
  narrator.check('the new card is gone again', world.odoo.orm.read('res.partner', returned) === undefined)
  return done
}

/** Any search of the systems would do; this is that of a colleague who registers her. */
async function lookFor(handler: HubSession): Promise<void> {
  const query = 'mutation($input: RegisterDataSubjectInput!) { registerDataSubject(input: $input) { __typename } }'
  await handler.ask(query, { input: { identifiers: [{ kind: 'EMAIL', value: lotte.email }] } })
}

interface EventsAnswer {
  readonly case: { readonly events: readonly { readonly type: string; readonly relatedCaseId: string | null }[] }
}

/** The hub answers in a case of its own, which the history of the first one names. */
async function returnPlan({ narrator, signal }: Stage, handler: HubSession, caseId: string): Promise<SeenPlan> {
  const query = 'query($id: ID!) { case(id: $id) { events { type relatedCaseId } } }'
  for (let wait = 0; wait < longestWaits; wait += 1) {
    const { events } = (await handler.ask<EventsAnswer>(query, { id: caseId })).case
    const returned = events.find(({ type }) => type === 'case.data-returned')
    const [plan] = await plansOf(handler, returned?.relatedCaseId ?? caseId)
    if (plan?.kind === 'RE_ERASURE') {
      return plan
    }
    narrator.progress.show('The hub compares what it met with what it erased …')
    await delay(pollMs, signal)
  }
  return present<SeenPlan>(undefined, 'no plan for her return')
}
