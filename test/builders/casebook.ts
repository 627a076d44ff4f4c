import { DataSubject } from '../../entities/data-subject.js'
import { AuditLog } from '../../src/audit/audit-log.js'
import { SettableClock, timestamp } from '../../src/kernel/clock.js'
import { BundleClaims } from '../../src/rights/bundle-claims.js'
import { CaseHistory } from '../../src/rights/case-history.js'
import { CaseViews } from '../../src/rights/case-views.js'
import { Casebook } from '../../src/rights/casebook.js'
import { Intake } from '../../src/rights/intake.js'
import type { CaseView, RequestEntry } from '../../src/rights/rights.js'
import { Idempotency } from '../../src/security/idempotency.js'
import { SubjectAccess } from '../../src/security/subject-access.js'
import { SubjectVault } from '../../src/security/subject-vault.js'
import { Role, type Viewer } from '../../src/vocabulary/viewer.js'
import type { Outcome } from '../../src/vocabulary/refusal.js'
import type { OpenedDatabase, TestDatabase } from './databases.js'
import { keysForTests, viewerOf } from './federation.js'

/** The casebook over a database of its own, with two subjects, `anna` and `ben`, who have logged in. */
export class CasebookWorld {
  readonly clock = new SettableClock(new Date('2026-03-05T09:00:00Z'))
  readonly anna = viewerOf('account-anna', [Role.SUBJECT])
  readonly ben = viewerOf('account-ben', [Role.SUBJECT])
  readonly casebook: Casebook
  readonly claims: BundleClaims

  private constructor(readonly opened: OpenedDatabase) {
    const { database } = opened
    const { clock } = this
    const access = new SubjectAccess(database, clock)
    const audit = new AuditLog(database, clock)
    const vault = new SubjectVault(database, keysForTests, clock)
    const intake = new Intake(database, vault, audit, clock)
    const idempotency = new Idempotency(database, keysForTests, clock)
    const history = new CaseHistory(database, 20)
    const views = new CaseViews(database, vault, clock)
    this.casebook = new Casebook({ database, intake, views, history, access, idempotency, audit, clock })
    this.claims = new BundleClaims(database, access, audit, clock)
  }

  static async on(database: TestDatabase): Promise<CasebookWorld> {
    const world = new CasebookWorld(await database.open())
    await world.make('anna', world.anna)
    await world.make('ben', world.ben)
    return world
  }

  /** Submits for somebody, as that person unless told otherwise. */
  async submitted(entry: Partial<RequestEntry> & { readonly subjectId: string }, viewer?: Viewer): Promise<CaseView> {
    const self = entry.subjectId === 'anna' ? this.anna : this.ben
    return valueOf(await this.casebook.submitRequest(viewer ?? self, { rights: ['ACCESS'], language: 'NL', ...entry }))
  }

  close(): Promise<void> {
    return this.opened.close()
  }

  private async make(id: string, viewer: Viewer): Promise<void> {
    const { database } = this.opened
    await database.write((manager) => manager.insert(DataSubject, { id, language: 'NL', createdAt: timestamp(this.clock) }))
    await new SubjectVault(database, keysForTests, this.clock).createKey(id)
    await new SubjectAccess(database, this.clock).attach(viewer, id)
  }
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) {
    throw new Error(`Refused: ${outcome.refusal.code}.`)
  }
  return outcome.value
}
