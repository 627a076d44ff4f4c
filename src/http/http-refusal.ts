import { BadInputError, ErrorCode, HubError } from '../kernel/errors.js'

/** A request refused for its form alone; `headers` tell how to do it right. */
export class HttpRefusal extends BadInputError {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
  }
}

/** A query that asks for more than one request may. */
export class QueryTooComplexError extends HubError {
  constructor(message: string) {
    super(ErrorCode.QUERY_TOO_COMPLEX, message, { logLevel: 'info' })
  }
}

const statusOf: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  RATE_LIMITED: 429,
  QUERY_TOO_COMPLEX: 400,
  INTERNAL: 500,
}

/** Status and headers for an error that stopped the request before anything was answered. */
export function headOf(thrown: unknown): { readonly status: number; readonly headers: Readonly<Record<string, string>> } {
  if (thrown instanceof HttpRefusal) {
    return { status: thrown.status, headers: thrown.headers }
  }
  if (!(thrown instanceof HubError)) {
    return { status: 500, headers: {} }
  }
  return { status: statusOf[thrown.code], headers: adviceOf(thrown) }
}

function adviceOf({ code, options }: HubError): Readonly<Record<string, string>> {
  if (code === ErrorCode.UNAUTHENTICATED) {
    return { 'www-authenticate': 'Bearer' }
  }
  return options.retryAfterSeconds === undefined ? {} : { 'retry-after': String(options.retryAfterSeconds) }
}
