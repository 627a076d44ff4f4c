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
import { type LedgerFacts, lineOf, readLine } from './ledger-line.js'
import { entriesWith, erasedTypes, storeEntries } from './ledger-rows.js'
import { isKept } from './return-rules.js'

/** A record with what somebody could be recognised by in it. */
export interface ErasedThing {
  readonly ref: RecordRef
  readonly identifiers: readonly SubjectIdentifier[]
}

/** What a file held: lines that say something, lines that a crash left half, lines that this hub did not write. */
export interface FileReading {
  readonly entries: number
  readonly torn: number
  readonly foreign: number
}

export interface LedgerParts {
  readonly database: Database
  readonly file: LedgerFile
  readonly hasher: LedgerHasher
  readonly clock: Clock
  readonly logger: Logger
}

const rowsPerPage = 1_000

/**
 * What was erased, in a form that only recognises it when it comes back. In the database and, before that commits, in a file
 * outside it: a database that is restored from before an erasure has lost the erasure, the file has not.
 */
export class ErasureLedger {
  constructor(private readonly parts: LedgerParts) {}

  /**
   * To be called once at the start. Throws ConfigurationError where the file cannot be kept. A file that is new gets what the
   * database holds; a database that was restored gets what the file holds. True in that last case: then the systems must be
   * scanned, since what was erased after the backup may be back.
   */
  async open(): Promise<boolean> {
    const { file, database, logger } = this.parts
    const isEmpty = await file.prepare()
    const copied = isEmpty ? await this.copyToFile(database) : 0
    if (copied > 0) {
      logger.error('The ledger’s file was missing or empty. It was written anew from the database.', { count: copied, path: file.path })
    }
    if (isEmpty || !(await this.isBehind())) {
      return false
    }
    const { entries } = await this.takeIn(file.path)
    logger.error('The ledger’s file knew of erasures that the database did not, as after a restore. They were taken in.', {
      count: entries,
    })
    return true
  }

  /** Whether the file's last entry is one that the database does not have. */
  async isBehind(): Promise<boolean> {
    const { file, database, hasher } = this.parts
    const known = (await file.lastLines())
      .map((text) => readLine(text, hasher))
      .flatMap((line) => (line.kind === 'ENTRY' ? [line.facts] : []))
    const last = known.at(-1)
    if (last === undefined) {
      return false
    }
    const { hash, system, recordType, isRetained } = last
    return !(await database.read((manager) => manager.existsBy(LedgerEntry, { hash, system, recordType, isRetained })))
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

  /** Takes into the database what a file holds, which may be another than the ledger's own. A second time changes nothing. */
  async takeIn(path: string): Promise<FileReading> {
    const reading = { entries: 0, torn: 0, foreign: 0 }
    let page: LedgerFacts[] = []
    for await (const text of this.parts.file.lines(path)) {
      const line = readLine(text, this.parts.hasher)
      reading.entries += line.kind === 'ENTRY' ? 1 : 0
      reading.torn += line.kind === 'TORN' ? 1 : 0
      reading.foreign += line.kind === 'FOREIGN' ? 1 : 0
      page.push(...(line.kind === 'ENTRY' ? [line.facts] : []))
      if (page.length === rowsPerPage) {
        await this.store(page)
        page = []
      }
    }
    await this.store(page)
    return reading
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

  private async store(facts: readonly LedgerFacts[]): Promise<void> {
    const { dialect } = this.parts.database
    await this.inTransaction((manager) => storeEntries(manager, dialect, facts))
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
