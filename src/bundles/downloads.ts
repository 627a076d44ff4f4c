import { createHash, timingSafeEqual } from 'node:crypto'
import { IsNull } from 'typeorm'
import { Bundle } from '../../entities/bundle.js'
import { BundlePart } from '../../entities/bundle-part.js'
import type { Database } from '../../entities/database.js'
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
import { HandOver } from './hand-over.js'

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

/** Who may have which part, and by what. */
interface Granted {
  readonly viewer: Viewer
  readonly bundle: Bundle
  readonly part: number
  readonly secrets: GrantSecrets
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
  private readonly handOver: HandOver

  constructor(private readonly parts: DownloadsParts) {
    this.handOver = new HandOver(parts)
  }

  /**
   * With a key used before: the same link, as used up as it is by now. A bundle that was prepared afresh meanwhile has taken
   * its grants with it; then there is a new one for the same link.
   */
  async grant(viewer: Viewer, bundle: Bundle, part: number, key?: string | null): Promise<Outcome<DownloadTicket>> {
    const { options, clock } = this.parts
    if (needsStepUp(viewer, options.stepUpSeconds, clock)) {
      return refused(RefusalCode.STEP_UP_REQUIRED, { stepUp: { maxAgeSeconds: options.stepUpSeconds, acrValues: options.acrValues } })
    }
    const state = stateOf(bundle, clock)
    if (!fetchable.includes(state)) {
      return refused(goneStates.includes(state) ? RefusalCode.BUNDLE_EXPIRED : RefusalCode.BUNDLE_NOT_READY)
    }
    await this.partOf(bundle.id, part)
    const use = { viewer, operation: 'requestDownload', key, input: { bundleId: bundle.id, part } }
    const secrets = { token: this.parts.idempotency.token(use, 'link'), cookie: this.parts.idempotency.token(use, 'cookie') }
    const granted = { viewer, bundle, part, secrets }
    const made = await this.parts.idempotency.once(use, async () => done({ grantId: (await this.grantFor(granted)).id }))
    return made.ok ? done(this.ticketFor(await this.grantFor(granted), secrets)) : made
  }

  /** Checks link and caller and opens the part. Whatever does not fit is not found, and says nothing more. */
  async redeem(ask: DownloadAsk, caller: Caller): Promise<OpenedPart> {
    const grant = await this.grantOf(ask.token)
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

  private async grantFor(granted: Granted): Promise<DownloadGrant> {
    return (await this.grantOf(granted.secrets.token)) ?? this.makeGrant(granted)
  }

  private grantOf(token: string): Promise<DownloadGrant | null> {
    return this.parts.database.read((manager) => manager.findOneBy(DownloadGrant, { tokenHash: sha256(token) }))
  }

  private async makeGrant(granted: Granted): Promise<DownloadGrant> {
    const { viewer, bundle, part } = granted
    const grant = this.newGrant(granted)
    await this.parts.database.write(async (manager) => {
      await manager.insert(DownloadGrant, grant)
      await this.parts.audit.record({
        type: 'download.granted',
        viewer,
        subjectId: bundle.subjectId,
        caseId: bundle.caseId,
        facts: { bundleId: bundle.id, part, grantId: grant.id },
      })
    })
    return grant
  }

  private newGrant({ viewer, bundle, part, secrets }: Granted): DownloadGrant {
    const { clock, options } = this.parts
    return {
      id: newId(),
      bundleId: bundle.id,
      part,
      subjectId: bundle.subjectId,
      accountHash: viewer.accountHash,
      tokenHash: sha256(secrets.token),
      cookieHash: sha256(secrets.cookie),
      createdAt: timestamp(clock),
      firstUseBefore: new Date(clock.now().getTime() + options.firstUseMinutes * 60_000).toISOString(),
      firstUsedAt: null,
      resumableUntil: null,
      sentBytes: 0,
      burnedAt: null,
    }
  }

  private ticketFor({ bundleId, part, firstUseBefore }: DownloadGrant, { token, cookie }: GrantSecrets): DownloadTicket {
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
      wentOut: (range) => this.handOver.count({ bundle, part, grant }, range),
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

  private async burn(grant: DownloadGrant, reason: string): Promise<never> {
    const facts = { bundleId: grant.bundleId, part: grant.part, grantId: grant.id, reason }
    await this.parts.database.write(async (manager) => {
      await manager.update(DownloadGrant, grant.id, { burnedAt: timestamp(this.parts.clock) })
      await this.parts.audit.record({ type: 'download.burned', viewer: null, subjectId: grant.subjectId, facts })
    })
    throw new NotFoundError()
  }
}

/** Where somebody shows who they are, that decides; otherwise the cookie does. */
function isHolder(grant: DownloadGrant, { viewer, cookie }: Caller): boolean {
  if (viewer !== null) {
    return [viewer.accountHash, ...(viewer.formerAccountHashes ?? [])].includes(grant.accountHash)
  }
  return cookie !== null && timingSafeEqual(Buffer.from(sha256(cookie)), Buffer.from(grant.cookieHash))
}
