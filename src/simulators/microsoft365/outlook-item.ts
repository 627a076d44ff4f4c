import { type GraphCall, parameter, wants } from './graph-call.js'
import { refusals } from './graph-error.js'
import { type GraphObject, isObject, textOf } from './graph-object.js'
import type { ItemKind, Mailbox, MailboxItem } from './mailbox.js'

/** The item a path names, in this mailbox only; what lies in the dumpster is reached through its folder. */
export function itemOf(call: GraphCall, mailbox: Mailbox, kind: ItemKind): MailboxItem {
  const item = mailbox.find(kind, parameter(call, 'item'))
  const folder = parameter(call, 'folder')
  const isReachable = item !== undefined && (folder === '' ? !mailbox.isInDumpster(item) : mailbox.folder(folder)?.id === item.folderId)
  if (!isReachable) {
    throw refusals.itemNotInStore()
  }
  return item
}

/** An item with the id the client asked for, the one that survives a move or the one that does not, and the body in the form it asked for. */
export function presented(call: GraphCall, item: MailboxItem): GraphObject {
  const isPlain = item.resource['body'] !== undefined && wants(call, 'outlook.body-content-type="text"')
  return {
    '@odata.etag': etagOf(item),
    id: wants(call, 'idtype="immutableid"') ? item.immutableId : item.restId,
    changeKey: item.changeKey,
    parentFolderId: item.folderId,
    ...item.resource,
    ...(isPlain ? { body: plainBody(item) } : {}),
  }
}

export function plainBody({ resource }: MailboxItem): GraphObject {
  const body = isObject(resource['body']) ? resource['body'] : {}
  return { contentType: 'text', content: textOf(body['content']).replaceAll(/<[^>]*>/g, '') }
}

export function etagOf(item: MailboxItem): string {
  return `W/"${item.changeKey}"`
}
