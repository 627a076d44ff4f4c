import { deepFreeze } from '../kernel/freeze.js'
import type { Recipient } from '../vocabulary/recipient.js'
import type { RetentionRule, RetentionRuleId } from '../vocabulary/retention.js'
import type { DataMap, FieldMap, RecordTypeMap, SystemMap } from './data-map.js'
import { changedSecretProblems, fieldProblems } from './field-problems.js'

/** What an operator adds to, or changes in, the shipped maps. A new field must be whole; a known one may change any part. */
export interface DataMapOverrides {
  readonly recipients?: readonly Recipient[]
  readonly retention?: readonly (Partial<RetentionRule> & Pick<RetentionRule, 'id'>)[]
  /** system -> record type -> field. */
  readonly systems?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Partial<FieldMap>>>>>>>
}

export interface ShippedFacts {
  readonly maps: readonly SystemMap[]
  readonly recipients: readonly Recipient[]
  readonly retentionRules: readonly RetentionRule[]
}

/** A sentence that says where, what is wrong and what to write. */
export type MapProblem = string

export type Composition =
  { readonly map: DataMap; readonly problems: readonly [] } | { readonly map: null; readonly problems: readonly MapProblem[] }

/** Lays the operator's overrides over the shipped maps and checks the whole. Pure; the map it gives is frozen. */
export function composeDataMap(shipped: ShippedFacts, overrides: DataMapOverrides = {}): Composition {
  const recipients = new Map([...shipped.recipients, ...(overrides.recipients ?? [])].map((recipient) => [recipient.id, recipient]))
  const retentionRules = new Map(shipped.retentionRules.map((rule) => [rule.id, ruleWith(rule, overrides)]))
  const systems = new Map(shipped.maps.map((map) => [map.system, systemWith(map, overrides.systems?.[map.system] ?? {})]))
  const problems = [
    ...unknownTargets(shipped, overrides),
    ...retentionProblems(shipped, overrides),
    ...changedSecrets(shipped, overrides),
    ...mapProblems([...systems.values()], recipients, retentionRules),
  ]
  if (problems.length > 0) {
    return { map: null, problems }
  }
  deepFreeze([...systems.values(), ...recipients.values(), ...retentionRules.values()])
  return { map: deepFreeze({ systems, recipients, retentionRules }), problems: [] }
}

function ruleWith(rule: RetentionRule, overrides: DataMapOverrides): RetentionRule {
  return { ...rule, ...overrides.retention?.find(({ id }) => id === rule.id) }
}

type FieldOverrides = Readonly<Record<string, Readonly<Record<string, Partial<FieldMap>>>>>

function systemWith(map: SystemMap, overrides: FieldOverrides): SystemMap {
  const recordTypes = Object.entries(map.recordTypes).map(([id, recordType]) => [id, recordTypeWith(recordType, overrides[id] ?? {})])
  return { ...map, recordTypes: Object.fromEntries(recordTypes) as Record<string, RecordTypeMap> }
}

function recordTypeWith(recordType: RecordTypeMap, overrides: Readonly<Record<string, Partial<FieldMap>>>): RecordTypeMap {
  const changed = Object.entries(overrides).map(([field, change]) => [field, { ...recordType.fields[field], ...change }])
  return { ...recordType, fields: { ...recordType.fields, ...(Object.fromEntries(changed) as Record<string, FieldMap>) } }
}

function unknownTargets(shipped: ShippedFacts, overrides: DataMapOverrides): MapProblem[] {
  const known = new Map<string, SystemMap>(shipped.maps.map((map) => [map.system, map]))
  return Object.entries(overrides.systems ?? {}).flatMap(([system, recordTypes]) => {
    const map = known.get(system)
    if (map === undefined) {
      return [`dataMap.systems.${system}: no such system. Write one of: ${[...known.keys()].join(', ')}.`]
    }
    const strangers = Object.keys(recordTypes).filter((id) => !Object.hasOwn(map.recordTypes, id))
    return strangers.map(
      (id) => `dataMap.systems.${system}.${id}: no such record type. Write one of: ${Object.keys(map.recordTypes).join(', ')}.`,
    )
  })
}

/** What is shipped as a secret stays one: an override that called it something else would hand out its value. */
function changedSecrets({ maps }: ShippedFacts, { systems = {} }: DataMapOverrides): MapProblem[] {
  return maps.flatMap((map) =>
    Object.entries(systems[map.system] ?? {}).flatMap(([recordType, fields]) =>
      Object.entries(fields).flatMap(([field, change]) =>
        changedSecretProblems(map.recordTypes[recordType]?.fields[field], change).map(
          (problem) => `dataMap.systems.${map.system}.${recordType}.${field}: ${problem}`,
        ),
      ),
    ),
  )
}

function retentionProblems({ retentionRules }: ShippedFacts, { retention = [] }: DataMapOverrides): MapProblem[] {
  const known = retentionRules.map(({ id }) => id)
  return retention.flatMap(({ id, months }) => [
    ...(known.includes(id) ? [] : [`dataMap.retention: there is no rule '${id}'. Write one of: ${known.join(', ')}.`]),
    ...(months === undefined || (Number.isInteger(months) && months >= 0)
      ? []
      : [`dataMap.retention.${id}: months must be a whole number, 0 or more.`]),
  ])
}

function mapProblems(
  systems: readonly SystemMap[],
  recipients: ReadonlyMap<string, Recipient>,
  retentionRules: ReadonlyMap<RetentionRuleId, RetentionRule>,
): MapProblem[] {
  return systems.flatMap((map) =>
    Object.entries(map.recordTypes).flatMap(([recordType, { fields }]) =>
      Object.entries(fields).flatMap(([field, entry]) =>
        fieldProblems(entry, recipients, retentionRules).map(
          (problem) => `dataMap.systems.${map.system}.${recordType}.${field}: ${problem}`,
        ),
      ),
    ),
  )
}
