import type { AcceptedValue } from '../../datamap/accepted-value.js'
import { invalid } from '../../datamap/accepted-value.js'
import type { DataMap } from '../../datamap/data-map.js'
import { sourceFieldsOf } from '../../datamap/field-values.js'
import { retentionOf } from '../../datamap/retention-period.js'
import { isSameValue } from '../../datamap/same-value.js'
import { ValueFormat } from '../../datamap/value-format.js'
import { groupBy } from '../../kernel/collections.js'
import { ActionMode } from '../../vocabulary/actionability.js'
import { RectificationGround, StepAction } from '../../vocabulary/change.js'
import type { Labels } from '../../vocabulary/language.js'
import { ProcessingRole } from '../../vocabulary/processing-role.js'
import { done, type Outcome, refused, RefusalCode } from '../../vocabulary/refusal.js'
import type { Retention } from '../../vocabulary/retention.js'
import type { SourceRecord } from '../../vocabulary/source-record.js'
import { type FoundValue, foundValues, likeness } from './found-values.js'
import { fingerprintsAt, isDerived, mappedFieldsOf } from './mapped-fields.js'
import type { PlannedChange, PlannedStep } from './plan.js'
import { notCorrectedReason, reasons, rectifiedByHandReason } from './reasons.js'
import type { RectificationTarget } from './rectification-target.js'
import { type FieldToRectify, rectifyingWrites, type Writes } from './rectifying-writes.js'
import {
  authorshipOf,
  type Capabilities,
  distinctCategories,
  distinctRecipients,
  distinctRecords,
  type Fingerprint,
  inOrder,
  type StepDraft,
  typeKey,
} from './step-draft.js'

export interface RectificationPlanInput {
  /** Everything that the systems hold about the person. */
  readonly records: readonly SourceRecord[]
  readonly dataMap: DataMap
  readonly capabilities: Capabilities
  readonly target: RectificationTarget
  readonly value: AcceptedValue
  readonly ground: RectificationGround
  readonly fingerprint: Fingerprint
}

/** A field in which the wrong value stands, and what can be done about it. */
interface Concerned extends FieldToRectify {
  readonly found: FoundValue
  readonly action: StepAction
  readonly writes: Writes
}

/**
 * What a rectification does in every system that holds one of the wrong values: write, have it done by hand, refer to the
 * register, forward to the customer; and what may not be corrected, counted and named. Pure.
 */
export function rectificationSteps(input: RectificationPlanInput): Outcome<PlannedStep[]> {
  const concerned = fieldsToRectify(input).map((found) => concernedBy(found, input))
  if (concerned.length === 0) {
    return refused(RefusalCode.NOTHING_TO_CHANGE)
  }
  if (concerned.some(({ action, writes }) => action === StepAction.RECTIFY && writes === 'SPLIT')) {
    return invalid(input.value.kind)
  }
  return done(inOrder(draftsOf(concerned, input), input.dataMap))
}

/** Fields with their wrong values, each field once. */
function fieldsToRectify(input: RectificationPlanInput): (FieldToRectify & { readonly found: FoundValue })[] {
  const { target, ground } = input
  if (target.wrong.length === 0) {
    return ground === RectificationGround.INCOMPLETE ? emptyFieldsOnCards(input) : []
  }
  const wrong = new Set(target.wrong.map(({ field, value }) => likeness(field.category, value)))
  const hits = foundValues(distinctRecords(input.records), input.dataMap).filter((found) =>
    wrong.has(likeness(found.field.category, found.value)),
  )
  const toChange = ground === RectificationGround.SUPPLEMENT ? hits : hits.filter((found) => isChanged(found, input.value))
  const byField = groupBy(toChange.filter(isCorrectable), ({ record, name }) => `${typeKey(record.ref)}/${record.ref.externalId}/${name}`)
  return [...byField.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, wrong: [first, ...others].map(({ value }) => value), found: first }],
  )
}

function isChanged({ field, value }: FoundValue, { text, data }: AcceptedValue): boolean {
  return !isSameValue(field.format, value, { text, data })
}

function isCorrectable(found: FoundValue): boolean {
  return found.field.format !== ValueFormat.METADATA && !isDerived(found)
}

/** Where nothing is known yet, every card gets the value in the first field that can take it. */
function emptyFieldsOnCards({ records, dataMap, target }: RectificationPlanInput): (FieldToRectify & { readonly found: FoundValue })[] {
  return distinctRecords(records).flatMap((record) => {
    const system = dataMap.systems.get(record.ref.system)
    const type = system?.recordTypes[record.ref.recordType]
    const first = type?.isCard === true ? mappedFieldsOf(type).find(({ field }) => field.category === target.category) : undefined
    if (system === undefined || type === undefined || first === undefined || first.field.rectifiable.mode !== ActionMode.YES) {
      return []
    }
    const found = { record, system, type, ...first, n: 0, value: { text: null, data: null } }
    return [{ ...found, wrong: [], found }]
  })
}

function concernedBy(field: FieldToRectify & { readonly found: FoundValue }, input: RectificationPlanInput): Concerned {
  const writes = rectifyingWrites(field, input.value)
  return { ...field, writes, action: actionFor(field.found, writes, input) }
}

function actionFor(found: FoundValue, writes: Writes, { ground, capabilities }: RectificationPlanInput): StepAction {
  const { mode } = found.field.rectifiable
  if (found.system.role === ProcessingRole.PROCESSOR) {
    return StepAction.FORWARD
  }
  if (found.system.role === ProcessingRole.REGISTER || mode === ActionMode.REFERRAL) {
    return StepAction.REFER
  }
  if (ground === RectificationGround.SUPPLEMENT) {
    return StepAction.BY_HAND
  }
  if (mode === ActionMode.NO) {
    return StepAction.RETAIN
  }
  const isWritten = mode === ActionMode.YES && capabilities.get(typeKey(found.record.ref))?.rectify === 'LIVE' && writes !== 'UNWRITABLE'
  return isWritten ? StepAction.RECTIFY : StepAction.BY_HAND
}

/** One step for each record and action; what stays is one step for each record type, and a supplement one for each system. */
function draftsOf(concerned: readonly Concerned[], input: RectificationPlanInput): StepDraft[] {
  const isSupplement = input.ground === RectificationGround.SUPPLEMENT
  const groups = groupBy(concerned, ({ action, record: { ref } }) => {
    const byRecord = `${action}/${typeKey(ref)}/${ref.externalId}`
    const staying = action === StepAction.RETAIN ? `${action}/${typeKey(ref)}` : byRecord
    return isSupplement ? `${action}/${ref.system}` : staying
  })
  return [...groups.values()].flatMap((group) => draftOf(group, input))
}

function draftOf(group: readonly Concerned[], input: RectificationPlanInput): StepDraft[] {
  const [first] = [...group].toSorted(byCardThenId)
  if (first === undefined) {
    return []
  }
  const { record, action } = first
  const ofRecord = group.filter((one) => one.record === record)
  const isWritten = action === StepAction.RECTIFY
  const isKept = action === StepAction.RETAIN
  return [
    {
      rank: 0,
      ref: record.ref,
      ...authorshipOf(record),
      action,
      changes: isKept ? [] : ofRecord.map((one) => changeOf(one, input)),
      writes: isWritten ? ofRecord.flatMap(({ writes }) => (typeof writes === 'string' ? [] : writes)) : [],
      seen: isWritten ? fingerprintsAt(record, sourcesOf(ofRecord), input.fingerprint) : {},
      ...(isKept ? keptBy(first, input.dataMap) : { ground: null, rule: null, retainUntil: null }),
      method: null,
      reason: reasonFor(first, group, input.ground),
      recipients: isKept ? [] : distinctRecipients(ofRecord.flatMap(({ field }) => field.recipients)),
      categories: distinctCategories(ofRecord.map(({ field }) => field.category)),
    },
  ]
}

/** Where one record stands for several, the person's card does. */
function byCardThenId(one: Concerned, other: Concerned): number {
  const byCard = Number(other.found.type.isCard === true) - Number(one.found.type.isCard === true)
  return byCard || (one.record.ref.externalId < other.record.ref.externalId ? -1 : 1)
}

function sourcesOf(fields: readonly Concerned[]): string[] {
  return [...new Set(fields.flatMap(({ name, field }) => sourceFieldsOf(name, field)))].toSorted()
}

const longestText = 2_000

function changeOf({ name, field, found }: Concerned, { value }: RectificationPlanInput): PlannedChange {
  const from = found.value.text
  return { field: name, category: field.category, from: from !== null && from.length > longestText ? null : from, to: value.text }
}

function keptBy({ record, field }: Concerned, dataMap: DataMap): Pick<StepDraft, 'ground' | 'rule' | 'retainUntil'> {
  const rule = dataMap.retentionRules.get(field.retention)
  const retention: Retention | null = rule === undefined ? null : retentionOf(rule, record.retentionStart)
  return { ground: retention?.ground ?? null, rule: retention?.rule ?? null, retainUntil: retention?.retainUntil ?? null }
}

const passedOn: Partial<Readonly<Record<StepAction, Labels>>> = { REFER: reasons.referred, FORWARD: reasons.forwarded }

function reasonFor({ action, found, wrong }: Concerned, group: readonly Concerned[], ground: RectificationGround): Labels {
  const why = found.field.rectifiable.reason
  if (action === StepAction.RETAIN) {
    return notCorrectedReason(new Set(group.map(({ record }) => record)).size, found.type.labels, why)
  }
  if (action === StepAction.RECTIFY) {
    return wrong.length === 0 ? reasons.completed : reasons.rectified
  }
  const byHand = ground === RectificationGround.SUPPLEMENT ? reasons.supplemented : rectifiedByHandReason(why)
  return passedOn[action] ?? byHand
}
