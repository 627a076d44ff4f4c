import { type FindOptionsWhere, In, LessThanOrEqual } from 'typeorm'
import { Bundle } from '../../entities/bundle.js'
import { BundlePart } from '../../entities/bundle-part.js'
import type { Database } from '../../entities/database.js'
import { DownloadGrant } from '../../entities/download-grant.js'
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
    const due = await this.database.read((manager) => manager.findBy(Bundle, this.due()))
    let expired = 0
    for (const bundle of due) {
      expired += (await this.expire(bundle)) ? 1 : 0
    }
    await this.removeStrays()
    return expired
  }

  /** Left behind by a run that was killed, or by a bundle that is prepared afresh; nobody has their key. */
  private async removeStrays(): Promise<void> {
    const moment = new Date(this.clock.now().getTime() - strayAfterMs)
    const known = await this.namesWithKey()
    const strays = (await this.store.list()).filter(({ name, writtenAt }) => !known.has(name) && writtenAt < moment)
    await Promise.all(strays.map(({ name }) => this.store.remove(name)))
    await this.store.removeRunsBefore(moment)
  }

  private async namesWithKey(): Promise<ReadonlySet<string>> {
    const parts = await this.database.read((manager) =>
      manager
        .createQueryBuilder(BundlePart, 'part')
        .innerJoin(Bundle, 'bundle', 'bundle.id = part.bundleId')
        .where('bundle.keyCipher IS NOT NULL')
        .getMany(),
    )
    return new Set(parts.map(({ storedAs }) => storedAs))
  }

  /** Unless it has been ordered afresh meanwhile. */
  private async expire({ id, subjectId, caseId }: Bundle): Promise<boolean> {
    const parts = await this.database.write(async (manager) => {
      const gone = { state: BundleState.EXPIRED, keyCipher: null }
      if ((await manager.update(Bundle, this.due(id), gone)).affected === 0) {
        return null
      }
      await manager.delete(DownloadGrant, { bundleId: id })
      await this.audit.record({ type: 'bundle.expired', viewer: null, subjectId, caseId, facts: { bundleId: id } })
      return manager.findBy(BundlePart, { bundleId: id })
    })
    await Promise.all((parts ?? []).map(({ storedAs }) => this.store.remove(storedAs)))
    return parts !== null
  }

  private due(id?: string): FindOptionsWhere<Bundle> {
    const isDue = { state: In([BundleState.READY, BundleState.PARTIAL]), expiresAt: LessThanOrEqual(timestamp(this.clock)) }
    return id === undefined ? isDue : { id, ...isDue }
  }
}
