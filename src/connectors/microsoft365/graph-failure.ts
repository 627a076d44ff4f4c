import { CoverageReason } from '../../vocabulary/coverage.js'
import { SourceError } from '../source-error.js'
import { type GraphObject, isGraphObject } from './graph-object.js'

/** A refusal of one request. `code` is the most specific one that Graph gave, and null when it gave none. */
export interface GraphFailure {
  readonly status: number
  readonly code: string | null
  readonly reason: CoverageReason
}

export function failureOf(status: number, body: unknown): GraphFailure {
  return { status, code: codeOf(body), reason: reasonOf(status) }
}

/** For what cannot be left out: without it nothing could be answered. */
export function asSourceError(failure: GraphFailure, what: string): SourceError {
  return new SourceError(failure.reason, `Microsoft Graph refused ${what} with status ${failure.status}.`)
}

export function malformed(what: string): SourceError {
  return new SourceError(CoverageReason.MALFORMED_ANSWER, `Microsoft Graph sent ${what}.`)
}

/** The request's subject is not there (any more): an answer, not a failure. A mailbox that cannot be opened is a failure. */
export function isGone(failure: GraphFailure): boolean {
  return failure.status === 404 && failure.code !== 'MailboxNotEnabledForRESTAPI'
}

function reasonOf(status: number): CoverageReason {
  switch (status) {
    case 401:
      return CoverageReason.CREDENTIALS_REFUSED
    case 403:
      return CoverageReason.NO_PERMISSION
    case 404:
      return CoverageReason.NOT_SEARCHED
    case 429:
      return CoverageReason.THROTTLED
    default:
      return CoverageReason.SYSTEM_ERROR
  }
}

/** Codes nest in `innerError`, in two spellings. Only what looks like a code is taken: the rest is foreign text. */
function codeOf(body: unknown): string | null {
  const error: unknown = isGraphObject(body) ? body['error'] : undefined
  let code: string | null = null
  for (let level = error; isGraphObject(level); level = innerOf(level)) {
    const own = level['code']
    code = typeof own === 'string' && /^[A-Za-z][A-Za-z_]{2,79}$/.test(own) ? own : code
  }
  return code
}

function innerOf(error: GraphObject): unknown {
  return error['innerError'] ?? error['innererror']
}
