import { createHash } from 'node:crypto'
import { BadInputError, ForbiddenError } from '../kernel/errors.js'

/** One GraphQL operation as it came over the wire. */
export interface OperationRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

export interface PersistedOperations {
  /** SHA-256 of the text in lower-case hex -> the text. */
  readonly texts: ReadonlyMap<string, string>
  /** Whether nothing else is accepted. */
  readonly enforced: boolean
}

type Members = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(body: string): Members {
  try {
    const value: unknown = JSON.parse(body)
    if (isObject(value)) {
      return value
    }
  } catch {
    throw new BadInputError('The body is not JSON.')
  }
  throw new BadInputError('Send one operation: an object with `query`, `variables` and `operationName`.')
}

function textOf({ query, extensions }: Members, persisted: PersistedOperations): string {
  const persistedQuery = isObject(extensions) ? extensions['persistedQuery'] : undefined
  const hash = isObject(persistedQuery) ? persistedQuery['sha256Hash'] : undefined
  const text = query ?? (typeof hash === 'string' ? persisted.texts.get(hash) : undefined)
  if (typeof text !== 'string') {
    throw new BadInputError('Send the text of one operation as `query`, or the hash of a known one.')
  }
  return text
}

function checkAllowed(text: string, { texts, enforced }: PersistedOperations): void {
  if (enforced && !texts.has(createHash('sha256').update(text).digest('hex'))) {
    throw new ForbiddenError('Only operations that are known here are accepted.')
  }
}

/** Reads the operation of a body, or throws BadInputError. Texts may be given by their hash. */
export function operationRequest(body: string, persisted: PersistedOperations): OperationRequest {
  const members = parsed(body)
  const variables = members['variables'] ?? {}
  const operationName = members['operationName'] ?? undefined
  if (!isObject(variables)) {
    throw new BadInputError('`variables` is an object.')
  }
  if (operationName !== undefined && typeof operationName !== 'string') {
    throw new BadInputError('`operationName` is a string.')
  }
  const query = textOf(members, persisted)
  checkAllowed(query, persisted)
  return { query, variables, operationName }
}
