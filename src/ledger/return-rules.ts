import type { LedgerEntry } from '../../entities/ledger-entry.js'
import type { ReturnAlarm } from '../../entities/return-alarm.js'

/** RESTORED: the very record that was erased. REIMPORTED: another record that carries an erased identifier. */
export type ReturnKind = ReturnAlarm['kind']

/** The entries that recognise a record: by its reference, and by what it carries. Of its system and type, and older than the look at it. */
export interface Recognition {
  readonly byReference: readonly LedgerEntry[]
  readonly byIdentifier: readonly LedgerEntry[]
}

export interface RecognisedReturn {
  readonly kind: ReturnKind
  /** Under which it had been erased; where that happened more than once, the last time. */
  readonly caseId: string
}

/** Whether a record that was met is something erased that came back. What a rule keeps is known and is not. */
export function recognise({ byReference, byIdentifier }: Recognition): RecognisedReturn | null {
  const record = latest(byReference)
  if (record !== null) {
    return record.isRetained ? null : { kind: 'RESTORED', caseId: record.caseId }
  }
  const person = latest(byIdentifier.filter(({ isRetained }) => !isRetained))
  return person === null ? null : { kind: 'REIMPORTED', caseId: person.caseId }
}

/** Whether a rule keeps the record that these entries recognise. The newest of them says so. */
export function isKept(byReference: readonly LedgerEntry[]): boolean {
  return latest(byReference)?.isRetained === true
}

function latest(entries: readonly LedgerEntry[]): LedgerEntry | null {
  return [...entries].sort((left, right) => left.erasedAt.localeCompare(right.erasedAt)).at(-1) ?? null
}
