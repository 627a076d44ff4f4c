import type { HubSettings, SystemSettings } from '../../config/settings.js'
import { connectSystems } from '../../connect-systems.js'
import { systemClock } from '../../kernel/clock.js'
import { silentLogger } from '../../kernel/logger.js'
import { checkBundleFolder } from './check-bundles.js'
import { checkClock } from './check-clock.js'
import { checkDatabase } from './check-database.js'
import { checkIdentityProvider } from './check-identity-provider.js'
import { checkKeys } from './check-keys.js'
import { checkLedger } from './check-ledger.js'
import { checkMail } from './check-mail.js'
import { checkSystem } from './check-system.js'
import { type Diagnosis, type Examined, type Finding, warning } from './finding.js'

/** Checks one thing after the other and hands out each diagnosis as it is made; `begin` is told what comes next. */
export async function* examine(settings: HubSettings, signal: AbortSignal, begin: (subject: string) => void): AsyncGenerator<Diagnosis> {
  begin('database')
  const { database, findings } = await checkDatabase(settings.database)
  const examined: Examined = { settings, database, signal }
  try {
    yield { subject: 'database', findings }
    yield* examineHub(examined, begin)
    for (const system of settings.systems) {
      signal.throwIfAborted()
      begin(system.kind)
      yield { subject: system.kind, findings: await findingsOf(system, examined) }
    }
  } finally {
    await database?.close()
  }
}

async function* examineHub(examined: Examined, begin: (subject: string) => void): AsyncGenerator<Diagnosis> {
  const { settings, database, signal } = examined
  begin('keys')
  yield { subject: 'keys', findings: await checkKeys(examined) }
  begin('identity provider')
  const provider = await checkIdentityProvider(settings.tokens.issuer, signal)
  yield { subject: 'identity provider', findings: provider.findings }
  begin('clock')
  yield { subject: 'clock', findings: await checkClock({ clock: systemClock, providerDate: provider.date, database }) }
  begin('bundles')
  yield { subject: 'bundles', findings: await checkBundleFolder(settings.bundles.folder) }
  begin('ledger')
  yield { subject: 'ledger', findings: await checkLedger(examined) }
  begin('mail')
  yield { subject: 'mail', findings: await checkMail(settings) }
}

async function findingsOf(system: SystemSettings, { database, signal }: Examined): Promise<Finding[]> {
  const [connector] = connectSystems([system], { database, clock: systemClock, logger: silentLogger })
  return connector === undefined
    ? [warning('It was not checked: it lies in the hub’s database.', 'Put the database right first.')]
    : checkSystem(connector, signal)
}
