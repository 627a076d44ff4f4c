import type { SystemId } from './source-record.js'

/** What a system answered when asked about a subject. */
export const CoverageAnswer = {
  FOUND: 'FOUND',
  NOTHING_FOUND: 'NOTHING_FOUND',
  WITHHELD: 'WITHHELD',
  UNREACHABLE: 'UNREACHABLE',
  NOT_COVERED: 'NOT_COVERED',
  PENDING: 'PENDING',
} as const
export type CoverageAnswer = (typeof CoverageAnswer)[keyof typeof CoverageAnswer]

/** Why a system gave no, or not the whole, answer. A closed list, safe to show to anyone. */
export const CoverageReason = {
  TIMEOUT: 'TIMEOUT',
  THROTTLED: 'THROTTLED',
  CREDENTIALS_REFUSED: 'CREDENTIALS_REFUSED',
  SYSTEM_ERROR: 'SYSTEM_ERROR',
  MALFORMED_ANSWER: 'MALFORMED_ANSWER',
  CIRCUIT_OPEN: 'CIRCUIT_OPEN',
  PAUSED: 'PAUSED',
  ABORTED: 'ABORTED',
  NOT_SEARCHED: 'NOT_SEARCHED',
  NOT_INSTALLED: 'NOT_INSTALLED',
  SWITCHED_OFF: 'SWITCHED_OFF',
  NO_PERMISSION: 'NO_PERMISSION',
  RESULT_LIMIT: 'RESULT_LIMIT',
  NOT_IMPORTED: 'NOT_IMPORTED',
  AWAITING_DECISION: 'AWAITING_DECISION',
  PROCESSOR_DATA: 'PROCESSOR_DATA',
  NO_IDENTIFIER: 'NO_IDENTIFIER',
} as const
export type CoverageReason = (typeof CoverageReason)[keyof typeof CoverageReason]

/** Something a system could not look at although it was asked: a mailbox not searched, a page refused. */
export interface CoverageGap {
  /** Null where the gap is not about one record type. */
  readonly recordType: string | null
  /** What exactly, without personal data: `mailbox 3 of 12`, `archive mailboxes`. */
  readonly scope: string
  readonly reason: CoverageReason
}

export interface SystemCoverage {
  readonly systemId: SystemId
  readonly answer: CoverageAnswer
  readonly recordCount: number | null
  readonly fieldCount: number | null
  readonly elapsedMs: number | null
  /** RFC 3339. */
  readonly observedAt: string | null
  readonly reason: CoverageReason | null
  /** RFC 3339; when asking again makes sense. */
  readonly nextAttemptAt: string | null
  readonly gaps: readonly CoverageGap[]
}

/**
 * An answer is complete when no system is unreachable or pending and none has a gap.
 * What is not covered is named and does not block; nor does what is not installed, for it holds nothing, or what the operator switched off.
 */
export function isComplete(coverage: readonly SystemCoverage[]): boolean {
  const open: readonly CoverageAnswer[] = [CoverageAnswer.UNREACHABLE, CoverageAnswer.PENDING]
  const harmless: readonly CoverageReason[] = [CoverageReason.NOT_INSTALLED, CoverageReason.SWITCHED_OFF]
  const isMissing = ({ reason }: CoverageGap): boolean => !harmless.includes(reason)
  return coverage.every((system) => !open.includes(system.answer) && !system.gaps.some(isMissing))
}
