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

  /** In the caller's transaction. */
  async of(record: MetRecord, caseId: string): Promise<string> {
    const found = await this.parts.database.read((manager) => this.known(manager, record, caseId))
    return found ?? this.make(record)
  }

  /** Whether staff said that the record is not this person's, or it is certainly somebody else's: then nobody came back in it. */
  async isOfAnother(record: MetRecord, subjectId: string): Promise<boolean> {
    const links = await this.parts.database.read((manager) => this.linksTo(manager, record))
    const own = links.find((link) => link.subjectId === subjectId)
    const isDecided = own !== undefined && own.state !== LinkState.PROPOSED
    return isDecided ? own.state === LinkState.REJECTED : links.some(({ state }) => state === LinkState.CONFIRMED)
  }

  private async known(manager: EntityManager, record: MetRecord, caseId: string): Promise<string | null> {
    const theCase = await manager.findOneBy(Case, { id: caseId })
    const candidates = [
      theCase === null ? [] : [theCase.subjectId],
      record.subjectId === undefined ? [] : [record.subjectId],
      await this.holdersOfLinks(manager, record),
      await this.holdersOfIdentifiers(manager, record),
    ]
    for (const subjectIds of candidates) {
      const living = await manager.findBy(SubjectKey, { subjectId: In(subjectIds) })
      const [only] = living
      if (only !== undefined && living.length === 1) {
        return only.subjectId
      }
    }
    return null
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

  /** By what the record carries the person is searched for wherever else they may be. */
  private async make({ identifiers }: MetRecord): Promise<string> {
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
