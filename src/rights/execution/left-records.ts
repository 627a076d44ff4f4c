import type { Step } from '../../../entities/step.js'
import type { DataMap } from '../../datamap/data-map.js'
import { carriesIdentifiers } from '../../datamap/carried-identifiers.js'
import { ReadBack, StepAction, StepOutcome } from '../../vocabulary/change.js'
import type { RecordRef } from '../../vocabulary/source-record.js'
import type { PlannedStep } from '../plans/plan.js'
import type { StoredStep } from '../plans/plan-store.js'
import { typeKey } from '../plans/step-draft.js'

/** One record of each type in which somebody who comes back would be recognised, and of which something has left. Pure. */
export function leftRecords(steps: readonly StoredStep[], dataMap: DataMap): RecordRef[] {
  const left = steps.filter((step) => hasLeft(step) && isRecognisable(step.planned.ref, dataMap))
  return [...new Map(left.map(({ planned: { ref } }) => [typeKey(ref), ref])).values()]
}

/** Steps of types in which nothing is left to be done: what else stands there did come back. Pure. */
export function stepsOfEndedTypes(steps: readonly StoredStep[]): StoredStep[] {
  const open = new Set(steps.filter(({ row }) => row.outcome === null).map(({ planned }) => typeKey(planned.ref)))
  return steps.filter(({ planned }) => !open.has(typeKey(planned.ref)))
}

/** Whether a record no longer is about the person, or only still what a rule keeps: that is known by its reference, and another one is not. */
function hasLeft({ row: { outcome, readBack }, planned }: StoredStep): boolean {
  const { action, writes } = planned
  if (outcome === StepOutcome.DONE_BY_HAND) {
    return readBack === ReadBack.GONE || action === StepAction.ANONYMISE || reachesAll(planned)
  }
  const isWhole = outcome === StepOutcome.ERASED && writes.length === 0
  const isEmptied = outcome === StepOutcome.RESTRICTED && action === StepAction.RESTRICT && writes.length > 0
  return isWhole || isEmptied || outcome === StepOutcome.DELETED_SOFT || outcome === StepOutcome.ANONYMISED
}

/** Whether the whole record is gone, by the source or else by the word of staff. Pure. */
export function goesWholeByHand(planned: PlannedStep, { outcome, readBack }: Pick<Step, 'outcome' | 'readBack'>): boolean {
  const isUnseen = outcome === StepOutcome.DONE_BY_HAND && readBack === ReadBack.CANNOT_CHECK
  return readBack === ReadBack.GONE || (isUnseen && planned.action !== StepAction.ANONYMISE && reachesAll(planned))
}

/** A claim that is limited to categories leaves others of the record. */
function reachesAll({ changes, categories }: PlannedStep): boolean {
  return categories.every((category) => changes.some((change) => change.category === category))
}

function isRecognisable({ system, recordType }: RecordRef, dataMap: DataMap): boolean {
  const type = dataMap.systems.get(system)?.recordTypes[recordType]
  return type !== undefined && carriesIdentifiers(type)
}
