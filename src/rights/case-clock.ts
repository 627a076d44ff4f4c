import type { Case } from '../../entities/case.js'
import type { CaseClock } from '../../entities/case-clock.js'
import type { Clock } from '../kernel/clock.js'
import { dayInBrussels, daysBetween, dueDates } from './deadline.js'
import type { ClockView } from './rights.js'

/** The facts with which a case's clock starts. */
export function startClock(caseId: string, receivedAt: string): CaseClock {
  const { legalDueOn, promisedDueOn, dueOn } = dueDates(dayInBrussels(new Date(receivedAt)))
  return { caseId, receivedAt, legalDueOn, promisedDueOn, dueOn, pauses: [], extension: null }
}

/** What the clock says now: overdue and days left are computed, never stored. It stands still when the case is closed. */
export function clockView(stored: CaseClock, { closedAt }: Pick<Case, 'closedAt'>, clock: Clock): ClockView {
  const today = dayInBrussels(closedAt === null ? clock.now() : new Date(closedAt))
  const { extendedDueOn } = dueDates(dayInBrussels(new Date(stored.receivedAt)))
  return {
    receivedAt: stored.receivedAt,
    legalDueOn: stored.legalDueOn,
    promisedDueOn: stored.promisedDueOn,
    dueOn: stored.dueOn,
    pauses: stored.pauses,
    extension: stored.extension === null ? null : { ...stored.extension, extendedTo: extendedDueOn },
    overdue: today > stored.dueOn,
    daysLeft: daysBetween(today, stored.dueOn),
  }
}
