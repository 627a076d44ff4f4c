import type { BundleKind } from '../vocabulary/bundle-state.js'
import type { Language } from '../vocabulary/language.js'
import type { Outcome } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'

/** The claim for which a bundle is ordered. */
export interface ClaimForBundle {
  readonly claimId: string
  readonly caseId: string
  readonly subjectId: string
  readonly language: Language
}

/** What bundles need of cases. Implemented by rights, which stand above. */
export interface CasePort {
  /** Refuses when the identity is not verified, the case is closed or the claim is of another right; throws when not the viewer's. */
  claimFor(viewer: Viewer, claimId: string, kind: BundleKind): Promise<Outcome<ClaimForBundle>>
  /** Whether the viewer may see the case; throws NotFoundError if not. */
  mustSee(viewer: Viewer, caseId: string): Promise<void>
  bundleOrdered(caseId: string, bundleId: string, kind: BundleKind): Promise<void>
  bundlePublished(caseId: string, bundleId: string, complete: boolean): Promise<void>
  /** Preparing it afresh failed; the partial one from before can be had again. */
  bundleLiesAgain(caseId: string): Promise<void>
  /** The subject has the whole zip: the claim is fulfilled (partly, while incomplete). */
  bundleHandedOver(claimId: string, bundleId: string, complete: boolean): Promise<void>
}
