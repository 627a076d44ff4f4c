import { type EntityManager, Like } from 'typeorm'
import { Case } from '../../entities/case.js'
import { CaseClock } from '../../entities/case-clock.js'
import { Claim } from '../../entities/claim.js'
import { IdentityCheck } from '../../entities/identity-check.js'
import { Request } from '../../entities/request.js'
import { type Database, isDuplicateKey } from '../../entities/database.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { delay } from '../kernel/delay.js'
import { BadInputError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { isStaff } from '../security/staff.js'
import type { SubjectVault } from '../security/subject-vault.js'
import { CaseState, IdentityMethod, IntakeChannel } from '../vocabulary/case-state.js'
import { Right } from '../vocabulary/data-right.js'
import type { Language } from '../vocabulary/language.js'
import { containsNationalNumber } from '../vocabulary/national-number.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { startClock } from './case-clock.js'
import { addCaseEvent } from './case-events.js'
import type { RequestEntry } from './rights.js'

/** Rights whose claims the hub can carry out. */
const availableRights: readonly Right[] = [Right.ACCESS, Right.PORTABILITY, Right.RECTIFICATION, Right.ERASURE]

/** Art. 99(2). */
const regulationAppliesFrom = '2018-05-25'

const maxTextLength = 10_000

/** A request as it will be kept: what was left open is filled in, the rest is checked. */
interface CheckedEntry {
  readonly entry: RequestEntry
  readonly channel: IntakeChannel
  readonly receivedAt: string
  /** Null where the hub itself opens the case. */
  readonly viewer: Viewer | null
  readonly isIdentified: boolean
}

/** Takes requests in: one case each, one claim for each right. A log-in at the portal is identity; what staff register waits for a check. */
export class Intake {
  constructor(
    private readonly database: Database,
    private readonly vault: SubjectVault,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the case within the caller's transaction and gives its id. What staff put right of their own motion (Art. 5(1)(d))
   * has no requester whose identity would have to be established.
   */
  async take(viewer: Viewer, entry: RequestEntry, ofOwnMotion = false): Promise<Outcome<{ readonly caseId: string }>> {
    const refusal = this.refusalOf(entry)
    if (refusal !== null) {
      return refused(refusal)
    }
    const receivedAt = isStaff(viewer) ? momentOf(entry.receivedAt ?? timestamp(this.clock)) : timestamp(this.clock)
    if (receivedAt > timestamp(this.clock)) {
      return refused(RefusalCode.RECEIVED_IN_FUTURE)
    }
    const channel = isStaff(viewer) ? (entry.channel ?? IntakeChannel.OTHER) : IntakeChannel.PORTAL
    const isIdentified = !isStaff(viewer) || ofOwnMotion
    return done({ caseId: await this.open({ entry, channel, receivedAt, viewer, isIdentified }) })
  }

  /** A case that the hub opens of its own motion, for one right. Nobody asked, so that nobody's identity is in doubt. */
  async openOwn(
    manager: EntityManager,
    { subjectId, right, language }: { readonly subjectId: string; readonly right: Right; readonly language: Language },
  ): Promise<{ readonly caseId: string; readonly claimId: string }> {
    const entry = { subjectId, rights: [right], language }
    const facts = { channel: IntakeChannel.OTHER, receivedAt: timestamp(this.clock), viewer: null, isIdentified: true }
    const caseId = await this.open({ entry, ...facts })
    const { id: claimId } = await manager.findOneByOrFail(Claim, { caseId })
    return { caseId, claimId }
  }

  private refusalOf({ rights, text }: RequestEntry): RefusalCode | null {
    if (rights.length === 0 || new Set(rights).size < rights.length) {
      throw new BadInputError('rights must name at least one right, and each only once.')
    }
    if ((text ?? '').length > maxTextLength) {
      throw new BadInputError(`text may have ${maxTextLength} characters at most.`)
    }
    if (containsNationalNumber(text ?? '')) {
      return RefusalCode.NATIONAL_NUMBER_REFUSED
    }
    return rights.every((right) => availableRights.includes(right)) ? null : RefusalCode.RIGHT_NOT_AVAILABLE
  }

  private async open(checked: CheckedEntry): Promise<string> {
    const { entry, channel, receivedAt, viewer, isIdentified } = checked
    const caseId = newId()
    const at = timestamp(this.clock)
    await this.database.write(async (manager) => {
      const request = await this.requestRow(checked, at)
      await manager.insert(Request, request)
      await manager.insert(Case, await caseRow(manager, { caseId, request, at, isIdentified }))
      await manager.insert(CaseClock, startClock(caseId, receivedAt))
      await manager.insert(
        Claim,
        entry.rights.map((right) => ({ id: newId(), caseId, right, outcome: null, ground: null, decidedAt: null })),
      )
      await addCaseEvent(manager, { caseId, type: 'case.received', at, actorRole: null, facts: { channel } })
      await this.recordLogIn(manager, { caseId, at, viewer })
      await this.audit.record({
        type: 'request.submitted',
        viewer,
        subjectId: entry.subjectId,
        caseId,
        facts: { channel, rights: entry.rights },
      })
    })
    return caseId
  }

  private async requestRow({ entry, channel, receivedAt, viewer }: CheckedEntry, at: string): Promise<Request> {
    const hasText = entry.text !== null && entry.text !== undefined && entry.text !== ''
    return {
      id: newId(),
      subjectId: entry.subjectId,
      channel,
      rights: [...entry.rights],
      textCipher: hasText ? await this.vault.seal(entry.subjectId, entry.text ?? '') : null,
      language: entry.language,
      receivedAt,
      registeredAt: at,
      registeredBy: viewer?.accountHash ?? 'HUB',
    }
  }

  private async recordLogIn(manager: EntityManager, { caseId, at, viewer }: LogIn): Promise<void> {
    if (viewer !== null && !isStaff(viewer)) {
      const check = { method: IdentityMethod.PORTAL_LOGIN, passed: true }
      await manager.insert(IdentityCheck, { id: newId(), caseId, ...check, checkedAt: at, checkedBy: viewer.accountHash })
      await addCaseEvent(manager, { caseId, type: 'case.identity-checked', at, actorRole: null, facts: check })
    }
  }
}

interface LogIn {
  readonly caseId: string
  readonly at: string
  readonly viewer: Viewer | null
}

interface NewCase {
  readonly caseId: string
  readonly request: Request
  readonly at: string
  readonly isIdentified: boolean
}

async function caseRow(manager: EntityManager, { caseId, request, at, isIdentified }: NewCase): Promise<Case> {
  return {
    id: caseId,
    reference: await nextReference(manager, at.slice(0, 4)),
    subjectId: request.subjectId,
    requestId: request.id,
    state: isIdentified ? CaseState.RECEIVED : CaseState.AWAITING_IDENTITY,
    createdAt: at,
    closedAt: null,
  }
}

/** Submissions at the same moment want the same reference, and one of them gets it; the others try again a little apart. */
const referenceTries = 40
const apartMs = 20

/** Does work that makes a case, once more where another case was given its reference meanwhile. */
export async function despiteSameReference<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === referenceTries || !isDuplicateKey(error)) {
        throw error
      }
      await delay(Math.random() * apartMs * Math.min(attempt, 10))
    }
  }
}

/** `PDH-2026-000001`, counted within the year. Two at once are told apart by the unique index; the loser tries again. */
async function nextReference(manager: EntityManager, year: string): Promise<string> {
  const prefix = `PDH-${year}-`
  const [last] = await manager.find(Case, { where: { reference: Like(`${prefix}%`) }, order: { reference: 'DESC' }, take: 1 })
  const number = last === undefined ? 1 : Number(last.reference.slice(prefix.length)) + 1
  return `${prefix}${String(number).padStart(6, '0')}`
}

function momentOf(text: string): string {
  const moment = new Date(text)
  if (Number.isNaN(moment.getTime())) {
    throw new BadInputError('receivedAt must be a moment such as 2026-03-05T10:00:00+01:00.')
  }
  if (moment.toISOString() < regulationAppliesFrom) {
    throw new BadInputError('receivedAt lies before 25 May 2018, from when the Regulation applies. Check the year.')
  }
  return moment.toISOString()
}
