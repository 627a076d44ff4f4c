import { groupBy } from '../../../../kernel/collections.js'
import type { Narrator } from '../../narrator.js'
import type { SeenNotice, SeenPlan, SeenStep } from './seen-plan.js'

/** What is to be done, record by record; alike ones on one line. */
export function showProposal(narrator: Narrator, plan: SeenPlan): void {
  const rows = alike(plan.steps, ({ system, recordType, action, changes, reason }) => [
    system.id,
    recordType.name,
    action,
    changes.map(({ field, from, to }) => `${field}: ${from ?? '-'} -> ${to ?? '-'}`).join('; ') || reason,
  ])
  narrator.table(['steps', 'system', 'record type', 'action', 'what, or why'], rows)
  narrator.say(`Plan ${plan.hash.slice(0, 16)}…: ${plan.summary.actions.map(({ action, count }) => `${count} ${action}`).join(', ')}`, '')
}

/** What came of it. */
export function showOutcome(narrator: Narrator, plan: SeenPlan): void {
  const rows = alike(plan.steps, ({ system, recordType, action, state, outcome, readBack, retainUntil, finalOn }) => [
    system.id,
    recordType.name,
    action,
    outcome ?? state,
    readBack ?? '',
    [retainUntil === null ? [] : `kept until ${retainUntil}`, finalOn === null ? [] : `in the bin until ${finalOn}`].flat().join(', '),
  ])
  narrator.table(['steps', 'system', 'record type', 'action', 'outcome', 'read-back', 'until'], rows)
}

export function showNotices(narrator: Narrator, notices: readonly SeenNotice[]): void {
  const rows = notices.map(({ recipientId, kind, state, categories }) => [recipientId, kind, state, categories.join(', ')])
  narrator.table(['recipient', 'told of', 'state', 'categories'], rows)
}

/** Rows that are the same, each once with how many. */
function alike(steps: readonly SeenStep[], cellsOf: (step: SeenStep) => readonly string[]): string[][] {
  const groups = groupBy(steps.map(cellsOf), (cells) => cells.join('\n'))
  return [...groups.values()].map((group) => [String(group.length), ...(group[0] ?? [])])
}
