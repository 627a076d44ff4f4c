import { createHash, timingSafeEqual } from 'node:crypto'
import { Bundle } from '../../entities/bundle.js'
import { BundlePart } from '../../entities/bundle-part.js'
import type { Database } from '../../entities/database.js'
import { Disclosure } from '../../entities/disclosure.js'
import { DownloadGrant } from '../../entities/download-grant.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { BadInputError, NotFoundError } from '../kernel/errors.js'
import { newId, newToken } from '../kernel/ids.js'
import { needsStepUp } from '../security/step-up.js'
import { BundleState } from '../vocabulary/bundle-state.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { SealedBundleKeys } from './bundle-keys.js'
import type { BundleStore } from './bundle-store.js'
import type { DownloadTicket } from './bundles.js'
import type { CasePort } from './case-port.js'
import type { ByteRange } from './chunk-cipher.js'

export interface DownloadsParts {
  readonly database: Database
  readonly store: BundleStore
  readonly keys: SealedBundleKeys
  readonly cases: CasePort
  readonly audit: AuditLog
  readonly clock: Clock
  readonly options: DownloadOptions
}

export interface DownloadOptions {
  /** Under which the hub is reached: `https://privacy.example`. */
  readonly publicUrl: () => string
  /** A download needs a log-in no older than this. */
  readonly stepUpSeconds: number
  readonly acrValues: readonly string[]
  /** From the grant to the first byte. */
  readonly firstUseMinutes: number
  /** From the first byte to the last. */
  readonly resumeHours: number
}

/** Who comes for a download: the account of a bearer token, or the cookie that the grant set. */
export interface Caller {
  readonly viewer: Viewer | null
  readonly cookie: string | null
}

/** A part that may be sent. */
export interface OpenedPart {
  readonly fileName: string
  readonly etag: string
  readonly bytes: number
  readonly read: (range: ByteRange) => AsyncIterable<Buffer>
  /** To be called when the last byte has gone out. */
  readonly handedOver: () => Promise<void>
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * One-time links. The first use fixes who downloads; after that the same caller may resume for a while, and only by range.
 * Anybody else who shows the link burns it.
 */
export class Downloads {
  constructor(private readonly parts: DownloadsParts) {}

  async grant(viewer: Viewer, bundle: Bundle, part: number): Promise<Outcome<DownloadTicket>> {
    const { options, clock } = this.parts
    if (needsStepUp(viewer, options.stepUpSeconds, clock)) {
      return refused(RefusalCode.STEP_UP_REQUIRED, { maxAgeSeconds: options.stepUpSeconds, acrValues: options.acrValues })
    }
    if (bundle.state !== BundleState.READY && bundle.state !== BundleState.PARTIAL) {
      return refused(
        bundle.state === BundleState.EXPIRED || bundle.state === BundleState.REVOKED
          ? RefusalCode.BUNDLE_EXPIRED
          : RefusalCode.BUNDLE_NOT_READY,
      )
    }
    await this.partOf(bundle.id, part)
    return done(await this.makeGrant(viewer, bundle, part))
  }

  /** Checks link and caller and opens the part. Whatever does not fit is not found, and says nothing more. */
  async redeem(
    request: { readonly bundleId: string; readonly part: number; readonly token: string; readonly isRange: boolean },
    caller: Caller,
  ): Promise<OpenedPart> {
    const grant = await this.parts.database.read((manager) => manager.findOneBy(DownloadGrant, { tokenHash: sha256(request.token) }))
    if (grant === null || grant.burnedAt !== null || grant.bundleId !== request.bundleId || grant.part !== request.part) {
      throw new NotFoundError()
    }
    if (!isHolder(grant, caller)) {
      await this.burn(grant, 'OTHER_CALLER')
      throw new NotFoundError()
    }
    const now = timestamp(this.parts.clock)
    const isFirst = grant.firstUsedAt === null
    const isInTime = isFirst ? now <= grant.firstUseBefore : now <= (grant.resumableUntil ?? '')
    if (!isInTime || !(isFirst || request.isRange)) {
      throw new NotFoundError()
    }
    const opened = await this.openPart(grant)
    await this.use(grant, isFirst)
    return opened
  }

  private async makeGrant(viewer: Viewer, bundle: Bundle, part: number): Promise<DownloadTicket> {
    const { clock, options } = this.parts
    const [token, cookie, id] = [newToken(), newToken(), newId()]
    const firstUseBefore = new Date(clock.now().getTime() + options.firstUseMinutes * 60_000).toISOString()
    await this.parts.database.write(async (manager) => {
      await manager.insert(DownloadGrant, {
        id,
        bundleId: bundle.id,
        part,
        subjectId: bundle.subjectId,
        accountHash: viewer.accountHash,
        tokenHash: sha256(token),
        cookieHash: sha256(cookie),
        createdAt: timestamp(clock),
        firstUseBefore,
        firstUsedAt: null,
        resumableUntil: null,
        burnedAt: null,
      })
      await this.parts.audit.record({
        type: 'download.granted',
        viewer,
        subjectId: bundle.subjectId,
        caseId: bundle.caseId,
        facts: { bundleId: bundle.id, part, grantId: id },
      })
    })
    return { url: `${options.publicUrl()}/bundles/${bundle.id}/${part}?t=${token}`, expiresAt: firstUseBefore, cookie }
  }

  private async openPart(grant: DownloadGrant): Promise<OpenedPart> {
    const bundle = await this.parts.database.read((manager) => manager.findOneBy(Bundle, { id: grant.bundleId }))
    if (bundle === null || bundle.keyCipher === null) {
      throw new NotFoundError()
    }
    const part = await this.partOf(grant.bundleId, grant.part)
    const key = this.parts.keys.partKey(this.parts.keys.unwrap(bundle.id, bundle.keyCipher), part.number)
    return {
      fileName: `${bundle.id}-${part.number}.zip`,
      etag: `"${part.sha512.slice(0, 64)}"`,
      bytes: part.bytes,
      read: (range) => this.parts.store.read(part.storedAs, key, part.bytes, range),
      handedOver: () => this.handedOver(bundle, grant),
    }
  }

  private async partOf(bundleId: string, number: number): Promise<BundlePart> {
    const part = await this.parts.database.read((manager) => manager.findOneBy(BundlePart, { bundleId, number }))
    if (part === null) {
      throw new BadInputError('The bundle has no such part. Parts are numbered from 1.')
    }
    return part
  }

  private async use(grant: DownloadGrant, isFirst: boolean): Promise<void> {
    if (!isFirst) {
      return
    }
    const { clock, options } = this.parts
    const resumableUntil = new Date(clock.now().getTime() + options.resumeHours * 3_600_000).toISOString()
    const { affected } = await this.parts.database.write((manager) =>
      manager
        .createQueryBuilder()
        .update(DownloadGrant)
        .set({ firstUsedAt: timestamp(clock), resumableUntil })
        .where('id = :id AND firstUsedAt IS NULL', { id: grant.id })
        .execute(),
    )
    if (affected === 0) {
      throw new NotFoundError()
    }
  }

  private async handedOver(bundle: Bundle, grant: DownloadGrant): Promise<void> {
    await this.parts.database.write(async (manager) => {
      const isKnown = await manager.existsBy(Disclosure, { bundleId: bundle.id, manifestSha512: bundle.manifestSha512 ?? '' })
      const event = { viewer: null, subjectId: bundle.subjectId, caseId: bundle.caseId }
      await this.parts.audit.record({
        type: 'bundle.downloaded',
        ...event,
        facts: { bundleId: bundle.id, part: grant.part, grantId: grant.id },
      })
      if (!isKnown) {
        await manager.insert(Disclosure, this.disclosureOf(bundle))
        await this.parts.cases.bundleHandedOver(bundle.claimId, bundle.id, bundle.complete)
      }
    })
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

  private async burn(grant: DownloadGrant, reason: string): Promise<void> {
    const facts = { bundleId: grant.bundleId, part: grant.part, grantId: grant.id, reason }
    await this.parts.database.write(async (manager) => {
      await manager.update(DownloadGrant, grant.id, { burnedAt: timestamp(this.parts.clock) })
      await this.parts.audit.record({ type: 'download.burned', viewer: null, subjectId: grant.subjectId, facts })
    })
  }
}

function isHolder(grant: DownloadGrant, { viewer, cookie }: Caller): boolean {
  const isAccount = viewer !== null && [viewer.accountHash, ...(viewer.formerAccountHashes ?? [])].includes(grant.accountHash)
  return isAccount || (cookie !== null && timingSafeEqual(Buffer.from(sha256(cookie)), Buffer.from(grant.cookieHash)))
}
