import { type CoverageGap, CoverageReason } from '../../vocabulary/coverage.js'
import type { RecordTypeId } from '../../vocabulary/source-record.js'
import { hasReason } from './reader.js'

/** A refusal that concerns one record type becomes its gap; every other failure goes on. */
export function gapFor(error: unknown, recordType: RecordTypeId, scope: string): CoverageGap[] {
  if (hasReason(error, CoverageReason.NOT_INSTALLED, CoverageReason.NO_PERMISSION)) {
    return [{ recordType, scope, reason: error.reason }]
  }
  throw error
}
