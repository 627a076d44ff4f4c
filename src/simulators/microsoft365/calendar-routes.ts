import type { SimulatedResponse } from '../simulator-server.js'
import { collection, entity, type GraphCall, option, ordered, parameter, type Route } from './graph-call.js'
import { GraphError, refusals } from './graph-error.js'
import { type GraphObject, textOf, valueAt } from './graph-object.js'
import { mailboxOf } from './mailbox-access.js'
import type { Mailbox, MailboxItem } from './mailbox.js'
import { leavesOf, parseFilter, satisfies } from './odata-filter.js'
import { itemOf, presented } from './outlook-item.js'
import { shapes } from './shapes.js'

const readCalendars = ['Calendars.Read', 'Calendars.ReadWrite']

export const calendarRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/users/{user}/events', roles: readCalendars, handler: listEvents },
  { method: 'GET', pattern: '/users/{user}/events/{item}', roles: readCalendars, handler: readEvent },
  { method: 'GET', pattern: '/users/{user}/calendarView', roles: readCalendars, handler: viewCalendar },
  { method: 'GET', pattern: '/users/{user}/calendars', roles: readCalendars, handler: listCalendars },
  { method: 'GET', pattern: '/users/{user}/calendars/{folder}/events', roles: readCalendars, handler: listEvents },
]

function listEvents(call: GraphCall): SimulatedResponse {
  const text = option(call, 'filter')
  const filter = text === null ? null : parseFilter(text)
  if (filter !== null && leavesOf(filter).some(({ path }) => path.startsWith('attendees'))) {
    throw refusals.invalidFilterNodes()
  }
  const events = eventsOf(call).filter(({ resource }) => filter === null || satisfies(resource, filter))
  return eventCollection(call, events)
}

/** Only the time window selects here: who attends is for the client to see. */
function viewCalendar(call: GraphCall): SimulatedResponse {
  const [from, to] = [windowEnd(call, 'startDateTime'), windowEnd(call, 'endDateTime')]
  const events = eventsOf(call).filter(({ resource }) => momentAt(resource, 'start') < to && momentAt(resource, 'end') > from)
  return eventCollection(call, events)
}

function eventCollection(call: GraphCall, events: readonly MailboxItem[]): SimulatedResponse {
  const shown = events.map((item) => presented(call, item))
  return collection(call, shapes.event, ordered(shown, option(call, 'orderby') ?? 'start/dateTime'))
}

function windowEnd(call: GraphCall, name: string): number {
  const moment = Date.parse(call.query.get(name) ?? '')
  if (Number.isNaN(moment)) {
    const message = 'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.'
    throw new GraphError(400, 'ErrorInvalidParameter', message)
  }
  return moment
}

function momentAt(resource: GraphObject, end: 'start' | 'end'): number {
  return Date.parse(`${textOf(valueAt(resource, `${end}/dateTime`)).slice(0, 23)}Z`)
}

function readEvent(call: GraphCall): SimulatedResponse {
  return entity(call, shapes.event, presented(call, itemOf(call, mailboxOf(call), 'event')))
}

function listCalendars(call: GraphCall): SimulatedResponse {
  const calendars = mailboxOf(call).folders.filter(({ holds }) => holds === 'event')
  return collection(
    call,
    shapes.calendar,
    calendars.map(({ id, displayName, wellKnownName }) => ({ id, name: displayName, isDefaultCalendar: wellKnownName === 'calendar' })),
  )
}

function eventsOf(call: GraphCall): MailboxItem[] {
  const mailbox: Mailbox = mailboxOf(call)
  const folder = mailbox.folder(parameter(call, 'folder') || 'calendar')
  if (folder?.holds !== 'event') {
    throw refusals.itemNotInStore()
  }
  return mailbox.in(folder, 'event')
}
