import { Case } from '../../entities/case.js'
import { Claim } from '../../entities/claim.js'
import type { Database } from '../../entities/database.js'
import { Request } from '../../entities/request.js'
import { NotFoundError } from '../kernel/errors.js'
import type { SubjectAccess } from '../security/subject-access.js'
import { CaseState, type ClaimOutcome } from '../vocabulary/case-state.js'
import type { Right } from '../vocabulary/data-right.js'
import type { Language } from '../vocabulary/language.js'
import { RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { isOpen } from './claim-outcomes.js'

/** A claim with what its case says of it. */
export interface ClaimFacts {
  readonly claimId: string
  readonly caseId: string
  readonly subjectId: string
  readonly right: Right
  readonly outcome: ClaimOutcome | null
  readonly caseState: CaseState
  /** Of the person. */
  readonly language: Language
}

export class Claims {
  constructor(
    private readonly database: Database,
    private readonly access: SubjectAccess,
  ) {}

  /** Throws NotFoundError, the same for a claim that is not the viewer's to see and one that does not exist. */
  async visible(viewer: Viewer, claimId: string): Promise<ClaimFacts> {
    const facts = await this.of(claimId)
    await this.access.mustSeeSubject(viewer, facts.subjectId)
    return facts
  }

  /** For the hub itself. */
  async of(claimId: string): Promise<ClaimFacts> {
    return this.database.read(async (manager) => {
      const claim = await manager.findOneBy(Claim, { id: claimId })
      const one = claim === null ? null : await manager.findOneBy(Case, { id: claim.caseId })
      const request = one === null ? null : await manager.findOneBy(Request, { id: one.requestId })
      if (claim === null || one === null || request === null) {
        throw new NotFoundError()
      }
      const { right, outcome, caseId } = claim
      return { claimId, caseId, subjectId: one.subjectId, right, outcome, caseState: one.state, language: request.language }
    })
  }
}

/** Why no plan may be made for a claim; null where one may. */
export function planningRefusal({ caseState, right, outcome }: ClaimFacts, wanted: Right): RefusalCode | null {
  if (caseState === CaseState.CLOSED) {
    return RefusalCode.CASE_CLOSED
  }
  if (caseState === CaseState.AWAITING_IDENTITY) {
    return RefusalCode.IDENTITY_NOT_VERIFIED
  }
  if (right !== wanted) {
    return RefusalCode.CLAIM_OF_OTHER_RIGHT
  }
  return isOpen(outcome) ? null : RefusalCode.PLAN_CLOSED
}
