import type { AuditEvent } from '../audit/audit-events.js'
import { AccessPurpose, type Viewer } from '../vocabulary/viewer.js'
import { isStaff } from './staff.js'

/** Why staff look at somebody, and for which case. */
export interface ReadReason {
  readonly purpose: AccessPurpose
  readonly caseId?: string | null
}

export const caseHandling: ReadReason = { purpose: AccessPurpose.CASE_HANDLING }

/** Staff who see what the hub itself holds about people leave a trace too: one event for each subject, of no system. */
export function staffReads(viewer: Viewer, subjectIds: readonly string[], { purpose, caseId = null }: ReadReason): AuditEvent[] {
  const seen = isStaff(viewer) ? [...new Set(subjectIds)] : []
  return seen.map((subjectId) => ({
    type: 'subject.read',
    viewer,
    subjectId,
    caseId,
    facts: { purpose, outcome: 'READ', systems: [] },
  }))
}
