import { ConfigurationError, HubError } from '../kernel/errors.js'
import { CommandError, ExitCode } from './hub-command.js'

export interface FailureLines {
  readonly code: ExitCode
  readonly lines: readonly string[]
}

/** What libraries' error codes mean to an operator. Their own messages may hold anything and are not shown. */
const knownCodes: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken by another program. Stop that, or write another server.port.',
  EACCES: 'The hub may not use that file, folder or port. Give the user that it runs as the right to it.',
  ENOENT: 'A file or folder is not there. Check the paths.',
  ENOSPC: 'The disk is full. Make room.',
  ECONNREFUSED: 'The database refuses connections. Check that it runs, and the address in DATABASE_URL.',
  ENOTFOUND: 'The database’s host is not known. Check the address in DATABASE_URL.',
  ETIMEDOUT: 'The database does not answer. Check the network, and the address in DATABASE_URL.',
  ER_ACCESS_DENIED_ERROR: 'The database refuses the user. Check user and password in DATABASE_URL.',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'The database refuses the user. Check user and password in DATABASE_URL.',
  ER_DBACCESS_DENIED_ERROR: 'The user may not use that database. Grant it all rights on it.',
  ER_BAD_DB_ERROR: 'That database does not exist on the server. Make it first: CREATE DATABASE … CHARACTER SET utf8mb4.',
  SQLITE_CANTOPEN: 'The database file cannot be opened. Check that its folder exists and the hub may write there.',
  SQLITE_NOTADB: 'The database file is not a SQLite database. Check the path in `database`.',
  SQLITE_READONLY: 'The database file cannot be written. Give the user that the hub runs as the right to it.',
}

/** Puts a failure into plain words: where it is wrong, and what to do. */
export function linesAbout(error: unknown, { debug, signal }: { readonly debug: boolean; readonly signal: AbortSignal }): FailureLines {
  const { code, lines } = plain(error, signal)
  return { code, lines: debug ? [...lines, ...stackOf(error)] : lines }
}

function plain(error: unknown, signal: AbortSignal): FailureLines {
  if (error instanceof CommandError) {
    return { code: error.code, lines: [error.message] }
  }
  if (error instanceof ConfigurationError) {
    return { code: ExitCode.CANNOT_BEGIN, lines: [`${counted(error.problems.length)} to put right first:`, ...error.problems.map(bullet)] }
  }
  if (error instanceof HubError) {
    return { code: ExitCode.FAILED, lines: [error.message] }
  }
  if (signal.aborted) {
    return { code: ExitCode.INTERRUPTED, lines: ['Interrupted.'] }
  }
  return { code: ExitCode.FAILED, lines: [meaningOf(error) ?? 'Something unexpected went wrong. Run it again with --debug to see where.'] }
}

/** What the error code of a library means; null for one that says nothing. */
export function meaningOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return knownCodes[code] ?? knownCodes[code.split('_').slice(0, 2).join('_')] ?? null
}

function counted(problems: number): string {
  return problems === 1 ? 'One thing' : `${problems} things`
}

function bullet(problem: string): string {
  return `- ${problem}`
}

function stackOf(error: unknown): string[] {
  if (!(error instanceof Error)) {
    return []
  }
  const own = (error.stack ?? `${error.name}: ${error.message}`).split('\n')
  return error.cause === undefined ? own : [...own, 'Caused by:', ...stackOf(error.cause)]
}
