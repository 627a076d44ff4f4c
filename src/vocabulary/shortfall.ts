import { type CoverageGap, CoverageReason } from './coverage.js'
import type { SystemId } from './source-record.js'

/** What was left open in a system when it was read back after everything planned there was done. */
export interface Shortfall {
  readonly systemId: SystemId
  /** Records that certainly are the person's and that the plan did not know: they need another plan. */
  readonly unplanned: number
  /** What could not be searched again. */
  readonly gaps: readonly CoverageGap[]
}

const harmless: readonly CoverageReason[] = [CoverageReason.NOT_INSTALLED, CoverageReason.SWITCHED_OFF]

/** Null where nothing is left open. What is not installed, or was switched off by the operator, counts as in a coverage. */
export function shortfallOf(systemId: SystemId, unplanned: number, gaps: readonly CoverageGap[]): Shortfall | null {
  const open = gaps.filter(({ reason }) => !harmless.includes(reason))
  return unplanned === 0 && open.length === 0 ? null : { systemId, unplanned, gaps: open }
}
