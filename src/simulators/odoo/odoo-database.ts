import type { Clock } from '../../kernel/clock.js'
import type { AccessBarriers } from './access-barriers.js'
import type { ModelRegistry } from './model-registry.js'
import type { OdooStore } from './store.js'
import type { VersionProfile } from './version-profile.js'

/** One database of the server: what every part of the ORM works on. */
export interface OdooDatabase {
  readonly name: string
  readonly profile: VersionProfile
  readonly registry: ModelRegistry
  readonly store: OdooStore
  readonly barriers: AccessBarriers
  readonly clock: Clock
}

/** Who asks, with which rights and which context. */
export interface OdooSession {
  readonly uid: number
  /** The system itself: no rights are checked. */
  readonly superuser: boolean
  readonly groups: ReadonlySet<string>
  readonly context: Readonly<Record<string, unknown>>
}

/** A moment as PostgreSQL keeps it: naive UTC with microseconds. */
export function storedMoment(clock: Clock): string {
  const [date = '', time = ''] = clock.now().toISOString().split('T')
  const micros = String(Math.floor(performance.now() * 1000) % 1000).padStart(3, '0')
  return `${date} ${time.replace('Z', '')}${micros}`
}

/** A moment as the API shows it: whole seconds. */
export function shownMoment(stored: unknown): unknown {
  return typeof stored === 'string' ? stored.slice(0, 19) : stored
}
