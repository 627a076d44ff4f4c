import type { DataMap } from '../../datamap/data-map.js'
import { carriesIdentifiers } from '../../datamap/carried-identifiers.js'
import { StepOutcome } from '../../vocabulary/change.js'
import type { RecordRef } from '../../vocabulary/source-record.js'
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
function hasLeft({ row: { outcome }, planned: { writes } }: StoredStep): boolean {
  const isWhole = outcome === StepOutcome.ERASED && writes.length === 0
  const isEmptied = outcome === StepOutcome.RESTRICTED && writes.length > 0
  return isWhole || isEmptied || outcome === StepOutcome.DELETED_SOFT || outcome === StepOutcome.ANONYMISED
}

function isRecognisable({ system, recordType }: RecordRef, dataMap: DataMap): boolean {
  const type = dataMap.systems.get(system)?.recordTypes[recordType]
  return type !== undefined && carriesIdentifiers(type)
}
