import type { LedgerEntry } from '../../entities/ledger-entry.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { InternalError } from '../kernel/errors.js'
import type { LedgerHasher } from './ledger-hasher.js'

/** An entry as it lies in the file: without the row's own id. */
export type LedgerFacts = Omit<LedgerEntry, 'id'>

/** TORN: half a line, as a crash leaves it; nothing that was committed. FOREIGN: whole, and not written by this hub. */
export type ReadLine = { readonly kind: 'ENTRY'; readonly facts: LedgerFacts } | { readonly kind: 'TORN' | 'FOREIGN' | 'EMPTY' }

/** One entry as one line of JSON, with the proof that this hub wrote it. Ends in a line feed. */
export function lineOf(facts: LedgerFacts, hasher: LedgerHasher): string {
  const proof = hasher.proofOf(facts)
  if (proof === null) {
    throw new InternalError('The key of an entry of the ledger is not configured.')
  }
  return `${canonicalJson({ ...facts, proof })}\n`
}

/** Reads a line back. What was changed by so much as a letter is FOREIGN, since what it says would be acted on. */
export function readLine(text: string, hasher: LedgerHasher): ReadLine {
  if (text.trim() === '') {
    return { kind: 'EMPTY' }
  }
  const parsed = parse(text)
  if (parsed === null) {
    return { kind: 'TORN' }
  }
  const { proof, ...rest } = parsed
  const facts = asFacts(rest)
  return facts !== null && proof === hasher.proofOf(facts) ? { kind: 'ENTRY', facts } : { kind: 'FOREIGN' }
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

const texts = ['hash', 'keyId', 'system', 'recordType', 'recognises', 'caseId', 'erasedAt'] as const

/** The proof covers whatever stands there, so that the shape is all there is to check. */
function asFacts(value: Readonly<Record<string, unknown>>): LedgerFacts | null {
  const isWhole = texts.every((key) => typeof value[key] === 'string') && typeof value['isRetained'] === 'boolean'
  return isWhole && Object.keys(value).length === texts.length + 1 ? (value as unknown as LedgerFacts) : null
}
