import { ExitCode, type Terminal } from './hub-command.js'

/**
 * The terminal that this process runs in. The first Ctrl-C or SIGTERM asks it to end well, the second ends it. So does a
 * reader of our output, such as `head`, that has seen enough: what was begun is cleared away.
 */
export function processTerminal(): Terminal {
  const leaving = new AbortController()
  const leave = (): void => {
    if (leaving.signal.aborted) {
      process.exit(ExitCode.INTERRUPTED)
    }
    leaving.abort(new InterruptedError())
  }
  process.on('SIGINT', leave).on('SIGTERM', leave)
  const endWithReader = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') {
      throw error
    }
    leaving.abort(new InterruptedError())
  }
  process.stdout.on('error', endWithReader)
  process.stderr.on('error', endWithReader)
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

/** Somebody wants the command to end before it is done. */
export class InterruptedError extends Error {
  constructor() {
    super('Interrupted.')
    this.name = 'InterruptedError'
  }
}
