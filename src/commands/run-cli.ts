import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { linesAbout } from './failure.js'
import { type CommandEntry, ExitCode, type Terminal } from './hub-command.js'
import { commandTable } from './table.js'

/** Runs what the arguments ask for, and tells in plain words what went wrong. Never rejects. */
export async function runCli(args: readonly string[], terminal: Terminal, table: readonly CommandEntry[] = commandTable): Promise<void> {
  const program = programOf(await version(), terminal, table)
  try {
    await program.parseAsync(withHelpOption(args), { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) {
      terminal.exitWith(error.exitCode === 0 ? ExitCode.FINE : ExitCode.CANNOT_BEGIN)
      return
    }
    const { code, lines } = linesAbout(error, { debug: program.opts<{ debug?: boolean }>().debug === true, signal: terminal.signal })
    lines.forEach((line) => terminal.note(line))
    terminal.exitWith(code)
  }
}

/** `help COMMAND` asks for the same as `COMMAND --help`. */
function withHelpOption(args: readonly string[]): string[] {
  const [first, ...rest] = args
  return first === 'help' ? [...rest, '--help'] : [...args]
}

function programOf(versionNumber: string, terminal: Terminal, table: readonly CommandEntry[]): Command {
  const program = new Command('privacy-hub')
    .description('Federates what a company holds about a person, and hands it out as bundles that anybody can verify.')
    .version(versionNumber, '--version', 'print the version')
    .option('--config <file>', 'the configuration (default: $PRIVACY_HUB_CONFIG, or privacy-hub.yaml in this folder)')
    .option('--debug', 'show stack traces')
    .helpOption('--help', 'show help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => terminal.print(text.trimEnd()), writeErr: (text) => terminal.note(text.trimEnd()) })
    .showHelpAfterError('Run the command with --help to see what it takes.')
    .exitOverride()
    .addHelpText('after', '\n`privacy-hub COMMAND --help` shows the options of a command, with examples.')
  for (const { name, description } of table) {
    program.command(name).description(description)
  }
  return program.hook('preSubcommand', async (_program, chosen) => {
    const entry = table.find(({ name }) => name === chosen.name())
    if (entry !== undefined) {
      const { command } = await entry.load()
      command.configure(chosen, terminal)
    }
  })
}

/** From the hub's own package.json, in the nearest folder above this file. */
async function version(folder = import.meta.dirname): Promise<string> {
  const manifest = await readFile(join(folder, 'package.json'), 'utf8').then(
    (text) => JSON.parse(text) as { readonly name?: string; readonly version?: string },
    () => null,
  )
  if (manifest?.name === 'privacy-hub') {
    return manifest.version ?? 'unknown'
  }
  return folder === dirname(folder) ? 'unknown' : version(dirname(folder))
}
