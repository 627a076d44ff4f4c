import { json, type SimulatedResponse } from '../simulator-server.js'
import { entity, type GraphCall, type GraphHandler, type ResourceShape, type Route } from './graph-call.js'
import { GraphError, refusals } from './graph-error.js'
import { type GraphObject, isObject, listOf, textOf, valueAt } from './graph-object.js'
import { mailboxOf } from './mailbox-access.js'
import type { ItemKind, Mailbox, MailboxItem } from './mailbox.js'
import { etagOf, itemOf, presented } from './outlook-item.js'
import { shapes } from './shapes.js'

interface WritableKind {
  readonly kind: ItemKind
  readonly path: string
  readonly roles: readonly string[]
  readonly shape: ResourceShape
  mayWrite(property: string, item: MailboxItem): boolean
}

const derived: ReadonlySet<string> = new Set([
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'changeKey',
  'parentFolderId',
  'iCalUId',
  'webLink',
])
/** What may still be written on a message that was sent or received. */
const messageMarks: ReadonlySet<string> = new Set(['isRead', 'categories', 'flag', 'importance', 'inferenceClassification'])

const kinds: readonly WritableKind[] = [
  {
    kind: 'message',
    path: 'messages',
    roles: ['Mail.ReadWrite'],
    shape: shapes.message,
    mayWrite: (property, { resource }) => messageMarks.has(property) || (resource['isDraft'] === true && !derived.has(property)),
  },
  {
    kind: 'contact',
    path: 'contacts',
    roles: ['Contacts.ReadWrite'],
    shape: shapes.contact,
    mayWrite: (property) => !derived.has(property),
  },
  { kind: 'event', path: 'events', roles: ['Calendars.ReadWrite'], shape: shapes.event, mayWrite: (property) => !derived.has(property) },
]

export const outlookWriteRoutes: readonly Route[] = kinds.flatMap((kind) => {
  const item = `/users/{user}/${kind.path}/{item}`
  return [
    route('PATCH', item, kind, correct),
    route('DELETE', item, kind, remove),
    route('POST', `${item}/permanentDelete`, kind, purge),
    ...(kind.kind === 'message' ? [route('POST', `${item}/move`, kind, moveTo), ...dumpsterRoutes(kind)] : []),
  ]
})

/** What lies in the dumpster is named together with its folder. */
function dumpsterRoutes(kind: WritableKind): Route[] {
  const item = '/users/{user}/mailFolders/{folder}/messages/{item}'
  return [route('DELETE', item, kind, remove), route('POST', `${item}/permanentDelete`, kind, purge)]
}

interface Place {
  readonly mailbox: Mailbox
  readonly item: MailboxItem
}

type Change = (call: GraphCall, kind: WritableKind, place: Place) => SimulatedResponse

/** Every change meets the same two questions: is the item there, and is it still the one the client saw. */
function route(method: string, pattern: string, kind: WritableKind, change: Change): Route {
  const handler: GraphHandler = (call) => {
    const mailbox = mailboxOf(call)
    const item = itemOf(call, mailbox, kind.kind)
    const expected = call.headers['if-match'] ?? '*'
    if (expected !== '*' && expected !== etagOf(item)) {
      throw refusals.staleChangeKey()
    }
    return change(call, kind, { mailbox, item })
  }
  return { method, pattern, roles: kind.roles, handler }
}

/** Named properties are replaced whole: a list of addresses or attendees is never merged. */
function correct(call: GraphCall, kind: WritableKind, { mailbox, item }: Place): SimulatedResponse {
  const changes = isObject(call.body) ? call.body : {}
  for (const property of Object.keys(changes)) {
    checkProperty(property, kind, item)
  }
  Object.assign(item.resource, changes)
  mailbox.touch(item)
  notifyAttendees(mailbox, item, 'update')
  return entity(call, kind.shape, presented(call, item))
}

function checkProperty(property: string, kind: WritableKind, item: MailboxItem): void {
  if (!kind.shape.known.has(property)) {
    const message = `The property '${property}' does not exist on type 'microsoft.graph.${kind.shape.type}'. Make sure to only use property names that are defined by the type.`
    throw new GraphError(400, 'RequestBodyRead', message)
  }
  if (!kind.mayWrite(property, item)) {
    throw new GraphError(400, 'ErrorInvalidPropertySet', 'Set action is invalid for property.')
  }
}

/** First to Deleted Items, from there to the dumpster. */
function remove(_call: GraphCall, _kind: WritableKind, { mailbox, item }: Place): SimulatedResponse {
  const isDeleted = mailbox.folder(item.folderId)?.wellKnownName === 'deleteditems'
  mailbox.move(item, isDeleted ? 'recoverableitemsdeletions' : 'deleteditems')
  notifyAttendees(mailbox, item, 'cancellation')
  return { status: 204 }
}

/** Gone, unless a hold keeps it among the purges. */
function purge(_call: GraphCall, _kind: WritableKind, { mailbox, item }: Place): SimulatedResponse {
  if (mailbox.isOnHold) {
    mailbox.move(item, 'recoverableitemspurges')
  } else {
    mailbox.remove(item)
  }
  notifyAttendees(mailbox, item, 'cancellation')
  return { status: 204 }
}

function moveTo(call: GraphCall, _kind: WritableKind, { mailbox, item }: Place): SimulatedResponse {
  const destination = textOf(valueAt(call.body, 'destinationId'))
  if (mailbox.folder(destination) === undefined) {
    throw refusals.itemNotInStore()
  }
  mailbox.move(item, destination)
  return json(201, { '@odata.context': `${call.base}/$metadata#users/messages/$entity`, ...presented(call, item) })
}

/** An organiser's change is mailed to everybody who was asked; there is no silent way. */
function notifyAttendees(mailbox: Mailbox, { kind, resource }: MailboxItem, notice: 'update' | 'cancellation'): void {
  if (kind !== 'event' || resource['isOrganizer'] !== true) {
    return
  }
  const addresses = listOf(resource['attendees']).map((attendee) => textOf(valueAt(attendee, 'emailAddress/address')))
  mailbox.noticesSent.push(...addresses.map((to): GraphObject => ({ to, notice, subject: resource['subject'] ?? null })))
}
