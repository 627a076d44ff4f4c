import { In, LessThan } from 'typeorm'
import { Bundle } from '../../entities/bundle.js'
import { BundlePart } from '../../entities/bundle-part.js'
import type { Database } from '../../entities/database.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { BundleState } from '../vocabulary/bundle-state.js'
import type { BundleStore } from './bundle-store.js'

/** A file without a row may still be on its way to one, for as long. */
const strayAfterMs = 24 * 60 * 60 * 1_000

/** Destroys bundles whose time is over: first the key, then the files. What no row speaks of any more goes too. */
export class BundleExpiry {
  constructor(
    private readonly database: Database,
    private readonly store: BundleStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Gives how many bundles expired. */
  async sweep(): Promise<number> {
    const due = await this.database.read((manager) =>
      manager.findBy(Bundle, { state: In([BundleState.READY, BundleState.PARTIAL]), expiresAt: LessThan(timestamp(this.clock)) }),
    )
    for (const bundle of due) {
      await this.expire(bundle)
    }
    await this.removeStrays()
    return due.length
  }

  /** Left behind by a run that was killed; nobody has their key. */
  private async removeStrays(): Promise<void> {
    const rows = await this.database.read((manager) =>
      manager.find(BundlePart, { select: { bundleId: true, number: true, storedAs: true } }),
    )
    const known = new Set(rows.map(({ storedAs }) => storedAs))
    const newest = this.clock.now().getTime() - strayAfterMs
    const strays = (await this.store.list()).filter(({ name, writtenAt }) => !known.has(name) && writtenAt.getTime() < newest)
    await Promise.all(strays.map(({ name }) => this.store.remove(name)))
  }

  private async expire(bundle: Bundle): Promise<void> {
    const parts = await this.database.write(async (manager) => {
      const stored = await manager.findBy(BundlePart, { bundleId: bundle.id })
      await manager.update(Bundle, bundle.id, { state: BundleState.EXPIRED, keyCipher: null })
      await this.audit.record({
        type: 'bundle.expired',
        viewer: null,
        subjectId: bundle.subjectId,
        caseId: bundle.caseId,
        facts: { bundleId: bundle.id },
      })
      return stored
    })
    await Promise.all(parts.map(({ storedAs }) => this.store.remove(storedAs)))
  }
}
