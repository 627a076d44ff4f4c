import { IdentifierKind } from '../../vocabulary/identifier.js'
import { attendeesOf, calendarOf } from './events.js'
import { type GraphObject, textAt, textsAt } from './graph-object.js'
import type { GraphRead } from './graph-reads.js'
import { addressesIn, addressesOf, held, type HeldAddresses } from './identifiers.js'
import { type Candidate, type Finding, findingsOf, gapFor, type LocateRun } from './locate-run.js'
import { isOpen, mailboxGap, type OpenMailbox } from './mailboxes.js'
import { literal, normalAddress, segment, withQuery } from './odata.js'
import { outlookHeaders } from './outlook.js'
import { correspondenceRead } from './participants.js'
import { externalIdOf } from './references.js'
import { Microsoft365RecordType as Type } from './record-types.js'

/** Mail and address books of every mailbox in scope. Address-major, so that a batch is spread over mailboxes. */
export function mailboxSearches(run: LocateRun): GraphRead<Finding>[] {
  const mailboxes = run.mailboxes.filter(isOpen)
  const addresses = addressesIn(run.queries)
  if (addresses.length === 0) {
    return []
  }
  const mail = addresses.flatMap((address) => mailboxes.map((mailbox) => mailSearch(run, mailbox, address)))
  return [...mail, ...mailboxes.flatMap((mailbox) => addressBookSearches(run, mailbox, addresses))]
}

function mailSearch(run: LocateRun, mailbox: OpenMailbox, address: string): GraphRead<Finding> {
  return correspondenceRead<Finding>({
    reads: run.reads,
    mailbox,
    address,
    met: (person) => correspondentFindings(run, address, 'participants', textAt(person, 'name')),
    refused: (failure) => gapFor(mailboxGap(Type.MESSAGE, mailbox, failure)),
  })
}

/** Somebody who wrote, was written to or was invited: known by the address alone. */
export function correspondentFindings(run: LocateRun, value: string, field: string, name?: string): Finding[] {
  const isPhone = value.startsWith('+')
  const kind = isPhone ? IdentifierKind.PHONE : IdentifierKind.EMAIL
  const asking = run.queries.filter((query) =>
    query.identifiers.some((identifier) => identifier.kind === kind && normalAddress(identifier.value) === value),
  )
  const ref = { system: run.settings.system, recordType: Type.CORRESPONDENT, externalId: value }
  return asking.map(({ subjectId }) => ({
    located: {
      subjectId,
      ref,
      grade: isPhone ? 'WEAK' : 'STRONG',
      evidence: [{ kind, field }],
      ...(name === undefined || name === value ? {} : { name }),
      discovered: [],
    },
  }))
}

/** The default address book, and every folder under it however deep. */
function addressBookSearches(run: LocateRun, mailbox: OpenMailbox, addresses: readonly string[]): GraphRead<Finding>[] {
  const base = `/users/${segment(mailbox.id)}`
  return [
    ...addresses.map((address) => cardSearch(run, mailbox, base, address)),
    folderSearch(run, mailbox, `${base}/contactFolders`, addresses),
  ]
}

function folderSearch(run: LocateRun, mailbox: OpenMailbox, path: string, addresses: readonly string[]): GraphRead<Finding> {
  const inside = (folder: GraphObject): GraphRead<Finding>[] => {
    const folderPath = `/users/${segment(mailbox.id)}/contactFolders/${segment(textAt(folder, 'id') ?? '')}`
    const cards = addresses.map((address) => cardSearch(run, mailbox, folderPath, address))
    return [...cards, folderSearch(run, mailbox, `${folderPath}/childFolders`, addresses)]
  }
  return run.reads.paged<Finding>({
    path: withQuery(path, { $select: 'id' }),
    headers: outlookHeaders,
    lane: mailbox.id,
    page: (folders) => ({ found: [], next: folders.flatMap(inside) }),
    refused: (failure) => gapFor(mailboxGap(Type.OUTLOOK_CONTACT, mailbox, failure)),
  })
}

function cardSearch(run: LocateRun, mailbox: OpenMailbox, folderPath: string, address: string): GraphRead<Finding> {
  const query = {
    $filter: `emailAddresses/any(a:a/address eq ${literal(address)})`,
    $select: cardSelect,
  }
  return run.reads.paged<Finding>({
    path: withQuery(`${folderPath}/contacts`, query),
    headers: outlookHeaders,
    lane: mailbox.id,
    page: (cards) => ({ found: cards.flatMap((card) => findingsOf(run, cardOf(mailbox.id, card))), next: [] }),
    refused: (failure) => gapFor(mailboxGap(Type.OUTLOOK_CONTACT, mailbox, failure)),
  })
}

export const cardSelect = 'id,displayName,emailAddresses,mobilePhone,homePhones,businessPhones'

/** What a card in an address book can be recognised by. */
export function cardOf(mailboxId: string, card: GraphObject): Candidate {
  return {
    recordType: Type.OUTLOOK_CONTACT,
    externalId: externalIdOf({ container: mailboxId, item: textAt(card, 'id') ?? '' }),
    name: textAt(card, 'displayName'),
    held: cardAddresses(card),
    phones: ['mobilePhone', 'homePhones', 'businessPhones'].flatMap((field) => textsAt(card, field)),
  }
}

/** The first address of a card is its own; the others may be those of a household or a colleague. */
function cardAddresses(card: GraphObject): HeldAddresses {
  const [first, ...others] = textsAt(card, 'emailAddresses.address').map((address) => held('emailAddresses', address))
  return { own: first === undefined ? [] : [first], further: others }
}

/** Calendars cannot be searched by person: they are read, and only for addresses that were not met in mail or files. */
export function calendarSearches(run: LocateRun, met: ReadonlySet<string>): GraphRead<Finding>[] {
  const open = new Set(run.queries.flatMap(addressesOf).filter((address) => !met.has(address)))
  if (open.size === 0) {
    return []
  }
  return run.mailboxes.filter(isOpen).map((mailbox) =>
    run.reads.paged<Finding>({
      ...calendarOf(mailbox, { $select: 'id,organizer,attendees', $top: run.settings.pageSize }),
      page: (events) => ({ found: invited(events, open).flatMap((address) => correspondentFindings(run, address, 'attendees')), next: [] }),
      refused: (failure) => gapFor(mailboxGap(Type.EVENT, mailbox, failure)),
    }),
  )
}

function invited(events: readonly GraphObject[], wanted: ReadonlySet<string>): string[] {
  return [...new Set(events.flatMap(attendeesOf).map(normalAddress))].filter((address) => wanted.has(address))
}
