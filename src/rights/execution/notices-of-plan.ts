import type { Plan } from '../../../entities/plan.js'
import type { DataMap } from '../../datamap/data-map.js'
import { groupBy } from '../../kernel/collections.js'
import type { NoticeOrder } from '../../notices/recipient-notices.js'
import { PlanKind, RectificationGround, StepOutcome } from '../../vocabulary/change.js'
import type { DataCategory } from '../../vocabulary/data-category.js'
import type { SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { Language } from '../../vocabulary/language.js'
import { NoticeKind } from '../../vocabulary/notice.js'
import type { StoredPlan, StoredStep } from '../plans/plan-store.js'
import { distinctCategories } from '../plans/step-draft.js'

export interface NoticeFrame {
  readonly dataMap: DataMap
  readonly identifiers: readonly SubjectIdentifier[]
  readonly language: Language
}

/** What of one step one recipient has to be told. */
interface Telling {
  readonly recipientId: string
  readonly kind: NoticeKind
  readonly categories: readonly DataCategory[]
  readonly changes: NoticeOrder['changes']
}

/** Who is told what of an executed plan (Art. 19): one notice for each recipient and kind, of what that recipient received. Pure. */
export function noticesOf({ plan, steps }: StoredPlan, frame: NoticeFrame): NoticeOrder[] {
  const tellings = steps.flatMap((step) => tellingsOf(plan, step, frame.dataMap))
  const grouped = groupBy(tellings, ({ recipientId, kind }) => `${recipientId} ${kind}`)
  return [...grouped.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [orderOf(plan, first, group, frame)]
  })
}

function orderOf(
  { id, subjectId, caseId }: Plan,
  { recipientId, kind }: Telling,
  group: readonly Telling[],
  frame: NoticeFrame,
): NoticeOrder {
  const changes = new Map(group.flatMap((telling) => telling.changes).map((change) => [JSON.stringify(change), change]))
  return {
    subjectId,
    caseId,
    planId: id,
    recipientId,
    kind,
    categories: distinctCategories(group.flatMap(({ categories }) => categories)),
    language: frame.language,
    identifiers: frame.identifiers,
    changes: [...changes.values()],
  }
}

function tellingsOf(plan: Plan, step: StoredStep, dataMap: DataMap): Telling[] {
  return step.planned.recipients.flatMap((recipientId) => {
    const received = receivedBy(recipientId, step, dataMap)
    return kindsOf(plan, step).flatMap(({ kind, categories }) => {
      const told = categories.filter((category) => received.has(category))
      return told.length === 0
        ? []
        : [{ recipientId, kind, categories: told, changes: kind === NoticeKind.RECTIFICATION ? changesOf(step) : [] }]
    })
  })
}

/** Categories of the record's type that the data map says the recipient gets. */
function receivedBy(recipientId: string, { planned: { ref } }: StoredStep, dataMap: DataMap): ReadonlySet<DataCategory> {
  const fields = Object.values(dataMap.systems.get(ref.system)?.recordTypes[ref.recordType]?.fields ?? {})
  return new Set(fields.filter(({ recipients }) => recipients.includes(recipientId)).map(({ category }) => category))
}

interface KindOfTelling {
  readonly kind: NoticeKind
  readonly categories: readonly DataCategory[]
}

const gone: readonly StepOutcome[] = [StepOutcome.ERASED, StepOutcome.DELETED_SOFT, StepOutcome.ANONYMISED, StepOutcome.DONE_BY_HAND]

/** Of a record that is restricted what was emptied is erased, and the rest is only kept. */
function kindsOf({ kind, ground }: Plan, { row, planned }: StoredStep): KindOfTelling[] {
  const changed = distinctCategories(planned.changes.map(({ category }) => category))
  if (kind === PlanKind.RECTIFICATION) {
    const isCorrected = row.outcome === StepOutcome.RECTIFIED || row.outcome === StepOutcome.DONE_BY_HAND
    const told = ground === RectificationGround.SUPPLEMENT ? NoticeKind.SUPPLEMENT : NoticeKind.RECTIFICATION
    return isCorrected ? [{ kind: told, categories: changed }] : []
  }
  if (row.outcome === StepOutcome.RESTRICTED || row.outcome === StepOutcome.RETAINED) {
    const kept = planned.categories.filter((category) => !changed.includes(category))
    return [
      { kind: NoticeKind.RESTRICTION, categories: kept },
      { kind: NoticeKind.ERASURE, categories: changed },
    ]
  }
  return row.outcome !== null && gone.includes(row.outcome) ? [{ kind: NoticeKind.ERASURE, categories: changed }] : []
}

function changesOf({ planned }: StoredStep): NoticeOrder['changes'] {
  return planned.changes.map(({ category, from, to }) => ({ category, from, to }))
}
