import type { BundleKind } from '../vocabulary/bundle-state.js'
import type { IdentityMethod, IntakeChannel } from '../vocabulary/case-state.js'
import type { Right } from '../vocabulary/data-right.js'
import type { LinkState } from '../vocabulary/identifier.js'
import type { AccessPurpose, Viewer } from '../vocabulary/viewer.js'

/** Whatever may stand in the record: ids, codes, counts and flags. */
type Fact = string | number | boolean | null | readonly string[]

/** What each kind of event must say. Never a value of a person. */
export interface AuditEvents {
  'subject.registered': { readonly identifierKinds: readonly string[] }
  'subject.attached': { readonly how: 'CREATED' | 'VERIFIED_CLAIM' | 'ACCOUNT' }
  'subject.found': { readonly identifierKinds: readonly string[]; readonly matches: number }
  'subject.read': {
    readonly purpose: AccessPurpose
    readonly outcome: 'READ' | 'FAILED' | 'ABORTED'
    readonly systems: readonly string[]
  }
  'system.located': { readonly system: string; readonly outcome: 'SEARCHED' | 'FAILED' }
  'link.decided': { readonly linkId: string; readonly system: string; readonly state: LinkState }
  'request.submitted': { readonly channel: IntakeChannel; readonly rights: readonly Right[] }
  'identity.checked': { readonly method: IdentityMethod; readonly passed: boolean }
  'case.closed': { readonly reason: string }
  'bundle.ordered': { readonly bundleId: string; readonly kind: BundleKind }
  'bundle.published': { readonly bundleId: string; readonly complete: boolean; readonly parts: number; readonly manifestSha512: string }
  'bundle.failed': { readonly bundleId: string; readonly code: string }
  'bundle.expired': { readonly bundleId: string }
  'bundle.downloaded': { readonly bundleId: string; readonly part: number; readonly grantId: string }
  'download.granted': { readonly bundleId: string; readonly part: number; readonly grantId: string }
  'download.burned': { readonly bundleId: string; readonly part: number; readonly grantId: string; readonly reason: string }
  'return.found': {
    readonly alarmId: string
    readonly system: string
    readonly recordType: string
    readonly kind: string
    readonly foundBy: string
  }
  'ledger.scanned': { readonly records: number; readonly returned: number; readonly unread: readonly string[] }
  'kbo.imported': { readonly extractNumber: number; readonly kind: string; readonly rows: number }
}

export type AuditEventType = keyof AuditEvents

/** An event of one type, with the facts that this type must have. */
export type AuditEventOf<T extends AuditEventType> = {
  readonly type: T
  /** Who did it; null for the hub itself. */
  readonly viewer: Viewer | null
  readonly subjectId?: string | null
  readonly caseId?: string | null
  readonly facts: AuditEvents[T] & Readonly<Record<string, Fact>>
}

/** Any event whose facts fit its type. */
export type AuditEvent = { readonly [T in AuditEventType]: AuditEventOf<T> }[AuditEventType]
