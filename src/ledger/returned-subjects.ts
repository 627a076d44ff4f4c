import { type EntityManager, In } from 'typeorm'
import { Case } from '../../entities/case.js'
import { DataSubject } from '../../entities/data-subject.js'
import type { Database } from '../../entities/database.js'
import { Identifier } from '../../entities/identifier.js'
import { SourceLink } from '../../entities/source-link.js'
import { SubjectKey } from '../../entities/subject-key.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import { type IdentifierHasher, scopedValue } from '../security/identifier-hasher.js'
import type { SubjectVault } from '../security/subject-vault.js'
import { IdentifierKind, LinkState, type SubjectIdentifier, VerificationState } from '../vocabulary/identifier.js'
import { Language } from '../vocabulary/language.js'
import type { MetRecord } from './met-record.js'
import type { LinkStanding, RecognisedReturn } from './return-rules.js'

export interface ReturnedSubjectParts {
  readonly database: Database
  readonly vault: SubjectVault
  readonly hasher: IdentifierHasher
  readonly clock: Clock
}

/**
 * Whose a record is that came back. The case under which it was erased says so; where a restore has lost that case, the hub's
 * own links and identifiers may; where nobody is known any more, a subject is made to carry the case of the return.
 */
export class ReturnedSubjects {
  constructor(private readonly parts: ReturnedSubjectParts) {}

  /**
   * Null where nobody is known. Where `isProven` is false nothing but the id speaks for the record: then whoever has it now
   * need not be whose it had been, and the case alone says.
   */
  async of(record: MetRecord, { caseId, isProven }: Pick<RecognisedReturn, 'caseId' | 'isProven'>): Promise<string | null> {
    return this.parts.database.read(async (manager) => {
      const theCase = await manager.findOneBy(Case, { id: caseId })
      const ofCase = theCase === null ? null : await onlyLiving(manager, [theCase.subjectId])
      return ofCase ?? (isProven ? this.known(manager, record) : null)
    })
  }

  /** Where it is not known whose it had been, whoever it is linked to may be that person or another. */
  async standing(record: MetRecord, subjectId: string | null): Promise<LinkStanding> {
    const links = await this.parts.database.read((manager) => this.linksTo(manager, record))
    const own = links.filter((link) => subjectId === null || link.subjectId === subjectId)
    const others = links.filter((link) => link.subjectId !== subjectId)
    return {
      isRefused: subjectId !== null && own.some(({ state }) => state === LinkState.REJECTED),
      isOwn: own.some(({ state }) => state === LinkState.CONFIRMED),
      isOfOthers: others.some(({ state }) => state === LinkState.CONFIRMED),
    }
  }

  /** Somebody to carry the case of the return, searched for wherever else they may be by these identifiers. In the caller's transaction. */
  async make(identifiers: readonly SubjectIdentifier[]): Promise<string> {
    const { database, vault, clock } = this.parts
    const subject = { id: newId(), language: Language.NL, createdAt: timestamp(clock) }
    await database.write(async (manager) => {
      await manager.insert(DataSubject, subject)
      await vault.createKey(subject.id)
      const rows = await Promise.all(identifiers.map((identifier) => this.identifierRow(subject.id, identifier)))
      await manager.insert(Identifier, [...new Map(rows.map((row) => [row.hash, row])).values()])
    })
    return subject.id
  }

  private async known(manager: EntityManager, record: MetRecord): Promise<string | null> {
    return (
      (await onlyLiving(manager, record.subjectId === undefined ? [] : [record.subjectId])) ??
      (await onlyLiving(manager, await this.holdersOfLinks(manager, record))) ??
      onlyLiving(manager, await this.holdersOfIdentifiers(manager, record))
    )
  }

  private async holdersOfLinks(manager: EntityManager, record: MetRecord): Promise<string[]> {
    return (await this.linksTo(manager, record)).map(({ subjectId }) => subjectId)
  }

  private linksTo(manager: EntityManager, { ref }: MetRecord): Promise<SourceLink[]> {
    const { system, recordType, externalId } = ref
    const hashes = this.parts.hasher.hashes(IdentifierKind.SYSTEM_ID, scopedValue({ ...ref, value: externalId }))
    return manager.findBy(SourceLink, { system, recordType, externalIdHash: In([...hashes]) })
  }

  private async holdersOfIdentifiers(manager: EntityManager, { identifiers }: MetRecord): Promise<string[]> {
    const hashes = identifiers.flatMap((identifier) => this.parts.hasher.hashes(identifier.kind, scopedValue(identifier)))
    const rows = await manager.findBy(Identifier, { hash: In(hashes) })
    return [...new Set(rows.map(({ subjectId }) => subjectId))]
  }

  private async identifierRow(subjectId: string, identifier: SubjectIdentifier): Promise<Identifier> {
    const { vault, hasher, clock } = this.parts
    const { kind, value, system = null, recordType = null } = identifier
    return {
      id: newId(),
      subjectId,
      kind,
      hash: hasher.hash(kind, scopedValue(identifier)),
      hashKeyId: hasher.keyId,
      valueCipher: await vault.seal(subjectId, value),
      verification: VerificationState.STATED,
      system,
      recordType,
      discoveredIn: null,
      createdAt: timestamp(clock),
    }
  }
}

/** The one of them of whom anything can still be read. */
async function onlyLiving(manager: EntityManager, subjectIds: readonly string[]): Promise<string | null> {
  const [only, ...others] = await manager.findBy(SubjectKey, { subjectId: In([...subjectIds]) })
  return only === undefined || others.length > 0 ? null : only.subjectId
}
