import type { GraphObject } from './graph-object.js'

/** A refusal in Graph's own words; the service turns it into the error body. */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly extra: {
      readonly headers?: Readonly<Record<string, string>>
      readonly details?: GraphObject[]
    } = {},
  ) {
    super(message)
    this.name = 'GraphError'
  }
}

const challenge =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"'

export function invalidToken(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, { headers: { 'www-authenticate': challenge } })
}

export function resourceNotFound(id: string): GraphError {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`
  return new GraphError(404, 'Request_ResourceNotFound', message)
}

/** Refusals whose words never vary. */
export const refusals = {
  insufficientPrivileges: () => new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  unsupportedQuery: () => new GraphError(400, 'Request_UnsupportedQuery', 'Unsupported Query.'),
  searchNeedsHeader: () =>
    new GraphError(
      400,
      'Request_UnsupportedQuery',
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    ),
  countNeedsHeader: () => new GraphError(400, 'Request_BadRequest', '$count is not currently supported.'),
  mailboxOutOfScope: () => new GraphError(403, 'ErrorAccessDenied', 'Access to OData is disabled.'),
  noMailbox: () =>
    new GraphError(404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.'),
  itemNotInStore: () => new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.'),
  driveItemNotFound: () => new GraphError(404, 'itemNotFound', 'The resource could not be found.'),
  noDrive: () => new GraphError(404, 'ResourceNotFound', "User's mysite not found."),
  invalidFilterNodes: () => new GraphError(400, 'ErrorInvalidUrlQueryFilter', 'The query filter contains one or more invalid nodes.'),
  inefficientFilter: () => new GraphError(400, 'InefficientFilter', 'The restriction or sort order is too complex for this operation.'),
  staleChangeKey: () =>
    new GraphError(
      412,
      'ErrorIrresolvableConflict',
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
    ),
  staleEntityTag: () => new GraphError(412, 'resourceModified', "ETag does not match current item's value"),
  tooManyForMailbox: () => new GraphError(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.'),
  dependencyFailed: () => new GraphError(424, 'FailedDependency', 'Failed Dependency'),
  internalError: () => new GraphError(500, 'generalException', 'General exception while processing'),
  notSimulated: (name: string) => new GraphError(501, 'notSupported', `'${name}' is not simulated.`),
  methodNotAllowed: () => new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.'),
} as const
