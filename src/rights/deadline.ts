import { addDays, belgianHolidays } from './holidays.js'

/** When an answer is due, as ISO dates. Art. 12(3); counted as Regulation 1182/71 says. */
export interface DueDates {
  /** One month from receipt, moved to the next working day. */
  readonly legalDueOn: string
  /** Thirty days from receipt, as the privacy statement promises; not moved. */
  readonly promisedDueOn: string
  /** The earlier of the two. */
  readonly dueOn: string
  /** Three months from receipt, moved to the next working day: where an extension would lead. */
  readonly extendedDueOn: string
}

const promisedDays = 30

/** Pure. `receivedOn` is the day of receipt in Brussels; it is not counted itself. */
export function dueDates(receivedOn: string): DueDates {
  const legalDueOn = nextWorkingDay(addMonths(receivedOn, 1))
  const promisedDueOn = addDays(receivedOn, promisedDays)
  return {
    legalDueOn,
    promisedDueOn,
    dueOn: legalDueOn < promisedDueOn ? legalDueOn : promisedDueOn,
    extendedDueOn: nextWorkingDay(addMonths(receivedOn, 3)),
  }
}

const brusselsDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels', dateStyle: 'short' })

/** The calendar day in Brussels at a moment. */
export function dayInBrussels(moment: Date): string {
  return brusselsDay.format(moment)
}

/** Whole days from one ISO date to another; negative when it has passed. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** The same day of a later month, or that month's last day. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDate))).toISOString().slice(0, 10)
}

function nextWorkingDay(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  const isFree = weekday === 0 || weekday === 6 || belgianHolidays(Number(day.slice(0, 4))).has(day)
  return isFree ? nextWorkingDay(addDays(day, 1)) : day
}
