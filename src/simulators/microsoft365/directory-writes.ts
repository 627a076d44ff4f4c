import { json, type SimulatedResponse } from '../simulator-server.js'
import { userOf } from './directory-routes.js'
import { type GraphCall, parameter, type Route } from './graph-call.js'
import { GraphError, refusals, resourceNotFound } from './graph-error.js'
import { type GraphObject, isObject, type Json, listOf, textOf } from './graph-object.js'
import { shapes } from './shapes.js'
import type { DirectoryUser } from './tenant.js'

const writeUsers = ['User.ReadWrite.All', 'Directory.ReadWrite.All']
const deleteUsers = ['User.DeleteRestore.All', 'User.ReadWrite.All']
const writeMethods = ['UserAuthenticationMethod.ReadWrite.All']
const deletedItem = '/directory/deletedItems/{user}'

export const directoryWriteRoutes: readonly Route[] = [
  { method: 'PATCH', pattern: '/users/{user}', roles: writeUsers, handler: correctUser },
  { method: 'DELETE', pattern: '/users/{user}', roles: deleteUsers, handler: deleteUser },
  {
    method: 'POST',
    pattern: '/users/{user}/revokeSignInSessions',
    roles: ['User.RevokeSessions.All', 'User.ReadWrite.All'],
    handler: revokeSessions,
  },
  ...['phone', 'email', 'microsoftAuthenticator', 'fido2', 'softwareOath', 'windowsHelloForBusiness'].map(methodRoute),
  { method: 'GET', pattern: deletedItem, roles: deleteUsers, handler: readDeleted },
  { method: 'DELETE', pattern: deletedItem, roles: deleteUsers, handler: refuseForApplications },
  { method: 'POST', pattern: `${deletedItem}/restore`, roles: ['User.DeleteRestore.All'], handler: restoreUser },
]

const readOnly =
  /^(id|proxyAddresses|imAddresses|createdDateTime|deletedDateTime|lastPasswordChangeDateTime|signInActivity|securityIdentifier|assignedLicenses|assignedPlans|creationType|onPremises(?!ExtensionAttributes|ImmutableId).*)$/
/** These live in SharePoint and are written in a request of their own. */
const profileProperties: ReadonlySet<string> = new Set([
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mySite',
  'pastProjects',
  'preferredName',
  'responsibilities',
  'schools',
  'skills',
])
const required: ReadonlySet<string> = new Set(['displayName', 'userPrincipalName', 'mailNickname', 'accountEnabled'])

function badRequest(message: string): GraphError {
  return new GraphError(400, 'Request_BadRequest', message)
}

function correctUser(call: GraphCall): SimulatedResponse {
  const { resource } = userOf(call)
  const changes = isObject(call.body) ? call.body : {}
  if (resource['onPremisesSyncEnabled'] === true) {
    throw badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    )
  }
  const names = Object.keys(changes)
  if (names.some((name) => profileProperties.has(name)) && !names.every((name) => profileProperties.has(name))) {
    throw badRequest('The request is currently not supported on the targeted entity set')
  }
  Object.entries(changes).forEach(([name, value]) => checkChange(name, value))
  Object.assign(resource, changes)
  return { status: 204 }
}

function checkChange(name: string, value: Json): void {
  if (!shapes.user.known.has(name)) {
    throw badRequest(`Property '${name}' does not exist as a declared property or extension property.`)
  }
  if (readOnly.test(name)) {
    throw badRequest(`Property '${name}' is read-only and cannot be set.`)
  }
  const isEmptied = required.has(name) && (value === null || value === '')
  if (isEmptied || (name === 'businessPhones' && listOf(value).length > 1)) {
    throw badRequest(`Invalid value specified for property '${name}' of resource 'User'.`)
  }
}

/** Soft: thirty days in the bin, under a principal name that starts with the id. */
function deleteUser(call: GraphCall): SimulatedResponse {
  const user = userOf(call)
  const { tenant } = call
  tenant.users.splice(tenant.users.indexOf(user), 1)
  user.resource['deletedDateTime'] = tenant.clock.now().toISOString()
  user.resource['userPrincipalName'] = `${user.id.replaceAll('-', '')}${textOf(user.resource['userPrincipalName'])}`
  tenant.deletedUsers.push(user)
  return { status: 204 }
}

function deletedUserOf(call: GraphCall): DirectoryUser {
  const id = parameter(call, 'user')
  const user = call.tenant.recycled().find((candidate) => candidate.id === id)
  if (user === undefined) {
    throw resourceNotFound(id)
  }
  return user
}

function readDeleted(call: GraphCall): SimulatedResponse {
  const { resource } = deletedUserOf(call)
  const shown: GraphObject = { '@odata.type': '#microsoft.graph.user', ...resource }
  return json(200, { '@odata.context': `${call.base}/$metadata#directoryObjects/$entity`, ...shown })
}

/** What only an administrator who is signed in may do. */
function refuseForApplications(): SimulatedResponse {
  throw refusals.insufficientPrivileges()
}

function restoreUser(call: GraphCall): SimulatedResponse {
  const user = deletedUserOf(call)
  const { tenant } = call
  tenant.deletedUsers.splice(tenant.deletedUsers.indexOf(user), 1)
  user.resource['deletedDateTime'] = null
  user.resource['userPrincipalName'] = textOf(user.resource['userPrincipalName']).slice(user.id.replaceAll('-', '').length)
  tenant.users.push(user)
  return json(200, {
    '@odata.context': `${call.base}/$metadata#directoryObjects/$entity`,
    id: user.id,
    displayName: user.resource['displayName'] ?? null,
  })
}

function revokeSessions(call: GraphCall): SimulatedResponse {
  userOf(call).resource['signInSessionsValidFromDateTime'] = call.tenant.clock.now().toISOString()
  return json(200, { '@odata.context': `${call.base}/$metadata#Edm.Boolean`, value: true })
}

function methodRoute(kind: string): Route {
  const pattern = `/users/{user}/authentication/${kind}Methods/{item}`
  return { method: 'DELETE', pattern, roles: writeMethods, handler: (call) => removeMethod(call, kind) }
}

/** A method is known at the place of its own kind only. */
function removeMethod(call: GraphCall, kind: string): SimulatedResponse {
  const { authenticationMethods } = userOf(call)
  const type = `#microsoft.graph.${kind}AuthenticationMethod`
  const index = authenticationMethods.findIndex((method) => method['id'] === parameter(call, 'item') && method['@odata.type'] === type)
  if (index < 0) {
    throw resourceNotFound(parameter(call, 'item'))
  }
  authenticationMethods.splice(index, 1)
  return { status: 204 }
}
