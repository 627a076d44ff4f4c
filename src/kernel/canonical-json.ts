import canonicalize from 'canonicalize'
import { createHash } from 'node:crypto'
import { InternalError } from './errors.js'

/** RFC 8785: the one text of a JSON value. Dates are given as strings; numbers are integers. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) {
    throw new InternalError('A value without a JSON form cannot be made canonical.')
  }
  return text
}

/** SHA-256 over the canonical JSON, lower-case hex. */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}
