import { lotte } from '../../../../simulators/world.js'
import type { HubSession } from '../../hub-client.js'
import { change, completeWaiting, execute, claim, planIn, waitingIn } from '../change/carry-out.js'
import { type ChangeTold, changeTold, type StepTold, stepsTold } from '../change/change-document.js'
import { tellRecipients } from '../change/notices.js'
import type { SeenPlan } from '../change/seen-plan.js'
import { showOutcome, showProposal, showWaiting } from '../change/show-plan.js'
import { inventedPeople } from '../change/preface.js'
import { ownSubject } from '../identity.js'
import type { Stage } from '../stage.js'
import { keepAttestation, showAttestation } from './attestation.js'
import { comeBack } from './come-back.js'
import { showWhatStays } from './what-stays.js'
import { settleTies } from './settle-ties.js'

/** What happened, for a program. */
export interface ErasureDocument extends ChangeTold {
  /** Id of the data subject. */
  readonly subject: string
  /** Model and field of Odoo in which something of her still stands. */
  readonly retained: readonly string[]
  /** The plan that answered her coming back. */
  readonly return: { readonly steps: readonly StepTold[] }
}

/** A person with an invoice, letters, a portal account and an archived card is erased, and comes back by mistake. */
export async function tellErasure(stage: Stage, isKept: boolean): Promise<ErasureDocument> {
  const { narrator } = stage
  narrator.tell('', 'The story of Lotte, who wants her data erased by a company that must keep her invoice.', inventedPeople)
  archiveOldCard(stage)
  const session = await stage.as('lotte')
  const { id } = await ownSubject(session)
  await settleTies(stage, id)
  const plan = await planIt(stage, await claim(session, id, 'ERASURE'))
  await approve(stage, plan)
  const { done, notices } = await carryOut(stage, plan)
  const attested = await showAttestation(stage, done)
  if (isKept) {
    await keepAttestation(stage.folder, attested)
  }
  const retained = showWhatStays(stage)
  const back = await comeBack(stage, plan.case.id)
  return { subject: id, ...changeTold(done, notices), retained, return: { steps: stepsTold(back) } }
}

/** Years ago somebody made a second card of her in Odoo and archived it. */
function archiveOldCard({ world }: Stage): void {
  const { given, family, email, oldPhone, street } = lotte
  world.odoo.orm.create('res.partner', { name: `${given} ${family}`, email, phone: oldPhone, street, active: false })
}

async function planIt(stage: Stage, claimId: string): Promise<SeenPlan> {
  const { narrator } = stage
  narrator.chapter('She asks to be erased: a plan says of every record what becomes of it, and why')
  const author = await stage.as('handler')
  const plan = planIn(await change(author, 'planErasure', { claimId, ground: 'CONSENT_WITHDRAWN' }))
  showProposal(narrator, plan)
  const systems = new Set(plan.steps.map(({ system }) => system.id))
  narrator.check(
    'it is about all three systems',
    ['odoo', 'microsoft365', 'kbo'].every((system) => systems.has(system)),
  )
  const kept = plan.steps.filter(({ ground }) => ground !== null)
  narrator.check(
    'what the law keeps has a rule, and a day until when',
    kept.length > 0 && kept.every(({ rule, retainUntil }) => rule !== null && retainUntil !== null),
  )
  return plan
}

async function approve(stage: Stage, { id: planId, hash }: SeenPlan): Promise<void> {
  const { narrator } = stage
  narrator.chapter('Only the data protection officer approves an erasure')
  const askedBy = async (persona: string): Promise<string> =>
    (await change(await stage.as(persona), 'approvePlan', { planId, hash })).__typename
  const [author, colleague, officer] = [await askedBy('handler'), await askedBy('handler2'), await askedBy('dpo')]
  narrator.table(
    ['approved by', 'answer'],
    [
      ['handler, who made it', author],
      ['handler2', colleague],
      ['dpo', officer],
    ],
  )
  const refusals = ['ApprovalByAuthor', 'ApprovalByOfficerOnly']
  narrator.check('its author is refused', refusals.includes(author))
  narrator.check('a colleague is refused, the officer is not', colleague === 'ApprovalByOfficerOnly' && officer === 'PlanApproved')
}

async function carryOut(stage: Stage, plan: SeenPlan): Promise<{ readonly done: SeenPlan; readonly notices: ChangeTold['notices'] }> {
  const { narrator } = stage
  narrator.chapter('It is carried out, and every system is read again')
  const session = await stage.as('handler')
  const executed = await execute({ narrator, session }, plan)
  const done = await doByHand(stage, session, executed)
  showOutcome(narrator, done)
  const erased = done.steps.filter(({ outcome }) => outcome === 'ERASED' || outcome === 'DELETED_SOFT')
  narrator.check(
    'what was erased was looked for again, and is GONE',
    erased.length > 0 && erased.every(({ readBack }) => readBack === 'GONE'),
  )
  narrator.check('every step is done, the plan is executed', done.state === 'EXECUTED')
  return { done, notices: await tellRecipients(stage, session, plan.case.id) }
}

/** What no API allows is done by staff, who say so. */
async function doByHand({ narrator }: Stage, session: HubSession, plan: SeenPlan): Promise<SeenPlan> {
  if (waitingIn(plan).length === 0) {
    return plan
  }
  showWaiting(narrator, waitingIn(plan))
  return completeWaiting(session, plan)
}
