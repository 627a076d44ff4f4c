import { NotFoundError } from '../../src/kernel/errors.js'
import type { Changes, PlanView } from '../../src/rights/changes.js'
import type { Notices } from '../../src/rights/notices.js'
import { authorise } from '../../src/security/permissions.js'
import { done, refused } from '../../src/vocabulary/refusal.js'
import { Role, type Viewer } from '../../src/vocabulary/viewer.js'
import { labels } from './fake-graph.js'
import { attestation, notice, planOf, supplement } from './fake-plans.js'

/** The account of subject `a` and every role may see what is of `a`; staff see `b` as well. */
export function maySee(viewer: Viewer, subjectId: string): boolean {
  const isStaff = viewer.roles.has(Role.CASE_HANDLER) || viewer.roles.has(Role.DPO)
  return subjectId === 'a' || (isStaff && subjectId === 'b')
}

export function visible<T>(viewer: Viewer, subjectId: string, value: T): T {
  if (!maySee(viewer, subjectId)) {
    throw new NotFoundError()
  }
  return value
}

const known: readonly PlanView[] = [
  planOf('plan-old', 'case-a'),
  planOf('plan-a', 'case-a'),
  planOf('plan-b', 'case-b', { subjectId: 'b' }),
]

function found(viewer: Viewer, isWanted: (plan: PlanView) => boolean): PlanView {
  const plan = known.find(isWanted)
  return visible(viewer, plan?.subjectId ?? '', plan!)
}

/** A correction of `wrong` has no form, one of a category is ambiguous; a plan with the hash `stale` has drifted. */
export function fakeChanges(): Changes {
  const byId = (viewer: Viewer, planId: string): PlanView => found(viewer, ({ id }) => id === planId)
  const ofStep = (viewer: Viewer, stepId: string): PlanView => found(viewer, ({ steps }) => steps.some(({ id }) => id === stepId))
  return {
    proposeRectification: async (viewer, { claimId, subjectId, newValue, category }) => {
      const plan = claimId
        ? found(viewer, (one) => one.claimId === claimId)
        : visible(viewer, subjectId ?? '', planOf('plan-new', 'case-a'))
      if (newValue === 'wrong') {
        return refused('VALUE_INVALID', { format: { rule: labels('E.164'), example: '+32470000101' } })
      }
      return category === 'NATIONALITY' ? refused('TARGET_AMBIGUOUS') : done(plan)
    },
    planErasure: async (viewer, { claimId }) => done(found(viewer, (one) => one.claimId === claimId)),
    approvePlan: async (viewer, { planId, hash }) => {
      const plan = byId(viewer, planId)
      return hash === plan.hash ? done(plan) : refused('PLAN_STALE', { driftedSteps: [2, 3] })
    },
    executePlan: async (viewer, planId) => done(byId(viewer, planId)),
    dismissReturn: async (viewer, planId) => done(byId(viewer, planId)),
    retryStep: async (viewer, stepId) => done(ofStep(viewer, stepId)),
    completeManualStep: async (viewer, { stepId }) => done(ofStep(viewer, stepId)),
    plan: async (viewer, planId) => byId(viewer, planId),
    plansOf: async (viewer, caseIds) =>
      known.filter((plan) => caseIds.includes(plan.caseId) && maySee(viewer, plan.subjectId)).map(({ steps: _steps, ...head }) => head),
    steps: async (viewer, planId, { states, first, after }) =>
      byId(viewer, planId)
        .steps.filter(({ number, state }) => number > after && (states?.includes(state) ?? true))
        .slice(0, first),
    evidenceContent: async () => Buffer.from('%PDF-1.7'),
    supplements: async () => [supplement],
    notices: async () => [notice],
    attestation: async () => attestation,
    attestationPage: async (_viewer, _planId, language) => `<html lang="${language ?? 'NL'}"></html>`,
    pauseSystem: async (_viewer, { systemId }) => done({ systemId }),
    resumeSystem: async (_viewer, { systemId }) => done({ systemId }),
    pausedSystems: async (viewer) => {
      authorise(viewer, 'SourceSystem.pause')
      return [{ systemId: 'odoo', reason: 'upgrade', pausedAt: '2026-11-02T08:00:00.000Z' }]
    },
  }
}

/** There is one notice, of subject `a`; it was sent already. */
export function fakeNotices(): Notices {
  const mustBeKnown = (viewer: Viewer, noticeId: string): void => void visible(viewer, noticeId === notice.id ? 'a' : '', notice)
  return {
    letter: async (viewer, noticeId) => {
      mustBeKnown(viewer, noticeId)
      return { language: 'FR', subject: 'Effacement', text: 'Veuillez effacer.' }
    },
    record: async (viewer, { noticeId, result }) => {
      mustBeKnown(viewer, noticeId)
      return result === 'SENT' ? refused('NOTICE_NOT_WAITING') : done({ ...notice, state: 'ACKNOWLEDGED' as const })
    },
  }
}
