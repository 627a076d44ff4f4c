import { SourceError } from '../connectors/source-error.js'
import { CoverageAnswer, type CoverageGap, CoverageReason, type SystemCoverage } from '../vocabulary/coverage.js'
import type { SystemId } from '../vocabulary/source-record.js'

/** What reading one system for one subject came to. */
export interface ReadingFacts {
  readonly systemId: SystemId
  readonly recordCount: number
  readonly fieldCount: number
  readonly elapsedMs: number
  readonly observedAt: string
  readonly gaps: readonly CoverageGap[]
  /** Links that wait for a person: there may be more about the subject than was read. */
  readonly undecidedLinks: number
  readonly failure: SourceError | null
}

/** The system's answer, in the words of the completeness certificate. Pure. */
export function coverageOf(facts: ReadingFacts): SystemCoverage {
  return {
    systemId: facts.systemId,
    answer: answerOf(facts),
    recordCount: facts.recordCount,
    fieldCount: facts.fieldCount,
    elapsedMs: Math.round(facts.elapsedMs),
    observedAt: facts.observedAt,
    reason: facts.failure?.reason ?? null,
    nextAttemptAt: nextAttempt(facts),
    gaps: [...distinct(facts.gaps), ...undecided(facts.undecidedLinks)],
  }
}

function answerOf({ failure, recordCount }: ReadingFacts): CoverageAnswer {
  if (failure !== null) {
    return CoverageAnswer.UNREACHABLE
  }
  return recordCount > 0 ? CoverageAnswer.FOUND : CoverageAnswer.NOTHING_FOUND
}

function nextAttempt({ failure, observedAt }: ReadingFacts): string | null {
  const wait = failure?.options.retryAfterMs
  return wait === undefined ? null : new Date(Date.parse(observedAt) + wait).toISOString()
}

function distinct(gaps: readonly CoverageGap[]): CoverageGap[] {
  return [...new Map(gaps.map((gap) => [`${gap.recordType}|${gap.scope}|${gap.reason}`, gap])).values()]
}

function undecided(links: number): CoverageGap[] {
  return links === 0
    ? []
    : [{ recordType: null, scope: `${links} record(s) that may be about this person`, reason: CoverageReason.AWAITING_DECISION }]
}

export function asFailure(thrown: unknown): SourceError {
  return thrown instanceof SourceError
    ? thrown
    : new SourceError(CoverageReason.SYSTEM_ERROR, 'Reading the system failed.', { cause: thrown })
}
