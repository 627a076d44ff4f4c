/** Codes that a client of the API may see in `extensions.code`. A closed list. */
export const ErrorCode = {
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  RATE_LIMITED: 'RATE_LIMITED',
  QUERY_TOO_COMPLEX: 'QUERY_TOO_COMPLEX',
  INTERNAL: 'INTERNAL',
} as const
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode]

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/**
 * A failure with a stable code. Messages carry ids, never personal data; what a foreign library said goes into `cause`,
 * which is never logged or sent as it is.
 */
export class HubError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: { readonly cause?: unknown; readonly logLevel?: LogLevel; readonly retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = new.target.name
  }

  get logLevel(): LogLevel {
    return this.options.logLevel ?? 'error'
  }
}

export class UnauthenticatedError extends HubError {
  constructor(cause?: unknown) {
    super(ErrorCode.UNAUTHENTICATED, 'A valid access token is needed.', { cause, logLevel: 'info' })
  }
}

export class ForbiddenError extends HubError {
  constructor(message = 'Your role does not allow this.') {
    super(ErrorCode.FORBIDDEN, message, { logLevel: 'info' })
  }
}

/** The same answer for what does not exist and what is not the asker's. */
export class NotFoundError extends HubError {
  constructor() {
    super(ErrorCode.NOT_FOUND, 'There is nothing with this id that you may see.', { logLevel: 'info' })
  }
}

/** `message` tells what to send instead and never repeats the input. */
export class BadInputError extends HubError {
  constructor(message: string, cause?: unknown) {
    super(ErrorCode.BAD_USER_INPUT, message, { cause, logLevel: 'info' })
  }
}

export class RateLimitedError extends HubError {
  constructor(retryAfterSeconds: number) {
    super(ErrorCode.RATE_LIMITED, `Too many requests. Try again in ${retryAfterSeconds} seconds.`, { retryAfterSeconds, logLevel: 'info' })
  }
}

/** Something the hub itself got wrong, or a promise between its parts that does not hold. */
export class InternalError extends HubError {
  constructor(message: string, cause?: unknown) {
    super(ErrorCode.INTERNAL, message, { cause })
  }
}

/** Stops the start. `problems` are plain sentences: where, what is wrong, what to write. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem(s):\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
    this.name = 'ConfigurationError'
  }
}

/** Makes an Error of whatever was thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('Something that is not an Error was thrown.', { cause: thrown })
}
