import type { Command } from 'commander'

/** What the shell learns from a command. */
export const ExitCode = {
  FINE: 0,
  /** The work was done and the answer is no, or it failed. */
  FAILED: 1,
  /** It could not begin: wrong usage, wrong configuration, an unreadable file. */
  CANNOT_BEGIN: 2,
  /** Ended by Ctrl-C, or because nobody reads on. */
  INTERRUPTED: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** Where text goes; `isTTY` when a person looks on. */
export interface TextStream {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}

/** The world around a command: the process, or a test. */
export interface Terminal {
  /** What was asked for; a line of standard output. */
  print(line: string): void
  /** How it goes, and what went wrong; a line of standard error. */
  note(line: string): void
  /** Standard error, for progress displays. */
  readonly screen: TextStream
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Aborted by the first Ctrl-C or SIGTERM; a second one ends the process. */
  readonly signal: AbortSignal
  /** What the process ends with once the command is over; ExitCode.FINE unless told otherwise. */
  exitWith(code: ExitCode): void
}

/** A subcommand. Its file is loaded only when it is asked for. */
export interface HubCommand {
  /** Adds arguments, options, examples and the action; `command` has its name and description already. */
  configure(command: Command, terminal: Terminal): void
}

/** A line of the table of subcommands. */
export interface CommandEntry {
  readonly name: string
  readonly description: string
  load(): Promise<{ readonly command: HubCommand }>
}

/** Says in one sentence what cannot be done and what to do instead; ends the command with `code`. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly code: ExitCode = ExitCode.FAILED,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options)
    this.name = 'CommandError'
  }
}

/** Help text: examples, each a command line and what it does. */
export function examples(...lines: readonly (readonly [line: string, does: string])[]): string {
  const width = Math.max(...lines.map(([line]) => line.length))
  return `\nExamples:\n${lines.map(([line, does]) => `  ${line.padEnd(width)}   ${does}`).join('\n')}`
}
