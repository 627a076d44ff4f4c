import { chunked } from '../../kernel/streams.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import type { RecordPage } from '../connector.js'
import { type AttachmentFacts, type CollectRun, isFirstSight, missing, type ReadItem, wants } from './collect-run.js'
import { correspondentsIn } from './correspondents.js'
import { type GraphObject, textAt } from './graph-object.js'
import { type GraphRead, nothing, type Taken } from './graph-reads.js'
import { type DayRange, halves, participantsQuery } from './mail-search.js'
import { isOpen, mailboxGap, type OpenMailbox } from './mailboxes.js'
import { segment, selectFor, withQuery } from './odata.js'
import { outlookHeaders, outlookItems } from './outlook.js'
import { participantPlaces, participantsOf } from './participants.js'
import { externalIdOf } from './references.js'
import { Microsoft365RecordType as Type } from './record-types.js'

/** Keeps a search below the length that Outlook accepts. */
const addressesInOneSearch = 20

const always = ['id', 'changeKey', 'hasAttachments', 'receivedDateTime', 'lastModifiedDateTime', ...participantPlaces]

interface MailSearch {
  readonly mailbox: OpenMailbox
  readonly addresses: readonly string[]
  readonly range: DayRange
}

/** Mail of, to or copied to the subjects, in every mailbox in scope. One search serves many subjects. */
export function messageReads(run: CollectRun): GraphRead<RecordPage>[] {
  if (!wants(run, Type.MESSAGE)) {
    return []
  }
  const groups = chunked([...run.subjects.addresses.keys()], addressesInOneSearch)
  const searches = groups.flatMap((addresses) => run.mailboxes.filter(isOpen).map((mailbox) => ({ mailbox, addresses, range: {} })))
  return searches.map((search) => searchRead(run, search))
}

function searchRead(run: CollectRun, search: MailSearch): GraphRead<RecordPage> {
  const { mailbox, addresses, range } = search
  const days: string[] = []
  const query = {
    $search: participantsQuery(addresses, range),
    $select: selectFor(run.selection.get(Type.MESSAGE) ?? [], always),
    $top: run.settings.pageSize,
  }
  return run.reads.paged<RecordPage>({
    path: withQuery(`/users/${segment(mailbox.id)}/messages`, query),
    headers: outlookHeaders,
    lane: mailbox.id,
    page: (messages) => {
      days.push(...messages.flatMap((message) => textAt(message, 'receivedDateTime')?.slice(0, 10) ?? []))
      const { found, next } = outlookItems(
        run,
        'messages',
        mailbox,
        messages.flatMap((message) => itemOf(run, mailbox, message)),
      )
      return { found: [...found, ...correspondentsIn(run, messages)], next }
    },
    end: () => (days.length < run.settings.mailSearchLimit ? nothing : searchedByDate(run, search, days)),
    refused: (failure) => missing(mailboxGap(Type.MESSAGE, mailbox, failure)),
  })
}

/** A search that reached the limit may have been cut off: both halves of its time are searched as well. */
function searchedByDate(run: CollectRun, search: MailSearch, days: readonly string[]): Taken<RecordPage> {
  const ranges = halves(search.range, days)
  if (ranges === null) {
    return missing({ recordType: Type.MESSAGE, scope: `${search.mailbox.scope}, one day`, reason: CoverageReason.RESULT_LIMIT })
  }
  return { found: [], next: ranges.map((range) => searchRead(run, { ...search, range })) }
}

/** The search also finds what is merely similar: only who really is among the participants counts. */
function itemOf(run: CollectRun, mailbox: OpenMailbox, message: GraphObject): ReadItem[] {
  const externalId = externalIdOf({ container: mailbox.id, item: textAt(message, 'id') ?? '' })
  const subjectIds = run.subjects.among(participantsOf(message).map(({ address }) => address))
  if (subjectIds.length === 0 || !isFirstSight(run, `${Type.MESSAGE} ${externalId}`)) {
    return []
  }
  const author = textAt(message, 'from.emailAddress.address')
  return [
    {
      recordType: Type.MESSAGE,
      externalId,
      subjectIds,
      source: message,
      isAuthor: (subjectId) => run.subjects.isOwn(subjectId, author),
      attachments: [asMime],
      sourceUpdatedAt: textAt(message, 'lastModifiedDateTime'),
      retentionStart: textAt(message, 'receivedDateTime')?.slice(0, 10),
      version: textAt(message, 'changeKey'),
    },
  ]
}

const asMime: AttachmentFacts = { id: 'self', name: 'message.eml', mediaType: 'message/rfc822' }
