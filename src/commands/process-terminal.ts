import type { ExitCode, Terminal } from './hub-command.js'

/** What a shell shows for a process that Ctrl-C ended. */
const interruptedCode = 130

/** The terminal that this process runs in. The first Ctrl-C or SIGTERM asks it to end well, the second ends it. */
export function processTerminal(): Terminal {
  const leaving = new AbortController()
  const leave = (): void => {
    if (leaving.signal.aborted) {
      process.exit(interruptedCode)
    }
    leaving.abort(new InterruptedError())
  }
  process.on('SIGINT', leave).on('SIGTERM', leave)
  process.stdout.on('error', endWithReader)
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    screen: process.stderr,
    environment: process.env,
    signal: leaving.signal,
    exitWith: (code: ExitCode) => {
      process.exitCode = code
    },
  }
}

/** Whoever reads our output, such as `head`, has seen enough. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    throw error
  }
  process.exit()
}

/** Somebody wants the command to end before it is done. */
export class InterruptedError extends Error {
  constructor() {
    super('Interrupted.')
    this.name = 'InterruptedError'
  }
}
