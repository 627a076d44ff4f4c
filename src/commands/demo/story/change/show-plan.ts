import { groupBy } from '../../../../kernel/collections.js'
import type { Narrator } from '../../narrator.js'
import type { SeenPlan, SeenStep } from './seen-plan.js'

/** What is to be done, record by record, those alike on one line; and why. */
export function showProposal(narrator: Narrator, plan: SeenPlan): void {
  const { steps, hash, summary } = plan
  const rows = alike(steps, (step) => [
    step.system.id,
    step.recordType.name,
    step.action,
    step.rule ?? '',
    step.retainUntil ?? changesOf(step),
  ])
  narrator.table(['steps', 'system', 'record type', 'action', 'rule', 'until, or what'], rows)
  narrator.tell(...reasonsOf(steps))
  narrator.say('', `Plan ${hash.slice(0, 16)}…: ${summary.actions.map(({ action, count }) => `${count} ${action}`).join(', ')}`, '')
}

function changesOf({ changes }: SeenStep): string {
  const shown = changes.filter(({ from }) => from !== null)
  return shown.map(({ field, from, to }) => `${field}: ${from ?? ''} -> ${to ?? ''}`).join('; ')
}

/** Each action, under each rule, with the reason that its first step has. */
function reasonsOf(steps: readonly SeenStep[]): string[] {
  const groups = groupBy(steps, ({ action, rule }) => [action, ...(rule === null ? [] : [rule])].join(' '))
  return [...groups].flatMap(([name, [first]]) => (first === undefined ? [] : [`${name}: ${first.reason}`]))
}

/** What came of it. */
export function showOutcome(narrator: Narrator, plan: SeenPlan): void {
  const rows = alike(plan.steps, ({ system, recordType, state, outcome, readBack, retainUntil, finalOn }) => [
    system.id,
    recordType.name,
    outcome ?? state,
    readBack ?? '',
    finalOn === null ? (retainUntil ?? '') : `bin ${finalOn}`,
  ])
  narrator.table(['steps', 'system', 'record type', 'outcome', 'read-back', 'until'], rows)
}

/** What a person has to do, once for steps alike. */
export function showWaiting(narrator: Narrator, steps: readonly SeenStep[]): void {
  const groups = groupBy(steps, ({ system, instructions }) => `${system.id}: ${instructions ?? ''}`)
  narrator.say('These steps wait for a person:', '')
  narrator.tell(...[...groups].map(([text, group]) => `${group.length} × ${text}`), '')
}

/** Rows that are the same, each once with how many. */
function alike(steps: readonly SeenStep[], cellsOf: (step: SeenStep) => readonly string[]): string[][] {
  const groups = groupBy(steps.map(cellsOf), (cells) => cells.join('\n'))
  return [...groups.values()].map((group) => [String(group.length), ...(group[0] ?? [])])
}
