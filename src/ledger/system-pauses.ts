import type { EntityManager } from 'typeorm'
import { type Database, isDuplicateKey } from '../../entities/database.js'
import { SystemPause } from '../../entities/system-pause.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { BadInputError } from '../kernel/errors.js'
import type { SystemId } from '../vocabulary/source-record.js'

/** How old the answer may be on which a system is asked. */
const freshForMs = 1_000
const longestReason = 64

/** Systems of which nothing is asked, and to which nothing is written, until somebody resumes them. */
export class SystemPauses {
  private known: { readonly at: number; readonly systems: Promise<ReadonlySet<SystemId>> } | null = null

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** `reason` is the operator's own words, 64 characters at most. False where the system was paused already. */
  async pause(system: SystemId, reason: string, accountHash: string): Promise<boolean> {
    if (reason.trim() === '' || reason.length > longestReason) {
      throw new BadInputError(`reason must say why, in ${longestReason} characters at most and without personal data.`)
    }
    const row = { system, reason, pausedBy: accountHash, pausedAt: timestamp(this.clock) }
    try {
      return await this.change((manager) => manager.insert(SystemPause, row).then(() => true))
    } catch (error) {
      if (isDuplicateKey(error)) {
        return false
      }
      throw error
    }
  }

  /** False where the system was not paused. */
  async resume(system: SystemId): Promise<boolean> {
    return this.change((manager) => manager.delete(SystemPause, { system }).then(({ affected }) => (affected ?? 0) > 0))
  }

  /** True within a second in every process. */
  async isPaused(system: SystemId): Promise<boolean> {
    const now = performance.now()
    if (this.known === null || now - this.known.at > freshForMs) {
      this.known = { at: now, systems: this.systems() }
    }
    try {
      return (await this.known.systems).has(system)
    } catch (error) {
      this.known = null
      throw error
    }
  }

  list(): Promise<readonly SystemPause[]> {
    return this.database.read((manager) => manager.find(SystemPause, { order: { system: 'ASC' } }))
  }

  private async systems(): Promise<ReadonlySet<SystemId>> {
    return new Set((await this.list()).map(({ system }) => system))
  }

  private change(work: (manager: EntityManager) => Promise<boolean>): Promise<boolean> {
    return this.database.write(async (manager) => {
      const hasChanged = await work(manager)
      this.database.afterCommit(() => (this.known = null))
      return hasChanged
    })
  }
}
