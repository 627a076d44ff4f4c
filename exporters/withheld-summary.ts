import type { WithheldGround } from '../src/vocabulary/disclosure.js'
import type { WithheldLine } from './records.js'

/** How much of a system is withheld on one ground. */
export interface WithheldTotal {
  readonly system: string
  readonly ground: WithheldGround
  readonly article: string
  readonly count: number
}

/** Adds up what is withheld for the README; as small as systems times grounds, however many lines there are. */
export class WithheldSummary {
  private readonly totals = new Map<string, WithheldTotal>()

  add(lines: readonly WithheldLine[]): void {
    for (const { system, reason, count } of lines) {
      const key = `${system} ${reason.ground} ${reason.article}`
      const before = this.totals.get(key)?.count ?? 0
      this.totals.set(key, { system, ground: reason.ground, article: reason.article, count: before + count })
    }
  }

  list(): WithheldTotal[] {
    return [...this.totals.keys()].sort().flatMap((key) => this.totals.get(key) ?? [])
  }
}
