import { constants, existsSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Database } from '../../../entities/database.js'
import { LedgerEntry } from '../../../entities/ledger-entry.js'
import { ReturnAlarm } from '../../../entities/return-alarm.js'
import type { HubSettings } from '../../config/settings.js'
import { systemClock } from '../../kernel/clock.js'
import { silentLogger } from '../../kernel/logger.js'
import { ErasureLedger } from '../../ledger/erasure-ledger.js'
import { LedgerFile } from '../../ledger/ledger-file.js'
import { LedgerHasher } from '../../ledger/ledger-hasher.js'
import { MasterKeys } from '../../security/master-keys.js'
import { type Examined, fine, type Finding, problem, warning } from './finding.js'

/** Whether the ledger's file can be kept, survives what the database does not, and says the same. */
export async function checkLedger({ settings, database }: Pick<Examined, 'settings' | 'database'>): Promise<Finding[]> {
  const { file } = settings.ledger
  const folder = dirname(file)
  const mayWrite = await access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!mayWrite) {
    return [
      problem(
        `The folder ${folder} of the ledger’s file is not there, or the hub may not write there.`,
        'Make it, or write another ledger.file.',
      ),
    ]
  }
  const place = folder === dirname(settings.database) ? [besideDatabase] : []
  return [...(await contents(settings, database)), ...place, ...(await alarms(database))]
}

const besideDatabase = warning(
  'The ledger’s file lies in the folder of the database: one restore would take both back.',
  'Write a ledger.file on another disk, and move the file there.',
)

async function contents({ ledger, keys }: HubSettings, database: Database | null): Promise<Finding[]> {
  const entries = database === null ? 0 : await database.read((manager) => manager.count(LedgerEntry))
  if (!existsSync(ledger.file)) {
    const isLost = warning(
      'The ledger’s file is not there, and the database has entries.',
      'Find it, or start the hub: it writes the file anew.',
    )
    return [entries > 0 ? isLost : fine('The ledger’s file is not there yet; the hub makes it.')]
  }
  const hasher = new LedgerHasher(MasterKeys.parse(keys.masterKeys))
  const parts = { file: new LedgerFile(ledger.file), hasher, clock: systemClock, logger: silentLogger }
  const isBehind = database !== null && (await new ErasureLedger({ ...parts, database }).isBehind())
  return [
    isBehind
      ? problem('The ledger’s file knows of erasures that the database does not, as after a restore.', 'Run: privacy-hub ledger replay')
      : fine(`The ledger has ${entries} entries, and its file can be written.`),
  ]
}

async function alarms(database: Database | null): Promise<Finding[]> {
  const open = database === null ? 0 : await database.read((manager) => manager.countBy(ReturnAlarm, { state: 'OPEN' }))
  const remedy = 'Start a worker: it answers them with a plan.'
  return open === 0 ? [] : [warning(`${open} record(s) that were erased are back, and nothing is planned yet.`, remedy)]
}
