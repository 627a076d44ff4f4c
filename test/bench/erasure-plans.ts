import { Claim } from '../../entities/claim.js'
import { WriteGate } from '../../entities/database.js'
import { PlanState } from '../../src/vocabulary/change.js'
import { Role } from '../../src/vocabulary/viewer.js'
import { valueOf } from '../builders/casebook.js'
import { viewerOf } from '../builders/federation.js'
import type { ErasureFloor } from './erasure-floor.js'
import { emailOf, stepsInCase } from './erasure-systems.js'

const handler = viewerOf('handler', [Role.CASE_HANDLER])
const officer = viewerOf('officer', [Role.DPO])
const atOnce = 8
/** Cases are numbered, so that many taken in at once would only wait for each other. */
const counter = new WriteGate()

/** A case of one person as staff bring it: registered, planned, approved by somebody else, and set going. */
async function setGoing({ foundation, changing }: ErasureFloor, n: number): Promise<void> {
  const { federation, database } = foundation
  const { signal } = new AbortController()
  const { id: subjectId } = valueOf(await federation.directory.register(handler, [emailOf(n)], 'NL'))
  const request = { subjectId, rights: ['ERASURE'], language: 'NL' } as const
  const { caseId } = valueOf(await counter.pass(() => changing.intake.take(handler, request, true)))
  const { id: claimId } = await database.read((manager) => manager.findOneByOrFail(Claim, { caseId }))
  const plan = valueOf(await changing.desk.planErasure(handler, { claimId, ground: 'CONSENT_WITHDRAWN' }, signal))
  if (plan.steps.length !== stepsInCase) {
    throw new Error(`The plan has ${plan.steps.length} steps instead of ${stepsInCase}.`)
  }
  valueOf(await changing.desk.approvePlan(officer, { planId: plan.id, hash: plan.hash }, signal))
  const { state } = valueOf(await changing.desk.executePlan(handler, plan.id))
  if (state !== PlanState.EXECUTING) {
    throw new Error(`The plan is ${state}.`)
  }
}

/** Cases for everybody from one number to before another. */
export async function setAllGoing(floor: ErasureFloor, from: number, to: number): Promise<void> {
  let next = from
  const goOn = async (): Promise<void> => {
    while (next < to) {
      next += 1
      await setGoing(floor, next - 1)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, goOn))
}
