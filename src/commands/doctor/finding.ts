import type { ProbeFinding } from '../../connectors/connector.js'
import type { HubSettings } from '../../config/settings.js'
import type { Database } from '../../../entities/database.js'

export const FindingState = { OK: 'OK', WARNING: 'WARNING', PROBLEM: 'PROBLEM' } as const
export type FindingState = (typeof FindingState)[keyof typeof FindingState]

/** Something that the doctor saw. */
export interface Finding {
  readonly state: FindingState
  /** In English, without secrets. */
  readonly text: string
  /** What to do; absent when nothing. */
  readonly remedy?: string
}

/** Something that the hub depends on, and how it was found. */
export interface Diagnosis {
  readonly subject: string
  readonly findings: readonly Finding[]
}

/** What checks share. `database` is null where it cannot be used. */
export interface Examined {
  readonly settings: HubSettings
  readonly database: Database | null
  readonly signal: AbortSignal
}

export function fine(text: string): Finding {
  return { state: FindingState.OK, text }
}

export function warning(text: string, remedy: string): Finding {
  return { state: FindingState.WARNING, text, remedy }
}

export function problem(text: string, remedy: string): Finding {
  return { state: FindingState.PROBLEM, text, remedy }
}

/** Of a sentence that says what is wrong and then what to do. */
export function fromSentence(sentence: string): Finding {
  const end = sentence.indexOf('. ')
  return end < 0 ? { state: FindingState.PROBLEM, text: sentence } : problem(sentence.slice(0, end + 1), sentence.slice(end + 2))
}

const states = { OK: FindingState.OK, WARNING: FindingState.WARNING, ERROR: FindingState.PROBLEM } as const

export function fromProbe({ severity, text, remedy }: ProbeFinding): Finding {
  return { state: states[severity], text, ...(remedy === undefined ? {} : { remedy }) }
}
