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
      const facts = await manager
        .createQueryBuilder(Claim, 'claim')
        .innerJoin(Case, 'theCase', 'theCase.id = claim.caseId')
        .innerJoin(Request, 'request', 'request.id = theCase.requestId')
        .select('claim.id', 'claimId')
        .addSelect('claim.caseId', 'caseId')
        .addSelect('theCase.subjectId', 'subjectId')
        .addSelect('claim.right', 'right')
        .addSelect('claim.outcome', 'outcome')
        .addSelect('theCase.state', 'caseState')
        .addSelect('request.language', 'language')
        .where({ id: claimId })
        .getRawOne<ClaimFacts>()
      if (facts === undefined) {
        throw new NotFoundError()
      }
      return facts
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
