import { createHash, timingSafeEqual } from 'node:crypto'
import { And, type EntityManager, IsNull, LessThan, MoreThanOrEqual } from 'typeorm'
import { Bundle } from '../../entities/bundle.js'
import { BundlePart } from '../../entities/bundle-part.js'
import type { Database } from '../../entities/database.js'
import { Disclosure } from '../../entities/disclosure.js'
import { DownloadGrant } from '../../entities/download-grant.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { BadInputError, NotFoundError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { Idempotency } from '../security/idempotency.js'
import { needsStepUp } from '../security/step-up.js'
import { BundleState } from '../vocabulary/bundle-state.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { SealedBundleKeys } from './bundle-keys.js'
import type { BundleStore } from './bundle-store.js'
import { stateOf } from './bundle-view.js'
import type { DownloadTicket } from './bundles.js'
import type { CasePort } from './case-port.js'
import type { ByteRange } from './chunk-cipher.js'

export interface DownloadsParts {
  readonly database: Database
  readonly store: BundleStore
  readonly keys: SealedBundleKeys
  readonly cases: CasePort
  readonly idempotency: Idempotency
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

/** What opens a download: the link's token, or the cookie beside it. */
interface GrantSecrets {
  readonly token: string
  readonly cookie: string
}

/** Who comes for a download: the account of a bearer token, or the cookie that the grant set. */
export interface Caller {
  readonly viewer: Viewer | null
  readonly cookie: string | null
}

/** What a link is shown for. */
export interface DownloadAsk {
  readonly bundleId: string
  readonly part: number
  readonly token: string
  /** Whether only some bytes are wanted, and of which content. */
  readonly range: { readonly ifRange: string | null } | null
}

/** A part that may be sent. */
export interface OpenedPart {
  readonly fileName: string
  readonly etag: string
  readonly bytes: number
  readonly read: (range: ByteRange) => AsyncIterable<Buffer>
  /** To be told which bytes have gone out; once that is the whole bundle, it has been handed over. */
  readonly wentOut: (range: ByteRange) => Promise<void>
}

const fetchable: readonly BundleState[] = [BundleState.READY, BundleState.PARTIAL]
const goneStates: readonly BundleState[] = [BundleState.EXPIRED, BundleState.REVOKED]

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * One-time links. The first use fixes who downloads; after that the same caller may resume for a while, and only by range.
 * Anybody else who shows the link burns it.
 */
export class Downloads {
  constructor(private readonly parts: DownloadsParts) {}

  /** With a key used before: the same link, as used up as it is by now. */
  async grant(viewer: Viewer, bundle: Bundle, part: number, key?: string | null): Promise<Outcome<DownloadTicket>> {
    const { options, clock } = this.parts
    if (needsStepUp(viewer, options.stepUpSeconds, clock)) {
      return refused(RefusalCode.STEP_UP_REQUIRED, { maxAgeSeconds: options.stepUpSeconds, acrValues: options.acrValues })
    }
    const state = stateOf(bundle, clock)
    if (!fetchable.includes(state)) {
      return refused(goneStates.includes(state) ? RefusalCode.BUNDLE_EXPIRED : RefusalCode.BUNDLE_NOT_READY)
    }
    await this.partOf(bundle.id, part)
    const use = { viewer, operation: 'requestDownload', key, input: { bundleId: bundle.id, part } }
    const secrets = { token: this.parts.idempotency.token(use, 'link'), cookie: this.parts.idempotency.token(use, 'cookie') }
    const made = await this.parts.idempotency.once(use, async () => done({ grantId: await this.makeGrant(viewer, bundle, part, secrets) }))
    return made.ok ? done(await this.ticketFor(made.value['grantId'] ?? '', secrets)) : made
  }

  /** Checks link and caller and opens the part. Whatever does not fit is not found, and says nothing more. */
  async redeem(ask: DownloadAsk, caller: Caller): Promise<OpenedPart> {
    const grant = await this.parts.database.read((manager) => manager.findOneBy(DownloadGrant, { tokenHash: sha256(ask.token) }))
    if (grant === null || grant.burnedAt !== null || grant.bundleId !== ask.bundleId || grant.part !== ask.part) {
      throw new NotFoundError()
    }
    if (!isHolder(grant, caller)) {
      return this.burn(grant, 'OTHER_CALLER')
    }
    const opened = await this.openPart(grant)
    await (grant.firstUsedAt === null ? this.useFirst(grant) : this.resume(grant, ask, opened.etag))
    return opened
  }

  private async makeGrant(viewer: Viewer, bundle: Bundle, part: number, { token, cookie }: GrantSecrets): Promise<string> {
    const { clock, options } = this.parts
    const id = newId()
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
        sentBytes: 0,
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
    return id
  }

  private async ticketFor(grantId: string, { token, cookie }: GrantSecrets): Promise<DownloadTicket> {
    const { bundleId, part, firstUseBefore } = await this.parts.database.read((manager) =>
      manager.findOneByOrFail(DownloadGrant, { id: grantId }),
    )
    return { url: `${this.parts.options.publicUrl()}/bundles/${bundleId}/${part}?t=${token}`, expiresAt: firstUseBefore, cookie }
  }

  private async openPart(grant: DownloadGrant): Promise<OpenedPart> {
    const bundle = await this.parts.database.read((manager) => manager.findOneBy(Bundle, { id: grant.bundleId }))
    if (bundle === null || bundle.keyCipher === null || !fetchable.includes(stateOf(bundle, this.parts.clock))) {
      throw new NotFoundError()
    }
    const part = await this.partOf(grant.bundleId, grant.part)
    const key = this.parts.keys.partKey(this.parts.keys.unwrap(bundle.id, bundle.keyCipher), part.number)
    return {
      fileName: `${bundle.id}-${part.number}.zip`,
      etag: `"${part.sha512.slice(0, 64)}"`,
      bytes: part.bytes,
      read: (range) => this.parts.store.read(part.storedAs, key, part.bytes, range),
      wentOut: (range) => this.wentOut({ bundle, part, grant }, range),
    }
  }

  private async partOf(bundleId: string, number: number): Promise<BundlePart> {
    const part = await this.parts.database.read((manager) => manager.findOneBy(BundlePart, { bundleId, number }))
    if (part === null) {
      throw new BadInputError('The bundle has no such part. Parts are numbered from 1.')
    }
    return part
  }

  /** From now on the same caller may go on where it broke off; of two first uses one wins. */
  private async useFirst({ id, firstUseBefore }: DownloadGrant): Promise<void> {
    const { clock, database, options } = this.parts
    const firstUsedAt = timestamp(clock)
    const resumableUntil = new Date(clock.now().getTime() + options.resumeHours * 3_600_000).toISOString()
    const isInTime = firstUsedAt <= firstUseBefore
    const use = { firstUsedAt, resumableUntil }
    if (
      !isInTime ||
      (await database.write((manager) => manager.update(DownloadGrant, { id, firstUsedAt: IsNull() }, use))).affected === 0
    ) {
      throw new NotFoundError()
    }
  }

  /** Only by range, and only of the content that the first use began. */
  private async resume(grant: DownloadGrant, { range }: DownloadAsk, etag: string): Promise<void> {
    const isInTime = timestamp(this.parts.clock) <= (grant.resumableUntil ?? '')
    if (!isInTime || range === null || range.ifRange === null) {
      throw new NotFoundError()
    }
    if (range.ifRange !== etag) {
      await this.burn(grant, 'OTHER_CONTENT')
    }
  }

  /** Counts only what joins on to what went out before: the last byte alone is no bundle. */
  private async wentOut({ bundle, part, grant }: Sending, { start, end }: ByteRange): Promise<void> {
    await this.parts.database.write(async (manager) => {
      const joins = { id: grant.id, sentBytes: And(MoreThanOrEqual(start), LessThan(end)) }
      const { affected } = await manager.update(DownloadGrant, joins, { sentBytes: end })
      if (affected === 0 || end < part.bytes) {
        return
      }
      const facts = { bundleId: bundle.id, part: part.number, grantId: grant.id }
      await this.parts.audit.record({ type: 'bundle.downloaded', viewer: null, subjectId: bundle.subjectId, caseId: bundle.caseId, facts })
      await this.handOver(manager, bundle)
    })
  }

  /** Once every part has gone out whole; however often that happens, it is one disclosure. */
  private async handOver(manager: EntityManager, bundle: Bundle): Promise<void> {
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

  private async burn(grant: DownloadGrant, reason: string): Promise<never> {
    const facts = { bundleId: grant.bundleId, part: grant.part, grantId: grant.id, reason }
    await this.parts.database.write(async (manager) => {
      await manager.update(DownloadGrant, grant.id, { burnedAt: timestamp(this.parts.clock) })
      await this.parts.audit.record({ type: 'download.burned', viewer: null, subjectId: grant.subjectId, facts })
    })
    throw new NotFoundError()
  }
}

/** A part on its way out. */
interface Sending {
  readonly bundle: Bundle
  readonly part: BundlePart
  readonly grant: DownloadGrant
}

/** Where somebody shows who they are, that decides; otherwise the cookie does. */
function isHolder(grant: DownloadGrant, { viewer, cookie }: Caller): boolean {
  if (viewer !== null) {
    return [viewer.accountHash, ...(viewer.formerAccountHashes ?? [])].includes(grant.accountHash)
  }
  return cookie !== null && timingSafeEqual(Buffer.from(sha256(cookie)), Buffer.from(grant.cookieHash))
}
