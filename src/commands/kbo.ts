import type { Command } from 'commander'
import type { Database } from '../../entities/database.js'
import { openDatabase } from '../../ormconfig.js'
import type { HubSettings, KboSystem } from '../config/settings.js'
import { DatabaseKboImportStore } from '../federation/kbo-import-store.js'
import { createLogger } from '../kernel/logger.js'
import { settingsFor } from './configured.js'
import { CommandError, examples, ExitCode, type HubCommand, type Terminal } from './hub-command.js'
import { importFile } from './kbo/import-file.js'

interface ImportOptions {
  readonly progress?: boolean
  readonly json?: boolean
}

/** `privacy-hub kbo import|status`: the register's extracts. */
export const command: HubCommand = {
  configure(command, terminal) {
    configureImport(command.command('import'), terminal)
    configureStatus(command.command('status'), terminal)
  },
}

function configureImport(command: Command, terminal: Terminal): void {
  command
    .description('import an extract of KBO Open Data, full or update, beside a running hub')
    .argument('<file>', 'the zip as downloaded from the register')
    .option('--progress', 'show progress also where nobody looks on')
    .option('--json', 'what was imported, as JSON')
    .addHelpText('after', '\nAll of it or nothing: until it is done, and when it is broken off, the hub answers from the extract before.')
    .addHelpText(
      'after',
      examples(
        ['privacy-hub kbo import KboOpenData_0137_2026_02_01_Full.zip', 'a whole extract'],
        ['privacy-hub kbo import KboOpenData_0138_2026_02_08_Update.zip', 'the update after it'],
      ),
    )
    .action((file: string, options: ImportOptions) => {
      const settings = settingsFor(command, terminal)
      const kbo = kboOf(settings)
      return withDatabase(settings, (database) => importFile({ file, settings, kbo, database, ...options }, terminal))
    })
}

function configureStatus(command: Command, terminal: Terminal): void {
  command
    .description('say which extract the hub answers from')
    .option('--json', 'as JSON')
    .addHelpText('after', examples(['privacy-hub kbo status', 'number, date and rows of the current extract']))
    .action(({ json }: ImportOptions) =>
      withDatabase(settingsFor(command, terminal), (database) => printStatus(database, json === true, terminal)),
    )
}

function kboOf({ systems }: HubSettings): KboSystem {
  const kbo = systems.find(({ kind }) => kind === 'kbo')
  if (kbo?.kind !== 'kbo') {
    throw new CommandError('KBO is not connected. Write `kbo:` under `systems` in the configuration.', ExitCode.CANNOT_BEGIN)
  }
  return kbo
}

async function withDatabase(settings: HubSettings, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase(settings.database, { logger: createLogger(settings.logLevel) })
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

async function printStatus(database: Database, json: boolean, terminal: Terminal): Promise<void> {
  const extract = await new DatabaseKboImportStore(database).current()
  if (json) {
    terminal.print(JSON.stringify(extract))
    return
  }
  if (extract === null) {
    terminal.print('No extract is imported yet. Download a full one from the register: privacy-hub kbo import FILE')
    return
  }
  const { extractNumber, kind, snapshotDate, importedAt, keep, activities, counts } = extract
  terminal.print(`Extract ${extractNumber} (${kind.toLowerCase()}) of ${snapshotDate}, imported at ${importedAt}.`)
  terminal.print(`Keeps ${keep === 'all' ? 'the whole register' : 'known enterprises'}, ${activities ? 'with' : 'without'} activities.`)
  Object.entries(counts).forEach(([table, rows]) => terminal.print(`  ${table.padEnd(16)}${String(rows).padStart(12)}`))
}
