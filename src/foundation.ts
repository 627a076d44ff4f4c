import { openDatabase } from '../ormconfig.js'
import type { Database } from '../entities/database.js'
import { AuditLog } from './audit/audit-log.js'
import { answeredFrom, ledgerFloorOf } from './compose-ledger.js'
import type { HubSettings } from './config/settings.js'
import { connectSystems } from './connect-systems.js'
import { composeDataMap } from './datamap/compose.js'
import type { DataMap } from './datamap/data-map.js'
import { shippedRecipients } from './datamap/recipients.js'
import { shippedRetentionRules } from './datamap/retention-rules.js'
import { shippedMaps } from './datamap/systems/index.js'
import { belgianAuthority } from './federation/access-statement.js'
import { type ComposedFederation, composeFederation } from './federation/compose.js'
import { JobQueue } from './jobs/queue.js'
import type { Clock } from './kernel/clock.js'
import { ConfigurationError } from './kernel/errors.js'
import type { Logger } from './kernel/logger.js'
import type { ErasureLedger } from './ledger/erasure-ledger.js'
import type { ReturnWatch } from './ledger/return-watch.js'
import type { SystemPauses } from './ledger/system-pauses.js'
import { Idempotency } from './security/idempotency.js'
import { IdentifierHasher } from './security/identifier-hasher.js'
import { MasterKeys } from './security/master-keys.js'
import { SigningKeys } from './security/signing-keys.js'
import { StatementIds } from './security/statement-ids.js'
import { SubjectAccess } from './security/subject-access.js'
import { SubjectVault } from './security/subject-vault.js'

/** What is made once and shared by server and worker. */
export interface Foundation {
  readonly settings: HubSettings
  readonly clock: Clock
  readonly logger: Logger
  readonly database: Database
  readonly dataMap: DataMap
  readonly masterKeys: MasterKeys
  readonly signingKeys: SigningKeys
  readonly access: SubjectAccess
  readonly vault: SubjectVault
  readonly audit: AuditLog
  readonly idempotency: Idempotency
  readonly queue: JobQueue
  readonly ledger: ErasureLedger
  readonly returns: ReturnWatch
  readonly pauses: SystemPauses
  readonly federation: ComposedFederation
}

/** The data map of these settings; stops the start when an override does not answer the law. */
export function dataMapOf(settings: Pick<HubSettings, 'dataMap'>): DataMap {
  const shipped = { maps: shippedMaps, recipients: shippedRecipients, retentionRules: shippedRetentionRules }
  const composition = composeDataMap(shipped, settings.dataMap)
  if (composition.map === null) {
    throw new ConfigurationError(composition.problems)
  }
  return composition.map
}

/** Opens the database and connects the systems. Throws ConfigurationError where the hub cannot run as configured. */
export async function layFoundation(settings: HubSettings, clock: Clock, logger: Logger): Promise<Foundation> {
  const dataMap = dataMapOf(settings)
  const masterKeys = MasterKeys.parse(settings.keys.masterKeys)
  const signingKeys = await SigningKeys.load({ file: settings.keys.signingFile })
  const database = await openDatabase(settings.database, { migrate: true, clock, logger })
  const vault = new SubjectVault(database, masterKeys, clock)
  const audit = new AuditLog(database, clock)
  const access = new SubjectAccess(database, clock)
  const idempotency = new Idempotency(database, masterKeys, clock)
  const queue = new JobQueue(database, clock)
  const { file } = settings.ledger
  const onRaised = answeredFrom(queue, clock)
  const { ledger, returns, pauses } = ledgerFloorOf({ database, masterKeys, vault, audit, clock, logger, file, onRaised })
  const federation = composeFederation({
    database,
    returns,
    connectors: connectSystems(settings.systems, { database, clock, logger }),
    dataMap,
    vault,
    hasher: new IdentifierHasher(masterKeys),
    ids: new StatementIds(masterKeys),
    access,
    idempotency,
    audit,
    clock,
    logger,
    options: { ...settings.federation, gateway: { ...settings.federation, pauses }, authority: belgianAuthority },
  })
  const keys = { masterKeys, signingKeys }
  const floor = { queue, ledger, returns, pauses }
  return { settings, clock, logger, database, dataMap, ...keys, access, vault, audit, idempotency, ...floor, federation }
}
