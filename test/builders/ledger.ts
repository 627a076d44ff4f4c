import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Case } from '../../entities/case.js'
import { DataSubject } from '../../entities/data-subject.js'
import type { Database } from '../../entities/database.js'
import { LedgerEntry } from '../../entities/ledger-entry.js'
import { ReturnAlarm } from '../../entities/return-alarm.js'
import { AuditLog } from '../../src/audit/audit-log.js'
import { type LedgerFloor, ledgerFloorOf } from '../../src/compose-ledger.js'
import { SettableClock, timestamp } from '../../src/kernel/clock.js'
import { type Logger, silentLogger } from '../../src/kernel/logger.js'
import type { MasterKeys } from '../../src/security/master-keys.js'
import { SubjectVault } from '../../src/security/subject-vault.js'
import { emptied, type OpenedDatabase, type TestDatabase } from './databases.js'
import { keysForTests } from './federation.js'

/** A ledger over a database and a file of its own, on a clock that the test moves. */
export class LedgerWorld {
  readonly clock = new SettableClock(new Date('2026-11-02T08:00:00Z'))
  /** Cases of which an alarm asked to be answered, once for each time. */
  readonly answered: string[] = []
  readonly file: string

  private constructor(
    private readonly opened: OpenedDatabase,
    private readonly folder: string,
  ) {
    this.file = join(folder, 'erasure-ledger.jsonl')
  }

  static async on(database: TestDatabase): Promise<LedgerWorld> {
    return new LedgerWorld(await database.open(), await mkdtemp(join(tmpdir(), 'ledger-')))
  }

  /** As if nothing had been yet. */
  async begin(): Promise<void> {
    await emptied(this.database)
    await rm(this.file, { force: true })
    this.clock.set(new Date('2026-11-02T08:00:00Z'))
    this.answered.length = 0
  }

  get database(): Database {
    return this.opened.database
  }

  get location(): string {
    return this.opened.location
  }

  /** Another call gives another process over the same database and file. */
  process(change: { readonly masterKeys?: MasterKeys; readonly logger?: Logger; readonly database?: Database } = {}): LedgerFloor {
    const { masterKeys = keysForTests, logger = silentLogger, database = this.database } = change
    const { clock, file } = this
    const vault = new SubjectVault(database, masterKeys, clock)
    const onRaised = async ({ caseId }: ReturnAlarm): Promise<void> => void this.answered.push(caseId)
    return ledgerFloorOf({ database, masterKeys, vault, audit: new AuditLog(database, clock), clock, logger, file, onRaised })
  }

  /** A subject with a case of theirs, under which something may be erased. */
  async withCase(subjectId: string, caseId: string): Promise<void> {
    const createdAt = timestamp(this.clock)
    await this.database.write((manager) => manager.insert(DataSubject, { id: subjectId, language: 'NL', createdAt }))
    await new SubjectVault(this.database, keysForTests, this.clock).createKey(subjectId)
    const row = {
      id: caseId,
      reference: `PDH-2026-${caseId}`,
      subjectId,
      requestId: 'request',
      state: 'CLOSED',
      createdAt,
      closedAt: createdAt,
    } as const
    await this.database.write((manager) => manager.insert(Case, row))
  }

  entries(): Promise<LedgerEntry[]> {
    return this.database.read((manager) => manager.find(LedgerEntry, { order: { hash: 'ASC' } }))
  }

  alarms(): Promise<ReturnAlarm[]> {
    return this.database.read((manager) => manager.find(ReturnAlarm, { order: { foundAt: 'ASC', id: 'ASC' } }))
  }

  async close(): Promise<void> {
    await this.opened.close()
    await rm(this.folder, { recursive: true })
  }
}
