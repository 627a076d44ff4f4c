import { IdentifierKind } from '../../vocabulary/identifier.js'
import type { LocateQuery } from '../connector.js'
import { accountTypeOf, deletedUsersPath } from './directory.js'
import { isGone } from './graph-failure.js'
import { type GraphObject, textAt, textsAt } from './graph-object.js'
import { type GraphRead, nothing } from './graph-reads.js'
import { type AddressFields, addressesIn, discoveredIn, heldAddresses, valuesOf } from './identifiers.js'
import { type Candidate, directoryGap, type Finding, findingsOf, type LocateRun } from './locate-run.js'
import { literal, segment, withQuery } from './odata.js'
import { Microsoft365RecordType as Type } from './record-types.js'

const accountFields: AddressFields = { own: ['mail', 'userPrincipalName', 'proxyAddresses'], further: ['otherMails'] }
const contactFields: AddressFields = { own: ['mail', 'proxyAddresses'], further: [] }
export const accountSelect = 'id,displayName,userType,mail,userPrincipalName,proxyAddresses,otherMails,mobilePhone,businessPhones'
const contactSelect = 'id,displayName,mail,proxyAddresses,phones'

/** Accounts, deleted accounts and mail contacts by each of the places where Entra keeps addresses; never by name. */
export function directorySearches(run: LocateRun): GraphRead<Finding>[] {
  const byAddress = addressesIn(run.queries).flatMap((address) => [
    ...accountFilters(address).flatMap((filter) => [accountSearch(run, '/users', filter), accountSearch(run, deletedUsersPath, filter)]),
    orgContactSearch(run, address),
  ])
  return [...byAddress, ...run.queries.flatMap((query) => knownAccounts(run, query))]
}

function accountFilters(address: string): string[] {
  return [
    `mail eq ${literal(address)}`,
    `userPrincipalName eq ${literal(address)}`,
    `otherMails/any(o:o eq ${literal(address)})`,
    `proxyAddresses/any(p:p eq ${literal(`smtp:${address}`)})`,
  ]
}

function accountSearch(run: LocateRun, path: string, filter: string): GraphRead<Finding> {
  const isDeleted = path === deletedUsersPath
  const typeOf = (user: GraphObject): Type => (isDeleted ? Type.DELETED_USER : accountTypeOf(user))
  return run.reads.paged<Finding>({
    path: withQuery(path, { $filter: filter, $select: accountSelect }),
    page: (users) => ({ found: users.flatMap((user) => findingsOf(run, accountOf(typeOf(user), user))), next: [] }),
    refused: directoryGap(isDeleted ? Type.DELETED_USER : Type.USER),
  })
}

export function accountOf(recordType: Type, user: GraphObject): Candidate {
  return {
    recordType,
    externalId: textAt(user, 'id') ?? '',
    name: textAt(user, 'displayName'),
    held: heldAddresses(user, accountFields),
    phones: [...textsAt(user, 'mobilePhone'), ...textsAt(user, 'businessPhones')],
  }
}

function orgContactSearch(run: LocateRun, address: string): GraphRead<Finding> {
  return run.reads.paged<Finding>({
    path: withQuery('/contacts', { $filter: `mail eq ${literal(address)}`, $select: contactSelect }),
    page: (contacts) => ({ found: contacts.flatMap((contact) => findingsOf(run, orgContactOf(contact))), next: [] }),
    refused: directoryGap(Type.ORG_CONTACT),
  })
}

function orgContactOf(contact: GraphObject): Candidate {
  return {
    recordType: Type.ORG_CONTACT,
    externalId: textAt(contact, 'id') ?? '',
    name: textAt(contact, 'displayName'),
    held: heldAddresses(contact, contactFields),
    phones: textsAt(contact, 'phones.number'),
  }
}

/** Accounts whose id in this system is already known: that proves them. */
function knownAccounts(run: LocateRun, query: LocateQuery): GraphRead<Finding>[] {
  const known = valuesOf(query, IdentifierKind.SYSTEM_ID).flatMap((value) => accountIdIn(value, run.settings.system))
  return known.map((id) => ({
    path: withQuery(`/users/${segment(id)}`, { $select: accountSelect }),
    take: (user) => ({ found: [{ located: provenAccount(run, query.subjectId, user) }], next: [] }),
    refused: (failure) => (isGone(failure) ? nothing : directoryGap(Type.USER)(failure)),
  }))
}

function provenAccount(run: LocateRun, subjectId: string, user: GraphObject): Extract<Finding, { located: unknown }>['located'] {
  const { recordType, externalId, name, held, phones } = accountOf(accountTypeOf(user), user)
  return {
    subjectId,
    ref: { system: run.settings.system, recordType, externalId },
    grade: 'PROVEN',
    evidence: [{ kind: IdentifierKind.SYSTEM_ID, field: 'id' }],
    ...(name === undefined ? {} : { name }),
    discovered: discoveredIn(held, phones),
  }
}

/** `system:recordType:id`. */
function accountIdIn(value: string, system: string): string[] {
  const [ofSystem, recordType, id] = value.split(':')
  const isAccount = recordType === Type.USER || recordType === Type.GUEST
  return ofSystem === system && isAccount && id !== undefined ? [id] : []
}
