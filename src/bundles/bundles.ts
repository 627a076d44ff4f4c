import type { BundleKind, BundleProgress, BundleState } from '../vocabulary/bundle-state.js'
import type { SystemCoverage } from '../vocabulary/coverage.js'
import type { Language } from '../vocabulary/language.js'
import type { Outcome } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'

export interface BundlePartView {
  readonly number: number
  readonly bytes: number
  readonly sha512: string
}

export interface BundleView {
  readonly id: string
  readonly caseId: string
  readonly subjectId: string
  readonly kind: BundleKind
  readonly state: BundleState
  readonly progress: BundleProgress
  /** True only when every system answered and nothing is missing. */
  readonly complete: boolean
  readonly coverage: readonly SystemCoverage[]
  readonly files: number | null
  readonly bytes: number | null
  readonly parts: readonly BundlePartView[]
  readonly manifestSha512: string | null
  readonly expiresAt: string | null
}

export interface BundleOrder {
  readonly claimId: string
  readonly kind: BundleKind
  readonly language?: Language | null
  readonly idempotencyKey?: string | null
}

export interface DownloadTicket {
  /** Absolute, with the one-time token. */
  readonly url: string
  readonly expiresAt: string
  /** Value for the `__Host-` cookie that binds the browser to the download. */
  readonly cookie: string
}

/** Bundles, from order to download. Every method checks what the viewer may see; ids that are not theirs are not found. */
export interface Bundles {
  /** Orders the preparation and returns at once. Ordering again while one is PARTIAL completes it. */
  prepare(viewer: Viewer, order: BundleOrder): Promise<Outcome<BundleView>>
  get(viewer: Viewer, bundleId: string): Promise<BundleView>
  forCase(viewer: Viewer, caseId: string): Promise<readonly BundleView[]>
  /** The same idempotency key gives the same link again; it still works once. */
  requestDownload(viewer: Viewer, bundleId: string, part: number, idempotencyKey?: string | null): Promise<Outcome<DownloadTicket>>
  /** Progress until the bundle is published or failed; ends early when the signal aborts. */
  progress(viewer: Viewer, bundleId: string, signal: AbortSignal): AsyncIterable<BundleProgress>
}
