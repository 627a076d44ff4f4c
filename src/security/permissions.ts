import { ForbiddenError } from '../kernel/errors.js'
import { Role, type Viewer } from '../vocabulary/viewer.js'

const { SUBJECT: S, REPRESENTATIVE: R, CASE_HANDLER: H, DPO: D, AUDITOR: A, OPERATOR: O } = Role

/**
 * Who may ask what: each root field of the schema, and the few fields below that not everyone who gets there may see.
 * What is not in here is refused. Whose data it is, is decided by the services, for each subject.
 */
const permissions = {
  me: [S],
  dataSubject: [S, R, H, D],
  dataSubjects: [H, D],
  findDataSubjects: [H, D],
  case: [S, R, H, D],
  cases: [S, R, H, D],
  sourceSystems: [S, R, H, D, A, O],
  recordOfProcessing: [D, A, O],

  registerDataSubject: [H, D],
  recordIdentityCheck: [H, D],
  linkRecord: [H, D],
  unlinkRecord: [H, D],
  submitRequest: [S, R, H, D],
  prepareBundle: [S, R, H, D],
  requestDownload: [S, R],

  proposeRectification: [S, R, H, D],
  planErasure: [H, D],
  approvePlan: [H, D],
  executePlan: [H, D],
  dismissReturn: [D],
  retryStep: [H, D],
  completeManualStep: [H, D],
  recordNotice: [H, D],
  pauseSystem: [O, D],
  resumeSystem: [O, D],

  bundleProgress: [S, R, H, D],
  caseProgress: [S, R, H, D],

  'DataSubject.links': [H, D],
  'Evidence.contentBase64': [H, D],
  'Notice.letter': [H, D],
  'SourceSystem.pause': [H, D, A, O],
} as const satisfies Readonly<Record<string, readonly Role[]>>

export type Operation = keyof typeof permissions

export function isOperation(name: string): name is Operation {
  return Object.hasOwn(permissions, name)
}

/** The roles that may ask for an operation. */
export function rolesFor(operation: Operation): readonly Role[] {
  return permissions[operation]
}

/** Throws unless one of the viewer's roles may ask for it. */
export function authorise(viewer: Viewer, operation: Operation): void {
  if (!rolesFor(operation).some((role) => viewer.roles.has(role))) {
    throw new ForbiddenError()
  }
}
