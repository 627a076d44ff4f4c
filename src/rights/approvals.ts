import type { EntityManager } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { PlanApproval } from '../../entities/plan-approval.js'
import { Plan } from '../../entities/plan.js'
import type { AuditLog } from '../audit/audit-log.js'
import { SourceError } from '../connectors/source-error.js'
import type { Gateway } from '../federation/gateway.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import { newId } from '../kernel/ids.js'
import { chunked } from '../kernel/streams.js'
import type { Idempotency, MadeIds } from '../security/idempotency.js'
import { authorise } from '../security/permissions.js'
import { roleInCase } from '../security/staff.js'
import { PlanKind, PlanState } from '../vocabulary/change.js'
import { done, type Outcome, type Refusal, refused, RefusalCode } from '../vocabulary/refusal.js'
import { Role, type Viewer } from '../vocabulary/viewer.js'
import { addCaseEvent } from './case-events.js'
import type { ApprovalEntry } from './changes.js'
import { isUnlikePlan, selectionFor, type SightingFrame } from './execution/sighting.js'
import type { PlanAccess } from './plans/plan-access.js'
import { mustBeWhole, type PlanStore, type StoredPlan, type StoredStep } from './plans/plan-store.js'
import { typeKey } from './plans/step-draft.js'

export interface ApprovalParts {
  readonly database: Database
  readonly access: PlanAccess
  readonly plans: PlanStore
  readonly gateway: Gateway
  readonly frame: SightingFrame
  readonly idempotency: Idempotency
  readonly audit: AuditLog
  readonly clock: Clock
  readonly options: {
    /** Milliseconds for each call. */
    readonly callBudgetMs: number
  }
}

/** What looking at the sources again showed. */
interface SecondLook {
  readonly drifted: readonly number[]
  /** Systems that did not answer. */
  readonly unchecked: readonly string[]
}

const refsPerCall = 100

/** Four eyes: a plan is approved by somebody else than its author, exactly as it was shown, and while the sources are what it saw. */
export class Approvals {
  constructor(private readonly parts: ApprovalParts) {}

  async approve(viewer: Viewer, entry: ApprovalEntry, signal: AbortSignal): Promise<Outcome<MadeIds>> {
    authorise(viewer, 'approvePlan')
    const plan = await this.parts.access.plan(viewer, entry.planId)
    const { planId, hash } = entry
    const use = { viewer, operation: 'approvePlan', key: entry.idempotencyKey, input: { planId, hash } }
    const remembered = await this.parts.idempotency.remembered(use)
    if (remembered !== null) {
      return remembered
    }
    const refusal = refusalOf(plan, viewer, hash)
    if (refusal !== null) {
      return this.refuse(plan, viewer, { code: refusal })
    }
    const look = await this.lookAgain(planId, signal)
    if (look.drifted.length > 0) {
      return this.refuse(plan, viewer, { code: RefusalCode.PLAN_STALE, driftedSteps: look.drifted })
    }
    return this.parts.idempotency.once(use, () =>
      this.parts.database.write((manager) => this.store(manager, { plan, viewer, unchecked: look.unchecked })),
    )
  }

  /** Of two who approve at the same moment one does, and the other is told. */
  private async store(manager: EntityManager, { plan, viewer, unchecked }: Approving): Promise<Outcome<{ readonly planId: string }>> {
    const { id: planId, hash, caseId, subjectId } = plan
    const { affected } = await manager.update(Plan, { id: planId, state: PlanState.PROPOSED, hash }, { state: PlanState.APPROVED })
    if (affected !== 1) {
      return refused(RefusalCode.CHANGED_MEANWHILE)
    }
    const at = timestamp(this.parts.clock)
    const role = roleInCase(viewer)
    await manager.insert(PlanApproval, { id: newId(), planId, hash, approvedBy: viewer.accountHash, role, approvedAt: at })
    await addCaseEvent(manager, { caseId, type: 'plan.approved', at, actorRole: role, facts: { planId } })
    const facts = { planId, hash, uncheckedSystems: unchecked }
    await this.parts.audit.record({ type: 'plan.approved', viewer, subjectId, caseId, facts })
    return done({ planId })
  }

  private async refuse({ id: planId, caseId, subjectId }: Plan, viewer: Viewer, refusal: Refusal): Promise<Outcome<never>> {
    const facts = { planId, code: refusal.code }
    await this.parts.audit.record({ type: 'plan.approval-refused', viewer, subjectId, caseId, facts })
    return { ok: false, refusal }
  }

  /** A system that does not answer says nothing against the plan: every step looks once more before it writes. */
  private async lookAgain(planId: string, signal: AbortSignal): Promise<SecondLook> {
    const [stored] = await this.parts.plans.loadAll([planId])
    if (stored === undefined) {
      return { drifted: [], unchecked: [] }
    }
    mustBeWhole(stored)
    const looks = await Promise.all([...watched(stored)].map(([system, steps]) => this.lookAt(system, steps, signal)))
    signal.throwIfAborted()
    return {
      drifted: looks.flatMap(({ drifted }) => drifted).toSorted((a, b) => a - b),
      unchecked: looks.flatMap(({ unchecked }) => unchecked),
    }
  }

  private async lookAt(system: string, steps: readonly StoredStep[], signal: AbortSignal): Promise<SecondLook> {
    try {
      const drifted = await Promise.all(chunked(steps, refsPerCall).map((some) => this.driftedAmong(system, some, signal)))
      return { drifted: drifted.flat(), unchecked: [] }
    } catch (error) {
      if (error instanceof SourceError) {
        return { drifted: [], unchecked: [system] }
      }
      throw error
    }
  }

  private async driftedAmong(system: string, steps: readonly StoredStep[], signal: AbortSignal): Promise<number[]> {
    const { gateway, frame, options } = this.parts
    const planned = steps.map((step) => step.planned)
    const refs = planned.map(({ ref }) => ref)
    const found = await gateway.inspect(system, refs, selectionFor(planned, frame), { budgetMs: options.callBudgetMs, signal })
    const byRef = new Map(found.map((record) => [`${typeKey(record.ref)}/${record.ref.externalId}`, record]))
    return planned
      .filter((step) => isUnlikePlan(step, byRef.get(`${typeKey(step.ref)}/${step.ref.externalId}`) ?? null, frame))
      .map(({ number }) => number)
  }
}

interface Approving {
  readonly plan: Plan
  readonly viewer: Viewer
  readonly unchecked: readonly string[]
}

function refusalOf(plan: Plan, viewer: Viewer, hash: string): RefusalCode | null {
  const accounts = [viewer.accountHash, ...(viewer.formerAccountHashes ?? [])]
  if (plan.state !== PlanState.PROPOSED) {
    return RefusalCode.PLAN_CLOSED
  }
  if (plan.hash !== hash) {
    return RefusalCode.PLAN_HASH_MISMATCH
  }
  if (plan.authorHash !== null && accounts.includes(plan.authorHash)) {
    return RefusalCode.APPROVAL_BY_AUTHOR
  }
  return plan.kind !== PlanKind.RECTIFICATION && !viewer.roles.has(Role.DPO) ? RefusalCode.APPROVAL_BY_OFFICER_ONLY : null
}

/** Steps that write, by system: the others change nothing that could have changed before. */
function watched({ steps }: StoredPlan): ReadonlyMap<string, StoredStep[]> {
  const writing = steps.filter(({ planned }) => Object.keys(planned.seen).length > 0)
  return groupBy(writing, ({ planned }) => planned.ref.system)
}
