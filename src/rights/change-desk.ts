import { In } from 'typeorm'
import { Case } from '../../entities/case.js'
import type { Database } from '../../entities/database.js'
import type { AuditLog } from '../audit/audit-log.js'
import { NotFoundError } from '../kernel/errors.js'
import type { RecipientNotices } from '../notices/recipient-notices.js'
import type { MadeIds } from '../security/idempotency.js'
import { authorise } from '../security/permissions.js'
import { caseHandling, staffReads } from '../security/staff-reads.js'
import type { SubjectAccess } from '../security/subject-access.js'
import type { Language } from '../vocabulary/language.js'
import { done, type Outcome } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { Approvals } from './approvals.js'
import type { Attestations } from './attestation/attestations.js'
import type {
  ApprovalEntry,
  AttestationView,
  Changes,
  ErasureEntry,
  ManualStepEntry,
  NoticeView,
  PauseView,
  PauseEntry,
  PlanHead,
  PlanView,
  RectificationEntry,
  StepSelection,
  StepView,
  SupplementView,
  SystemEntry,
} from './changes.js'
import type { EvidenceStore } from './evidence-store.js'
import type { ManualSteps } from './manual-steps.js'
import { noticeView } from './notice-view.js'
import type { PlanStart } from './plan-start.js'
import type { PlanViews } from './plan-views.js'
import type { PlanAccess } from './plans/plan-access.js'
import type { PlanStore } from './plans/plan-store.js'
import type { Proposals } from './plans/proposals.js'
import type { ReturnAnswers } from './returns/return-answers.js'
import type { StepRetries } from './step-retries.js'
import type { StepViews } from './step-views.js'
import type { Supplements } from './supplements.js'
import type { Switched, SystemSwitch } from './system-switch.js'

export interface ChangeDeskParts {
  readonly database: Database
  readonly access: SubjectAccess
  readonly planAccess: PlanAccess
  readonly plans: PlanStore
  readonly views: PlanViews
  readonly stepViews: StepViews
  readonly supplements: Supplements
  readonly evidence: Pick<EvidenceStore, 'planOf' | 'contentOf'>
  readonly proposals: Proposals
  readonly approvals: Approvals
  readonly starts: PlanStart
  readonly retries: StepRetries
  readonly manualSteps: ManualSteps
  readonly returns: Pick<ReturnAnswers, 'dismiss'>
  readonly systems: SystemSwitch
  readonly notices: Pick<RecipientNotices, 'forCase'>
  readonly attestations: Pick<Attestations, 'of' | 'page'>
  readonly audit: AuditLog
}

/** Corrections and erasures, as the API asks for them. */
export class ChangeDesk implements Changes {
  constructor(private readonly parts: ChangeDeskParts) {}

  async proposeRectification(viewer: Viewer, entry: RectificationEntry, signal: AbortSignal): Promise<Outcome<PlanView>> {
    return this.viewed(viewer, await this.parts.proposals.rectification(viewer, entry, signal))
  }

  async planErasure(viewer: Viewer, entry: ErasureEntry, signal: AbortSignal): Promise<Outcome<PlanView>> {
    return this.viewed(viewer, await this.parts.proposals.erasure(viewer, entry, signal))
  }

  async approvePlan(viewer: Viewer, entry: ApprovalEntry, signal: AbortSignal): Promise<Outcome<PlanView>> {
    return this.viewed(viewer, await this.parts.approvals.approve(viewer, entry, signal))
  }

  async executePlan(viewer: Viewer, planId: string, idempotencyKey: string | null = null): Promise<Outcome<PlanView>> {
    return this.viewed(viewer, await this.parts.starts.start(viewer, planId, idempotencyKey))
  }

  async dismissReturn(viewer: Viewer, planId: string, idempotencyKey: string | null = null): Promise<Outcome<PlanView>> {
    return this.viewed(viewer, await this.parts.returns.dismiss(viewer, planId, idempotencyKey))
  }

  async retryStep(viewer: Viewer, stepId: string, idempotencyKey: string | null = null): Promise<Outcome<PlanView>> {
    return this.viewed(viewer, await this.parts.retries.retry(viewer, stepId, idempotencyKey))
  }

  async completeManualStep(viewer: Viewer, entry: ManualStepEntry): Promise<Outcome<PlanView>> {
    return this.viewed(viewer, await this.parts.manualSteps.complete(viewer, entry))
  }

  async plan(viewer: Viewer, planId: string): Promise<PlanView> {
    authorise(viewer, 'case')
    const { subjectId, caseId } = await this.parts.planAccess.plan(viewer, planId)
    await this.noteReading(viewer, subjectId, caseId)
    return this.viewOf(viewer, planId)
  }

  async plansOf(viewer: Viewer, caseIds: readonly string[]): Promise<readonly PlanHead[]> {
    await this.mustSeeCases(viewer, caseIds)
    return this.parts.views.heads(await this.parts.plans.ofCases(caseIds))
  }

  async steps(viewer: Viewer, planId: string, selection: StepSelection): Promise<readonly StepView[]> {
    authorise(viewer, 'case')
    const plan = await this.parts.planAccess.plan(viewer, planId)
    await this.noteReading(viewer, plan.subjectId, plan.caseId)
    return this.parts.stepViews.of(viewer, plan, await this.parts.plans.stepsOf(plan, selection))
  }

  async evidenceContent(viewer: Viewer, evidenceId: string): Promise<Buffer> {
    authorise(viewer, 'Evidence.contentBase64')
    const { evidence, planAccess } = this.parts
    const { subjectId, caseId } = await planAccess.plan(viewer, await evidence.planOf(evidenceId))
    await this.noteReading(viewer, subjectId, caseId)
    return evidence.contentOf(evidenceId)
  }

  async supplements(viewer: Viewer, subjectId: string): Promise<readonly SupplementView[]> {
    authorise(viewer, 'dataSubject')
    await this.parts.access.mustSeeSubject(viewer, subjectId)
    await this.parts.audit.recordAll(staffReads(viewer, [subjectId], caseHandling))
    return this.parts.supplements.of(subjectId)
  }

  async notices(viewer: Viewer, caseId: string): Promise<readonly NoticeView[]> {
    await this.mustSeeCases(viewer, [caseId])
    return (await this.parts.notices.forCase(caseId)).map(noticeView)
  }

  async attestation(viewer: Viewer, planId: string): Promise<AttestationView | null> {
    authorise(viewer, 'case')
    const { subjectId, caseId } = await this.parts.planAccess.plan(viewer, planId)
    await this.noteReading(viewer, subjectId, caseId)
    return this.parts.attestations.of(planId)
  }

  async attestationPage(viewer: Viewer, planId: string, language: Language | null): Promise<string | null> {
    authorise(viewer, 'case')
    const { subjectId, caseId } = await this.parts.planAccess.plan(viewer, planId)
    await this.noteReading(viewer, subjectId, caseId)
    return this.parts.attestations.page(planId, language)
  }

  pauseSystem(viewer: Viewer, entry: PauseEntry): Promise<Switched> {
    return this.parts.systems.pause(viewer, entry)
  }

  resumeSystem(viewer: Viewer, entry: SystemEntry): Promise<Switched> {
    return this.parts.systems.resume(viewer, entry)
  }

  pausedSystems(viewer: Viewer): Promise<readonly PauseView[]> {
    return this.parts.systems.paused(viewer)
  }

  private async viewed(viewer: Viewer, made: Outcome<MadeIds>): Promise<Outcome<PlanView>> {
    return made.ok ? done(await this.viewOf(viewer, made.value['planId'] ?? '')) : made
  }

  private async viewOf(viewer: Viewer, planId: string): Promise<PlanView> {
    const stored = await this.parts.plans.load(planId)
    const view = stored === null ? null : await this.parts.views.whole(viewer, stored)
    if (view === null) {
      throw new NotFoundError()
    }
    return view
  }

  private async mustSeeCases(viewer: Viewer, caseIds: readonly string[]): Promise<void> {
    authorise(viewer, 'case')
    const { database, access, audit } = this.parts
    const cases = await database.read((manager) => manager.findBy(Case, { id: In([...caseIds]) }))
    if (cases.length < new Set(caseIds).size) {
      throw new NotFoundError()
    }
    await Promise.all([...new Set(cases.map(({ subjectId }) => subjectId))].map((id) => access.mustSeeSubject(viewer, id)))
    await audit.recordAll(cases.flatMap(({ id, subjectId }) => staffReads(viewer, [subjectId], { ...caseHandling, caseId: id })))
  }

  private noteReading(viewer: Viewer, subjectId: string, caseId: string): Promise<void> {
    return this.parts.audit.recordAll(staffReads(viewer, [subjectId], { ...caseHandling, caseId }))
  }
}
