import type { Capability, RecordCapability } from '../../connectors/connector.js'
import type { DataMap, RecordTypeMap, SystemMap } from '../../datamap/data-map.js'
import { type Binding, longest } from '../../datamap/retention-binding.js'
import { retentionOf } from '../../datamap/retention-period.js'
import { ErasureMethod } from '../../vocabulary/actionability.js'
import { StepAction } from '../../vocabulary/change.js'
import type { Labels } from '../../vocabulary/language.js'
import { ProcessingRole } from '../../vocabulary/processing-role.js'
import type { RetentionGround, RetentionRuleId } from '../../vocabulary/retention.js'
import type { SourceRecord } from '../../vocabulary/source-record.js'
import { isDerived, isEmptiable, type MappedField, mappedFieldsOf } from './mapped-fields.js'
import { expiresReason, keptReason, reasons } from './reasons.js'

/** Everything that decides what becomes of one record. */
export interface RecordFacts {
  readonly record: SourceRecord
  readonly system: SystemMap
  readonly type: RecordTypeMap
  readonly capability: RecordCapability | undefined
  /** Fields that hold something. */
  readonly present: readonly MappedField[]
  /** Those of them that the claim reaches. */
  readonly claimed: readonly MappedField[]
  /** What its own fields are kept by. */
  readonly ownBinding: Binding | null
  /** What it is kept by as a card of the person. */
  readonly cardBinding: Binding | null
  readonly dataMap: DataMap
}

/** What becomes of it. */
export interface Verdict {
  readonly action: StepAction
  /** Fields that go; the others stay. */
  readonly gone: readonly MappedField[]
  readonly rule: RetentionRuleId | null
  readonly ground: RetentionGround | null
  readonly retainUntil: string | null
  readonly reason: Labels
}

const unbound = { rule: null, ground: null, retainUntil: null } as const

/** Erase, unless the law, the register, the customer or the system stands in between. Pure. */
export function verdictOn(facts: RecordFacts): Verdict {
  if (facts.system.role === ProcessingRole.PROCESSOR) {
    return { action: StepAction.FORWARD, gone: [], ...unbound, reason: reasons.forwarded }
  }
  if (isRegistered(facts)) {
    return { action: StepAction.REFER, gone: [], ...unbound, reason: reasons.referred }
  }
  const binding = longest([facts.ownBinding, facts.cardBinding].filter((one) => one !== null))
  if (facts.claimed.length < facts.present.length) {
    return partlyClaimed(facts, binding)
  }
  return binding === null ? unkept(facts) : kept(facts, binding)
}

function isRegistered({ system, type, present }: RecordFacts): boolean {
  return (
    system.role === ProcessingRole.REGISTER || judged(type, present).every(({ field }) => field.erasure === ErasureMethod.OWN_COPY_ONLY)
  )
}

/** A record in which nothing stands is judged by what its type could hold. */
function judged(type: RecordTypeMap, present: readonly MappedField[]): readonly MappedField[] {
  return present.length === 0 ? mappedFieldsOf(type) : present
}

/** Fields that need not be kept with the record. */
function emptiedOf({ type, claimed, ownBinding, cardBinding }: RecordFacts): MappedField[] {
  const withCard = cardBinding === null ? null : (type.keptWith?.fields ?? [])
  return claimed.filter((mapped) => {
    const isKeptByRule = ownBinding !== null && mapped.field.erasure === ErasureMethod.RESTRICT_AND_RETAIN
    const goesAlone = withCard === null ? isEmptiable(mapped) : !withCard.includes(mapped.name) && goesWithCard(mapped)
    return goesAlone && !isKeptByRule
  })
}

/** Of a card that is only kept for its name and address everything else goes, but what nobody can write. */
function goesWithCard(mapped: MappedField): boolean {
  return !isDerived(mapped) && mapped.field.erasure !== ErasureMethod.EXPIRES
}

function kept(facts: RecordFacts, binding: Binding): Verdict {
  const gone = emptiedOf(facts)
  const isRestricted = gone.length > 0 || facts.cardBinding !== null
  const source = facts.dataMap.retentionRules.get(binding.rule)?.source ?? binding.rule
  return {
    action: isRestricted ? orByHand(StepAction.RESTRICT, facts.capability?.restrict) : StepAction.RETAIN,
    gone,
    ...binding,
    reason: keptReason(binding, source, gone.length > 0),
  }
}

function unkept(facts: RecordFacts): Verdict {
  const { type, present, claimed, capability } = facts
  const acting = judged(type, present).filter((mapped) => !isDerived(mapped) && !isPassive(mapped))
  if (acting.length === 0) {
    return expiring(facts)
  }
  if (acting.some(({ field }) => field.erasure === ErasureMethod.BY_HAND)) {
    return byHand(claimed)
  }
  const mustGoWhole = acting.some((mapped) => !isEmptiable(mapped))
  const canGoWhole = capability?.erase === 'LIVE'
  if (mustGoWhole || (type.isCard === true && canGoWhole)) {
    return canGoWhole ? { action: StepAction.ERASE, gone: claimed, ...unbound, reason: reasons.erased } : byHand(claimed)
  }
  const anonymised = { action: StepAction.ANONYMISE, gone: claimed.filter(isEmptiable), ...unbound, reason: reasons.anonymised }
  return capability?.anonymise === 'LIVE' ? anonymised : byHand(claimed)
}

/** Asks nothing of anybody: it expires, or is not ours. */
function isPassive({ field }: MappedField): boolean {
  return field.erasure === ErasureMethod.EXPIRES || field.erasure === ErasureMethod.OWN_COPY_ONLY
}

/** Where the claim reaches only some of what a record holds, the record stays and those fields go, but for what the law keeps of them. */
function partlyClaimed(facts: RecordFacts, binding: Binding | null): Verdict {
  const gone = emptiedOf(facts)
  const left = facts.claimed.filter((mapped) => !gone.includes(mapped) && !isDerived(mapped) && !isPassive(mapped))
  if (binding === null && left.length > 0) {
    return byHand(facts.claimed)
  }
  if (gone.length > 0) {
    const action = orByHand(StepAction.ERASE, facts.capability?.anonymise)
    return binding !== null && left.length > 0 ? { ...kept(facts, binding), action, gone } : inPart(action, gone)
  }
  return binding === null ? expiring(facts) : { ...kept(facts, binding), action: StepAction.RETAIN }
}

function inPart(action: StepAction, gone: readonly MappedField[]): Verdict {
  return action === StepAction.BY_HAND ? byHand(gone) : { action, gone, ...unbound, reason: reasons.erasedInPart }
}

function byHand(gone: readonly MappedField[]): Verdict {
  return { action: StepAction.BY_HAND, gone, ...unbound, reason: reasons.erasedByHand }
}

/** What is only made of other records stays no longer than they do; the rest until the last of the periods that are known. */
function expiring({ record, type, present, dataMap }: RecordFacts): Verdict {
  if (judged(type, present).every(isDerived)) {
    return { action: StepAction.RETAIN, gone: [], ...unbound, reason: reasons.goesWithOthers }
  }
  const periods = judged(type, present).flatMap(({ field }) => {
    const rule = dataMap.retentionRules.get(field.retention)
    return rule === undefined ? [] : [retentionOf(rule, record.retentionStart)]
  })
  const last = periods.toSorted((a, b) => (a.retainUntil ?? '').localeCompare(b.retainUntil ?? '')).at(-1)
  const retainUntil = last?.retainUntil ?? null
  return { action: StepAction.RETAIN, gone: [], rule: last?.rule ?? null, ground: null, retainUntil, reason: expiresReason(retainUntil) }
}

function orByHand(action: StepAction, capability: Capability | undefined): StepAction {
  return capability === 'LIVE' ? action : StepAction.BY_HAND
}
