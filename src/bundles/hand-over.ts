import { And, type EntityManager, LessThan, MoreThanOrEqual } from 'typeorm'
import type { Bundle } from '../../entities/bundle.js'
import { BundlePart } from '../../entities/bundle-part.js'
import type { Database } from '../../entities/database.js'
import { Disclosure } from '../../entities/disclosure.js'
import { DownloadGrant } from '../../entities/download-grant.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import type { CasePort } from './case-port.js'
import type { ByteRange } from './chunk-cipher.js'

export interface HandOverParts {
  readonly database: Database
  readonly cases: CasePort
  readonly audit: AuditLog
  readonly clock: Clock
}

/** A part on its way out. */
export interface Sending {
  readonly bundle: Bundle
  readonly part: BundlePart
  readonly grant: DownloadGrant
}

/** Counts what goes out, and records the disclosure once that is the whole bundle. */
export class HandOver {
  constructor(private readonly parts: HandOverParts) {}

  /** Counts only what joins on to what went out before: the last byte alone is no bundle. */
  async count({ bundle, part, grant }: Sending, { start, end }: ByteRange): Promise<void> {
    await this.parts.database.write(async (manager) => {
      const joins = { id: grant.id, sentBytes: And(MoreThanOrEqual(start), LessThan(end)) }
      const { affected } = await manager.update(DownloadGrant, joins, { sentBytes: end })
      if (affected === 0 || end < part.bytes) {
        return
      }
      const facts = { bundleId: bundle.id, part: part.number, grantId: grant.id }
      await this.parts.audit.record({ type: 'bundle.downloaded', viewer: null, subjectId: bundle.subjectId, caseId: bundle.caseId, facts })
      await this.discloseIfWhole(manager, bundle)
    })
  }

  /** Once every part has gone out whole; however often that happens, it is one disclosure. */
  private async discloseIfWhole(manager: EntityManager, bundle: Bundle): Promise<void> {
    const parts = await manager.findBy(BundlePart, { bundleId: bundle.id })
    const grants = await manager.findBy(DownloadGrant, { bundleId: bundle.id })
    const isWhole = parts.every(({ number, bytes }) => grants.some(({ part, sentBytes }) => part === number && sentBytes >= bytes))
    const isKnown = await manager.existsBy(Disclosure, { bundleId: bundle.id, manifestSha512: bundle.manifestSha512 ?? '' })
    if (isWhole && !isKnown) {
      await manager.insert(Disclosure, this.disclosureOf(bundle))
      await this.parts.cases.bundleHandedOver(bundle.claimId, bundle.id, bundle.complete)
    }
  }

  private disclosureOf(bundle: Bundle): Disclosure {
    return {
      id: newId(),
      subjectId: bundle.subjectId,
      caseId: bundle.caseId,
      bundleId: bundle.id,
      kind: bundle.kind,
      recipient: 'SUBJECT',
      manifestSha512: bundle.manifestSha512 ?? '',
      disclosedAt: timestamp(this.parts.clock),
    }
  }
}
