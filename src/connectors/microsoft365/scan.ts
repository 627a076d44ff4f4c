import { CoverageReason } from '../../vocabulary/coverage.js'
import type { RecordTypeId } from '../../vocabulary/source-record.js'
import type { ScannedRecord } from '../connector.js'
import { SourceError } from '../source-error.js'
import type { CollectParts } from './collect.js'
import { accountTypeOf } from './directory.js'
import { type GraphObject, textAt } from './graph-object.js'
import type { GraphRead } from './graph-reads.js'
import { discoveredIn } from './identifiers.js'
import { accountOf, accountSelect } from './locate-directory.js'
import { cardOf, cardSelect } from './locate-mailboxes.js'
import type { Candidate } from './locate-run.js'
import { isOpen, type OpenMailbox } from './mailboxes.js'
import { segment, withQuery } from './odata.js'
import { outlookHeaders } from './outlook.js'
import { externalIdOf } from './references.js'
import { Microsoft365RecordType as Type } from './record-types.js'

type Page = readonly ScannedRecord[]

const accountsInPage = 999
const itemsInPage = 1_000

/** Every account, card, message or appointment. Mail and appointments by their ids alone: whoever writes to us anew has not come back. */
export async function* scan(parts: CollectParts, recordType: RecordTypeId, signal: AbortSignal): AsyncGenerator<Page> {
  signal.throwIfAborted()
  for await (const page of parts.reads.carryOut(await readsOf(parts, recordType, signal), signal)) {
    yield page
    signal.throwIfAborted()
  }
}

async function readsOf(parts: CollectParts, recordType: RecordTypeId, signal: AbortSignal): Promise<GraphRead<Page>[]> {
  switch (recordType) {
    case Type.USER:
    case Type.GUEST:
      return [accountScan(parts, recordType)]
    case Type.OUTLOOK_CONTACT:
      return (await openMailboxes(parts, signal)).flatMap(({ id }) => addressBookScans(parts, id))
    case Type.MESSAGE:
      return (await openMailboxes(parts, signal)).map(({ id }) => idScan(parts, { mailboxId: id, collection: 'messages', recordType }))
    case Type.EVENT:
      return (await openMailboxes(parts, signal)).map(({ id }) => idScan(parts, { mailboxId: id, collection: 'events', recordType }))
    default:
      throw new SourceError(CoverageReason.NOT_SEARCHED, `Microsoft 365 is not scanned for the record type ${recordType}.`)
  }
}

function accountScan(parts: CollectParts, recordType: typeof Type.USER | typeof Type.GUEST): GraphRead<Page> {
  return parts.reads.paged<Page>({
    path: withQuery('/users', { $select: accountSelect, $top: accountsInPage }),
    page: (users) => {
      const wanted = users.filter((user) => accountTypeOf(user) === recordType)
      return { found: [wanted.map((user) => scanned(parts, accountOf(recordType, user)))], next: [] }
    },
  })
}

/** A mailbox that cannot be read fails the scan: a part of it would pass for the whole. */
async function openMailboxes(parts: CollectParts, signal: AbortSignal): Promise<readonly OpenMailbox[]> {
  const mailboxes = await parts.mailboxes.inScope(signal)
  return mailboxes.map((mailbox) => {
    if (!isOpen(mailbox)) {
      throw new SourceError(CoverageReason.NOT_SEARCHED, `There is no account behind ${mailbox.scope}.`)
    }
    return mailbox
  })
}

interface IdScan {
  readonly mailboxId: string
  readonly collection: 'messages' | 'events'
  readonly recordType: RecordTypeId
}

function idScan({ reads, settings: { system } }: CollectParts, { mailboxId, collection, recordType }: IdScan): GraphRead<Page> {
  const referTo = (item: GraphObject): ScannedRecord => {
    const externalId = externalIdOf({ container: mailboxId, item: textAt(item, 'id') ?? '' })
    return { ref: { system, recordType, externalId }, identifiers: [] }
  }
  return reads.paged<Page>({
    path: withQuery(`/users/${segment(mailboxId)}/${collection}`, { $select: 'id', $top: itemsInPage }),
    headers: outlookHeaders,
    lane: mailboxId,
    page: (items) => ({ found: [items.map(referTo)], next: [] }),
  })
}

function addressBookScans(parts: CollectParts, mailboxId: string): GraphRead<Page>[] {
  const base = `/users/${segment(mailboxId)}`
  return [cardScan(parts, mailboxId, base), folderScan(parts, mailboxId, `${base}/contactFolders`)]
}

function folderScan(parts: CollectParts, mailboxId: string, path: string): GraphRead<Page> {
  const inside = (folder: GraphObject): GraphRead<Page>[] => {
    const folderPath = `/users/${segment(mailboxId)}/contactFolders/${segment(textAt(folder, 'id') ?? '')}`
    return [cardScan(parts, mailboxId, folderPath), folderScan(parts, mailboxId, `${folderPath}/childFolders`)]
  }
  return parts.reads.paged<Page>({
    path: withQuery(path, { $select: 'id' }),
    headers: outlookHeaders,
    lane: mailboxId,
    page: (folders) => ({ found: [], next: folders.flatMap(inside) }),
  })
}

function cardScan(parts: CollectParts, mailboxId: string, folderPath: string): GraphRead<Page> {
  return parts.reads.paged<Page>({
    path: withQuery(`${folderPath}/contacts`, { $select: cardSelect, $top: parts.settings.pageSize }),
    headers: outlookHeaders,
    lane: mailboxId,
    page: (cards) => ({ found: [cards.map((card) => scanned(parts, cardOf(mailboxId, card)))], next: [] }),
  })
}

function scanned({ settings }: CollectParts, { recordType, externalId, held, phones }: Candidate): ScannedRecord {
  return { ref: { system: settings.system, recordType, externalId }, identifiers: discoveredIn(held, phones) }
}
