import type { FieldWrite } from '../../connectors/connector.js'
import type { AnonymisationMethod, ErasureGround, PlanKind, RectificationGround, StepAction } from '../../vocabulary/change.js'
import type { SystemCoverage } from '../../vocabulary/coverage.js'
import type { DataCategory } from '../../vocabulary/data-category.js'
import type { Labels } from '../../vocabulary/language.js'
import type { RetentionGround, RetentionRuleId } from '../../vocabulary/retention.js'
import type { RecordRef, SystemId } from '../../vocabulary/source-record.js'

/**
 * A mapped field, before and after. `from` and `to` are canonical texts for people; null where there is nothing. What is
 * erased is never copied into a plan: there `from` is null, and `to` is null or the word that stands for everybody.
 */
export interface PlannedChange {
  readonly field: string
  readonly category: DataCategory
  readonly from: string | null
  readonly to: string | null
}

/** What a plan is limited to; a null says of systems, or of categories, that it reaches all of them. */
export interface PlanScope {
  readonly systems: readonly SystemId[] | null
  readonly categories: readonly DataCategory[] | null
}

/** What is to be done with one record, and why. */
export interface PlannedStep {
  /** From 1. */
  readonly number: number
  readonly rank: number
  readonly ref: RecordRef
  /** Whether the subject wrote what `changes` tell of; absent where authorship has no meaning, or no value of the record is told. */
  readonly authoredBySubject?: boolean
  readonly action: StepAction
  /** For people. */
  readonly changes: readonly PlannedChange[]
  /** For the system: source fields with what they become. */
  readonly writes: readonly FieldWrite[]
  /** Keyed fingerprints of the source fields as the plan saw them: the step runs only while they are still that. */
  readonly seen: Readonly<Record<string, string>>
  readonly ground: RetentionGround | null
  readonly rule: RetentionRuleId | null
  readonly retainUntil: string | null
  /** With ANONYMISE; the reason tells what could still lead back to the person. */
  readonly method: AnonymisationMethod | null
  readonly reason: Labels
  /** Recipients in the data map that received what is changed (Art. 19). */
  readonly recipients: readonly string[]
  /** Categories that the record held. */
  readonly categories: readonly DataCategory[]
}

/**
 * A plan: a pure function of records, data map and law. Frozen; its hash is SHA-256 over its canonical JSON, and what is
 * approved is that hash. The nonce keeps anybody from guessing its values by the hash.
 */
export interface PlanBody {
  readonly version: 1
  readonly id: string
  readonly nonce: string
  readonly kind: PlanKind
  readonly subjectId: string
  readonly caseId: string
  readonly claimId: string
  readonly ground: RectificationGround | ErasureGround | null
  /** Null where it reaches everything that was asked for: all that is held about the person. */
  readonly scope: PlanScope | null
  /** SHA-512 of the file that came with the proposal: whoever approves, approves on that file. */
  readonly evidenceSha512: string | null
  readonly createdAt: string
  readonly steps: readonly PlannedStep[]
  readonly coverage: readonly Pick<SystemCoverage, 'systemId' | 'answer' | 'reason' | 'gaps'>[]
}
