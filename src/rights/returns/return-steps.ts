import { StepAction } from '../../vocabulary/change.js'
import type { RecordRef } from '../../vocabulary/source-record.js'
import type { PlannedStep } from '../plans/plan.js'
import { typeKey } from '../plans/step-draft.js'

/** What of a person's records is back. */
export interface ReturnedRecords {
  /** Records that were met, by `recordKey`. */
  readonly met: ReadonlySet<string>
  /** Record types of which something was erased under the case, by `typeKey`: what of them is there again came back too. */
  readonly erasedTypes: ReadonlySet<string>
}

export function recordKey(ref: RecordRef): string {
  return JSON.stringify([ref.system, ref.recordType, ref.externalId])
}

/** Of the steps that an erasure would take, those about what is back, numbered anew. Pure. */
export function stepsOfReturn(steps: readonly PlannedStep[], { met, erasedTypes }: ReturnedRecords): PlannedStep[] {
  const isBack = ({ ref }: PlannedStep): boolean => met.has(recordKey(ref)) || erasedTypes.has(typeKey(ref))
  return steps.filter(isBack).map((step, index) => ({ ...step, number: index + 1 }))
}

/** Whether the steps only do again what was approved before: erase these very records, whole. Pure. */
export function isErasedAsBefore(steps: readonly PlannedStep[], restored: ReadonlySet<string>): boolean {
  const isSame = ({ ref, action, writes }: PlannedStep): boolean =>
    action === StepAction.ERASE && writes.length === 0 && restored.has(recordKey(ref))
  return steps.length > 0 && steps.every(isSame)
}
