import { Case } from '../../entities/case.js'
import { Claim } from '../../entities/claim.js'
import type { Database } from '../../entities/database.js'
import { Request } from '../../entities/request.js'
import type { AuditLog } from '../audit/audit-log.js'
import type { CasePort, ClaimForBundle } from '../bundles/case-port.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import type { SubjectAccess } from '../security/subject-access.js'
import { BundleKind } from '../vocabulary/bundle-state.js'
import { CaseState, ClaimOutcome } from '../vocabulary/case-state.js'
import { Right } from '../vocabulary/data-right.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { addCaseEvent } from './case-events.js'
import { moveCase } from './case-moves.js'
import { closeIfSettled } from './claim-settlement.js'

/** Which right a bundle answers. */
const rightOf: Partial<Readonly<Record<BundleKind, Right>>> = {
  [BundleKind.ACCESS_COPY]: Right.ACCESS,
  [BundleKind.PORTABILITY]: Right.PORTABILITY,
}

/** What bundles ask of cases, and tell them. */
export class BundleClaims implements CasePort {
  constructor(
    private readonly database: Database,
    private readonly access: SubjectAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async claimFor(viewer: Viewer, claimId: string, kind: BundleKind): Promise<Outcome<ClaimForBundle>> {
    const { claim, one } = await this.claimAndCase(claimId)
    await this.access.mustSeeSubject(viewer, one.subjectId)
    if (one.state === CaseState.CLOSED) {
      return refused(RefusalCode.CASE_CLOSED)
    }
    if (one.state === CaseState.AWAITING_IDENTITY) {
      return refused(RefusalCode.IDENTITY_NOT_VERIFIED)
    }
    if (rightOf[kind] !== claim.right) {
      return refused(RefusalCode.CLAIM_OF_OTHER_RIGHT)
    }
    const request = await this.database.read((manager) => manager.findOneByOrFail(Request, { id: one.requestId }))
    return done({ claimId, caseId: one.id, subjectId: one.subjectId, language: request.language })
  }

  async mustSee(viewer: Viewer, caseId: string): Promise<void> {
    const one = await this.database.read((manager) => manager.findOneBy(Case, { id: caseId }))
    if (one === null) {
      throw new NotFoundError()
    }
    await this.access.mustSeeSubject(viewer, one.subjectId)
  }

  async bundleOrdered(caseId: string, bundleId: string, kind: BundleKind): Promise<void> {
    const at = timestamp(this.clock)
    await this.database.write(async (manager) => {
      await moveCase(manager, { caseId, to: CaseState.COLLECTING, at, actorRole: null })
      await addCaseEvent(manager, { caseId, type: 'bundle.ordered', at, actorRole: null, facts: { bundleId, kind } })
    })
  }

  async bundlePublished(caseId: string, bundleId: string, complete: boolean): Promise<void> {
    const at = timestamp(this.clock)
    await this.database.write(async (manager) => {
      await addCaseEvent(manager, { caseId, type: 'bundle.published', at, actorRole: null, facts: { bundleId, complete } })
      await this.bundleLiesAgain(caseId)
    })
  }

  async bundleLiesAgain(caseId: string): Promise<void> {
    await this.database.write(async (manager) => {
      const { state } = await manager.findOneByOrFail(Case, { id: caseId })
      if (state === CaseState.COLLECTING) {
        await moveCase(manager, { caseId, to: CaseState.READY, at: timestamp(this.clock), actorRole: null })
      }
    })
  }

  /** The claim has its outcome; a case whose claims all have theirs is closed. An incomplete bundle leaves it open to be completed. */
  async bundleHandedOver(claimId: string, bundleId: string, complete: boolean): Promise<void> {
    const at = timestamp(this.clock)
    await this.database.write(async (manager) => {
      const claim = await manager.findOneByOrFail(Claim, { id: claimId })
      const isWhole = complete || claim.outcome === ClaimOutcome.FULFILLED
      const outcome = isWhole ? ClaimOutcome.FULFILLED : ClaimOutcome.PARTLY_FULFILLED
      await addCaseEvent(manager, { caseId: claim.caseId, type: 'bundle.handed-over', at, actorRole: null, facts: { bundleId } })
      await manager.update(Claim, claimId, { outcome, decidedAt: at })
      await addCaseEvent(manager, { caseId: claim.caseId, type: 'claim.decided', at, actorRole: null, facts: { claimId, outcome } })
      await closeIfSettled(manager, this.audit, claim.caseId, at)
    })
  }

  private async claimAndCase(claimId: string): Promise<{ readonly claim: Claim; readonly one: Case }> {
    return this.database.read(async (manager) => {
      const claim = await manager.findOneBy(Claim, { id: claimId })
      const one = claim === null ? null : await manager.findOneBy(Case, { id: claim.caseId })
      if (claim === null || one === null) {
        throw new NotFoundError()
      }
      return { claim, one }
    })
  }
}
