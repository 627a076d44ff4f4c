import type { Bundle } from '../../entities/bundle.js'
import type { BundlePart } from '../../entities/bundle-part.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { type BundleProgress, BundleState } from '../vocabulary/bundle-state.js'
import type { BundleView } from './bundles.js'

export function bundleView(bundle: Bundle, parts: readonly BundlePart[], clock: Clock): BundleView {
  const { id, caseId, subjectId, kind, complete, coverage, files, bytes, manifestSha512, expiresAt } = bundle
  return {
    id,
    caseId,
    subjectId,
    kind,
    state: stateOf(bundle, clock),
    complete,
    coverage,
    files,
    bytes,
    manifestSha512,
    expiresAt,
    progress: progressView(bundle, clock),
    parts: parts.map(({ number, bytes: partBytes, sha512 }) => ({ number, bytes: partBytes, sha512 })),
  }
}

/** What has reached its last day is gone, whether or not its files have been destroyed yet. */
export function stateOf({ state, expiresAt }: Bundle, clock: Clock): BundleState {
  const isThere = state === BundleState.READY || state === BundleState.PARTIAL
  return isThere && expiresAt !== null && expiresAt <= timestamp(clock) ? BundleState.EXPIRED : state
}

export function progressView(bundle: Bundle, clock: Clock): BundleProgress {
  const { phase, progressDone, progressTotal, progressBytes } = bundle
  return {
    phase,
    done: progressDone,
    total: progressTotal,
    bytes: progressBytes,
    secondsLeft: secondsLeft(bundle, clock),
    state: stateOf(bundle, clock),
  }
}

/** Of the present phase, at the pace that it had so far; null while that cannot be told. */
function secondsLeft({ phaseSince, progressDone, progressTotal }: Bundle, clock: Clock): number | null {
  if (progressTotal === null || progressDone === 0) {
    return null
  }
  const elapsed = (clock.now().getTime() - Date.parse(phaseSince)) / 1_000
  return Math.round((elapsed / progressDone) * Math.max(0, progressTotal - progressDone))
}
