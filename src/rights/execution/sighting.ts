import type { FieldWrite, InspectedRecord, Selection } from '../../connectors/connector.js'
import type { DataMap, FieldMap } from '../../datamap/data-map.js'
import { type SourceFields, sourceFieldsOf, valuesOf } from '../../datamap/field-values.js'
import { isInKeptState } from '../../datamap/retention-binding.js'
import { isSameValue } from '../../datamap/same-value.js'
import type { PlanFingerprints } from '../../security/plan-fingerprints.js'
import { StepAction } from '../../vocabulary/change.js'
import { type MappedField, mappedFieldsOf } from '../plans/mapped-fields.js'
import type { PlannedStep } from '../plans/plan.js'

/** How a record stands against its step. */
export const Sighting = {
  /** It is not there, not even in a recycle bin. */
  GONE: 'GONE',
  /** It lies in a recycle bin. */
  IN_BIN: 'IN_BIN',
  /** Nothing is left to be written. */
  AS_WANTED: 'AS_WANTED',
  /** It still is what the plan saw, or was partly written by an earlier attempt. */
  AS_SEEN: 'AS_SEEN',
  /** Somebody changed it since. */
  CHANGED: 'CHANGED',
} as const
export type Sighting = (typeof Sighting)[keyof typeof Sighting]

export interface SightingFrame {
  readonly dataMap: DataMap
  /** Whether a fingerprint is that of a value. */
  readonly matches: PlanFingerprints['matches']
}

/**
 * Compares a record with its step. `isResumed`: an earlier attempt may have written already, and what else that changed in
 * the record must not be taken for somebody else's doing. Pure.
 */
export function sightingOf(step: PlannedStep, record: InspectedRecord | null, frame: SightingFrame, isResumed = false): Sighting {
  if (record === null) {
    return Sighting.GONE
  }
  if (record.finalOn !== undefined) {
    return Sighting.IN_BIN
  }
  const isWanted = isAsWanted(step, record, frame)
  if (isWanted && isResumed) {
    return Sighting.AS_WANTED
  }
  if (hasChanged(step, record, frame, isResumed)) {
    return Sighting.CHANGED
  }
  return isWanted ? Sighting.AS_WANTED : Sighting.AS_SEEN
}

/** Whether anything that the plan saw is not there as it was; what an earlier attempt wrote counts as well. */
export function isUnlikePlan(step: PlannedStep, record: InspectedRecord | null, { matches }: SightingFrame): boolean {
  const isThere = record !== null && record.finalOn === undefined
  return (
    !isThere ||
    Object.entries(step.seen).some(([field, print]) => !matches(print, { ref: step.ref, field, value: record.fields[field] ?? null }))
  )
}

/** What has to be read of a record to compare it with its step: what is watched, and all of what is written. */
export function selectionFor(steps: readonly PlannedStep[], { dataMap }: SightingFrame): Selection {
  const selection = new Map<string, string[]>()
  for (const step of steps) {
    const written = writtenFields(step, dataMap).flatMap(({ name, field }) => sourceFieldsOf(name, field))
    const known = selection.get(step.ref.recordType) ?? []
    selection.set(step.ref.recordType, [...new Set([...known, ...Object.keys(step.seen), ...written])])
  }
  return selection
}

/** An erasure of the whole record is wanted until it is gone; everything else, once writing would change nothing more. */
function isAsWanted(step: PlannedStep, record: InspectedRecord, { dataMap }: SightingFrame): boolean {
  if (step.action === StepAction.ERASE && step.writes.length === 0) {
    return false
  }
  const isMarked = step.action !== StepAction.RESTRICT || record.isRestricted
  return isMarked && writtenFields(step, dataMap).every(({ name, field }) => wouldNotChange(record.fields, step.writes, { name, field }))
}

function hasChanged(step: PlannedStep, record: InspectedRecord, frame: SightingFrame, isResumed: boolean): boolean {
  const { dataMap, matches } = frame
  const fields = writtenFields(step, dataMap)
  const onTheWay = isResumed ? stateOnTheWay(step, record, frame) : null
  return Object.entries(step.seen).some(([source, print]) => {
    const touched = fields.filter(({ name, field }) => sourceFieldsOf(name, field).includes(source))
    const isWritten = touched.length > 0 && touched.every((mapped) => wouldNotChange(record.fields, step.writes, mapped))
    return !isWritten && source !== onTheWay && !matches(print, { ref: step.ref, field: source, value: record.fields[source] ?? null })
  })
}

/**
 * What an erasure that was broken off may have changed itself: some systems only delete what was cancelled before. The field
 * that says so, unless what it says now is what the law keeps.
 */
function stateOnTheWay({ ref, action, writes }: PlannedStep, record: InspectedRecord, { dataMap }: SightingFrame): string | null {
  const type = dataMap.systems.get(ref.system)?.recordTypes[ref.recordType]
  const isWhole = action === StepAction.ERASE && writes.length === 0
  return isWhole && type?.keptWhile !== undefined && !isInKeptState(record, type) ? type.keptWhile.field : null
}

/** Mapped fields that the step writes to. */
function writtenFields({ ref, writes }: PlannedStep, dataMap: DataMap): MappedField[] {
  const type = dataMap.systems.get(ref.system)?.recordTypes[ref.recordType]
  const written = new Set(writes.map(({ field }) => field))
  return type === undefined
    ? []
    : mappedFieldsOf(type).filter(({ name, field }) => sourceFieldsOf(name, field).some((source) => written.has(source)))
}

function wouldNotChange(fields: SourceFields, writes: readonly FieldWrite[], { name, field }: MappedField): boolean {
  const now = valuesOf(fields, name, field)
  const then = valuesOf(written(fields, writes), name, field)
  return now.length === then.length && now.every((value, index) => isSame(field, value, then[index]))
}

function isSame(
  field: FieldMap,
  one: ReturnType<typeof valuesOf>[number],
  other: ReturnType<typeof valuesOf>[number] | undefined,
): boolean {
  return other !== undefined && isSameValue(field.format, one, other)
}

function written(fields: SourceFields, writes: readonly FieldWrite[]): SourceFields {
  const after = new Map(Object.entries(fields))
  for (const { field, value } of writes) {
    if (value === null) {
      after.delete(field)
    } else {
      after.set(field, value)
    }
  }
  return Object.fromEntries(after)
}
