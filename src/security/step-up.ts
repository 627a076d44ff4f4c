import type { Clock } from '../kernel/clock.js'
import type { Viewer } from '../vocabulary/viewer.js'

/** How far the identity provider's clock may be ahead of ours. */
const toleratedSeconds = 60

/** Whether the viewer must log in anew: when that was too long ago, in the future, or the token does not say. */
export function needsStepUp({ authenticatedAt }: Viewer, maxAgeSeconds: number, clock: Clock): boolean {
  const now = clock.now().getTime() / 1_000
  return authenticatedAt === null || authenticatedAt > now + toleratedSeconds || now - authenticatedAt > maxAgeSeconds
}
