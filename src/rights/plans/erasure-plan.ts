import type { DataMap } from '../../datamap/data-map.js'
import { emptiedSources, mustHoldText, anonymousWord } from '../../datamap/emptied-fields.js'
import { type Binding, bindingOfCard, bindingsOf } from '../../datamap/retention-binding.js'
import { sourceFieldsOf } from '../../datamap/field-values.js'
import { InternalError } from '../../kernel/errors.js'
import { AnonymisationMethod, StepAction } from '../../vocabulary/change.js'
import type { SourceRecord } from '../../vocabulary/source-record.js'
import { type RecordFacts, type Verdict, verdictOn } from './erasure-verdict.js'
import { fingerprintsOf, isDerived, type MappedField, presentFieldsOf } from './mapped-fields.js'
import type { PlannedChange, PlannedStep, PlanScope } from './plan.js'
import {
  type Capabilities,
  distinctCategories,
  distinctRecipients,
  distinctRecords,
  type Fingerprint,
  inOrder,
  type StepDraft,
  typeKey,
} from './step-draft.js'

export interface ErasurePlanInput {
  /** Everything that the systems hold about the person. */
  readonly records: readonly SourceRecord[]
  readonly dataMap: DataMap
  readonly capabilities: Capabilities
  /** ISO day. */
  readonly today: string
  /** Null: everything. */
  readonly scope: PlanScope | null
  readonly fingerprint: Fingerprint
}

/** What an erasure does with every record, one step each, in the order that the systems need. Pure; holds no value of the person. */
export function erasureSteps(input: ErasurePlanInput): PlannedStep[] {
  const records = distinctRecords(input.records)
  const bindings = bindingsOf(records, input.dataMap, input.today)
  const drafts = records
    .filter(({ ref }) => input.scope?.systems?.includes(ref.system) ?? true)
    .flatMap((record) => draftsOf(record, bindings, input))
  return inOrder(drafts, input.dataMap)
}

function draftsOf(record: SourceRecord, bindings: ReadonlyMap<SourceRecord, Binding>, input: ErasurePlanInput): StepDraft[] {
  const facts = factsOf(record, bindings, input)
  const isReached = facts.claimed.length > 0 || (facts.present.length === 0 && !input.scope?.categories)
  return isReached ? [draftOf(facts, verdictOn(facts), input)] : []
}

function factsOf(record: SourceRecord, bindings: ReadonlyMap<SourceRecord, Binding>, input: ErasurePlanInput): RecordFacts {
  const { dataMap, capabilities, scope } = input
  const system = dataMap.systems.get(record.ref.system)
  const type = system?.recordTypes[record.ref.recordType]
  if (system === undefined || type === undefined) {
    throw new InternalError(`The data map does not know ${typeKey(record.ref)}.`)
  }
  const present = presentFieldsOf(record, type)
  return {
    record,
    system,
    type,
    capability: capabilities.get(typeKey(record.ref)),
    present,
    claimed: present.filter(({ field }) => scope?.categories?.includes(field.category) ?? true),
    ownBinding: bindings.get(record) ?? null,
    cardBinding: bindingOfCard(record, bindings, dataMap),
    dataMap,
  }
}

const written: readonly StepAction[] = [StepAction.ERASE, StepAction.ANONYMISE, StepAction.RESTRICT]

function draftOf(facts: RecordFacts, verdict: Verdict, { fingerprint }: ErasurePlanInput): StepDraft {
  const { record, type, capability, present } = facts
  const { action, gone, rule, ground, retainUntil, reason } = verdict
  return {
    rank: capability?.eraseRank ?? 0,
    ref: record.ref,
    action,
    changes: gone.map((mapped) => changeOf(mapped, action)),
    writes: goesWhole(facts, verdict) ? [] : writesOf(facts, gone),
    seen: written.includes(action) ? fingerprintsOf(record, type, fingerprint) : {},
    ground,
    rule,
    retainUntil,
    method: action === StepAction.ANONYMISE ? AnonymisationMethod.FIELDS_EMPTIED : null,
    reason,
    recipients: isUntouched(verdict) ? [] : distinctRecipients(present.flatMap(({ field }) => field.recipients)),
    categories: distinctCategories(present.map(({ field }) => field.category)),
  }
}

/** A record that goes whole needs no writes, nor does one that the hub does not write to. */
function goesWhole({ present }: RecordFacts, { action, gone }: Verdict): boolean {
  return !written.includes(action) || (action === StepAction.ERASE && gone.length === present.length)
}

/** What only expires, or is referred, changes nothing that a recipient would have to be told. */
function isUntouched({ action, ground }: Verdict): boolean {
  return action === StepAction.REFER || (action === StepAction.RETAIN && ground === null)
}

function changeOf({ name, field }: MappedField, action: StepAction): PlannedChange {
  const isReplaced = mustHoldText(field) && (action === StepAction.ANONYMISE || action === StepAction.RESTRICT)
  return { field: name, category: field.category, from: null, to: isReplaced ? anonymousWord : null }
}

/** Source fields that hold something, each once; one of which a kept field is made too stays. */
function writesOf({ record, present }: RecordFacts, gone: readonly MappedField[]): StepDraft['writes'] {
  const kept = new Set(
    present.filter((mapped) => !gone.includes(mapped) && !isDerived(mapped)).flatMap(({ name, field }) => sourceFieldsOf(name, field)),
  )
  const emptied = new Map(gone.flatMap(({ name, field }) => [...emptiedSources(name, field)]))
  return [...emptied]
    .filter(([source]) => record.fields[source] !== undefined && !kept.has(source))
    .map(([field, value]) => ({ field, value }))
}
