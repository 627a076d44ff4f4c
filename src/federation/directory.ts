import { type FindOptionsWhere, In, LessThan } from 'typeorm'
import { DataSubject } from '../../entities/data-subject.js'
import type { Database } from '../../entities/database.js'
import type { AuditLog } from '../audit/audit-log.js'
import { maskedText } from '../datamap/masking.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import { BadInputError, NotFoundError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { Idempotency, OnceOnly } from '../security/idempotency.js'
import { authorise } from '../security/permissions.js'
import { caseHandling, type ReadReason, staffReads } from '../security/staff-reads.js'
import type { SubjectAccess } from '../security/subject-access.js'
import type { SubjectVault } from '../security/subject-vault.js'
import { DataCategory } from '../vocabulary/data-category.js'
import { EvidenceGrade, IdentifierKind, LinkState, type SubjectIdentifier, VerificationState } from '../vocabulary/identifier.js'
import { Language } from '../vocabulary/language.js'
import type { Page, PageRequest } from '../vocabulary/page.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { namesConflict } from './comparable.js'
import type { IdentifierEntry, IdentifierView, LinkTarget, LinkView, SubjectDirectory, SubjectMatch, SubjectSummary } from './federation.js'
import { checkedIdentifiers, isFinding } from './identifier-entry.js'
import type { Decision, LinkDecisions } from './link-decisions.js'
import type { Locator } from './locator.js'
import { checkedFirst, cursorOf, positionOf } from './paging.js'
import type { SubjectStore } from './subject-store.js'

export interface DirectoryParts {
  readonly database: Database
  readonly store: SubjectStore
  readonly vault: SubjectVault
  readonly locator: Locator
  readonly decisions: LinkDecisions
  readonly access: SubjectAccess
  readonly idempotency: Idempotency
  readonly audit: AuditLog
  readonly clock: Clock
  /** Milliseconds for each system when a new subject is searched for. */
  readonly locateBudgetMs: number
}

/** Who the hub knows, and how it found them. */
export class Directory implements SubjectDirectory {
  constructor(private readonly parts: DirectoryParts) {}

  async me(viewer: Viewer): Promise<SubjectSummary> {
    authorise(viewer, 'me')
    const own = await this.parts.access.ownSubjectId(viewer)
    return own === null ? this.firstLogInOnce(viewer) : this.summaryOf(own)
  }

  async get(viewer: Viewer, subjectId: string, why = caseHandling): Promise<SubjectSummary> {
    await this.mustSee(viewer, subjectId, why)
    return this.summaryOf(subjectId)
  }

  async list(viewer: Viewer, ids: readonly string[] | null, { first, after }: PageRequest): Promise<Page<SubjectSummary>> {
    authorise(viewer, 'dataSubjects')
    const where: FindOptionsWhere<DataSubject>[] = olderThan(after).map((position) => ({
      ...position,
      ...(ids === null ? {} : { id: In([...ids]) }),
    }))
    const rows = await this.parts.database.read((manager) =>
      manager.find(DataSubject, { where, order: { createdAt: 'DESC', id: 'DESC' }, take: checkedFirst(first) + 1 }),
    )
    const shown = rows.slice(0, first)
    const seen = shown.map(({ id }) => id)
    await this.parts.audit.recordAll(staffReads(viewer, seen, caseHandling))
    const edges = shown.map((node) => ({ cursor: cursorOf(`${node.createdAt}|${node.id}`), node }))
    return { edges, hasNextPage: rows.length > first }
  }

  async find(viewer: Viewer, entries: readonly IdentifierEntry[]): Promise<Outcome<readonly SubjectMatch[]>> {
    authorise(viewer, 'findDataSubjects')
    const checked = checkedIdentifiers(entries)
    if (!checked.ok) {
      return checked
    }
    const matches = await this.matchesOf(checked.value)
    await this.parts.audit.record({
      type: 'subject.found',
      viewer,
      facts: { identifierKinds: kindsOf(checked.value), matches: matches.length },
    })
    return done(matches)
  }

  async register(
    viewer: Viewer,
    entries: readonly IdentifierEntry[],
    language: Language,
    key?: string | null,
  ): Promise<Outcome<SubjectSummary>> {
    authorise(viewer, 'registerDataSubject')
    const checked = checkedIdentifiers(entries)
    if (!checked.ok) {
      return checked
    }
    const facts = { identifierKinds: kindsOf(checked.value) }
    const use = { viewer, operation: 'registerDataSubject', key, input: { identifiers: entries, language } }
    const made = await this.parts.idempotency.once(use, async () => {
      const subject = await this.make(language, checked.value, VerificationState.STATED, (id) =>
        this.parts.audit.record({ type: 'subject.registered', viewer, subjectId: id, facts }),
      )
      return done({ subjectId: subject.id })
    })
    return made.ok ? done(await this.searchedFor(made.value['subjectId'] ?? '')) : made
  }

  async identifiers(viewer: Viewer, subjectId: string, why = caseHandling): Promise<readonly IdentifierView[]> {
    await this.mustSee(viewer, subjectId, why)
    const known = (await this.parts.store.identifiersOf([subjectId])).get(subjectId) ?? []
    return known.map(({ kind, value, verification }) => ({ kind, verification, masked: maskedText(categoryOf[kind], value) }))
  }

  async links(viewer: Viewer, subjectId: string, why = caseHandling): Promise<readonly LinkView[]> {
    authorise(viewer, 'DataSubject.links')
    await this.mustSee(viewer, subjectId, why)
    return this.parts.decisions.list(subjectId)
  }

  async linkRecord(viewer: Viewer, subjectId: string, target: LinkTarget, key?: string | null): Promise<Outcome<LinkView>> {
    authorise(viewer, 'linkRecord')
    await this.parts.access.mustSeeSubject(viewer, subjectId)
    const use = { viewer, operation: 'linkRecord', key, input: { subjectId, target } }
    const known = await this.parts.idempotency.remembered(use)
    if (known !== null) {
      return known.ok ? done(await this.parts.decisions.view(subjectId, known.value['linkId'] ?? '')) : known
    }
    const linkId = 'linkId' in target ? target.linkId : await this.parts.decisions.propose(subjectId, target)
    if (linkId === null) {
      return refused(RefusalCode.RECORD_NOT_FOUND)
    }
    const isTaken = await this.parts.decisions.isCardOfAnother(subjectId, linkId)
    return isTaken ? refused(RefusalCode.RECORD_OF_ANOTHER) : this.decideOnce(use, { subjectId, linkId, state: LinkState.CONFIRMED })
  }

  async unlinkRecord(viewer: Viewer, subjectId: string, linkId: string, key?: string | null): Promise<Outcome<LinkView>> {
    authorise(viewer, 'unlinkRecord')
    await this.parts.access.mustSeeSubject(viewer, subjectId)
    const use = { viewer, operation: 'unlinkRecord', key, input: { subjectId, linkId } }
    return this.decideOnce(use, { subjectId, linkId, state: LinkState.REJECTED })
  }

  private async mustSee(viewer: Viewer, subjectId: string, why: ReadReason): Promise<void> {
    await this.parts.access.mustSeeSubject(viewer, subjectId)
    await this.parts.audit.recordAll(staffReads(viewer, [subjectId], why))
  }

  private async decideOnce(use: OnceOnly, decision: Decision): Promise<Outcome<LinkView>> {
    const made = await this.parts.idempotency.once(use, async () => {
      await this.parts.decisions.decide(use.viewer, decision)
      return done({ linkId: decision.linkId })
    })
    return made.ok ? done(await this.parts.decisions.view(decision.subjectId, made.value['linkId'] ?? '')) : made
  }

  /** Two requests at a first log-in: one makes the subject, the other finds it made. */
  private async firstLogInOnce(viewer: Viewer): Promise<SubjectSummary> {
    try {
      return await this.firstLogIn(viewer)
    } catch (error) {
      const own = await this.parts.access.ownSubjectId(viewer)
      if (own === null) {
        throw error
      }
      return this.summaryOf(own)
    }
  }

  /** Exactly one subject with a proven address that the log-in proves too: attach. Otherwise make one; a tie waits for staff. */
  private async firstLogIn(viewer: Viewer): Promise<SubjectSummary> {
    const claimed = checkedIdentifiers(viewer.verifiedClaims)
    const identifiers = claimed.ok ? claimed.value : []
    const holders = await this.provenHolders(identifiers)
    const [only] = holders
    if (only !== undefined && holders.length === 1) {
      await this.attach(viewer, only, 'VERIFIED_CLAIM')
      return this.summaryOf(only)
    }
    const subject = await this.make(Language.NL, identifiers, VerificationState.VERIFIED, (id) => this.attach(viewer, id, 'CREATED'))
    await this.locate(subject.id)
    return subject
  }

  /** Subjects who proved one of the identifiers before, and do not go by another name: a family may share an address. */
  private async provenHolders(identifiers: readonly SubjectIdentifier[]): Promise<string[]> {
    const found = await Promise.all(identifiers.filter(isFinding).map((identifier) => this.parts.store.subjectsWith(identifier)))
    const proven = found.flat().filter(({ verification }) => verification === VerificationState.VERIFIED)
    const holders = [...new Set(proven.map(({ subjectId }) => subjectId))]
    const known = await this.parts.store.identifiersOf(holders)
    const claimed = namesAmong(identifiers)
    return holders.filter((holder) => !goByOtherNames(namesAmong(known.get(holder) ?? []), claimed))
  }

  private attach(viewer: Viewer, subjectId: string, how: 'CREATED' | 'VERIFIED_CLAIM'): Promise<void> {
    return this.parts.database.write(async () => {
      await this.parts.access.attach(viewer, subjectId)
      await this.parts.audit.record({ type: 'subject.attached', viewer, subjectId, facts: { how } })
    })
  }

  private async make(
    language: Language,
    identifiers: readonly SubjectIdentifier[],
    verification: VerificationState,
    andThen: (id: string) => Promise<void>,
  ): Promise<SubjectSummary> {
    const subject = { id: newId(), language, createdAt: timestamp(this.parts.clock) }
    await this.parts.database.write(async (manager) => {
      await manager.insert(DataSubject, subject)
      await this.parts.vault.createKey(subject.id)
      await this.parts.store.addIdentifiers(subject.id, identifiers, { verification })
      await andThen(subject.id)
    })
    return subject
  }

  /** A system that does not answer now is searched at the first reading. */
  private locate(subjectId: string): Promise<void> {
    return this.parts.locator.refresh([subjectId], 0, { budgetMs: this.parts.locateBudgetMs, signal: new AbortController().signal })
  }

  private async searchedFor(subjectId: string): Promise<SubjectSummary> {
    await this.locate(subjectId)
    return this.summaryOf(subjectId)
  }

  private async summaryOf(subjectId: string): Promise<SubjectSummary> {
    const subject = await this.parts.database.read((manager) => manager.findOneBy(DataSubject, { id: subjectId }))
    if (subject === null) {
      throw new NotFoundError()
    }
    return subject
  }

  private async matchesOf(identifiers: readonly SubjectIdentifier[]): Promise<SubjectMatch[]> {
    const hits = await Promise.all(
      identifiers.map(async (identifier) => (await this.parts.store.subjectsWith(identifier)).map((holder) => ({ ...holder, identifier }))),
    )
    const bySubject = groupBy(hits.flat(), ({ subjectId }) => subjectId)
    const findable = [...bySubject].filter(([, group]) => group.some(({ identifier }) => isFinding(identifier)))
    return Promise.all(
      findable.map(async ([subjectId, group]) => ({
        subject: await this.summaryOf(subjectId),
        grade: gradeOf(group.map(({ verification }) => verification)),
        matchedBy: [...new Set(group.map(({ identifier }) => identifier.kind))],
      })),
    )
  }
}

function namesAmong(identifiers: readonly SubjectIdentifier[]): string[] {
  return identifiers.filter(({ kind }) => kind === IdentifierKind.NAME).map(({ value }) => value)
}

function goByOtherNames(known: readonly string[], claimed: readonly string[]): boolean {
  return known.length > 0 && claimed.length > 0 && known.every((name) => claimed.every((other) => namesConflict(name, other)))
}

/** As what an identifier is masked. */
const categoryOf: Readonly<Record<IdentifierKind, DataCategory>> = {
  EMAIL: DataCategory.EMAIL_ADDRESS,
  PHONE: DataCategory.PHONE_NUMBER,
  ENTERPRISE_NUMBER: DataCategory.VAT_ENTERPRISE_NUMBER,
  VAT_NUMBER: DataCategory.VAT_ENTERPRISE_NUMBER,
  CUSTOMER_NUMBER: DataCategory.CONTRACT,
  SYSTEM_ID: DataCategory.USERNAME,
  NAME: DataCategory.PERSON_NAME,
  BIRTH_DATE: DataCategory.BIRTH_DATE,
}

function kindsOf(identifiers: readonly SubjectIdentifier[]): string[] {
  return [...new Set(identifiers.map(({ kind }) => kind))].sort()
}

function gradeOf(verifications: readonly VerificationState[]): EvidenceGrade {
  if (verifications.includes(VerificationState.VERIFIED)) {
    return EvidenceGrade.PROVEN
  }
  return verifications.includes(VerificationState.STATED) ? EvidenceGrade.STRONG : EvidenceGrade.WEAK
}

/** Rows after a cursor in the order newest first, as alternatives. */
function olderThan(after: string | null | undefined): FindOptionsWhere<DataSubject>[] {
  if (after === null || after === undefined) {
    return [{}]
  }
  const [createdAt, id] = positionOf(after).split('|')
  if (createdAt === undefined || id === undefined) {
    throw new BadInputError('after is not a cursor of this list. Start again without it.')
  }
  return [{ createdAt: LessThan(createdAt) }, { createdAt, id: LessThan(id) }]
}
