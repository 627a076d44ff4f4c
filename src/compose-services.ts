import { ed25519Signer } from '../exporters/signature.js'
import type { HubServices } from '../resolvers/context.js'
import { BundleDesk } from './bundles/bundle-desk.js'
import { prepareBundleJob } from './bundles/bundle-job.js'
import { SealedBundleKeys } from './bundles/bundle-keys.js'
import { BundleRecord } from './bundles/bundle-record.js'
import { BundleStore } from './bundles/bundle-store.js'
import { Downloads } from './bundles/downloads.js'
import { BundlePreparation } from './bundles/preparation.js'
import { belgianAuthority } from './federation/access-statement.js'
import { LedgerScan } from './federation/ledger-scan.js'
import type { Changing } from './compose-changes.js'
import type { Foundation } from './foundation.js'
import { handles, type JobHandler } from './jobs/job-kind.js'
import type { JobQueue } from './jobs/queue.js'
import { Repetition } from './jobs/repetition.js'
import { Worker, type WorkerOptions } from './jobs/worker.js'
import type { RecipientNotices } from './notices/recipient-notices.js'
import { BundleClaims } from './rights/bundle-claims.js'
import { CaseHistory } from './rights/case-history.js'
import { CaseViews } from './rights/case-views.js'
import { Casebook } from './rights/casebook.js'
import { NoticeDesk } from './rights/notice-desk.js'
import { scanSystemJob } from './rights/ledger-jobs.js'
import { ReturnFollowUp } from './rights/returns/return-follow-up.js'
import { LedgerReplay } from './rights/returns/ledger-replay.js'
import { ScheduledScan } from './rights/scheduled-scan.js'

const downloadFirstUseMinutes = 10
const downloadResumeHours = 24
const progressPollMs = 250

/** Under which the hub is reached; where the settings leave the port open it is known only once the hub listens. */
export class PublicUrl {
  constructor(private url: string) {}

  readonly get = (): string => this.url

  listeningOn(port: number): void {
    this.url = this.url.replace(/:0$/, `:${port}`)
  }
}

/** What both the services and the worker stand on. */
export interface BundleFloor {
  readonly claims: BundleClaims
  readonly store: BundleStore
  readonly queue: JobQueue
}

export function bundleFloorOf({ database, access, audit, clock, queue, settings }: Foundation): BundleFloor {
  return {
    claims: new BundleClaims(database, access, audit, clock),
    store: new BundleStore(settings.bundles.folder),
    queue,
  }
}

export function downloadsOf(foundation: Foundation, { claims, store }: BundleFloor, publicUrl: PublicUrl): Downloads {
  const { maxAgeSeconds, acrValues } = foundation.settings.stepUp
  return new Downloads({
    ...foundation,
    store,
    cases: claims,
    keys: new SealedBundleKeys(foundation.masterKeys),
    options: {
      publicUrl: publicUrl.get,
      stepUpSeconds: maxAgeSeconds,
      acrValues,
      firstUseMinutes: downloadFirstUseMinutes,
      resumeHours: downloadResumeHours,
    },
  })
}

export interface ServiceParts {
  readonly floor: BundleFloor
  readonly downloads: Downloads
  readonly notices: RecipientNotices
  readonly changing: Changing
}

export function servicesOf(foundation: Foundation, { floor, downloads, notices, changing }: ServiceParts): HubServices {
  const { database, vault, clock, federation, settings } = foundation
  const { claims, queue } = floor
  const { intake } = changing
  const views = new CaseViews(database, vault, clock)
  const options = { stepUpSeconds: settings.stepUp.maxAgeSeconds, progressPollMs }
  return {
    federation,
    cases: new Casebook({ ...foundation, intake, views, history: new CaseHistory(database, progressPollMs) }),
    bundles: new BundleDesk({ ...foundation, queue, cases: claims, downloads, options }),
    changes: changing.desk,
    notices: new NoticeDesk({ ...foundation, notices }),
  }
}

export interface Scanning {
  readonly ledgerScan: LedgerScan
  readonly schedule: ScheduledScan
  readonly followUp: ReturnFollowUp
  /** Of its own, since a scan takes as long as a system is large and nothing else should wait for it. */
  readonly scanner: Worker
}

export function scanningOf(foundation: Foundation, options: WorkerOptions): Scanning {
  const { database, queue, clock, logger, settings } = foundation
  const ledgerScan = new LedgerScan({ ...foundation, gateway: foundation.federation.gateway })
  const repetition = new Repetition(database, queue, clock)
  const schedule = new ScheduledScan({ scan: ledgerScan, queue, repetition, logger, options: settings.ledger })
  const followUp = new ReturnFollowUp(database, repetition)
  return {
    ledgerScan,
    schedule,
    followUp,
    scanner: new Worker({ queue, handlers: [handles(scanSystemJob, schedule)], logger, clock }, options),
  }
}

/** Its worker takes nothing but what answers what came back. */
export function replayOf(
  foundation: Foundation,
  { ledgerScan: scan }: Pick<Scanning, 'ledgerScan'>,
  { handlers }: Pick<Changing, 'handlers'>,
  options: WorkerOptions,
): LedgerReplay {
  const { queue, logger, clock } = foundation
  return new LedgerReplay({ ...foundation, scan, worker: new Worker({ queue, handlers, logger, clock }, options) })
}

export function workerOf(
  foundation: Foundation,
  { claims, store, queue }: BundleFloor,
  others: readonly JobHandler[],
  options: WorkerOptions,
): Worker {
  const { settings, database, audit, clock, logger, signingKeys } = foundation
  const { expireAfterDays, systemBudgetMs, partBytes } = settings.bundles
  const bundles = new BundleRecord(database, store, claims, audit, { clock, expireAfterDays })
  const { kid, privateKey } = signingKeys.current
  const preparation = new BundlePreparation({
    ...foundation,
    bundles,
    store,
    subjectExport: foundation.federation.subjectExport,
    keys: new SealedBundleKeys(foundation.masterKeys),
    signer: ed25519Signer(kid, privateKey),
    options: {
      systemBudgetMs,
      partBytes,
      controller: settings.controller,
      authority: belgianAuthority,
    },
  })
  return new Worker({ queue, handlers: [handles(prepareBundleJob, preparation), ...others], logger, clock }, options)
}
