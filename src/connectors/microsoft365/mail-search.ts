/** A range of days, from `since` on and before `before`, as the search of Outlook understands it; open where a side is absent. */
export interface DayRange {
  /** ISO date. */
  readonly since?: string
  /** ISO date. */
  readonly before?: string
}

/** Outlook's search for mail of, to or copied to any of these addresses. */
export function participantsQuery(addresses: readonly string[], range: DayRange = {}): string {
  const people = addresses.map((address) => `participants:${address}`).join(' OR ')
  const limits = [
    ...(range.since === undefined ? [] : [`received>=${range.since}`]),
    ...(range.before === undefined ? [] : [`received<${range.before}`]),
  ]
  const grouped = limits.length > 0 && addresses.length > 1 ? `(${people})` : people
  return `"${[grouped, ...limits].join(' AND ')}"`
}

/** Two ranges instead of one whose search was cut off, divided at the middle of what it gave; null when it is a single day already. */
export function halves(range: DayRange, days: readonly string[]): readonly [DayRange, DayRange] | null {
  const sorted = [...days].sort()
  const middle = sorted[Math.floor(sorted.length / 2)]
  const cut = [middle, middle === undefined ? undefined : dayAfter(middle)].find((day) => day !== undefined && isInside(range, day))
  return cut === undefined
    ? null
    : [
        { ...range, before: cut },
        { ...range, since: cut },
      ]
}

/** A cut must leave something on both sides. */
function isInside({ since, before }: DayRange, day: string): boolean {
  return (since === undefined || since < day) && (before === undefined || day < before)
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
