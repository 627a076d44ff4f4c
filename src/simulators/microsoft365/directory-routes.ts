import type { SimulatedResponse } from '../simulator-server.js'
import { queried } from './directory-query.js'
import { collection, entity, type GraphCall, isAdvanced, option, ordered, parameter, type Route, selection } from './graph-call.js'
import { GraphError, refusals, resourceNotFound } from './graph-error.js'
import { parseFilter, satisfies } from './odata-filter.js'
import { shapes } from './shapes.js'
import type { DirectoryUser } from './tenant.js'

const readUsers = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']
const readMethods = ['UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All']

export const directoryRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/users', roles: readUsers, handler: listUsers },
  { method: 'GET', pattern: '/users/$count', roles: readUsers, handler: countUsers },
  { method: 'GET', pattern: '/users/{user}', roles: readUsers, handler: readUser },
  { method: 'GET', pattern: '/users/{user}/memberOf', roles: ['GroupMember.Read.All', 'Directory.Read.All'], handler: listMemberships },
  { method: 'GET', pattern: '/users/{user}/authentication/methods', roles: readMethods, handler: listMethods },
  { method: 'GET', pattern: '/contacts', roles: ['OrgContact.Read.All', 'Directory.Read.All'], handler: listOrganisationContacts },
  { method: 'GET', pattern: '/directory/deletedItems/microsoft.graph.user', roles: readUsers, handler: listDeletedUsers },
  { method: 'GET', pattern: '/auditLogs/signIns', roles: ['AuditLog.Read.All'], handler: listSignIns },
]

/** The user a path names, by id or principal name; gone or never there is the same 404. */
export function userOf(call: GraphCall): DirectoryUser {
  const name = parameter(call, 'user')
  const user = call.tenant.user(name)
  if (user === undefined) {
    throw resourceNotFound(name)
  }
  return user
}

function listUsers(call: GraphCall): SimulatedResponse {
  checkSignInActivity(call)
  return collection(
    call,
    shapes.user,
    queried(
      call,
      call.tenant.users.map(({ resource }) => resource),
    ),
  )
}

function readUser(call: GraphCall): SimulatedResponse {
  checkSignInActivity(call)
  return entity(call, shapes.user, userOf(call).resource)
}

/** Sign-in activity needs the audit role and a premium tenant. */
function checkSignInActivity(call: GraphCall): void {
  if (selection(call, shapes.user)?.includes('signInActivity') !== true) {
    return
  }
  if (!call.roles.has('AuditLog.Read.All')) {
    throw refusals.insufficientPrivileges()
  }
  checkPremium(call)
}

function checkPremium(call: GraphCall): void {
  if (!call.tenant.quirks.isPremium) {
    const message = "Neither tenant is B2C or tenant doesn't have premium license"
    throw new GraphError(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message)
  }
}

function countUsers(call: GraphCall): SimulatedResponse {
  if (!isAdvanced(call)) {
    throw refusals.countNeedsHeader()
  }
  const counted = queried(
    { ...call, query: withCount(call.query) },
    call.tenant.users.map(({ resource }) => resource),
  )
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(counted.length) }
}

function withCount(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query, ['$count', 'true']])
}

function listMemberships(call: GraphCall): SimulatedResponse {
  return collection(call, shapes.directoryObject, userOf(call).memberOf)
}

function listMethods(call: GraphCall): SimulatedResponse {
  return collection(call, shapes.authenticationMethod, userOf(call).authenticationMethods)
}

function listOrganisationContacts(call: GraphCall): SimulatedResponse {
  return collection(call, shapes.orgContact, queried(call, call.tenant.organisationContacts))
}

function listDeletedUsers(call: GraphCall): SimulatedResponse {
  return collection(
    call,
    shapes.deletedUser,
    queried(
      call,
      call.tenant.recycled().map(({ resource }) => resource),
    ),
  )
}

function listSignIns(call: GraphCall): SimulatedResponse {
  checkPremium(call)
  const text = option(call, 'filter')
  const filter = text === null ? null : parseFilter(text)
  const newestFirst = ordered(call.tenant.signIns, 'createdDateTime desc')
  return collection(call, shapes.signIn, filter === null ? newestFirst : newestFirst.filter((signIn) => satisfies(signIn, filter)))
}
