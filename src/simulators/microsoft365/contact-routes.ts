import type { SimulatedResponse } from '../simulator-server.js'
import { collection, entity, type GraphCall, option, ordered, parameter, type Route } from './graph-call.js'
import { refusals } from './graph-error.js'
import { type GraphObject, listOf, textOf, valueAt } from './graph-object.js'
import { matchesQuery, parseKeywordQuery } from './keyword-query.js'
import { mailboxOf } from './mailbox-access.js'
import type { Folder, Mailbox, MailboxItem } from './mailbox.js'
import { unquotedSearch } from './mail-search.js'
import { parseFilter, satisfies } from './odata-filter.js'
import { itemOf, presented } from './outlook-item.js'
import { shapes } from './shapes.js'

const readContacts = ['Contacts.Read', 'Contacts.ReadWrite']

export const contactRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/users/{user}/contacts', roles: readContacts, handler: listContacts },
  { method: 'GET', pattern: '/users/{user}/contacts/{item}', roles: readContacts, handler: readContact },
  { method: 'GET', pattern: '/users/{user}/contactFolders', roles: readContacts, handler: listContactFolders },
  { method: 'GET', pattern: '/users/{user}/contactFolders/{folder}/childFolders', roles: readContacts, handler: listChildFolders },
  { method: 'GET', pattern: '/users/{user}/contactFolders/{folder}/contacts', roles: readContacts, handler: listContacts },
  { method: 'GET', pattern: '/users/{user}/contactFolders/{folder}/contacts/{item}', roles: readContacts, handler: readContact },
]

/** Without a folder only the default one is listed, which is in no list of folders. */
function listContacts(call: GraphCall): SimulatedResponse {
  const mailbox = mailboxOf(call)
  const folder = folderOf(call, mailbox)
  const found = mailbox.in(folder, 'contact').filter((item) => isFound(call, item))
  const contacts = found.map((item) => presented(call, item))
  return collection(call, shapes.contact, ordered(contacts, option(call, 'orderby')))
}

function isFound(call: GraphCall, { resource }: MailboxItem): boolean {
  const filter = option(call, 'filter')
  const search = option(call, 'search')
  return (filter === null || satisfies(resource, parseFilter(filter))) && (search === null || isFoundBy(resource, search))
}

const searched = ['displayName', 'givenName', 'surname', 'companyName', 'nickName'] as const

function isFoundBy(resource: GraphObject, search: string): boolean {
  const addresses = listOf(resource['emailAddresses']).map((address) => textOf(valueAt(address, 'address')))
  const texts = [...searched.map((name) => textOf(resource[name])), ...addresses]
  return matchesQuery({ texts: () => texts, moment: () => null }, parseKeywordQuery(unquotedSearch(search)))
}

function readContact(call: GraphCall): SimulatedResponse {
  return entity(call, shapes.contact, presented(call, itemOf(call, mailboxOf(call), 'contact')))
}

function listContactFolders(call: GraphCall): SimulatedResponse {
  const visible = mailboxOf(call).folders.filter(({ holds, isHidden }) => holds === 'contact' && !isHidden)
  return collection(
    call,
    shapes.contactFolder,
    visible.map(({ id, displayName }) => ({ id, displayName, parentFolderId: null })),
  )
}

/** Folders lie side by side here: none holds another. */
function listChildFolders(call: GraphCall): SimulatedResponse {
  folderOf(call, mailboxOf(call))
  return collection(call, shapes.contactFolder, [])
}

function folderOf(call: GraphCall, mailbox: Mailbox): Folder {
  const folder = mailbox.folder(parameter(call, 'folder') || 'contacts')
  if (folder?.holds !== 'contact') {
    throw refusals.itemNotInStore()
  }
  return folder
}
