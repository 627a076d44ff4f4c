import type { SubjectRecords } from '../../federation/subject-records.js'
import type { DataMap } from '../../datamap/data-map.js'
import { InternalError } from '../../kernel/errors.js'
import type { ErasureLedger } from '../../ledger/erasure-ledger.js'
import type { RecipientNotices } from '../../notices/recipient-notices.js'
import { PlanKind } from '../../vocabulary/change.js'
import { IdentifierKind, type SubjectIdentifier } from '../../vocabulary/identifier.js'
import { NoticeKind } from '../../vocabulary/notice.js'
import type { Claims } from '../claims.js'
import type { PlanStore, StoredPlan, StoredStep } from '../plans/plan-store.js'
import { leftRecords, stepsOfEndedTypes } from './left-records.js'
import { noticesOf } from './notices-of-plan.js'

export interface PlanConclusionParts {
  readonly claims: Claims
  readonly plans: PlanStore
  readonly records: Pick<SubjectRecords, 'identifiersOf'>
  readonly ledger: ErasureLedger
  readonly notices: Pick<RecipientNotices, 'order'>
  readonly dataMap: DataMap
}

/** What follows from steps that are done: recipients are told, and whoever comes back is recognised. In the caller's transaction. */
export class PlanConclusion {
  constructor(private readonly parts: PlanConclusionParts) {}

  /** Every step is done. `earlier`: what was done for the same claim before. */
  async ofExecuted(stored: StoredPlan, earlier: readonly StoredStep[]): Promise<void> {
    const identifiers = await this.parts.records.identifiersOf(stored.plan.subjectId)
    await this.recognise(stored, [...stored.steps, ...earlier], identifiers)
    await this.tell(stored, identifiers, Object.values(NoticeKind))
  }

  /** Another plan took its place: what it did is done. What stays is for the other plan to say. */
  async ofSuperseded(planId: string): Promise<void> {
    const stored = await this.parts.plans.load(planId)
    if (stored === null) {
      throw new InternalError(`There is no plan ${planId}.`)
    }
    const identifiers = await this.parts.records.identifiersOf(stored.plan.subjectId)
    await this.recognise(stored, stepsOfEndedTypes(stored.steps), identifiers)
    await this.tell(stored, identifiers, [NoticeKind.ERASURE, NoticeKind.RECTIFICATION])
  }

  /** Only once the last record of a type is gone does anybody who carries these identifiers come back. */
  private async recognise({ plan }: StoredPlan, steps: readonly StoredStep[], identifiers: readonly SubjectIdentifier[]): Promise<void> {
    const refs = plan.kind === PlanKind.RECTIFICATION ? [] : leftRecords(steps, this.parts.dataMap)
    await this.parts.ledger.recordAnonymised(
      plan.caseId,
      refs.map((ref) => ({ ref, identifiers })),
    )
  }

  private async tell(stored: StoredPlan, identifiers: readonly SubjectIdentifier[], kinds: readonly NoticeKind[]): Promise<void> {
    const { claims, notices, dataMap } = this.parts
    const { language } = await claims.of(stored.plan.claimId)
    const orders = noticesOf(stored, { dataMap, identifiers: identifiers.filter(isTold), language })
    await notices.order(orders.filter(({ kind }) => kinds.includes(kind)))
  }
}

/** Ids of our own systems mean nothing to a recipient. */
function isTold({ kind }: SubjectIdentifier): boolean {
  return kind !== IdentifierKind.SYSTEM_ID
}
