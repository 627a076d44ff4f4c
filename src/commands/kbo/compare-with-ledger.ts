import type { Database } from '../../../entities/database.js'
import { AuditLog } from '../../audit/audit-log.js'
import { answeredFrom, ledgerFloorOf } from '../../compose-ledger.js'
import type { HubSettings, KboSystem } from '../../config/settings.js'
import { connectSystems } from '../../connect-systems.js'
import { Gateway } from '../../federation/gateway.js'
import { LedgerScan } from '../../federation/ledger-scan.js'
import { JobQueue } from '../../jobs/queue.js'
import { systemClock } from '../../kernel/clock.js'
import { createLogger } from '../../kernel/logger.js'
import { MasterKeys } from '../../security/master-keys.js'
import { SubjectVault } from '../../security/subject-vault.js'

interface Imported {
  readonly settings: HubSettings
  readonly kbo: KboSystem
  readonly database: Database
}

/** Looks through the extract that was just imported for what was erased. Gives how many alarms were raised. */
export async function compareWithLedger({ settings, kbo, database }: Imported, signal: AbortSignal): Promise<number> {
  const masterKeys = MasterKeys.parse(settings.keys.masterKeys)
  const surroundings = { database, masterKeys, clock: systemClock, logger: createLogger(settings.logLevel) }
  const audit = new AuditLog(database, systemClock)
  const { returns } = ledgerFloorOf({
    ...surroundings,
    audit,
    vault: new SubjectVault(database, masterKeys, systemClock),
    file: settings.ledger.file,
    onRaised: answeredFrom(new JobQueue(database, systemClock), systemClock),
  })
  const gateway = new Gateway(connectSystems([kbo], surroundings), surroundings.logger)
  const scan = new LedgerScan({ ...surroundings, gateway, returns, audit })
  const scans = await scan.run({ system: 'kbo', foundBy: 'IMPORT', budgetMs: settings.ledger.scanBudgetMs, signal })
  return scans.reduce((sum, { returned }) => sum + returned, 0)
}
