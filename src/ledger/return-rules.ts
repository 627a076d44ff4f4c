import type { LedgerEntry } from '../../entities/ledger-entry.js'
import type { ReturnAlarm } from '../../entities/return-alarm.js'

/** See `ReturnAlarm.kind`. */
export type ReturnKind = ReturnAlarm['kind']

/** The entries that recognise a record: by its reference, and by what it carries. Of its system and type, and older than the look at it. */
export interface Recognition {
  readonly byReference: readonly LedgerEntry[]
  readonly byIdentifier: readonly LedgerEntry[]
  /** Whether it carries anything that would recognise a person. */
  readonly carriesIdentifiers: boolean
}

export interface RecognisedReturn {
  readonly kind: ReturnKind
  /** Under which it had been erased; where that happened more than once, the last time. */
  readonly caseId: string
  /** Whether it carries what was erased under that case; without, its id is all that speaks for it. */
  readonly isProven: boolean
}

/**
 * Whether a record that was met is something erased that came back. What a rule keeps is known and is not. An id proves nothing
 * on its own: a system that is restored counts on from where it was, and gives the ids of what was erased to others.
 */
export function recognise({ byReference, byIdentifier, carriesIdentifiers }: Recognition): RecognisedReturn | null {
  const record = latest(byReference)
  if (record?.isRetained === true) {
    return null
  }
  const erased = byIdentifier.filter(({ isRetained }) => !isRetained)
  if (record !== null && erased.some(({ caseId }) => caseId === record.caseId)) {
    return { kind: 'RESTORED', caseId: record.caseId, isProven: true }
  }
  const person = latest(erased)
  if (person !== null) {
    return { kind: 'REIMPORTED', caseId: person.caseId, isProven: true }
  }
  return record === null ? null : { kind: carriesIdentifiers ? 'DOUBTFUL' : 'RESTORED', caseId: record.caseId, isProven: false }
}

/** What the hub's links say of a record, as seen from the person whose it had been. */
export interface LinkStanding {
  /** Staff said that it is not theirs. */
  readonly isRefused: boolean
  /** It is certainly theirs. */
  readonly isOwn: boolean
  /** It is certainly somebody else's, perhaps as well. */
  readonly isOfOthers: boolean
}

/** What a return is in the light of the links; null where nobody came back in it. Only RESTORED is erased again without being asked about. */
export function inLightOf({ isRefused, isOwn, isOfOthers }: LinkStanding, kind: ReturnKind): ReturnKind | null {
  if (isRefused) {
    return null
  }
  if (kind === 'RESTORED') {
    return isOfOthers ? 'DOUBTFUL' : 'RESTORED'
  }
  return isOfOthers && !isOwn ? null : kind
}

/** Whether a rule keeps the record that these entries recognise. The newest of them says so. */
export function isKept(byReference: readonly LedgerEntry[]): boolean {
  return latest(byReference)?.isRetained === true
}

function latest(entries: readonly LedgerEntry[]): LedgerEntry | null {
  return [...entries].sort((left, right) => left.erasedAt.localeCompare(right.erasedAt)).at(-1) ?? null
}
