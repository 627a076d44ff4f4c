import { CoverageReason } from '../../vocabulary/coverage.js'
import type { WriteRefusalReason } from '../../vocabulary/write-refusal.js'
import { SourceError } from '../source-error.js'
import { refusalIn } from './refusals.js'

/** What Odoo said went wrong, by the class name that both protocols give. Its message stays in here: it can hold values and paths. */
export class OdooFault extends SourceError {
  constructor(
    reason: CoverageReason,
    readonly faultName: string,
    /** Whether the same call may succeed when it is made again: Odoo undid what it had begun. */
    readonly isPassing: boolean,
    /** What it means when the call was a write: a rule of Odoo, and nothing was written. Null where it is no refusal. */
    readonly refusal: WriteRefusalReason | null,
  ) {
    super(reason, `Odoo refused the call: ${faultName}.`)
  }

  /** Whether the record that was named is not there. */
  get isMissing(): boolean {
    return this.faultName === 'odoo.exceptions.MissingError'
  }
}

interface FaultRule {
  readonly name: RegExp
  /** Where one class means several things. */
  readonly message?: RegExp
  readonly reason: CoverageReason
  readonly isPassing?: boolean
}

/** First match decides. HTTP status and error code say nothing reliable: a 500 is often the caller's mistake. */
const rules: readonly FaultRule[] = [
  { name: /AccessDenied$/, reason: CoverageReason.CREDENTIALS_REFUSED },
  { name: /\.Unauthorized$/, reason: CoverageReason.CREDENTIALS_REFUSED },
  { name: /SessionExpiredException$/, reason: CoverageReason.CREDENTIALS_REFUSED },
  { name: /AccessError$/, reason: CoverageReason.NO_PERMISSION },
  { name: /UserError$/, message: /^Object \S+ doesn.t exist/, reason: CoverageReason.NOT_INSTALLED },
  { name: /exceptions\.NotFound$/, message: /^the model \S+ does not exist/, reason: CoverageReason.NOT_INSTALLED },
  { name: /LockError$/, reason: CoverageReason.SYSTEM_ERROR, isPassing: true },
  {
    name: /^psycopg2\..*(SerializationFailure|TransactionRollbackError|DeadlockDetected|LockNotAvailable)$/,
    reason: CoverageReason.SYSTEM_ERROR,
    isPassing: true,
  },
  { name: /^psycopg2\.OperationalError$/, message: /could not serialize/, reason: CoverageReason.SYSTEM_ERROR, isPassing: true },
]

/** The fault behind Odoo's error object, or null when the value is not one. */
export function faultFrom(error: unknown): OdooFault | null {
  if (typeof error !== 'object' || error === null || !('name' in error) || typeof error.name !== 'string') {
    return null
  }
  const name = error.name
  const message = 'message' in error && typeof error.message === 'string' ? error.message : ''
  const rule = rules.find((candidate) => candidate.name.test(name) && (candidate.message?.test(message) ?? true))
  const reason = rule?.reason ?? CoverageReason.SYSTEM_ERROR
  const isNotInstalled = reason === CoverageReason.NOT_INSTALLED
  return new OdooFault(reason, safeName(name), rule?.isPassing ?? false, isNotInstalled ? null : refusalIn(name, message))
}

/** Only what looks like a class name may stand in a message of ours. */
function safeName(name: string): string {
  return /^[\w.]{1,80}$/.test(name) ? name : 'an unnamed error'
}

export function malformed(what: string): SourceError {
  return new SourceError(CoverageReason.MALFORMED_ANSWER, `Odoo's answer is not ${what}.`)
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    throw malformed('JSON')
  }
}
