import { type CoverageGap, CoverageReason } from '../../vocabulary/coverage.js'
import type { Microsoft365Settings } from './options.js'
import { Microsoft365RecordType as Type } from './record-types.js'

/** What the operator chose not to have searched: named, so that nobody takes it for empty. */
export function switchedOff({ features }: Microsoft365Settings): CoverageGap[] {
  const off = [
    ...(features.signIns ? [] : [{ recordType: Type.SIGN_IN, scope: 'sign-in log' }]),
    ...(features.authenticationMethods ? [] : [{ recordType: Type.AUTHENTICATION_METHOD, scope: 'authentication methods' }]),
    ...(features.files ? [] : [{ recordType: Type.FILE, scope: 'files' }]),
  ]
  return off.map((gap) => ({ ...gap, reason: CoverageReason.SWITCHED_OFF }))
}
