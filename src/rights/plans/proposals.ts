import type { EntityManager } from 'typeorm'
import { Claim } from '../../../entities/claim.js'
import type { Database } from '../../../entities/database.js'
import type { AuditLog } from '../../audit/audit-log.js'
import type { SubjectReading, SubjectRecords } from '../../federation/subject-records.js'
import { BadInputError } from '../../kernel/errors.js'
import type { Idempotency, MadeIds, OnceOnly } from '../../security/idempotency.js'
import { authorise } from '../../security/permissions.js'
import { isStaff } from '../../security/staff.js'
import type { SubjectAccess } from '../../security/subject-access.js'
import { PlanKind } from '../../vocabulary/change.js'
import { Right } from '../../vocabulary/data-right.js'
import type { Language } from '../../vocabulary/language.js'
import { done, type Outcome, refused } from '../../vocabulary/refusal.js'
import { AccessPurpose, type Viewer } from '../../vocabulary/viewer.js'
import type { ErasureEntry, RectificationEntry } from '../changes.js'
import { type ClaimFacts, type Claims, planningRefusal } from '../claims.js'
import { acceptedFile } from '../evidence-store.js'
import { despiteSameReference, type Intake } from '../intake.js'
import { plain } from '../plain-input.js'
import type { Drafting } from './drafting.js'
import type { KnownPlan, PlanMaking, PlanPlace, PlanWriter } from './plan-writer.js'

export interface ProposalParts {
  readonly database: Database
  readonly claims: Claims
  readonly records: SubjectRecords
  readonly drafting: Drafting
  readonly writer: PlanWriter
  readonly intake: Intake
  readonly idempotency: Idempotency
  readonly access: SubjectAccess
  readonly audit: AuditLog
  readonly options: {
    /** Milliseconds for each system. */
    readonly readBudgetMs: number
  }
}

/** A claim that is there already, and the plan that it has. */
interface OnClaim {
  readonly viewer: Viewer
  readonly claim: ClaimFacts
  readonly known: KnownPlan | null
}

/** Somebody for whom a request is made together with the plan. */
interface OnRequest {
  readonly viewer: Viewer
  readonly subjectId: string
  readonly language: Language
}

type Basis = OnClaim | OnRequest

export type Proposed = Outcome<{ readonly planId: string }>

/** Makes plans of what the systems hold now: reads, has pure rules decide, stores. What is refused has written nothing. */
export class Proposals {
  constructor(private readonly parts: ProposalParts) {}

  async rectification(viewer: Viewer, entry: RectificationEntry, signal: AbortSignal): Promise<Proposed> {
    authorise(viewer, 'proposeRectification')
    const basis = await this.basisOf(viewer, entry)
    return this.once(useOf(viewer, 'proposeRectification', entry), basis, () => this.makeRectification(basis, entry, signal))
  }

  async erasure(viewer: Viewer, entry: ErasureEntry, signal: AbortSignal): Promise<Proposed> {
    authorise(viewer, 'planErasure')
    const basis = await this.onClaim(viewer, await this.parts.claims.visible(viewer, entry.claimId))
    const plan = { kind: PlanKind.ERASURE, ground: entry.ground, scope: this.parts.drafting.scopeOf(entry) }
    return this.once(useOf(viewer, 'planErasure', entry), basis, async () => {
      const refusal = planningRefusal(basis.claim, Right.ERASURE)
      return refusal === null ? done(await this.makeErasure(basis, plan, signal)) : refused(refusal)
    })
  }

  /** Reading takes long: it is done outside the transaction, and not again for a key that was carried out. */
  private async once(use: OnceOnly, basis: Basis, make: () => Promise<Outcome<PlanMaking>>): Promise<Proposed> {
    const { idempotency, database } = this.parts
    const remembered = await idempotency.remembered(use)
    if (remembered !== null) {
      return asProposed(remembered)
    }
    const making = await make()
    if (!making.ok) {
      return making
    }
    const store = (): Promise<Proposed> => database.write((manager) => this.store(manager, basis, making.value))
    return asProposed(await despiteSameReference(() => idempotency.once(use, store)))
  }

  private async makeRectification(basis: Basis, entry: RectificationEntry, signal: AbortSignal): Promise<Outcome<PlanMaking>> {
    const { drafting } = this.parts
    const refusal = 'claim' in basis ? planningRefusal(basis.claim, Right.RECTIFICATION) : null
    if (refusal !== null) {
      return refused(refusal)
    }
    const file = acceptedFile(entry.evidence)
    if (!file.ok) {
      return file
    }
    const early = drafting.early(entry)
    if (!early.ok) {
      return early
    }
    const reading = await this.read(basis, signal)
    const steps = drafting.rectification({ viewer: basis.viewer, subjectId: subjectOf(basis) }, entry, reading)
    const plan = { kind: PlanKind.RECTIFICATION, ground: entry.ground, scope: null, coverage: reading.coverage, evidence: file.value }
    return steps.ok ? done({ ...plan, steps: steps.value }) : steps
  }

  private async makeErasure(basis: OnClaim, plan: ErasureFrame, signal: AbortSignal): Promise<PlanMaking> {
    const { scope } = plan
    const reading = await this.read(basis, signal)
    const coverage = reading.coverage.filter(({ systemId }) => scope?.systems?.includes(systemId) ?? true)
    return { ...plan, steps: this.parts.drafting.erasure(scope, reading), coverage, evidence: null }
  }

  private async basisOf(viewer: Viewer, { claimId, subjectId, language }: RectificationEntry): Promise<Basis> {
    if (claimId) {
      return this.onClaim(viewer, await this.parts.claims.visible(viewer, claimId))
    }
    if (!subjectId) {
      throw new BadInputError('Name the claim, or the person for whom a request is to be made.')
    }
    await this.parts.access.mustSeeSubject(viewer, subjectId)
    return { viewer, subjectId, language }
  }

  private async onClaim(viewer: Viewer, claim: ClaimFacts): Promise<OnClaim> {
    return { viewer, claim, known: await this.parts.writer.latest(claim.claimId) }
  }

  /** Leaves a trace of who read what, whatever comes of it. */
  private async read(basis: Basis, signal: AbortSignal): Promise<SubjectReading> {
    const { records, audit, options } = this.parts
    const { viewer } = basis
    const subjectId = subjectOf(basis)
    const reading = await records.read(subjectId, { budgetMs: options.readBudgetMs, signal })
    const purpose = isStaff(viewer) ? AccessPurpose.CASE_HANDLING : AccessPurpose.OWN_DATA
    const systems = reading.coverage.map(({ systemId }) => systemId).toSorted()
    const facts = { purpose, outcome: signal.aborted ? ('ABORTED' as const) : ('READ' as const), systems }
    await audit.record({ type: 'subject.read', viewer, subjectId, caseId: 'claim' in basis ? basis.claim.caseId : null, facts })
    signal.throwIfAborted()
    return reading
  }

  private async store(manager: EntityManager, basis: Basis, making: PlanMaking): Promise<Proposed> {
    const place = 'claim' in basis ? done(placeOf(basis)) : await this.request(manager, basis)
    return place.ok ? this.parts.writer.write(manager, place.value, making) : place
  }

  /** The request is made with the plan: in the name of who asks, or of staff's own motion. */
  private async request(manager: EntityManager, { viewer, subjectId, language }: OnRequest): Promise<Outcome<PlanPlace>> {
    const taken = await this.parts.intake.take(viewer, { subjectId, rights: [Right.RECTIFICATION], language }, isStaff(viewer))
    if (!taken.ok) {
      return taken
    }
    const { caseId } = taken.value
    const { id: claimId } = await manager.findOneByOrFail(Claim, { caseId })
    return done({ viewer, claimId, caseId, subjectId, known: null })
  }
}

type ErasureFrame = Pick<PlanMaking, 'kind' | 'ground' | 'scope'>

function useOf(viewer: Viewer, operation: string, { idempotencyKey, ...input }: RectificationEntry | ErasureEntry): OnceOnly {
  return { viewer, operation, key: idempotencyKey, input: plain(input) }
}

function subjectOf(basis: Basis): string {
  return 'claim' in basis ? basis.claim.subjectId : basis.subjectId
}

function placeOf({ viewer, claim: { claimId, caseId, subjectId }, known }: OnClaim): PlanPlace {
  return { viewer, claimId, caseId, subjectId, known }
}

function asProposed(made: Outcome<MadeIds>): Proposed {
  return made.ok ? done({ planId: made.value['planId'] ?? '' }) : made
}
