import type { InspectedRecord } from '../connectors/connector.js'
import type { DataMap } from '../datamap/data-map.js'
import { anonymousWord } from '../datamap/emptied-fields.js'
import { valuesOf } from '../datamap/field-values.js'
import { isSameValue } from '../datamap/same-value.js'
import { PlanKind, ReadBack, RectificationGround } from '../vocabulary/change.js'
import type { Plan } from '../../entities/plan.js'
import type { PlannedChange, PlannedStep } from './plans/plan.js'

/**
 * What a record shows after staff did something with it. What was to be corrected must no longer hold the wrong value, what
 * was to go must be empty or away; of a supplementary statement no field can tell. Pure.
 */
export function manualReadBack(
  { kind, ground }: Pick<Plan, 'kind' | 'ground'>,
  step: PlannedStep,
  record: InspectedRecord | null,
  dataMap: DataMap,
): ReadBack {
  if (ground === RectificationGround.SUPPLEMENT) {
    return ReadBack.CANNOT_CHECK
  }
  if (record === null || record.finalOn !== undefined) {
    return ReadBack.GONE
  }
  const isLeft = kind === PlanKind.RECTIFICATION ? holdsWrongValue : holdsAnything
  return step.changes.some((change) => isLeft(step, change, { record, dataMap })) ? ReadBack.STILL_PRESENT : ReadBack.CHANGED
}

interface Shown {
  readonly record: InspectedRecord
  readonly dataMap: DataMap
}

function holdsWrongValue(step: PlannedStep, { field: name, from }: PlannedChange, { record, dataMap }: Shown): boolean {
  const field = fieldOf(step, name, dataMap)
  const wrong = { text: from, data: null }
  return (
    field !== undefined &&
    from !== null &&
    valuesOf(record.fields, name, field).some(({ text }) => isSameValue(field.format, { text, data: null }, wrong))
  )
}

function holdsAnything(step: PlannedStep, { field: name }: PlannedChange, { record, dataMap }: Shown): boolean {
  const field = fieldOf(step, name, dataMap)
  return field !== undefined && valuesOf(record.fields, name, field).some(({ text }) => text !== anonymousWord)
}

function fieldOf({ ref }: PlannedStep, name: string, dataMap: DataMap) {
  return dataMap.systems.get(ref.system)?.recordTypes[ref.recordType]?.fields[name]
}
