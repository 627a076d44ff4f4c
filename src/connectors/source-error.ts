import type { CoverageReason } from '../vocabulary/coverage.js'

/**
 * A source system did not, or not properly, answer. `message` is ours: it may name system, record type and status,
 * never what the system said, for systems put values and paths into their messages.
 */
export class SourceError extends Error {
  constructor(
    readonly reason: CoverageReason,
    message: string,
    readonly options: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'SourceError'
  }
}
