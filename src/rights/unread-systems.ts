import { isComplete, type SystemCoverage } from '../vocabulary/coverage.js'

/** Systems whose answer was missing or had gaps: nobody can say what they hold. */
export function unreadSystems(coverage: readonly SystemCoverage[]): string[] {
  return coverage.filter((system) => !isComplete([system])).map(({ systemId }) => systemId)
}
