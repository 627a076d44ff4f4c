import { CoverageReason } from '../../../vocabulary/coverage.js'
import { WriteRefusalReason } from '../../../vocabulary/write-refusal.js'
import type { WriteAnswer } from '../../connector.js'
import { OdooFault } from '../faults.js'
import { hasReason } from '../reader.js'

/** A rule, of Odoo or of ours, against the write that was asked for. Never leaves the connector: it becomes an answer. */
export class Refused extends Error {
  constructor(readonly reason: WriteRefusalReason) {
    super(reason)
  }
}

/** A record that was there a moment ago is gone. Never leaves the connector: it becomes an answer. */
export class Vanished extends Error {}

/** The answer to a write; `whenGone` when the record vanished meanwhile. What leaves open whether it was written is thrown on. */
export async function answered(whenGone: WriteAnswer, work: () => Promise<WriteAnswer>): Promise<WriteAnswer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Vanished) {
      return whenGone
    }
    if (error instanceof Refused) {
      return { kind: 'REFUSED', reason: error.reason }
    }
    if (hasReason(error, CoverageReason.NO_PERMISSION)) {
      return { kind: 'REFUSED', reason: WriteRefusalReason.NO_PERMISSION }
    }
    throw error
  }
}

/** What Odoo's fault means for the write during which it came: a refusal, that the record is gone, or a failure. */
export function meaningOf(error: unknown): unknown {
  if (!(error instanceof OdooFault)) {
    return error
  }
  if (error.isMissing) {
    return new Vanished('The record is gone.', { cause: error })
  }
  return error.refusal === null ? error : new Refused(error.refusal)
}
