import { type AcceptedValue, acceptedText, acceptedValue } from '../../datamap/accepted-value.js'
import type { DataMap } from '../../datamap/data-map.js'
import { onScreen } from '../../federation/disclosure-rules.js'
import type { SubjectReading, SubjectRecords } from '../../federation/subject-records.js'
import type { Clock } from '../../kernel/clock.js'
import { BadInputError } from '../../kernel/errors.js'
import type { PlanFingerprints } from '../../security/plan-fingerprints.js'
import { RectificationGround } from '../../vocabulary/change.js'
import { DataCategory } from '../../vocabulary/data-category.js'
import { done, type Outcome } from '../../vocabulary/refusal.js'
import type { Viewer } from '../../vocabulary/viewer.js'
import type { ErasureEntry, RectificationEntry } from '../changes.js'
import { dayInBrussels } from '../deadline.js'
import { erasureSteps } from './erasure-plan.js'
import { type FoundValue, foundValues } from './found-values.js'
import type { PlannedStep, PlanScope } from './plan.js'
import { rectificationSteps } from './rectification-plan.js'
import { targetOf } from './rectification-target.js'

export interface DraftingParts {
  readonly dataMap: DataMap
  readonly records: Pick<SubjectRecords, 'capabilities' | 'statementId'>
  readonly fingerprints: PlanFingerprints
  readonly clock: Clock
}

/** Who asks, and whom it is about. */
export interface Petition {
  readonly viewer: Viewer
  readonly subjectId: string
}

/** Brings what was asked and what was read to the pure rules. */
export class Drafting {
  constructor(private readonly parts: DraftingParts) {}

  /** Refuses what needs no reading: a value whose category is known and whose form is wrong. */
  early(entry: RectificationEntry): Outcome<unknown> {
    return entry.category ? this.accepted(entry.category, entry) : done(null)
  }

  rectification({ viewer, subjectId }: Petition, entry: RectificationEntry, reading: SubjectReading): Outcome<readonly PlannedStep[]> {
    const { dataMap, records } = this.parts
    const idOf = ({ record, name, n }: FoundValue): string => records.statementId(subjectId, record.ref, name, n)
    const { statementIds = null, category = null, ground } = entry
    const request = { statementIds, category, ground, audience: onScreen(viewer) }
    const target = targetOf(request, foundValues(reading.records, dataMap), idOf)
    if (!target.ok) {
      return target
    }
    const value = this.accepted(target.value.category, entry)
    if (!value.ok) {
      return value
    }
    return rectificationSteps({ ...this.shared(reading), target: target.value, value: value.value, ground })
  }

  erasure(scope: PlanScope | null, reading: SubjectReading): readonly PlannedStep[] {
    return erasureSteps({ ...this.shared(reading), scope, today: this.today() })
  }

  /** Null where it names everything, or nothing. Throws BadInputError for a system that nobody knows. */
  scopeOf({ systems = null, categories = null }: Pick<ErasureEntry, 'systems' | 'categories'>): PlanScope | null {
    const known = [...this.parts.dataMap.systems.keys()]
    if (systems?.some((system) => !known.includes(system))) {
      throw new BadInputError(`systems may name: ${known.join(', ')}.`)
    }
    const scope = { systems: narrower(systems, known), categories: narrower(categories, Object.values(DataCategory)) }
    return scope.systems === null && scope.categories === null ? null : scope
  }

  private shared({ records }: SubjectReading) {
    const { dataMap, records: source, fingerprints } = this.parts
    return { records, dataMap, capabilities: source.capabilities(), fingerprint: fingerprints.of }
  }

  private accepted(category: DataCategory, { newValue, newData, ground }: RectificationEntry): Outcome<AcceptedValue> {
    const isText = ground === RectificationGround.SUPPLEMENT
    return isText ? acceptedText(newValue) : acceptedValue(category, { text: newValue, data: newData }, this.today())
  }

  private today(): string {
    return dayInBrussels(this.parts.clock.now())
  }
}

/** In the order of the whole; null where it is the whole. */
function narrower<T>(some: readonly T[] | null, all: readonly T[]): readonly T[] | null {
  return some === null || all.every((one) => some.includes(one)) ? null : all.filter((one) => some.includes(one))
}
