import { type EntityManager, MoreThan } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { LedgerEntry } from '../../entities/ledger-entry.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import type { Logger } from '../kernel/logger.js'
import type { SubjectIdentifier } from '../vocabulary/identifier.js'
import type { RecordRef } from '../vocabulary/source-record.js'
import type { LedgerFile } from './ledger-file.js'
import type { LedgerHasher } from './ledger-hasher.js'
import { type FileReading, LedgerFileReader } from './file-reading.js'
import { type LedgerFacts, lineOf } from './ledger-line.js'
import { entriesWith, erasedTypes, hasEntries, storeEntries } from './ledger-rows.js'
import { isKept } from './return-rules.js'

/** A record with what somebody could be recognised by in it. */
export interface ErasedThing {
  readonly ref: RecordRef
  readonly identifiers: readonly SubjectIdentifier[]
}

export interface LedgerParts {
  readonly database: Database
  readonly file: LedgerFile
  readonly hasher: LedgerHasher
  readonly clock: Clock
  readonly logger: Logger
}

const rowsPerPage = 1_000
const nothingMore = (): Promise<void> => Promise.resolve()

/**
 * What was erased, in a form that only recognises it when it comes back. In the database and, before that commits, in a file
 * outside it: a database that is restored from before an erasure has lost the erasure, the file has not.
 */
export class ErasureLedger {
  constructor(private readonly parts: LedgerParts) {}

  /**
   * To be called once at the start. Throws ConfigurationError where the file cannot be kept. A file that is new gets what the
   * database holds; a database that was restored gets what the file holds. True in that last case: then the systems must be
   * scanned, since what was erased after the backup may be back. See `takeIn` for `withLast`.
   */
  async open(withLast: () => Promise<void> = nothingMore): Promise<boolean> {
    const { file, database, logger } = this.parts
    const isEmpty = await file.prepare()
    const copied = isEmpty ? await this.copyToFile(database) : 0
    if (copied > 0) {
      logger.error('The ledger’s file was missing or empty. It was written anew from the database.', { count: copied, path: file.path })
    }
    if (isEmpty || !(await this.isBehind())) {
      return false
    }
    const { entries } = await this.takeIn(file.path, withLast)
    logger.error('The ledger’s file knew of erasures that the database did not, as after a restore. They were taken in.', {
      count: entries,
    })
    return true
  }

  /** Whether the file has an entry that the database lacks, wherever in it: after a restore others may have been added to both. */
  async isBehind(): Promise<boolean> {
    const { file, hasher, database } = this.parts
    for await (const { facts } of new LedgerFileReader(file.lines(), hasher).pages()) {
      if (!(await hasEntries(database, facts))) {
        return true
      }
    }
    return false
  }

  /** What a record is known by: under the current key. */
  refHash(ref: RecordRef): string {
    return this.parts.hasher.hashOf(ref)
  }

  /** Records that are gone. In the transaction that records the outcome; the file holds the lines when it resolves. */
  recordErased(caseId: string, things: readonly ErasedThing[]): Promise<void> {
    return this.record(things.flatMap((thing) => [this.referenceOf(caseId, thing.ref, false), ...this.identifiersOf(caseId, thing)]))
  }

  /** Records that are still there and about nobody: they return only when an identifier does. As `recordErased`. */
  recordAnonymised(caseId: string, things: readonly ErasedThing[]): Promise<void> {
    return this.record(things.flatMap((thing) => this.identifiersOf(caseId, thing)))
  }

  /** Records that a rule keeps: known, and no alarm. As `recordErased`. */
  recordRetained(caseId: string, refs: readonly RecordRef[]): Promise<void> {
    return this.record(refs.map((ref) => this.referenceOf(caseId, ref, true)))
  }

  /** Record types of which something was erased under a case. */
  erasedTypesOf(caseId: string): Promise<readonly { readonly system: string; readonly recordType: string }[]> {
    return erasedTypes(this.parts.database, caseId)
  }

  /** Of these records, those that a rule keeps. */
  async keptAmong(refs: readonly RecordRef[]): Promise<readonly RecordRef[]> {
    const { database, hasher } = this.parts
    const hashed = refs.map((ref) => ({ ref, hashes: hasher.hashesOf(ref) }))
    const entries = await entriesWith(
      database,
      hashed.flatMap(({ hashes }) => hashes),
    )
    const byHash = groupBy(entries, ({ hash }) => hash)
    return hashed.filter(({ hashes }) => isKept(hashes.flatMap((hash) => byHash.get(hash) ?? []))).map(({ ref }) => ref)
  }

  /**
   * Takes into the database what a file holds, which may be another than the ledger's own. A second time changes nothing.
   * `withLast` runs in the transaction that stores the last of it: as long as it has not, the database is behind.
   */
  async takeIn(path: string, withLast: () => Promise<void> = nothingMore): Promise<FileReading> {
    const { file, hasher, database } = this.parts
    const reader = new LedgerFileReader(file.lines(path), hasher)
    for await (const { facts, isLast } of reader.pages()) {
      await this.inTransaction(async (manager) => {
        await storeEntries(manager, database.dialect, facts)
        await (isLast ? withLast() : undefined)
      })
    }
    return reader.reading
  }

  private async record(facts: readonly LedgerFacts[]): Promise<void> {
    if (facts.length === 0) {
      return
    }
    const { database, file, hasher } = this.parts
    await this.inTransaction(async (manager) => {
      await storeEntries(manager, database.dialect, facts)
      await file.append(facts.map((one) => lineOf(one, hasher)))
    })
  }

  /** The caller's own where there is one: a savepoint in it would cost more statements than the entries. */
  private inTransaction(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    const { database } = this.parts
    return database.currentManager === null ? database.write(work) : work(database.currentManager)
  }

  private async copyToFile(database: Database): Promise<number> {
    let count = 0
    for (let last = ''; ;) {
      const rows = await database.read((manager) =>
        manager.find(LedgerEntry, { where: { id: MoreThan(last) }, order: { id: 'ASC' }, take: rowsPerPage }),
      )
      await this.parts.file.append(rows.map(({ id: _id, ...facts }) => lineOf(facts, this.parts.hasher)))
      count += rows.length
      last = rows.at(-1)?.id ?? ''
      if (rows.length < rowsPerPage) {
        return count
      }
    }
  }

  private referenceOf(caseId: string, ref: RecordRef, isRetained: boolean): LedgerFacts {
    const { hasher, clock } = this.parts
    const { system, recordType } = ref
    const facts = { keyId: hasher.keyId, system, recordType, caseId, erasedAt: timestamp(clock) }
    return { ...facts, hash: hasher.hashOf(ref), isRetained, recognises: 'REFERENCE' }
  }

  private identifiersOf(caseId: string, { ref, identifiers }: ErasedThing): LedgerFacts[] {
    const { hasher, clock } = this.parts
    const { system, recordType } = ref
    const facts = { keyId: hasher.keyId, system, recordType, caseId, erasedAt: timestamp(clock), isRetained: false }
    return identifiers.flatMap((identifier) => {
      const hash = hasher.identifierHash(identifier)
      return hash === null ? [] : [{ ...facts, hash, recognises: 'IDENTIFIER' as const }]
    })
  }
}
