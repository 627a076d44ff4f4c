import type { CommandEntry, ExitCode, TextStream } from '../../src/commands/hub-command.js'
import { runCli } from '../../src/commands/run-cli.js'

export interface CliAnswer {
  readonly code: ExitCode
  /** Standard output and standard error, line by line. */
  readonly out: string
  readonly err: string
}

export interface CliSurroundings {
  readonly environment?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  readonly table?: readonly CommandEntry[]
  /** Standard error as a display; a plain one that is remembered where left out. */
  readonly screen?: TextStream
}

/** Runs a command line in this process, with a terminal that remembers. */
export async function cli(args: readonly string[], { environment = {}, signal, table, screen }: CliSurroundings = {}): Promise<CliAnswer> {
  const out: string[] = []
  const err: string[] = []
  let code: ExitCode = 0
  const terminal = {
    print: (line: string) => void out.push(line),
    note: (line: string) => void err.push(line),
    screen: screen ?? { write: (text: string) => err.push(text.trimEnd()) },
    environment,
    signal: signal ?? new AbortController().signal,
    exitWith: (given: ExitCode) => {
      code = given
    },
  }
  await runCli(args, terminal, table)
  return { code, out: out.join('\n'), err: err.join('\n') }
}
