import { type EntityManager, In } from 'typeorm'
import type { Case } from '../../entities/case.js'
import { CaseClock } from '../../entities/case-clock.js'
import { Claim } from '../../entities/claim.js'
import type { Database } from '../../entities/database.js'
import { IdentityCheck } from '../../entities/identity-check.js'
import { Request } from '../../entities/request.js'
import type { Clock } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import { InternalError } from '../kernel/errors.js'
import type { SubjectVault } from '../security/subject-vault.js'
import { clockView } from './case-clock.js'
import type { CaseView } from './rights.js'

/** Puts cases together from their rows, many at a time. */
export class CaseViews {
  constructor(
    private readonly database: Database,
    private readonly vault: SubjectVault,
    private readonly clock: Clock,
  ) {}

  /** In the order of the cases given. */
  async of(cases: readonly Case[]): Promise<CaseView[]> {
    const rows = await this.database.read((manager) => rowsOf(manager, cases))
    const texts = await this.textsOf(rows.requests)
    return cases.map((one) => this.viewOf(one, rows, texts))
  }

  private async textsOf(requests: readonly Request[]): Promise<ReadonlyMap<string, string>> {
    const sealed = requests.flatMap(({ id, subjectId, textCipher }) => (textCipher === null ? [] : [{ id, subjectId, cipher: textCipher }]))
    const texts = await this.vault.openAll(sealed)
    return new Map(sealed.map(({ id }, index) => [id, texts[index] ?? '']))
  }

  private viewOf(one: Case, rows: CaseRows, texts: ReadonlyMap<string, string>): CaseView {
    const request = rows.requests.find(({ id }) => id === one.requestId)
    const clock = rows.clocks.find(({ caseId }) => caseId === one.id)
    if (request === undefined || clock === undefined) {
      throw new InternalError(`Case ${one.id} has lost its request or its clock.`)
    }
    const check = rows.checks.get(one.id)?.at(-1)
    return {
      id: one.id,
      reference: one.reference,
      state: one.state,
      subjectId: one.subjectId,
      createdAt: one.createdAt,
      request: {
        id: request.id,
        rights: request.rights,
        channel: request.channel,
        language: request.language,
        receivedAt: request.receivedAt,
        text: texts.get(request.id) ?? null,
      },
      claims: (rows.claims.get(one.id) ?? []).map(({ id, caseId, right, outcome, ground }) => ({ id, caseId, right, outcome, ground })),
      clock: clockView(clock, one, this.clock),
      identityCheck: check === undefined ? null : { method: check.method, passed: check.passed, checkedAt: check.checkedAt },
    }
  }
}

interface CaseRows {
  readonly requests: readonly Request[]
  readonly clocks: readonly CaseClock[]
  readonly claims: ReadonlyMap<string, Claim[]>
  readonly checks: ReadonlyMap<string, IdentityCheck[]>
}

async function rowsOf(manager: EntityManager, cases: readonly Case[]): Promise<CaseRows> {
  const caseIds = In(cases.map(({ id }) => id))
  const requests = await manager.findBy(Request, { id: In(cases.map(({ requestId }) => requestId)) })
  const clocks = await manager.findBy(CaseClock, { caseId: caseIds })
  const claims = await manager.find(Claim, { where: { caseId: caseIds }, order: { right: 'ASC', id: 'ASC' } })
  const checks = await manager.find(IdentityCheck, { where: { caseId: caseIds }, order: { checkedAt: 'ASC', id: 'ASC' } })
  return { requests, clocks, claims: groupBy(claims, ({ caseId }) => caseId), checks: groupBy(checks, ({ caseId }) => caseId) }
}
