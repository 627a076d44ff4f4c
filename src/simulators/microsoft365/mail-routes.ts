import type { SimulatedResponse } from '../simulator-server.js'
import { collection, entity, type GraphCall, option, ordered, parameter, type Route } from './graph-call.js'
import { GraphError, refusals } from './graph-error.js'
import { type GraphObject, textOf } from './graph-object.js'
import { mailboxOf } from './mailbox-access.js'
import type { Mailbox, MailboxItem } from './mailbox.js'
import { foundInMail } from './mail-search.js'
import { mimeOf } from './mime.js'
import { type Filter, leavesOf, parseFilter, satisfies } from './odata-filter.js'
import { itemOf, plainBody, presented } from './outlook-item.js'
import { shapes } from './shapes.js'

const readMail = ['Mail.Read', 'Mail.ReadWrite']
const readBasic = [...readMail, 'Mail.ReadBasic.All']

export const mailRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/users/{user}/messages', roles: readBasic, handler: listMessages },
  { method: 'GET', pattern: '/users/{user}/messages/{item}', roles: readBasic, handler: readMessage },
  { method: 'GET', pattern: '/users/{user}/messages/{item}/$value', roles: readMail, handler: readMime },
  { method: 'GET', pattern: '/users/{user}/messages/{item}/attachments', roles: readMail, handler: listAttachments },
  { method: 'GET', pattern: '/users/{user}/messages/{item}/attachments/{attachment}', roles: readMail, handler: readAttachment },
  { method: 'GET', pattern: '/users/{user}/messages/{item}/attachments/{attachment}/$value', roles: readMail, handler: readContent },
  { method: 'GET', pattern: '/users/{user}/mailFolders', roles: readBasic, handler: listFolders },
  { method: 'GET', pattern: '/users/{user}/mailFolders/{folder}', roles: readBasic, handler: readFolder },
  { method: 'GET', pattern: '/users/{user}/mailFolders/{folder}/messages', roles: readBasic, handler: listMessages },
  { method: 'GET', pattern: '/users/{user}/mailFolders/{folder}/messages/{item}', roles: readBasic, handler: readMessage },
]

function listMessages(call: GraphCall): SimulatedResponse {
  const mailbox = mailboxOf(call)
  const items = parameter(call, 'folder') === '' ? mailbox.visible('message') : mailbox.in(folderOf(call, mailbox), 'message')
  const search = option(call, 'search')
  const found = search === null ? filteredMessages(call, items) : searchedMessages(call, items, search)
  return collection(
    call,
    shapes.message,
    found.map((item) => messageOf(call, item)),
  )
}

/** Searching excludes filtering and ordering: the order is by date, the end is at 1,000. */
function searchedMessages(call: GraphCall, items: readonly MailboxItem[], search: string): MailboxItem[] {
  for (const [name, code] of [
    ['filter', 'SearchWithFilter'],
    ['orderby', 'SearchWithOrderBy'],
  ] as const) {
    if (option(call, name) !== null) {
      throw new GraphError(400, code, `The query parameter '$${name}' is not supported with '$search'.`)
    }
  }
  return foundInMail(items, search)
}

function filteredMessages(call: GraphCall, items: readonly MailboxItem[]): MailboxItem[] {
  const text = option(call, 'filter')
  const orderBy = option(call, 'orderby')
  const filter = text === null ? null : checkedFilter(parseFilter(text), orderBy)
  const kept = new Map(
    items.filter(({ resource }) => filter === null || satisfies(resource, filter)).map((item) => [item.immutableId, item]),
  )
  const order = ordered([...kept.values()].map(keyed), orderBy ?? 'receivedDateTime desc')
  return order.flatMap(({ immutableId }) => kept.get(textOf(immutableId)) ?? [])
}

function keyed({ resource, immutableId }: MailboxItem): GraphObject {
  return { ...resource, immutableId }
}

const unfilterable: ReadonlySet<string> = new Set(['toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo', 'internetMessageHeaders'])

function checkedFilter(filter: Filter, orderBy: string | null): Filter {
  const paths = leavesOf(filter).map(({ path }) => path)
  if (paths.some((path) => unfilterable.has(path.split('/')[0] ?? ''))) {
    throw refusals.invalidFilterNodes()
  }
  const sorted = orderBy?.split(',').map((term) => term.trim().split(/\s+/)[0] ?? '') ?? []
  if (sorted.some((path, index) => paths[index] !== path)) {
    throw refusals.inefficientFilter()
  }
  return filter
}

function readMessage(call: GraphCall): SimulatedResponse {
  return entity(call, shapes.message, messageOf(call, itemOf(call, mailboxOf(call), 'message')))
}

const bodyProperties: ReadonlySet<string> = new Set(['body', 'bodyPreview', 'uniqueBody', 'internetMessageHeaders'])

/** With the basic role alone a message comes without its body. */
function messageOf(call: GraphCall, item: MailboxItem): GraphObject {
  const message = { ...presented(call, item), hasAttachments: item.attachments.length > 0, bodyPreview: previewOf(item) }
  return readMail.some((role) => call.roles.has(role))
    ? message
    : Object.fromEntries(Object.entries(message).filter(([name]) => !bodyProperties.has(name)))
}

function previewOf(item: MailboxItem): string {
  return textOf(plainBody(item)['content']).slice(0, 255)
}

function readMime(call: GraphCall): SimulatedResponse {
  const item = itemOf(call, mailboxOf(call), 'message')
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: mimeOf(item) }
}

function listAttachments(call: GraphCall): SimulatedResponse {
  return collection(call, shapes.attachment, itemOf(call, mailboxOf(call), 'message').attachments)
}

function readAttachment(call: GraphCall): SimulatedResponse {
  return entity(call, shapes.attachment, attachmentOf(call))
}

/** The bytes alone. */
function readContent(call: GraphCall): SimulatedResponse {
  const attachment = attachmentOf(call)
  const headers = { 'content-type': textOf(attachment['contentType']) }
  return { status: 200, headers, body: Buffer.from(textOf(attachment['contentBytes']), 'base64') }
}

function attachmentOf(call: GraphCall): GraphObject {
  const { attachments } = itemOf(call, mailboxOf(call), 'message')
  const attachment = attachments.find(({ id }) => id === parameter(call, 'attachment'))
  if (attachment === undefined) {
    throw refusals.itemNotInStore()
  }
  return attachment
}

function folderOf(call: GraphCall, mailbox: Mailbox): Mailbox['folders'][number] {
  const folder = mailbox.folder(parameter(call, 'folder'))
  if (folder?.holds !== 'message') {
    throw refusals.itemNotInStore()
  }
  return folder
}

function listFolders(call: GraphCall): SimulatedResponse {
  const mailbox = mailboxOf(call)
  const visible = mailbox.folders.filter(({ holds, isHidden }) => holds === 'message' && !isHidden)
  return collection(
    call,
    shapes.mailFolder,
    visible.map((folder) => describedFolder(mailbox, folder)),
  )
}

function readFolder(call: GraphCall): SimulatedResponse {
  const mailbox = mailboxOf(call)
  return entity(call, shapes.mailFolder, describedFolder(mailbox, folderOf(call, mailbox)))
}

function describedFolder(mailbox: Mailbox, folder: Mailbox['folders'][number]): GraphObject {
  const messages = mailbox.in(folder, 'message')
  return {
    id: folder.id,
    displayName: folder.displayName,
    parentFolderId: null,
    childFolderCount: 0,
    unreadItemCount: messages.filter(({ resource }) => resource['isRead'] === false).length,
    totalItemCount: messages.length,
    isHidden: folder.isHidden,
  }
}
