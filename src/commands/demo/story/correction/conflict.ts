import { lotte } from '../../../../simulators/world.js'
import { change, claim, execute, planIn } from '../change/carry-out.js'
import { type StepTold, stepsTold } from '../change/change-document.js'
import { showOutcome } from '../change/show-plan.js'
import type { Stage } from '../stage.js'

const newer = '+32470000103'
const typedMeanwhile = '+32470000104'

/** Somebody edits the record at its source after the plan was approved: the plan stops there, and their edit stays. */
export async function meetConflict(stage: Stage, subjectId: string): Promise<{ readonly steps: readonly StepTold[] }> {
  const { narrator, world } = stage
  narrator.chapter('An edit at the source between approval and execution')
  const [author, other] = await Promise.all([stage.as('handler'), stage.as('handler2')])
  const claimId = await claim(await stage.as('lotte'), subjectId, 'RECTIFICATION')
  const input = { claimId, target: { category: 'PHONE_NUMBER' }, newValue: newer, ground: 'INACCURATE', lang: 'NL' }
  const plan = planIn(await change(author, 'proposeRectification', input))
  const own = await change(author, 'approvePlan', { planId: plan.id, hash: plan.hash })
  narrator.check(`its author cannot approve it: ${own.__typename}`, own.__typename === 'ApprovalByAuthor')
  planIn(await change(other, 'approvePlan', { planId: plan.id, hash: plan.hash }))
  const { orm } = world.odoo
  const contact = orm.find('res.partner', [['email', '=', lotte.email]])[0]?.id ?? 0
  orm.edit('res.partner', contact, { phone: typedMeanwhile })
  narrator.say(`A colleague types ${typedMeanwhile} into Odoo. Then the plan is executed:`, '')
  const executed = await execute({ narrator, session: other }, plan)
  showOutcome(narrator, executed)
  const onContact = executed.steps.filter(({ system, externalId }) => system.id === 'odoo' && externalId === String(contact))
  narrator.check('the step stops in CONFLICT', onContact.length > 0 && onContact.every(({ state }) => state === 'CONFLICT'))
  narrator.check('what the colleague typed is not overwritten', orm.read('res.partner', contact)?.['phone'] === typedMeanwhile)
  narrator.check('the plan says that it drifted', executed.drifted)
  return { steps: stepsTold(executed) }
}
