import { Case } from '../../entities/case.js'
import type { Database } from '../../entities/database.js'
import { Identifier } from '../../entities/identifier.js'
import { IdentityCheck } from '../../entities/identity-check.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { InternalError, NotFoundError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { Idempotency } from '../security/idempotency.js'
import { authorise } from '../security/permissions.js'
import { isStaff, roleInCase } from '../security/staff.js'
import { caseHandling, staffReads } from '../security/staff-reads.js'
import type { SubjectAccess } from '../security/subject-access.js'
import { CaseState } from '../vocabulary/case-state.js'
import { VerificationState } from '../vocabulary/identifier.js'
import type { Page, PageRequest } from '../vocabulary/page.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { addCaseEvent } from './case-events.js'
import { type CaseListing, listCases } from './case-listing.js'
import { moveCase } from './case-moves.js'
import type { CaseHistory } from './case-history.js'
import type { CaseViews } from './case-views.js'
import { despiteSameReference, type Intake } from './intake.js'
import { plain } from './plain-input.js'
import type { CaseEventView, CaseFilter, CaseFollowing, CaseOrder, Cases, CaseView, IdentityCheckEntry, RequestEntry } from './rights.js'

export interface CasebookParts {
  readonly database: Database
  readonly intake: Intake
  readonly views: CaseViews
  readonly history: CaseHistory
  readonly access: SubjectAccess
  readonly idempotency: Idempotency
  readonly audit: AuditLog
  readonly clock: Clock
}

/** Requests and the cases made of them. */
export class Casebook implements Cases {
  constructor(private readonly parts: CasebookParts) {}

  async submitRequest(viewer: Viewer, entry: RequestEntry): Promise<Outcome<CaseView>> {
    authorise(viewer, 'submitRequest')
    await this.parts.access.mustSeeSubject(viewer, entry.subjectId)
    const made = await this.take(viewer, entry)
    return made.ok ? done(await this.viewOf(made.value['caseId'] ?? '')) : made
  }

  async recordIdentityCheck(viewer: Viewer, { idempotencyKey, ...check }: IdentityCheckEntry): Promise<Outcome<CaseView>> {
    authorise(viewer, 'recordIdentityCheck')
    await this.visible(viewer, check.caseId)
    const use = { viewer, operation: 'recordIdentityCheck', key: idempotencyKey, input: check }
    const made = await this.parts.idempotency.once(use, () => this.check(viewer, check))
    return made.ok ? done(await this.viewOf(check.caseId)) : made
  }

  private check(viewer: Viewer, { caseId, method, passed }: IdentityCheckEntry): Promise<Outcome<{ readonly caseId: string }>> {
    const at = timestamp(this.parts.clock)
    const actorRole = roleInCase(viewer)
    return this.parts.database.write(async (manager) => {
      const one = await manager.findOneByOrFail(Case, { id: caseId })
      if (one.state === CaseState.CLOSED) {
        return refused(RefusalCode.CASE_CLOSED)
      }
      await manager.insert(IdentityCheck, { id: newId(), caseId, method, passed, checkedAt: at, checkedBy: viewer.accountHash })
      await addCaseEvent(manager, { caseId, type: 'case.identity-checked', at, actorRole, facts: { method, passed } })
      if (passed && one.state === CaseState.AWAITING_IDENTITY) {
        await moveCase(manager, { caseId, to: CaseState.RECEIVED, at, actorRole })
      }
      if (passed) {
        const stated = { subjectId: one.subjectId, verification: VerificationState.STATED }
        await manager.update(Identifier, stated, { verification: VerificationState.VERIFIED })
      }
      await this.parts.audit.record({ type: 'identity.checked', viewer, subjectId: one.subjectId, caseId, facts: { method, passed } })
      return done({ caseId })
    })
  }

  async get(viewer: Viewer, caseId: string): Promise<CaseView> {
    const one = await this.visible(viewer, caseId)
    await this.noteReading(viewer, [one.subjectId], caseId)
    const [view] = await this.parts.views.of([one])
    return mustHave(view, caseId)
  }

  async list(viewer: Viewer, filter: CaseFilter, order: CaseOrder, page: PageRequest): Promise<Page<CaseView>> {
    authorise(viewer, 'cases')
    const listing = await this.listing(viewer, filter, order, page)
    const { edges, hasNextPage } = await this.parts.database.read((manager) => listCases(manager, listing))
    const subjectIds = edges.map(({ node }) => node.subjectId)
    await this.noteReading(viewer, subjectIds, null)
    const views = await this.parts.views.of(edges.map(({ node }) => node))
    return { edges: edges.map(({ cursor, node }, index) => ({ cursor, node: mustHave(views[index], node.id) })), hasNextPage }
  }

  async events(viewer: Viewer, caseId: string): Promise<readonly CaseEventView[]> {
    const { subjectId } = await this.visible(viewer, caseId)
    await this.noteReading(viewer, [subjectId], caseId)
    return this.parts.history.of(caseId)
  }

  async *progress(viewer: Viewer, following: CaseFollowing, signal: AbortSignal): AsyncGenerator<CaseEventView> {
    authorise(viewer, 'caseProgress')
    const { id, subjectId } = await this.visible(viewer, following.caseId)
    await this.noteReading(viewer, [subjectId], id)
    for await (const event of this.parts.history.follow(following, signal)) {
      await this.visible(viewer, id)
      yield event
    }
  }

  private noteReading(viewer: Viewer, subjectIds: readonly string[], caseId: string | null): Promise<void> {
    return this.parts.audit.recordAll(staffReads(viewer, subjectIds, { ...caseHandling, caseId }))
  }

  private take(viewer: Viewer, entry: RequestEntry): Promise<Outcome<Readonly<Record<string, string>>>> {
    const { idempotencyKey, ...input } = entry
    const use = { viewer, operation: 'submitRequest', key: idempotencyKey, input: plain(input) }
    return despiteSameReference(() => this.parts.idempotency.once(use, () => this.parts.intake.take(viewer, entry)))
  }

  private async listing(viewer: Viewer, filter: CaseFilter, order: CaseOrder, page: PageRequest): Promise<CaseListing> {
    const subjectIds = isStaff(viewer) ? null : await this.parts.access.visibleSubjectIds(viewer)
    return { filter, order, page, subjectIds, now: this.parts.clock.now() }
  }

  private async visible(viewer: Viewer, caseId: string): Promise<Case> {
    authorise(viewer, 'case')
    const one = await this.parts.database.read((manager) => manager.findOneBy(Case, { id: caseId }))
    if (one === null) {
      throw new NotFoundError()
    }
    await this.parts.access.mustSeeSubject(viewer, one.subjectId)
    return one
  }

  private async viewOf(caseId: string): Promise<CaseView> {
    const one = await this.parts.database.read((manager) => manager.findOneByOrFail(Case, { id: caseId }))
    const [view] = await this.parts.views.of([one])
    return mustHave(view, caseId)
  }
}

function mustHave(view: CaseView | undefined, caseId: string): CaseView {
  if (view === undefined) {
    throw new InternalError(`Case ${caseId} could not be put together.`)
  }
  return view
}
