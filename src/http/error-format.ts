import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { ErrorCode, HubError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { Logger } from '../kernel/logger.js'

/** What was thrown first: executors wrap it, some more than once. */
function rootOf(error: unknown): unknown {
  let root = error
  while (root instanceof GraphQLError && root.originalError !== undefined) {
    root = root.originalError
  }
  return root
}

/** An error that GraphQL itself found in what the client sent: in its text, its variables or its arguments. */
function isClientError(error: unknown, root: unknown): root is GraphQLError {
  if (!(root instanceof GraphQLError) || !(error instanceof GraphQLError)) {
    return false
  }
  return error.path === undefined || root.message.startsWith('Argument "')
}

function placeOf(error: unknown): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  if (!(error instanceof GraphQLError)) {
    return {}
  }
  const { locations, path } = error
  return { ...(locations === undefined ? {} : { locations }), ...(path === undefined ? {} : { path }) }
}

/** Tells clients what went wrong in the closed list of codes, and the operator by id what nobody expected. */
export class ErrorFormat {
  constructor(private readonly logger: Logger) {}

  toWire(error: unknown): GraphQLFormattedError {
    const root = rootOf(error)
    if (root instanceof HubError && root.code !== ErrorCode.INTERNAL) {
      this.logger[root.logLevel]('A request was refused.', { code: root.code })
      return { message: root.message, ...placeOf(error), extensions: { code: root.code } }
    }
    if (isClientError(error, root)) {
      return { message: root.message, ...placeOf(error), extensions: { code: ErrorCode.BAD_USER_INPUT } }
    }
    return { ...this.reported(root), ...placeOf(error) }
  }

  private reported(root: unknown): GraphQLFormattedError {
    const requestId = newId()
    this.logger.error('A request failed.', { requestId, code: ErrorCode.INTERNAL }, root)
    return {
      message: 'Something went wrong on our side. Quote the request id when you report it.',
      extensions: { code: ErrorCode.INTERNAL, requestId },
    }
  }
}
