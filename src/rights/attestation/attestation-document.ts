import { addDays } from '../holidays.js'
import { dayInBrussels } from '../deadline.js'
import { groupBy } from '../../kernel/collections.js'
import { ReadBack, StepOutcome } from '../../vocabulary/change.js'
import { type CoverageReason, isComplete, type SystemCoverage } from '../../vocabulary/coverage.js'
import type { DataCategory } from '../../vocabulary/data-category.js'
import type { Language } from '../../vocabulary/language.js'
import type { RetentionGround, RetentionRuleId } from '../../vocabulary/retention.js'
import type { Shortfall } from '../../vocabulary/shortfall.js'
import type { RecordTypeId, SystemId } from '../../vocabulary/source-record.js'

/** A step that is done. */
export interface AttestedStep {
  readonly system: SystemId
  readonly recordType: RecordTypeId
  readonly outcome: StepOutcome
  readonly readBack: ReadBack | null
  /** ISO date on which what lies in a recycle bin is gone for good. */
  readonly finalOn: string | null
  readonly ground: RetentionGround | null
  readonly rule: RetentionRuleId | null
  /** ISO date; null where nobody knows it yet. */
  readonly retainUntil: string | null
  /** RFC 3339. */
  readonly doneAt: string
}

/** All that an attestation is made of: no value of the person but a masked name. */
export interface AttestationFacts {
  readonly id: string
  /** RFC 3339. */
  readonly issuedAt: string
  readonly language: Language
  readonly controller: string
  /** Reference of the case. */
  readonly reference: string
  readonly plan: { readonly id: string; readonly hash: string; readonly kind: 'ERASURE' | 'RE_ERASURE'; readonly executedAt: string }
  /** Plans for the same claim whose place this one took, newest first: what was done under them is among the steps. */
  readonly earlierPlans: readonly { readonly id: string; readonly hash: string }[]
  readonly approvals: readonly { readonly role: string; readonly approvedAt: string }[]
  readonly maskedName: string | null
  /** What the plan was limited to: the only categories that it reached, null where it reached all, and the systems that it did not touch. */
  readonly limits: { readonly categories: readonly DataCategory[] | null; readonly systemsLeftOut: readonly SystemId[] }
  readonly steps: readonly AttestedStep[]
  /** What each system had answered when the plan was made. */
  readonly coverage: readonly SystemCoverage[]
  /** Days after which a system's last backup holds nothing erased; absent where nobody has said. */
  /** What was left open when the systems were read back. */
  readonly shortfalls: readonly Shortfall[]
  readonly backupDays: ReadonlyMap<SystemId, number>
  /** The provision that each rule rests on. */
  readonly sources: ReadonlyMap<RetentionRuleId, string>
}

/** As the outcome of a step, but for a record of which only some fields went. */
export type AttestedMethod = StepOutcome | 'ERASED_IN_PART'

/** Records of one type to which the same was done for the same reason. Dates are ISO dates; a range where they differ. */
export interface AttestedRecords {
  readonly recordType: RecordTypeId
  readonly method: AttestedMethod
  readonly count: number
  readonly firstOn: string
  readonly lastOn: string
  /** How many of them showed what when they were looked at again. */
  readonly readBack: Readonly<Partial<Record<ReadBack, number>>>
  /** The last of them is gone for good on this day. */
  readonly finalOn: string | null
  readonly ground: RetentionGround | null
  readonly article: string | null
  readonly rule: RetentionRuleId | null
  readonly source: string | null
  /** Null where nothing is kept, or until when is not known yet. */
  readonly kept: { readonly earliestUntil: string; readonly latestUntil: string } | null
}

export interface AttestedSystem {
  readonly system: SystemId
  readonly records: readonly AttestedRecords[]
  /** Present where something was erased: `goneOn` is null where nobody has said how long backups are kept. */
  readonly backups: { readonly days: number | null; readonly goneOn: string | null } | null
  /** What was not looked at, so that nothing is attested about it. */
  readonly unread: readonly { readonly scope: string | null; readonly reason: CoverageReason | null }[]
  /** Records that were found when everything planned was done, and that the plan did not know. */
  readonly foundAfterwards: number
}

/** The statement itself, as it is signed. */
export interface AttestationDocument {
  readonly version: 1
  readonly type: 'ERASURE_ATTESTATION'
  readonly id: string
  readonly issuedAt: string
  readonly language: Language
  readonly controller: string
  readonly reference: string
  readonly person: string | null
  readonly plan: AttestationFacts['plan']
  readonly earlierPlans: AttestationFacts['earlierPlans']
  readonly approvals: AttestationFacts['approvals']
  readonly limits: AttestationFacts['limits']
  readonly systems: readonly AttestedSystem[]
}

/** Says of each system what was done, what stays and why, and what is not known. Pure. */
export function attestationDocument(facts: AttestationFacts): AttestationDocument {
  const { id, issuedAt, language, controller, reference, plan, earlierPlans, approvals, maskedName, limits, steps, coverage, shortfalls } =
    facts
  const bySystem = groupBy(steps, ({ system }) => system)
  const open = [...coverage.filter(isUnread), ...shortfalls].map(({ systemId }) => systemId)
  const systems = [...new Set([...bySystem.keys(), ...open])]
  return {
    version: 1,
    type: 'ERASURE_ATTESTATION',
    id,
    issuedAt,
    language,
    controller,
    reference,
    person: maskedName,
    plan,
    earlierPlans,
    approvals,
    limits,
    systems: systems.map((system) => attestedSystem(system, bySystem.get(system) ?? [], facts)),
  }
}

function attestedSystem(system: SystemId, steps: readonly AttestedStep[], facts: AttestationFacts): AttestedSystem {
  const answer = facts.coverage.find(({ systemId }) => systemId === system)
  const afterwards = facts.shortfalls.find(({ systemId }) => systemId === system)
  const before = answer !== undefined && isUnread(answer) ? unreadOf(answer) : []
  return {
    system,
    records: [...groupBy(steps, groupKey).values()].map((group) => attestedRecords(group, facts)),
    backups: backupsOf(steps, facts.backupDays.get(system) ?? null),
    unread: distinct([...before, ...(afterwards?.gaps ?? []).map(({ scope, reason }) => ({ scope, reason }))]),
    foundAfterwards: afterwards?.unplanned ?? 0,
  }
}

function isUnread(answer: SystemCoverage): boolean {
  return !isComplete([answer])
}

/** A gap that was there before and after is one. */
function distinct(gaps: AttestedSystem['unread']): AttestedSystem['unread'] {
  return [...new Map(gaps.map((gap) => [JSON.stringify([gap.scope, gap.reason]), gap])).values()]
}

function unreadOf({ reason, gaps }: SystemCoverage): AttestedSystem['unread'] {
  return gaps.length === 0 ? [{ scope: null, reason }] : gaps.map(({ scope, reason }) => ({ scope, reason }))
}

/** What stays until a known day and what stays without one are told apart. */
function groupKey(step: AttestedStep): string {
  return JSON.stringify([step.recordType, methodOf(step), step.ground, step.rule, step.retainUntil === null])
}

function methodOf({ outcome, readBack }: AttestedStep): AttestedMethod {
  return outcome === StepOutcome.ERASED && readBack === ReadBack.CHANGED ? 'ERASED_IN_PART' : outcome
}

function attestedRecords(group: readonly AttestedStep[], { sources }: AttestationFacts): AttestedRecords {
  const [first] = group as readonly [AttestedStep, ...AttestedStep[]]
  const { recordType, ground, rule } = first
  const days = group.map(({ doneAt }) => dayInBrussels(new Date(doneAt)))
  return {
    recordType,
    method: methodOf(first),
    count: group.length,
    firstOn: earliest(days) ?? '',
    lastOn: latest(days) ?? '',
    readBack: countsOf(group),
    finalOn: latest(group.map(({ finalOn }) => finalOn)),
    ground,
    article: ground === null ? null : articles[ground],
    rule,
    source: rule === null ? null : (sources.get(rule) ?? null),
    kept: keptOf(group.map(({ retainUntil }) => retainUntil)),
  }
}

const articles: Readonly<Record<RetentionGround, string>> = {
  FREEDOM_OF_EXPRESSION: '17(3)(a)',
  LEGAL_OBLIGATION: '17(3)(b)',
  PUBLIC_HEALTH: '17(3)(c)',
  ARCHIVING: '17(3)(d)',
  LEGAL_CLAIMS: '17(3)(e)',
}

function keptOf(days: readonly (string | null)[]): AttestedRecords['kept'] {
  const earliestUntil = earliest(days)
  const latestUntil = latest(days)
  return earliestUntil === null || latestUntil === null ? null : { earliestUntil, latestUntil }
}

function countsOf(group: readonly AttestedStep[]): AttestedRecords['readBack'] {
  const seen = groupBy(
    group.flatMap(({ readBack }) => readBack ?? []),
    (readBack) => readBack,
  )
  return Object.fromEntries([...seen].map(([readBack, all]) => [readBack, all.length]))
}

const removing: readonly StepOutcome[] = [
  StepOutcome.ERASED,
  StepOutcome.DELETED_SOFT,
  StepOutcome.ANONYMISED,
  StepOutcome.RESTRICTED,
  StepOutcome.DONE_BY_HAND,
]

/** From the last day on which something went, or will have gone from a recycle bin. */
function backupsOf(steps: readonly AttestedStep[], days: number | null): AttestedSystem['backups'] {
  const removed = steps.filter(({ outcome }) => removing.includes(outcome))
  const last = latest(removed.map(({ finalOn, doneAt }) => finalOn ?? dayInBrussels(new Date(doneAt))))
  return last === null ? null : { days, goneOn: days === null ? null : addDays(last, days) }
}

function earliest(days: readonly (string | null)[]): string | null {
  return sorted(days)[0] ?? null
}

function latest(days: readonly (string | null)[]): string | null {
  return sorted(days).at(-1) ?? null
}

function sorted(days: readonly (string | null)[]): string[] {
  return days.filter((day) => day !== null).sort()
}
