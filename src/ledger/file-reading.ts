import type { LedgerHasher } from './ledger-hasher.js'
import { type LedgerFacts, type ReadLine, readLine } from './ledger-line.js'

/** What a file held: lines that say something, lines that a crash left half, lines that this hub did not write. */
export interface FileReading {
  readonly entries: number
  readonly torn: number
  readonly foreign: number
}

const counted: Readonly<Record<ReadLine['kind'], readonly (keyof FileReading)[]>> = {
  ENTRY: ['entries'],
  TORN: ['torn'],
  FOREIGN: ['foreign'],
  EMPTY: [],
}

const entriesPerPage = 1_000

/** Reads a file once, many entries at a time, and counts what it meets. */
export class LedgerFileReader {
  private readonly counts = { entries: 0, torn: 0, foreign: 0 }

  constructor(
    private readonly lines: AsyncIterable<string>,
    private readonly hasher: LedgerHasher,
  ) {}

  get reading(): FileReading {
    return { ...this.counts }
  }

  /** At least one page, which is empty where the file says nothing. */
  async *pages(): AsyncGenerator<{ readonly facts: readonly LedgerFacts[]; readonly isLast: boolean }> {
    let facts: LedgerFacts[] = []
    for await (const text of this.lines) {
      if (facts.length === entriesPerPage) {
        yield { facts, isLast: false }
        facts = []
      }
      const line = readLine(text, this.hasher)
      counted[line.kind].forEach((count) => (this.counts[count] += 1))
      facts.push(...(line.kind === 'ENTRY' ? [line.facts] : []))
    }
    yield { facts, isLast: true }
  }
}
