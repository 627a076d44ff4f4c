import { gather } from '../../kernel/streams.js'
import type { RecordRef } from '../../vocabulary/source-record.js'
import { asSourceError, type GraphFailure } from './graph-failure.js'
import { dayAfter, textAt } from './graph-object.js'
import { type GraphRead, nothing } from './graph-reads.js'
import { binned, gone, goneOr, type InspectRun, seen, type SeenRecord, wantedOf } from './inspect-run.js'
import { isOpen } from './mailboxes.js'
import { segment, selectFor, withQuery } from './odata.js'
import { outlookHeaders } from './outlook.js'
import { cardFields } from './outlook-contacts.js'
import { correspondenceRead } from './participants.js'
import { placeOf } from './references.js'

/** What Outlook items of each kind are called in a path. */
export type OutlookCollection = 'messages' | 'events' | 'contacts'

/** Where deleted mail lies until Exchange lets go of it; no client of a mailbox shows it any more. */
const dumpster = ['recoverableitemsdeletions', 'recoverableitemspurges'] as const

export function outlookPath(ref: RecordRef, collection: OutlookCollection): string {
  const { container, item } = placeOf(ref.externalId)
  return `/users/${segment(container)}/${collection}/${segment(item)}`
}

/** A message, or what is left of it among the recoverable items. */
export function messageLook(run: InspectRun, ref: RecordRef): GraphRead<SeenRecord> {
  return outlookLook(run, ref, 'messages', () => dumpster.map((folder) => recoverableLook(run, ref, folder)))
}

export function outlookLook(
  run: InspectRun,
  ref: RecordRef,
  collection: OutlookCollection,
  elsewhere: () => readonly GraphRead<SeenRecord>[] = () => [],
): GraphRead<SeenRecord> {
  const select = selectFor(wantedOf(run, ref), ['id', 'changeKey', ...(collection === 'events' ? ['isOrganizer'] : [])])
  return {
    path: withQuery(outlookPath(ref, collection), { $select: select }),
    headers: outlookHeaders,
    lane: placeOf(ref.externalId).container,
    take: (source) => {
      const derived = collection === 'contacts' ? cardFields(source) : {}
      return { found: [seen(run, ref, { source, derived, version: textAt(source, 'changeKey') })], next: [] }
    },
    refused: goneOr(elsewhere),
  }
}

/** Past its day it is kept by a hold, and then it is simply still there. */
function recoverableLook(run: InspectRun, ref: RecordRef, folder: (typeof dumpster)[number]): GraphRead<SeenRecord> {
  const { container, item } = placeOf(ref.externalId)
  const path = `/users/${segment(container)}/mailFolders/${folder}/messages/${segment(item)}`
  return {
    path: withQuery(path, { $select: 'id,lastModifiedDateTime' }),
    headers: outlookHeaders,
    lane: container,
    take: (source) => {
      const finalOn = dayAfter(source, 'lastModifiedDateTime', run.settings.recoverableItemsDays)
      const isOverdue = finalOn === undefined || finalOn < run.today
      return isOverdue ? { found: [{ ...seen(run, ref, { source: {} }), isHeld: true }], next: [] } : binned(ref, finalOn)
    },
    refused: gone,
  }
}

export function filePath(ref: RecordRef): string {
  const { container, item } = placeOf(ref.externalId)
  return `/drives/${segment(container)}/items/${segment(item)}`
}

export function fileLook(run: InspectRun, ref: RecordRef): GraphRead<SeenRecord> {
  return {
    path: withQuery(filePath(ref), { $select: selectFor(wantedOf(run, ref), ['id', 'eTag']) }),
    take: (source) => ({ found: [seen(run, ref, { source, version: textAt(source, 'eTag') })], next: [] }),
    refused: gone,
  }
}

/** Whether any mailbox still holds mail with an address. A mailbox that refuses matters only when no other has any. */
export async function correspondentSeen(run: InspectRun, ref: RecordRef, signal: AbortSignal): Promise<SeenRecord[]> {
  const refusals: GraphFailure[] = []
  const searches = run.mailboxes.filter(isOpen).map((mailbox) =>
    correspondenceRead<SeenRecord>({
      reads: run.reads,
      mailbox,
      address: ref.externalId,
      met: (source) => [seen(run, ref, { source })],
      refused: (failure) => {
        refusals.push(failure)
        return nothing
      },
    }),
  )
  const met = await gather(run.reads.carryOut(searches, signal))
  const [refusal] = refusals
  if (met.length === 0 && refusal !== undefined) {
    throw asSourceError(refusal, 'a mailbox')
  }
  return met.slice(0, 1)
}
