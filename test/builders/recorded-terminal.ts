import { ExitCode, type Terminal } from '../../src/commands/hub-command.js'

/** A terminal that nobody looks at: keeps what a command prints, notes and ends with. */
export class RecordedTerminal implements Terminal {
  readonly printed: string[] = []
  readonly noted: string[] = []
  exitCode: ExitCode = ExitCode.FINE
  readonly screen = { write: (): boolean => true }
  private readonly leaving = new AbortController()

  constructor(readonly environment: Readonly<Record<string, string | undefined>> = {}) {}

  get signal(): AbortSignal {
    return this.leaving.signal
  }

  print(line: string): void {
    this.printed.push(line)
  }

  note(line: string): void {
    this.noted.push(line)
  }

  exitWith(code: ExitCode): void {
    this.exitCode = code
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.leaving.abort(new Error('Interrupted.'))
  }
}
