import { type EntityManager, In, IsNull } from 'typeorm'
import type { RecordLink } from '../connectors/connector.js'
import { type Database, isDuplicateKey } from '../../entities/database.js'
import { Identifier } from '../../entities/identifier.js'
import { LocationRun } from '../../entities/location-run.js'
import { SourceLink } from '../../entities/source-link.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import { newId } from '../kernel/ids.js'
import { type IdentifierHasher, scopedValue } from '../security/identifier-hasher.js'
import type { SubjectVault } from '../security/subject-vault.js'
import type { CoverageGap, CoverageReason } from '../vocabulary/coverage.js'
import { IdentifierKind, LinkState, type MatchEvidence, type SubjectIdentifier, VerificationState } from '../vocabulary/identifier.js'
import type { RecordRef, SystemId } from '../vocabulary/source-record.js'
import type { JudgedRecord } from './link-rules.js'

export interface KnownIdentifier extends SubjectIdentifier {
  readonly verification: VerificationState
}

export interface KnownLink {
  readonly id: string
  readonly subjectId: string
  readonly ref: RecordRef
  readonly state: LinkState
  readonly evidence: readonly MatchEvidence[]
  /** Whether a person decided it; otherwise rules did. */
  readonly isDecided: boolean
}

export interface RunOutcome {
  readonly subjectId: string
  readonly system: SystemId
  readonly failure: CoverageReason | null
  readonly gaps: readonly CoverageGap[]
}

const attemptsAfterRace = 5

/** Identifiers, links and searches of subjects, as they lie in the database: values encrypted under the subject's key. */
export class SubjectStore {
  constructor(
    private readonly database: Database,
    private readonly vault: SubjectVault,
    private readonly hasher: IdentifierHasher,
    private readonly clock: Clock,
  ) {}

  async identifiersOf(subjectIds: readonly string[]): Promise<ReadonlyMap<string, readonly KnownIdentifier[]>> {
    const rows = await this.database.read((manager) =>
      manager.find(Identifier, { where: { subjectId: In([...subjectIds]) }, order: { createdAt: 'ASC', id: 'ASC' } }),
    )
    const values = await this.vault.openAll(rows.map(({ subjectId, valueCipher }) => ({ subjectId, cipher: valueCipher })))
    const known = rows.map((row, index) => ({ subjectId: row.subjectId, identifier: identifierOf(row, values[index] ?? '') }))
    const grouped = groupBy(known, ({ subjectId }) => subjectId)
    return new Map(subjectIds.map((id) => [id, (grouped.get(id) ?? []).map(({ identifier }) => identifier)]))
  }

  /** Adds what is new; an identifier that is known already keeps its verification. */
  async addIdentifiers(subjectId: string, identifiers: readonly SubjectIdentifier[], facts: IdentifierFacts): Promise<void> {
    await this.writeOnce(async (manager) => {
      const known = new Set((await manager.findBy(Identifier, { subjectId })).map(({ hash }) => hash))
      const fresh = [...new Map(identifiers.map((identifier) => [this.hashOf(identifier), identifier])).values()].filter(
        (identifier) => !this.lookupsOf(identifier).some((hash) => known.has(hash)),
      )
      for (const identifier of fresh) {
        await manager.insert(Identifier, await this.identifierRow(subjectId, identifier, facts))
      }
    })
  }

  /** Subjects that have an identifier with this value. */
  async subjectsWith(
    identifier: SubjectIdentifier,
  ): Promise<readonly { readonly subjectId: string; readonly verification: VerificationState }[]> {
    const rows = await this.database.read((manager) => manager.findBy(Identifier, { hash: In([...this.lookupsOf(identifier)]) }))
    return rows.map(({ subjectId, verification }) => ({ subjectId, verification }))
  }

  async linksOf(subjectIds: readonly string[]): Promise<readonly KnownLink[]> {
    const rows = await this.database.read((manager) => manager.findBy(SourceLink, { subjectId: In([...subjectIds]) }))
    const externalIds = await this.vault.openAll(rows.map(({ subjectId, externalIdCipher }) => ({ subjectId, cipher: externalIdCipher })))
    return rows.map(({ id, subjectId, state, evidence, system, recordType, decidedBy }, index) => ({
      id,
      subjectId,
      state,
      evidence,
      isDecided: decidedBy !== null,
      ref: { system, recordType, externalId: externalIds[index] ?? '' },
    }))
  }

  linkRows(subjectId: string): Promise<SourceLink[]> {
    return this.database.read((manager) => manager.find(SourceLink, { where: { subjectId }, order: { locatedAt: 'ASC', id: 'ASC' } }))
  }

  /** What rules decided is renewed; what a person decided stands. */
  async saveLinks(judged: readonly JudgedRecord[]): Promise<void> {
    if (judged.length > 0) {
      await this.writeOnce(async (manager) => {
        for (const one of judged) {
          await this.saveLink(manager, one)
        }
      })
    }
  }

  /** Lets the next reading search every system again. */
  async forgetRuns(subjectId: string): Promise<void> {
    await this.database.write((manager) => manager.delete(LocationRun, { subjectId }))
  }

  /** Takes back what rules concluded, since they may have concluded it from a record that is somebody else's. */
  async forgetConclusions(subjectId: string): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.delete(Identifier, { subjectId, verification: VerificationState.DISCOVERED })
      const byRules = { subjectId, decidedBy: IsNull(), state: LinkState.CONFIRMED }
      await manager.update(SourceLink, byRules, { state: LinkState.PROPOSED })
    })
  }

  async runsOf(subjectIds: readonly string[]): Promise<readonly LocationRun[]> {
    return this.database.read((manager) => manager.findBy(LocationRun, { subjectId: In([...subjectIds]) }))
  }

  async saveRuns(outcomes: readonly RunOutcome[]): Promise<void> {
    const ranAt = timestamp(this.clock)
    const rows = outcomes.map(({ subjectId, system, failure, gaps }) => ({ subjectId, system, failure, ranAt, gaps: [...gaps] }))
    await this.database.write((manager) => manager.upsert(LocationRun, rows, ['subjectId', 'system']))
  }

  /** Two searches of one subject may find the same thing at the same moment: the later one begins again and finds it stored. */
  private async writeOnce(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.write(work)
      } catch (error) {
        if (!isDuplicateKey(error) || attempt === attemptsAfterRace) {
          throw error
        }
      }
    }
  }

  private hashOf(identifier: SubjectIdentifier): string {
    return this.hasher.hash(identifier.kind, scopedValue(identifier))
  }

  private lookupsOf(identifier: SubjectIdentifier): readonly string[] {
    return this.hasher.hashes(identifier.kind, scopedValue(identifier))
  }

  private async identifierRow(subjectId: string, identifier: SubjectIdentifier, facts: IdentifierFacts): Promise<Identifier> {
    return {
      id: newId(),
      subjectId,
      kind: identifier.kind,
      hash: this.hashOf(identifier),
      hashKeyId: this.hasher.keyId,
      valueCipher: await this.vault.seal(subjectId, identifier.value),
      verification: facts.verification,
      system: identifier.system ?? null,
      recordType: identifier.recordType ?? null,
      discoveredIn: facts.discoveredIn ?? null,
      createdAt: timestamp(this.clock),
    }
  }

  private async saveLink(manager: EntityManager, { record, grade, state, isDisputed }: JudgedRecord): Promise<void> {
    const { subjectId, ref } = record
    const place = { subjectId, system: ref.system, recordType: ref.recordType }
    const externalId = scopedValue({ ...ref, value: ref.externalId })
    const known = await manager.findOneBy(SourceLink, {
      ...place,
      externalIdHash: In([...this.hasher.hashes(IdentifierKind.SYSTEM_ID, externalId)]),
    })
    const facts = { grade, evidence: [...record.evidence], locatedAt: timestamp(this.clock) }
    if (known !== null) {
      const stands = known.decidedBy !== null || (known.state === LinkState.CONFIRMED && !isDisputed)
      await manager.update(SourceLink, known.id, stands ? facts : { ...facts, state })
      return
    }
    await manager.insert(SourceLink, {
      id: newId(),
      ...place,
      externalIdHash: this.hasher.hash(IdentifierKind.SYSTEM_ID, externalId),
      externalIdCipher: await this.vault.seal(subjectId, ref.externalId),
      ...facts,
      state,
      decidedBy: null,
      decidedAt: null,
    })
  }
}

export interface IdentifierFacts {
  readonly verification: VerificationState
  /** The system in which a DISCOVERED one was found. */
  readonly discoveredIn?: SystemId
}

function identifierOf(row: Identifier, value: string): KnownIdentifier {
  const scope = row.system === null ? {} : { system: row.system, ...(row.recordType === null ? {} : { recordType: row.recordType }) }
  return { kind: row.kind, value, verification: row.verification, ...scope }
}

export function confirmedLinks(links: readonly KnownLink[]): RecordLink[] {
  return links.filter(({ state }) => state === LinkState.CONFIRMED).map(({ subjectId, ref, evidence }) => ({ subjectId, ref, evidence }))
}
