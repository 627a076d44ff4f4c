import { CoverageReason } from '../../vocabulary/coverage.js'
import { SourceError } from '../source-error.js'
import type { Secret } from './options.js'

/** The secret as it is now. `otherwise` says what to configure when there is none. */
export async function secretOf(secret: Secret | undefined, otherwise: string): Promise<string> {
  const value = typeof secret === 'function' ? await secret() : secret
  if (value === undefined || value === '') {
    throw new SourceError(CoverageReason.CREDENTIALS_REFUSED, otherwise)
  }
  return value
}
