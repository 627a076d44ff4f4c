import type { Bundle } from '../../entities/bundle.js'
import type { BundlePart } from '../../entities/bundle-part.js'
import type { Clock } from '../kernel/clock.js'
import type { BundleProgress } from '../vocabulary/bundle-state.js'
import type { BundleView } from './bundles.js'

export function bundleView(bundle: Bundle, parts: readonly BundlePart[], clock: Clock): BundleView {
  const { id, caseId, subjectId, kind, state, complete, coverage, files, bytes, manifestSha512, expiresAt } = bundle
  return {
    id,
    caseId,
    subjectId,
    kind,
    state,
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

export function progressView(
  { phase, progressDone, progressTotal, progressBytes, state, requestedAt }: Bundle,
  clock: Clock,
): BundleProgress {
  const elapsed = (clock.now().getTime() - Date.parse(requestedAt)) / 1_000
  const isMeasurable = progressTotal !== null && progressDone > 0
  const secondsLeft = isMeasurable ? Math.round((elapsed / progressDone) * Math.max(0, progressTotal - progressDone)) : null
  return { phase, done: progressDone, total: progressTotal, bytes: progressBytes, secondsLeft, state }
}
