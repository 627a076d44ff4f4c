import { type Retention, type RetentionRule, RetentionStart } from '../vocabulary/retention.js'

/** What a rule means for a record whose period starts (or would start) on `event`, an ISO date or moment. Pure. */
export function retentionOf(rule: RetentionRule, event: string | undefined): Retention {
  const start = startOf(rule, event)
  return {
    rule: rule.id,
    start,
    retainUntil: start === null || rule.months === undefined ? null : addMonths(start, rule.months),
    ground: rule.ground ?? null,
  }
}

function startOf(rule: RetentionRule, event: string | undefined): string | null {
  if (event === undefined || rule.start === RetentionStart.NONE || rule.start === RetentionStart.END_OF_RELATION) {
    return null
  }
  const day = event.slice(0, 10)
  if (Number.isNaN(Date.parse(`${day}T00:00:00Z`))) {
    return null
  }
  return rule.start === RetentionStart.YEAR_AFTER ? `${Number(day.slice(0, 4)) + 1}-01-01` : day
}

/** The same day `months` later, or the last of that month where it has no such day. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastOfTarget = new Date(Date.UTC(year, month - 1 + months + 1, 0))
  const target = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfTarget.getUTCDate())))
  return target.toISOString().slice(0, 10)
}
