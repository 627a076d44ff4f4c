import type { SubjectSummary, SystemView } from '../src/federation/federation.js'
import { AccessPurpose, Role, type Viewer } from '../src/vocabulary/viewer.js'
import type { ReadScope, RequestContext } from './context.js'

/** A subject as the graph passes it on: with the reason for which it is being read. */
export interface SubjectNode extends SubjectSummary {
  readonly scope: ReadScope
}

export function subjectNode({ id, language, createdAt }: SubjectSummary, scope: ReadScope): SubjectNode {
  return { id, language, createdAt, scope }
}

const staff: readonly Role[] = [Role.CASE_HANDLER, Role.DPO]

/** Staff say why they look; everybody else looks at their own data, or at that of whom they represent. */
export function scopeFor(viewer: Viewer, purpose?: AccessPurpose | null, caseId?: string | null): ReadScope {
  const isStaff = staff.some((role) => viewer.roles.has(role))
  return { purpose: isStaff ? (purpose ?? AccessPurpose.CASE_HANDLING) : AccessPurpose.OWN_DATA, caseId: isStaff ? (caseId ?? null) : null }
}

export function systemOf({ hub }: RequestContext, systemId: string): SystemView {
  return hub.federation.catalogue.system(systemId)
}
