import { basename } from 'node:path'
import type { Command } from 'commander'
import type { HubSettings } from '../config/settings.js'
import { ConfigurationError } from '../kernel/errors.js'
import { checkedSettings, configPlace, requiredConfigFile } from './configured.js'
import { examine } from './doctor/examine.js'
import { type Diagnosis, type Finding, FindingState, fine, fromSentence } from './doctor/finding.js'
import { examples, ExitCode, type HubCommand, type Terminal } from './hub-command.js'
import { progressDisplay } from './progress.js'

/** `privacy-hub doctor`: tries everything that the hub depends on, and says what to do. Changes nothing. */
export const command: HubCommand = {
  configure(command, terminal) {
    command
      .option('--json', 'the findings as JSON')
      .addHelpText('after', '\nExit codes: 0 nothing stands in the way (warnings may be shown), 1 problems.')
      .addHelpText(
        'after',
        examples(
          ['privacy-hub doctor', 'before the first start, and when something is odd'],
          ['privacy-hub doctor --json', 'for a monitor'],
        ),
      )
      .action(({ json }: { json?: boolean }) => diagnose(command, json === true, terminal))
  },
}

async function diagnose(command: Command, json: boolean, terminal: Terminal): Promise<void> {
  const file = requiredConfigFile(configPlace(command, terminal))
  const display = progressDisplay({ screen: terminal.screen, quiet: json || terminal.screen.isTTY !== true })
  const diagnoses: Diagnosis[] = []
  for await (const diagnosis of diagnosesOf(file, terminal, (subject) => display.show(`Checking ${subject} …`))) {
    display.settle()
    diagnoses.push(diagnosis)
    if (!json) {
      linesOf(diagnosis).forEach((line) => terminal.print(line))
    }
  }
  const problems = count(diagnoses, FindingState.PROBLEM)
  const warnings = count(diagnoses, FindingState.WARNING)
  terminal.print(json ? JSON.stringify({ problems, warnings, diagnoses }) : `\n${problems} problem(s), ${warnings} warning(s).`)
  terminal.exitWith(problems === 0 ? ExitCode.FINE : ExitCode.FAILED)
}

async function* diagnosesOf(file: string, terminal: Terminal, begin: (subject: string) => void): AsyncGenerator<Diagnosis> {
  begin('configuration')
  const read = settingsIn(file, terminal)
  yield { subject: 'configuration', findings: read.findings }
  if (read.settings !== null) {
    yield* examine(read.settings, terminal.signal, begin)
  }
}

function settingsIn(file: string, terminal: Terminal): { readonly settings: HubSettings | null; readonly findings: readonly Finding[] } {
  try {
    const settings = checkedSettings(file, terminal)
    return { settings, findings: [fine(`${basename(file)} is right.`)] }
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return { settings: null, findings: error.problems.map(fromSentence) }
    }
    throw error
  }
}

const marks = { OK: 'ok', WARNING: 'warning', PROBLEM: 'PROBLEM' } as const

function linesOf({ subject, findings }: Diagnosis): string[] {
  return findings.flatMap(({ state, text, remedy }, index) => {
    const start = `${(index === 0 ? subject : '').padEnd(18)}${marks[state].padEnd(9)}`
    return [`${start}${text}`, ...(remedy === undefined ? [] : [`${''.padEnd(27)}-> ${remedy}`])]
  })
}

function count(diagnoses: readonly Diagnosis[], state: FindingState): number {
  return diagnoses.flatMap(({ findings }) => findings).filter((finding) => finding.state === state).length
}
