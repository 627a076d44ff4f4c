import type { RecordPage } from '../connector.js'
import { type CollectRun, missing, type ReadItem, wants } from './collect-run.js'
import { type GraphObject, textAt } from './graph-object.js'
import type { GraphRead, PagedRead } from './graph-reads.js'
import { isOpen, mailboxGap, type OpenMailbox } from './mailboxes.js'
import { segment, selectFor, withQuery } from './odata.js'
import { addressesAt, outlookHeaders, outlookItems } from './outlook.js'
import { externalIdOf } from './references.js'
import { Microsoft365RecordType as Type } from './record-types.js'

const always = ['id', 'changeKey', 'hasAttachments', 'organizer', 'attendees', 'end', 'lastModifiedDateTime']

/** Appointments that a subject organises or is invited to. Calendars have no filter by person, so each is read once for all subjects. */
export function eventReads(run: CollectRun): GraphRead<RecordPage>[] {
  if (!wants(run, Type.EVENT) || run.subjects.addresses.size === 0) {
    return []
  }
  const query = { $select: selectFor(run.selection.get(Type.EVENT) ?? [], always), $top: run.settings.pageSize }
  return run.mailboxes.filter(isOpen).map((mailbox) =>
    run.reads.paged<RecordPage>({
      ...calendarOf(mailbox, query),
      page: (events) =>
        outlookItems(
          run,
          'events',
          mailbox,
          events.flatMap((event) => itemOf(run, mailbox, event)),
        ),
      refused: (failure) => missing(mailboxGap(Type.EVENT, mailbox, failure)),
    }),
  )
}

/** Every appointment of a mailbox, a series once. */
export function calendarOf(
  mailbox: OpenMailbox,
  query: Readonly<Record<string, string | number>>,
): Pick<PagedRead<never>, 'path' | 'headers' | 'lane'> {
  return { path: withQuery(`/users/${segment(mailbox.id)}/events`, query), headers: outlookHeaders, lane: mailbox.id }
}

export function attendeesOf(event: GraphObject): string[] {
  return addressesAt(event, ['organizer', 'attendees'])
}

function itemOf(run: CollectRun, mailbox: OpenMailbox, event: GraphObject): ReadItem[] {
  const subjectIds = run.subjects.among(attendeesOf(event))
  if (subjectIds.length === 0) {
    return []
  }
  const organiser = textAt(event, 'organizer.emailAddress.address')
  return [
    {
      recordType: Type.EVENT,
      externalId: externalIdOf({ container: mailbox.id, item: textAt(event, 'id') ?? '' }),
      subjectIds,
      source: event,
      isAuthor: (subjectId) => run.subjects.isOwn(subjectId, organiser),
      sourceUpdatedAt: textAt(event, 'lastModifiedDateTime'),
      retentionStart: textAt(event, 'end.dateTime')?.slice(0, 10),
      version: textAt(event, 'changeKey'),
    },
  ]
}
