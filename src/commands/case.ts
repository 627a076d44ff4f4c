import type { Command } from 'commander'
import { CaseReader } from './case/case-reader.js'
import { caseLines } from './case/case-lines.js'
import { settingsAtHand } from './case/settings-at-hand.js'
import { watchCase } from './case/watch-case.js'
import { examples, type HubCommand, type Terminal } from './hub-command.js'

interface CaseOptions {
  readonly json?: boolean
}

/** `privacy-hub case show|watch REFERENCE|ID`: where a case stands, without any value of the person. */
export const command: HubCommand = {
  configure(command, terminal) {
    configureShow(command.command('show'), terminal)
    configureWatch(command.command('watch'), terminal)
  },
}

function configureShow(command: Command, terminal: Terminal): void {
  named(command)
    .description('print where a case stands: clock, claims, plans, steps, notices')
    .option('--json', 'as JSON, every step on its own')
    .addHelpText('after', examples(['privacy-hub case show PDH-2026-000001', 'by its reference, or by its id']))
    .action((name: string, { json }: CaseOptions) =>
      withCase(command, terminal, async (reader) => {
        const report = await reader.report(await reader.idOf(name))
        terminal.print(json === true ? JSON.stringify(report) : caseLines(report).join('\n'))
      }),
    )
}

function configureWatch(command: Command, terminal: Terminal): void {
  named(command)
    .description('follow a case until it is closed')
    .option('--json', 'each event as a line of JSON')
    .addHelpText('after', '\nOn a terminal it is drawn over itself, elsewhere each event is a line. Ctrl-C leaves.')
    .addHelpText('after', examples(['privacy-hub case watch PDH-2026-000001', 'while its plan is executed']))
    .action((name: string, { json = false }: CaseOptions) =>
      withCase(command, terminal, async (reader) => watchCase({ reader, caseId: await reader.idOf(name), json, terminal })),
    )
}

function named(command: Command): Command {
  return command.argument('<reference|id>', 'the case')
}

async function withCase(command: Command, terminal: Terminal, work: (reader: CaseReader) => Promise<void>): Promise<void> {
  const reader = await CaseReader.open(await settingsAtHand(command, terminal))
  try {
    await work(reader)
  } finally {
    await reader.close()
  }
}
