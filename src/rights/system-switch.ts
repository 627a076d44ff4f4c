import { type EntityManager, In } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { Step } from '../../entities/step.js'
import type { AuditLog } from '../audit/audit-log.js'
import type { JobQueue } from '../jobs/queue.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import type { SystemPauses } from '../ledger/system-pauses.js'
import type { Idempotency, OnceOnly } from '../security/idempotency.js'
import { authorise } from '../security/permissions.js'
import { StepState } from '../vocabulary/change.js'
import { CoverageReason } from '../vocabulary/coverage.js'
import { done, type Outcome } from '../vocabulary/refusal.js'
import type { SystemId } from '../vocabulary/source-record.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { PauseEntry, PauseView, SystemEntry } from './changes.js'
import { executePlanJob } from './execution/execution-job.js'

export interface SystemSwitchParts {
  readonly database: Database
  readonly pauses: SystemPauses
  readonly queue: JobQueue
  readonly idempotency: Idempotency
  readonly audit: AuditLog
  readonly clock: Clock
  /** Ids of the systems that are connected. */
  readonly connected: readonly SystemId[]
}

export type Switched = Outcome<{ readonly systemId: string }>

/** The operator's hand on a system: while it is paused nothing is asked of it and nothing written to it. */
export class SystemSwitch {
  constructor(private readonly parts: SystemSwitchParts) {}

  async pause(viewer: Viewer, { systemId, reason, idempotencyKey }: PauseEntry): Promise<Switched> {
    authorise(viewer, 'pauseSystem')
    this.mustBeConnected(systemId)
    return this.once({ viewer, operation: 'pauseSystem', key: idempotencyKey, input: { systemId, reason } }, async () => {
      if (await this.parts.pauses.pause(systemId, reason, viewer.accountHash)) {
        await this.parts.audit.record({ type: 'system.paused', viewer, facts: { system: systemId } })
      }
      return done({ systemId })
    })
  }

  /** Steps that waited for it are due at once. */
  async resume(viewer: Viewer, { systemId, idempotencyKey }: SystemEntry): Promise<Switched> {
    authorise(viewer, 'resumeSystem')
    this.mustBeConnected(systemId)
    return this.once({ viewer, operation: 'resumeSystem', key: idempotencyKey, input: { systemId } }, async (manager) => {
      if (await this.parts.pauses.resume(systemId)) {
        await this.parts.audit.record({ type: 'system.resumed', viewer, facts: { system: systemId } })
        await this.wake(manager, systemId)
      }
      return done({ systemId })
    })
  }

  async paused(viewer: Viewer): Promise<readonly PauseView[]> {
    authorise(viewer, 'SourceSystem.pause')
    return (await this.parts.pauses.list()).map(({ system, reason, pausedAt }) => ({ systemId: system, reason, pausedAt }))
  }

  private async once(use: OnceOnly, work: (manager: EntityManager) => Promise<Switched>): Promise<Switched> {
    const made = await this.parts.idempotency.once(use, () => this.parts.database.write(work))
    return made.ok ? done({ systemId: made.value['systemId'] ?? '' }) : made
  }

  private async wake(manager: EntityManager, system: SystemId): Promise<void> {
    const waiting = { system, state: StepState.WAITING_RETRY, lastError: CoverageReason.PAUSED }
    const steps = await manager.find(Step, { select: { id: true, planId: true }, where: waiting })
    if (steps.length > 0) {
      await manager.update(Step, { id: In(steps.map(({ id }) => id)) }, { retryAt: timestamp(this.parts.clock) })
    }
    for (const planId of new Set(steps.map((step) => step.planId))) {
      await this.parts.queue.enqueue(executePlanJob, { key: planId, payload: { planId } })
    }
  }

  private mustBeConnected(system: SystemId): void {
    if (!this.parts.connected.includes(system)) {
      throw new NotFoundError()
    }
  }
}
