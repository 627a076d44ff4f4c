import { groupBy } from '../../kernel/collections.js'
import { StepState } from '../../vocabulary/change.js'
import { alignedRows } from '../text-table.js'
import type { CaseReport, PlanReport, StepReport } from './case-report.js'

/** A case for a person to read. */
export function caseLines(report: CaseReport): string[] {
  const plans = report.claims.flatMap(({ id, right }) => {
    const plan = newestPlan(report, id)
    return plan === undefined ? [] : ['', ...planLines(right, plan)]
  })
  return [...headLines(report), '', ...claimLines(report), ...plans, ...noticeLines(report)]
}

function headLines({ reference, state, request, clock, identityCheck }: CaseReport): string[] {
  const { legalDueOn, promisedDueOn, dueOn, daysLeft, overdue, extension } = clock
  const left = overdue ? `OVERDUE by ${-daysLeft} days` : `in ${daysLeft} days`
  return [
    `${reference}  ${state}`,
    `received  ${request.receivedAt} (${request.channel}, ${request.language})`,
    `due       ${dueOn}, ${left}; by law ${legalDueOn}, promised ${promisedDueOn}${extension === null ? '' : ', extended'}`,
    `identity  ${identityCheck === null ? 'not established' : `${identityCheck.method}, ${identityCheck.passed ? 'passed' : 'not passed'}`}`,
  ]
}

function claimLines(report: CaseReport): string[] {
  const rows = report.claims.map(({ id, right, outcome }) => [right, outcome ?? 'open', planInBrief(newestPlan(report, id))])
  return alignedRows(['claim', 'outcome', 'plan'], rows)
}

function planInBrief(plan: PlanReport | undefined): string {
  return plan === undefined ? 'none' : `${plan.state}, ${doneOf(plan)}${plan.drifted ? ', drifted' : ''}`
}

function doneOf({ steps }: PlanReport): string {
  return `${steps.filter(({ state }) => state === StepState.DONE).length} of ${steps.length} steps done`
}

function newestPlan({ plans }: CaseReport, claimId: string): PlanReport | undefined {
  return plans.findLast((plan) => plan.claimId === claimId)
}

function planLines(right: string, plan: PlanReport): string[] {
  const approvals = plan.approvals.map(({ role, approvedAt }) => `by ${role} at ${approvedAt}`).join(', ')
  const { unreadSystems } = plan.summary
  return [
    `${right}: plan of ${plan.createdAt}, hash ${plan.hash}`,
    `approved  ${approvals || 'not yet'}`,
    ...(unreadSystems.length === 0
      ? []
      : [`unread    ${unreadSystems.join(', ')}, in part or as a whole: the plan says nothing about that`]),
    ...(plan.attestation === null ? [] : [`attested  ${plan.attestation.issuedAt}, hash ${plan.attestation.hash}`]),
    '',
    ...stepLines(plan.steps),
    ...waitingLines(plan.steps),
  ]
}

/** Steps that are alike in everything shown are one line. */
function stepLines(steps: readonly StepReport[]): string[] {
  const heading = ['system', 'record type', 'steps', 'action', 'state', 'outcome', 'read-back', 'until']
  const alike = groupBy(steps.toSorted(bySystem), (step) => cellsOf(step).join(' '))
  return alignedRows(heading, [...alike.values()].map(rowOf))
}

function bySystem(one: StepReport, other: StepReport): number {
  return one.system.localeCompare(other.system) || one.number - other.number
}

function cellsOf({ system, recordType, action, state, outcome, readBack, retainUntil, finalOn }: StepReport): string[] {
  const until = [retainUntil === null ? [] : `kept until ${retainUntil}`, finalOn === null ? [] : `gone for good on ${finalOn}`].flat()
  return [system, recordType, action, state, outcome ?? '-', readBack ?? '-', until.join(', ')]
}

function rowOf(group: readonly StepReport[]): string[] {
  const [first] = group
  const [system = '', recordType = '', ...rest] = first === undefined ? [] : cellsOf(first)
  return [system, recordType, String(group.length), ...rest]
}

const mostWaiting = 20

const stopped: readonly StepState[] = [StepState.WAITING_MANUAL, StepState.FAILED, StepState.CONFLICT]

function waitingLines(steps: readonly StepReport[]): string[] {
  const waiting = steps.filter(({ state }) => stopped.includes(state))
  const more = waiting.length > mostWaiting ? [`  and ${waiting.length - mostWaiting} more: --json lists them`] : []
  return waiting.length === 0 ? [] : ['', 'waits for a person', ...waiting.slice(0, mostWaiting).map(waitingLine), ...more]
}

function waitingLine({ number, system, recordType, externalId, state, lastError, instructions }: StepReport): string {
  const why = [lastError, instructions].filter((text) => text !== null).join(': ')
  return `  step ${number}, ${system} ${recordType} ${externalId}, ${state}${why === '' ? '' : `: ${why}`}`
}

function noticeLines({ notices }: CaseReport): string[] {
  if (notices.length === 0) {
    return []
  }
  const rows = notices.map(({ recipientId, kind, state, sentAt, reason }) => [recipientId, kind, state, reason ?? sentAt ?? ''])
  return ['', ...alignedRows(['told', 'of', 'state', ''], rows)]
}
