import { Role, type Viewer } from '../vocabulary/viewer.js'

/** Whether the viewer works on cases of others. */
export function isStaff({ roles }: Viewer): boolean {
  return roles.has(Role.CASE_HANDLER) || roles.has(Role.DPO)
}

/** The role in which somebody acts in a case, as its history names it. */
export function roleInCase(viewer: Viewer): Role {
  if (viewer.roles.has(Role.DPO)) {
    return Role.DPO
  }
  return viewer.roles.has(Role.CASE_HANDLER) ? Role.CASE_HANDLER : Role.SUBJECT
}
