import { Role, type Viewer } from '../vocabulary/viewer.js'

/** Whether the viewer works on cases of others. */
export function isStaff({ roles }: Viewer): boolean {
  return roles.has(Role.CASE_HANDLER) || roles.has(Role.DPO)
}

/** The role in which somebody acts in a case, as its history names it. */
export function roleInCase({ roles }: Viewer): Role {
  return [Role.DPO, Role.CASE_HANDLER, Role.REPRESENTATIVE].find((role) => roles.has(role)) ?? Role.SUBJECT
}
