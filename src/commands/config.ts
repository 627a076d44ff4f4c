import { ConfigurationError } from '../kernel/errors.js'
import { checkedSettings, configPlace, requiredConfigFile } from './configured.js'
import { examples, ExitCode, type HubCommand, type Terminal } from './hub-command.js'

/** `privacy-hub config check`: what is wrong in the configuration, without trying anything that it names. */
export const command: HubCommand = {
  configure(command, terminal) {
    const check = command
      .command('check')
      .description('say what is wrong in the configuration, and what to write')
      .option('--json', 'as JSON')
    check
      .addHelpText(
        'after',
        examples(
          ['privacy-hub config check', 'privacy-hub.yaml of this folder'],
          ['privacy-hub config check --config next.yaml', 'another file, before it comes into force'],
        ),
      )
      .action(({ json }: { json?: boolean }) => report(requiredConfigFile(configPlace(check, terminal)), json === true, terminal))
  },
}

function report(file: string, json: boolean, terminal: Terminal): void {
  const problems = problemsIn(file, terminal)
  if (json) {
    terminal.print(JSON.stringify({ file, problems }))
  } else {
    terminal.print(problems.length === 0 ? `${file} is right. Now try what it names: privacy-hub doctor` : problems.join('\n'))
  }
  terminal.exitWith(problems.length === 0 ? ExitCode.FINE : ExitCode.FAILED)
}

function problemsIn(file: string, terminal: Terminal): readonly string[] {
  try {
    checkedSettings(file, terminal)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.problems
    }
    throw error
  }
}
