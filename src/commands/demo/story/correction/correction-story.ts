import { lotte } from '../../../../simulators/world.js'
import type { HubSession } from '../../hub-client.js'
import { change, completeWaiting, execute, planIn, waitingIn } from '../change/carry-out.js'
import { type ChangeTold, changeTold, type StepTold } from '../change/change-document.js'
import { tellRecipients } from '../change/notices.js'
import type { SeenPlan } from '../change/seen-plan.js'
import { showOutcome, showProposal } from '../change/show-plan.js'
import { inventedPeople } from '../change/preface.js'
import { ownSubject } from '../identity.js'
import { readProfile, type SeenContradiction, type SeenProfile } from '../profile.js'
import type { Stage } from '../stage.js'
import { meetConflict } from './conflict.js'

/** What happened, for a program. */
export interface CorrectionDocument extends ChangeTold {
  /** Id of the data subject. */
  readonly subject: string
  /** Categories in which her systems disagreed, before and after. */
  readonly contradictions: { readonly before: readonly string[]; readonly after: readonly string[] }
  /** A correction whose source was edited between approval and execution. */
  readonly conflict: { readonly steps: readonly StepTold[] }
}

const category = 'PHONE_NUMBER'

/** One number, wrong in several systems, corrected once; and a correction that came too late to overwrite anything. */
export async function tellCorrection(stage: Stage): Promise<CorrectionDocument> {
  const { narrator } = stage
  narrator.tell('', 'The story of Lotte, whose old telephone number still stands in some systems.', inventedPeople)
  const session = await stage.as('lotte')
  const { id } = await ownSubject(session)
  const before = await showContradiction(stage, session, id)
  await tryMalformed(stage, session, id)
  const proposed = await propose(stage, session, id)
  await approve(stage, proposed)
  const { done, notices } = await carryOut(stage, proposed)
  const after = await showAgreement(stage, session, id)
  const conflict = await meetConflict(stage, id)
  const contradictions = { before: categoriesIn(before), after: categoriesIn(after) }
  return { subject: id, contradictions, ...changeTold(done, notices), conflict }
}

async function showContradiction({ narrator }: Stage, session: HubSession, id: string): Promise<SeenProfile> {
  narrator.chapter('Two telephone numbers, and she has only one')
  const profile = await readProfile(session, id)
  const contradiction = contradictionIn(profile)
  narrator.table(['system', 'says'], contradiction?.statements.map(({ source, value }) => [source.system.id, value ?? '']) ?? [])
  narrator.check('the hub proposes the number that is right', contradiction?.proposal === lotte.phone)
  return profile
}

function contradictionIn({ contradictions }: SeenProfile): SeenContradiction | undefined {
  return contradictions.find((one) => one.category === category)
}

function categoriesIn({ contradictions }: SeenProfile): string[] {
  return contradictions.map((one) => one.category)
}

function correctionOf(subjectId: string, newValue: string): object {
  return { subjectId, target: { category }, newValue, ground: 'INACCURATE', lang: 'NL' }
}

async function tryMalformed({ narrator }: Stage, session: HubSession, id: string): Promise<void> {
  narrator.chapter('A value without form is refused before anything is planned')
  const { __typename, rule, example } = await change(session, 'proposeRectification', correctionOf(id, '0470 12'))
  narrator.tell(`"0470 12": ${rule ?? ''} For example ${example ?? ''}.`, '')
  narrator.check('refused with the rule and an example', __typename === 'ValueInvalid' && rule !== undefined && example !== undefined)
}

async function propose({ narrator }: Stage, session: HubSession, id: string): Promise<SeenPlan> {
  narrator.chapter('One mutation, and a plan for every system that holds the wrong number')
  const plan = planIn(await change(session, 'proposeRectification', correctionOf(id, lotte.phone)))
  showProposal(narrator, plan)
  const written = new Set(plan.steps.filter(({ action }) => action === 'RECTIFY').map(({ system }) => system.id))
  narrator.check('Odoo and Microsoft 365 are to be written to', written.has('odoo') && written.has('microsoft365'))
  showLetter(narrator, plan)
  return plan
}

function showLetter(narrator: Stage['narrator'], { steps }: SeenPlan): void {
  const referred = steps.find(({ action, system }) => action === 'REFER' && system.id === 'kbo')
  const letter = referred?.referral?.letter ?? ''
  narrator.tell('The letter to the register, for her to send:', '', ...letter.split('\n'), '')
  narrator.check('the register is not written to: she gets the letter that asks for it', letter.includes(lotte.phone))
}

async function approve(stage: Stage, plan: SeenPlan): Promise<void> {
  const { narrator } = stage
  narrator.chapter('Somebody else approves exactly this plan')
  const other = await stage.as('handler2')
  const wrong = await change(other, 'approvePlan', { planId: plan.id, hash: '0'.repeat(64) })
  narrator.check(`an approval of another hash is refused: ${wrong.__typename}`, wrong.__typename === 'PlanHashMismatch')
  const approved = await change(other, 'approvePlan', { planId: plan.id, hash: plan.hash })
  narrator.check('handler2 approves it', planIn(approved).state === 'APPROVED')
}

async function carryOut(stage: Stage, plan: SeenPlan): Promise<{ done: SeenPlan; notices: ChangeTold['notices'] }> {
  const { narrator } = stage
  narrator.chapter('It is carried out, and every system is read again')
  const session = await stage.as('handler2')
  const executed = await execute({ narrator, session }, plan)
  const done = waitingIn(executed).length === 0 ? executed : await completeWaiting(session, executed)
  showOutcome(narrator, done)
  const rectified = done.steps.filter(({ action }) => action === 'RECTIFY')
  narrator.check(
    'every write was read back: CHANGED',
    rectified.every(({ outcome, readBack }) => outcome === 'RECTIFIED' && readBack === 'CHANGED'),
  )
  narrator.check('every step is done, the plan is executed', done.state === 'EXECUTED')
  return { done, notices: await tellRecipients(stage, session, plan.case.id) }
}

async function showAgreement({ narrator }: Stage, session: HubSession, id: string): Promise<SeenProfile> {
  narrator.chapter('Her systems agree')
  const profile = await readProfile(session, id)
  narrator.check('the contradiction is gone', contradictionIn(profile) === undefined)
  return profile
}
