import type { WithheldLine } from '../../exporters/records.js'
import type { WithheldReason } from '../vocabulary/disclosure.js'

/** What stays behind as a whole, counted by system, record type and reason. */
export class WithheldCounts {
  private readonly lines = new Map<string, WithheldLine>()

  add({ system, recordType }: { readonly system: string; readonly recordType: string }, reason: WithheldReason, more = 1): void {
    const key = `${system}/${recordType}/${reason.ground}`
    const count = (this.lines.get(key)?.count ?? 0) + more
    this.lines.set(key, { system, recordType, recordId: null, field: null, count, reason })
  }

  list(): WithheldLine[] {
    return [...this.lines.keys()].sort().flatMap((key) => this.lines.get(key) ?? [])
  }
}
