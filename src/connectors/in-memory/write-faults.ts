import type { CoverageReason } from '../../vocabulary/coverage.js'
import type { WriteRefusalReason } from '../../vocabulary/write-refusal.js'
import type { WriteAnswer, WriteOrder } from '../connector.js'
import { SourceError } from '../source-error.js'

/** BEFORE: the write never arrives. AFTER: it is carried out and its answer is lost. REFUSE: a rule of the system. */
export type WriteFault =
  | { readonly when: 'BEFORE' | 'AFTER'; readonly reason: CoverageReason; readonly retryAfterMs?: number }
  | { readonly when: 'REFUSE'; readonly reason: WriteRefusalReason }

export interface FaultPlan {
  /** @default every write from now on */
  readonly times?: number
  /** @default every write */
  readonly of?: (order: WriteOrder) => boolean
}

/** What is to go wrong with the next writes. */
export class WriteFaults {
  private planned: { readonly fault: WriteFault; readonly of: (order: WriteOrder) => boolean; left: number } | null = null

  plan(fault: WriteFault | null, { times = Number.MAX_SAFE_INTEGER, of = () => true }: FaultPlan): void {
    this.planned = fault === null ? null : { fault, of, left: times }
  }

  around(order: WriteOrder, write: () => WriteAnswer): WriteAnswer {
    const fault = this.take(order)
    if (fault?.when === 'REFUSE') {
      return { kind: 'REFUSED', reason: fault.reason }
    }
    if (fault?.when === 'BEFORE') {
      throw failure(fault)
    }
    const answer = write()
    if (fault !== null) {
      throw failure(fault)
    }
    return answer
  }

  private take(order: WriteOrder): WriteFault | null {
    if (this.planned === null || this.planned.left === 0 || !this.planned.of(order)) {
      return null
    }
    this.planned.left -= 1
    return this.planned.fault
  }
}

function failure({ reason, retryAfterMs }: Extract<WriteFault, { when: 'BEFORE' | 'AFTER' }>): SourceError {
  return new SourceError(reason, 'The write was told to fail.', { retryAfterMs })
}
