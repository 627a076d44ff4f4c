import type { EntityManager } from 'typeorm'
import type { Database } from '../../../entities/database.js'
import { Plan } from '../../../entities/plan.js'
import type { AuditLog } from '../../audit/audit-log.js'
import { carriesIdentifiers } from '../../datamap/carried-identifiers.js'
import type { DataMap } from '../../datamap/data-map.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import type { ErasedThing, ErasureLedger } from '../../ledger/erasure-ledger.js'
import type { NoticeOrder, RecipientNotices } from '../../notices/recipient-notices.js'
import { PlanKind, PlanState, StepOutcome } from '../../vocabulary/change.js'
import { IdentifierKind, type SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { Attestations } from '../attestation/attestations.js'
import { addCaseEvent } from '../case-events.js'
import { closeIfSettled, outcomeOfPlan, readyAfterPlan, settleClaim } from '../claim-settlement.js'
import type { Claims } from '../claims.js'
import type { StoredPlan, StoredStep } from '../plans/plan-store.js'
import { typeKey } from '../plans/step-draft.js'
import type { ReturnAnswers } from '../returns/return-answers.js'
import { unreadSystems } from '../unread-systems.js'
import type { FaultPoint } from './fault-point.js'
import { noticesOf } from './notices-of-plan.js'

export interface PlanCompletionParts {
  readonly database: Database
  readonly claims: Claims
  readonly ledger: ErasureLedger
  readonly notices: Pick<RecipientNotices, 'order'>
  readonly attestations: Pick<Attestations, 'issue'>
  readonly returns: Pick<ReturnAnswers, 'answered'>
  readonly dataMap: DataMap
  readonly audit: AuditLog
  readonly clock: Clock
  readonly onPersisted: FaultPoint
}

/** Ends a plan whose every step is done: what came of the claim, who is told, what is attested, in one transaction. */
export class PlanCompletion {
  constructor(private readonly parts: PlanCompletionParts) {}

  async complete(stored: StoredPlan, identifiers: readonly SubjectIdentifier[]): Promise<void> {
    const { plan } = stored
    const { language } = await this.parts.claims.of(plan.claimId)
    const orders = noticesOf(stored, { dataMap: this.parts.dataMap, identifiers: identifiers.filter(isTold), language })
    await this.parts.database.write((manager) => this.store(manager, stored, { orders, identifiers }))
    await this.parts.onPersisted('plan.executed', plan.id)
  }

  private async store(manager: EntityManager, stored: StoredPlan, told: Told): Promise<void> {
    const { id: planId, caseId, subjectId, kind } = stored.plan
    const at = timestamp(this.parts.clock)
    const { affected } = await manager.update(
      Plan,
      { id: planId, state: PlanState.EXECUTING },
      { state: PlanState.EXECUTED, executedAt: at },
    )
    if (affected !== 1) {
      return
    }
    await addCaseEvent(manager, { caseId, type: 'plan.executed', at, actorRole: null, facts: { planId } })
    const facts = { planId, kind, steps: stored.steps.length }
    await this.parts.audit.record({ type: 'plan.executed', viewer: null, subjectId, caseId, facts })
    await this.parts.ledger.recordAnonymised(caseId, this.recognisable(stored, told.identifiers))
    await this.parts.notices.order(told.orders)
    await this.parts.attestations.issue(planId)
    await (kind === PlanKind.RE_ERASURE ? this.parts.returns.answered(planId) : undefined)
    await this.settle(manager, stored, at)
  }

  private async settle(manager: EntityManager, { plan, steps }: StoredPlan, at: string): Promise<void> {
    const results = steps.map(({ row }) => row)
    const outcome = outcomeOfPlan(results, unreadSystems(plan.coverage).length === 0)
    const { audit } = this.parts
    await settleClaim(manager, audit, { claimId: plan.claimId, subjectId: plan.subjectId, outcome, at })
    await readyAfterPlan(manager, plan.caseId, at)
    await closeIfSettled(manager, audit, plan.caseId, at)
  }

  /** Only now that the last record is gone does anybody who carries these identifiers come back. */
  private recognisable({ steps }: StoredPlan, identifiers: readonly SubjectIdentifier[]): ErasedThing[] {
    const erased = steps.filter(({ row, planned }) => hasLeft(row.outcome, planned.writes.length) && this.isRecognisable(planned.ref))
    const onePerType = new Map(erased.map(({ planned }: StoredStep) => [typeKey(planned.ref), planned.ref]))
    return [...onePerType.values()].map((ref) => ({ ref, identifiers }))
  }

  private isRecognisable({ system, recordType }: { readonly system: string; readonly recordType: string }): boolean {
    const type = this.parts.dataMap.systems.get(system)?.recordTypes[recordType]
    return type !== undefined && carriesIdentifiers(type)
  }
}

interface Told {
  readonly orders: readonly NoticeOrder[]
  readonly identifiers: readonly SubjectIdentifier[]
}

/** Whether a record no longer is about the person, or only still what a rule keeps: that is known by its reference, and another one is not. */
function hasLeft(outcome: StepOutcome | null, writes: number): boolean {
  const isWhole = outcome === StepOutcome.ERASED && writes === 0
  const isEmptied = outcome === StepOutcome.RESTRICTED && writes > 0
  return isWhole || isEmptied || outcome === StepOutcome.DELETED_SOFT || outcome === StepOutcome.ANONYMISED
}

/** Ids of our own systems mean nothing to a recipient. */
function isTold({ kind }: SubjectIdentifier): boolean {
  return kind !== IdentifierKind.SYSTEM_ID
}
