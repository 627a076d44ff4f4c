import type { Database } from '../../entities/database.js'
import { ed25519Signer } from '../../exporters/signature.js'
import { generateKeyPairSync } from 'node:crypto'
import { AuditLog } from '../../src/audit/audit-log.js'
import { type Changing, type ChangeSurroundings, changingOf } from '../../src/compose-changes.js'
import { ledgerFloorOf } from '../../src/compose-ledger.js'
import type { Connector } from '../../src/connectors/connector.js'
import type { DataMap } from '../../src/datamap/data-map.js'
import { belgianAuthority } from '../../src/federation/access-statement.js'
import { type ComposedFederation, composeFederation } from '../../src/federation/compose.js'
import { JobQueue } from '../../src/jobs/queue.js'
import { Worker } from '../../src/jobs/worker.js'
import type { Clock } from '../../src/kernel/clock.js'
import { type Logger, silentLogger } from '../../src/kernel/logger.js'
import { RecipientNotices } from '../../src/notices/recipient-notices.js'
import { Attestations } from '../../src/rights/attestation/attestations.js'
import { BundleClaims } from '../../src/rights/bundle-claims.js'
import { CaseHistory } from '../../src/rights/case-history.js'
import { CaseViews } from '../../src/rights/case-views.js'
import { Casebook } from '../../src/rights/casebook.js'
import { Idempotency } from '../../src/security/idempotency.js'
import { IdentifierHasher } from '../../src/security/identifier-hasher.js'
import { StatementIds } from '../../src/security/statement-ids.js'
import { SubjectAccess } from '../../src/security/subject-access.js'
import { SubjectVault } from '../../src/security/subject-vault.js'
import { changeMap } from './change-systems.js'
import { keysForTests } from './federation.js'

export interface ChangeProcessOptions extends ChangeSurroundings {
  readonly database: Database
  readonly connectors: readonly Connector[]
  readonly clock: Clock
  readonly ledgerFile: string
  readonly logger?: Logger
  /** @default that of Anna's systems */
  readonly dataMap?: DataMap
}

/** One process of the hub: caches, breakers and connections of its own, over a database and systems that it shares with others. */
export interface ChangeProcess extends Changing {
  readonly federation: ComposedFederation
  readonly notices: RecipientNotices
  readonly casebook: Casebook
  readonly claims: BundleClaims
  readonly queue: JobQueue
  readonly worker: Worker
}

const { privateKey } = generateKeyPairSync('ed25519')

export function changeProcess({
  database,
  connectors,
  clock,
  ledgerFile,
  logger = silentLogger,
  dataMap = changeMap,
  ...surroundings
}: ChangeProcessOptions): ChangeProcess {
  const masterKeys = keysForTests
  const audit = new AuditLog(database, clock)
  const vault = new SubjectVault(database, masterKeys, clock)
  const access = new SubjectAccess(database, clock)
  const idempotency = new Idempotency(database, masterKeys, clock)
  const queue = new JobQueue(database, clock)
  const floor = { database, masterKeys, vault, audit, clock, logger, access, idempotency, queue, dataMap }
  const ledger = ledgerFloorOf({ ...floor, file: ledgerFile, onRaised: async () => undefined })
  const federation = composeFederation({
    ...floor,
    ...ledger,
    connectors,
    hasher: new IdentifierHasher(masterKeys),
    ids: new StatementIds(masterKeys),
    options: {
      gateway: { concurrency: 8, failuresToOpen: 50, halfOpenAfterMs: 15_000, pauses: ledger.pauses },
      defaultBudgetMs: 5_000,
      maxBudgetMs: 30_000,
      locateBudgetMs: 5_000,
      authority: belgianAuthority,
    },
  })
  const book = { find: (id: string) => dataMap.recipients.get(id) ?? null }
  const notices = new RecipientNotices({ ...floor, recipients: book, controller: 'Cloudware NV', mailing: null })
  const signed = { signer: ed25519Signer('test', privateKey), controller: 'Cloudware NV', backupDays: new Map(), keysUrl: () => '' }
  const attestations = new Attestations({ ...floor, ...signed })
  const settings = { controller: 'Cloudware NV', federation: { maxBudgetMs: 5_000 }, changes: { deadlineHours: 72 } }
  const changing = changingOf({ ...floor, ...ledger, federation, settings }, { notices, attestations, ...surroundings })
  const views = new CaseViews(database, vault, clock)
  return {
    ...changing,
    federation,
    notices,
    queue,
    casebook: new Casebook({ ...floor, intake: changing.intake, views, history: new CaseHistory(database, 10) }),
    claims: new BundleClaims(database, access, audit, clock),
    worker: new Worker({ queue, handlers: changing.handlers, logger, clock }, { random: () => 0 }),
  }
}
