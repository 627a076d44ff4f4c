import { Bundle } from '../../entities/bundle.js'
import type { Database } from '../../entities/database.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { BundleState } from '../vocabulary/bundle-state.js'

/** How often counts go to the database. */
const reportEveryMs = 250

export type PreparationPhase = 'locating' | 'collecting' | 'packing' | 'sealing'

/** How far a preparation is, as whoever waits for it sees it. Counts are written now and then, and nobody waits for that. */
export class PreparationProgress {
  private phase: PreparationPhase | null = null
  private done = 0
  private bytes = 0
  private lastReport = Number.NEGATIVE_INFINITY
  private isWriting = false

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly bundleId: string,
  ) {}

  /** Its counts start from nothing. A phase that has begun goes on. */
  async begin(phase: PreparationPhase, total: number | null = null): Promise<void> {
    if (this.phase !== phase) {
      this.phase = phase
      this.done = 0
      await this.write({ phase, phaseSince: timestamp(this.clock), progressDone: 0, progressTotal: total })
    }
  }

  add(more: number): void {
    this.at(this.done + more, this.bytes)
  }

  at(done: number, bytes: number): void {
    this.done = done
    this.bytes = bytes
    this.report()
  }

  /** What fails here shows again at the publication. */
  private report(): void {
    const now = performance.now()
    if (this.isWriting || now - this.lastReport < reportEveryMs) {
      return
    }
    this.lastReport = now
    this.isWriting = true
    this.write({ progressDone: this.done, progressBytes: this.bytes })
      .catch(() => undefined)
      .finally(() => (this.isWriting = false))
  }

  private async write(row: Partial<Bundle>): Promise<void> {
    await this.database.write((manager) => manager.update(Bundle, { id: this.bundleId, state: BundleState.PREPARING }, row))
  }
}
