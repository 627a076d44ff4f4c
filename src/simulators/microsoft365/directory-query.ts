import { containsWords } from './keyword-query.js'
import { GraphError, refusals } from './graph-error.js'
import { type GraphCall, isAdvanced, option, ordered } from './graph-call.js'
import { type GraphObject, textOf } from './graph-object.js'
import { type Filter, type Leaf, leavesOf, parseFilter, satisfies, usesNot } from './odata-filter.js'

/** Properties that may be filtered on as they stand. */
const plainlyFilterable: ReadonlySet<string> = new Set([
  'id',
  'accountEnabled',
  'assignedLicenses',
  'city',
  'country',
  'createdDateTime',
  'creationType',
  'deletedDateTime',
  'department',
  'displayName',
  'employeeId',
  'externalUserState',
  'givenName',
  'identities',
  'jobTitle',
  'mail',
  'mailNickname',
  'onPremisesImmutableId',
  'onPremisesSyncEnabled',
  'otherMails',
  'proxyAddresses',
  'state',
  'surname',
  'usageLocation',
  'userPrincipalName',
  'userType',
])
/** Properties that need `ConsistencyLevel: eventual` and `$count=true`. */
const advancedOnly: ReadonlySet<string> = new Set([
  'businessPhones',
  'companyName',
  'employeeHireDate',
  'employeeType',
  'faxNumber',
  'imAddresses',
  'mobilePhone',
  'officeLocation',
  'onPremisesSamAccountName',
  'postalCode',
  'preferredLanguage',
  'streetAddress',
])
const endsWithProperties: ReadonlySet<string> = new Set(['mail', 'userPrincipalName', 'otherMails', 'proxyAddresses'])

/** Applies `$filter`, `$search` and `$orderby` to directory objects, by the directory's rules. */
export function queried(call: GraphCall, objects: readonly GraphObject[]): GraphObject[] {
  const filterText = option(call, 'filter')
  const orderBy = option(call, 'orderby')
  const search = option(call, 'search')
  const hasAdvanced = isAdvanced(call) && option(call, 'count') === 'true'
  if (search !== null && !isAdvanced(call)) {
    throw refusals.searchNeedsHeader()
  }
  if (filterText !== null && orderBy !== null && !hasAdvanced) {
    throw refusals.unsupportedQuery()
  }
  const filter = filterText === null ? null : checked(parseFilter(filterText), call, hasAdvanced)
  const found = objects.filter((object) => (filter === null || satisfies(object, filter)) && (search === null || isFoundBy(object, search)))
  return ordered(found, orderBy)
}

function checked(filter: Filter, call: GraphCall, hasAdvanced: boolean): Filter {
  const leaves = leavesOf(filter)
  leaves.forEach((leaf) => checkLeaf(leaf, hasAdvanced))
  if (usesNot(filter) && !hasAdvanced) {
    throw refusals.unsupportedQuery()
  }
  const properties = new Set(leaves.map(({ path }) => path))
  if (filter.kind === 'or' && properties.size > 1 && !call.tenant.quirks.allowsMixedOr && leaves.some(({ kind }) => kind === 'any')) {
    throw refusals.unsupportedQuery()
  }
  return filter
}

function checkLeaf(leaf: Leaf, hasAdvanced: boolean): void {
  const property = leaf.path.split('/')[0] ?? ''
  if (!plainlyFilterable.has(property) && !(hasAdvanced && advancedOnly.has(property))) {
    const message = `Unsupported or invalid query filter clause specified for property '${property}' of resource 'User'.`
    throw new GraphError(400, 'Request_UnsupportedQuery', message)
  }
  if (needsAdvanced(leaf) && !hasAdvanced) {
    throw refusals.unsupportedQuery()
  }
  if (leaf.kind === 'call' && leaf.name === 'endswith' && !endsWithProperties.has(property)) {
    throw refusals.unsupportedQuery()
  }
  if (property === 'identities') {
    checkIdentities(leaf)
  }
}

function needsAdvanced(leaf: Leaf): boolean {
  const isNegative = leaf.kind === 'compare' && leaf.operator === 'ne'
  const isEnding = leaf.kind === 'call' && leaf.name !== 'startswith'
  return isNegative || isEnding || leaf.path.endsWith('/$count')
}

/** An identity is looked up by both its parts or not at all. */
function checkIdentities(leaf: Leaf): void {
  const parts = leaf.kind === 'any' ? leavesOf(leaf.condition).map(({ path }) => path.split('/')[1]) : []
  if (!parts.includes('issuerAssignedId') || !parts.includes('issuer')) {
    throw refusals.unsupportedQuery()
  }
}

const searchTerm = /"([A-Za-z]+):([^"]*)"/g

/** `"displayName:Jan" OR "mail:x"`: display names by words, everything else by its beginning. */
function isFoundBy(object: GraphObject, search: string): boolean {
  if (!/^\(?\s*"[^"]+"(\s*\)?\s+(AND|OR)\s+\(?\s*"[^"]+")*\s*\)?$/.test(search.trim())) {
    throw new GraphError(400, 'Request_BadRequest', `Unrecognized query argument specified: '${search}'.`)
  }
  return search.split(/\s+OR\s+/).some((alternative) => [...alternative.matchAll(searchTerm)].every((term) => fitsTerm(object, term)))
}

function fitsTerm(object: GraphObject, [, property = '', value = '']: RegExpMatchArray): boolean {
  const text = textOf(object[property])
  return property === 'displayName' ? containsWords(text, `${value}*`) : text.toLowerCase().startsWith(value.toLowerCase())
}
