import type { Command } from 'commander'
import { settingsFor } from './configured.js'
import { examples, type HubCommand, type Terminal } from './hub-command.js'
import { replayLedger } from './ledger/replay.js'
import { scanSystems } from './ledger/scan.js'

/** `privacy-hub ledger scan|replay`: what was erased, and whether it is there again. */
export const command: HubCommand = {
  configure(command, terminal) {
    configureScan(command.command('scan'), terminal)
    configureReplay(command.command('replay'), terminal)
  },
}

const exitCodes = '\nExit codes: 0 everything was looked at and nothing is back, 1 something is back or could not be looked at.'

function configureScan(command: Command, terminal: Terminal): void {
  command
    .description('look through the systems for what was erased; whatever is back raises an alarm')
    .option('--system <id>', 'this system alone')
    .option('--json', 'how each record type went, as JSON')
    .addHelpText('after', exitCodes)
    .addHelpText(
      'after',
      examples(
        ['privacy-hub ledger scan', 'beside a running hub, whose worker answers what is back'],
        ['privacy-hub ledger scan --system odoo', 'after an import into one system'],
      ),
    )
    .action((options: { system?: string; json?: boolean }) =>
      scanSystems({ settings: settingsFor(command, terminal), system: options.system ?? null, json: options.json === true }, terminal),
    )
}

function configureReplay(command: Command, terminal: Terminal): void {
  command
    .description('after a restore: take the ledger’s file into the database, look through the systems, and erase again what was erased')
    .argument('[file]', 'the ledger’s file, where it is not the one of the configuration')
    .option('--json', 'what was found and what became of it, as JSON')
    .addHelpText('after', exitCodes)
    .addHelpText(
      'after',
      examples(
        ['privacy-hub ledger replay', 'after a restore of the database or of a system, before people work again'],
        ['privacy-hub ledger replay /backup/erasure-ledger.jsonl', 'with a copy of the file from elsewhere'],
      ),
    )
    .action((file: string | undefined, options: { json?: boolean }) =>
      replayLedger({ settings: settingsFor(command, terminal), file: file ?? null, json: options.json === true }, terminal),
    )
}
