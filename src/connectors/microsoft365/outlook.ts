import type { SourceRecord } from '../../vocabulary/source-record.js'
import type { RecordPage } from '../connector.js'
import { type AttachmentFacts, type CollectRun, found, missing, type ReadItem, recordsOf } from './collect-run.js'
import { immutableIds } from './graph-client.js'
import { type GraphObject, textAt, textsAt, valueAt } from './graph-object.js'
import type { GraphRead, Taken } from './graph-reads.js'
import type { OpenMailbox } from './mailboxes.js'
import { segment, withQuery } from './odata.js'

/** Ids that survive a move, plain text bodies, and times in UTC. */
export const outlookHeaders: Readonly<Record<string, string>> = {
  Prefer: `${immutableIds['prefer'] ?? ''}, outlook.body-content-type="text", outlook.timezone="UTC"`,
}

type OutlookKind = 'messages' | 'events'

/** Messages or events of one mailbox as records; those with attachments come once their attachments are listed. */
export function outlookItems(run: CollectRun, kind: OutlookKind, mailbox: OpenMailbox, items: readonly ReadItem[]): Taken<RecordPage> {
  const plain = items.filter(({ source }) => source['hasAttachments'] !== true)
  const records = plain.flatMap((item) => recordsOf(run, item))
  const next = items.filter((item) => !plain.includes(item)).map((item) => attachmentsRead(run, kind, mailbox, item))
  const [first] = items
  return first === undefined ? { found: [], next } : found(first.recordType, records, next)
}

function attachmentsRead(run: CollectRun, kind: OutlookKind, mailbox: OpenMailbox, item: ReadItem): GraphRead<RecordPage> {
  const listed: AttachmentFacts[] = []
  const whole = (): SourceRecord[] => recordsOf(run, { ...item, attachments: [...(item.attachments ?? []), ...listed] })
  const path = `/users/${segment(mailbox.id)}/${kind}/${segment(textAt(item.source, 'id') ?? '')}/attachments`
  return run.reads.paged<RecordPage>({
    path: withQuery(path, { $select: 'id,name,contentType,size' }),
    headers: outlookHeaders,
    lane: mailbox.id,
    page: (attachments) => {
      listed.push(...attachments.map(factsOf))
      return { found: [], next: [] }
    },
    end: () => found(item.recordType, whole()),
    refused: ({ reason }) => {
      const gap = missing({ recordType: item.recordType, scope: 'attachments of one record', reason })
      return { found: [...found(item.recordType, whole()).found, ...gap.found], next: [] }
    },
  })
}

function factsOf(attachment: GraphObject): AttachmentFacts {
  const bytes = valueAt(attachment, 'size')
  return {
    id: textAt(attachment, 'id') ?? '',
    name: textAt(attachment, 'name') ?? 'attachment',
    mediaType: textAt(attachment, 'contentType') ?? 'application/octet-stream',
    ...(typeof bytes === 'number' ? { bytes } : {}),
  }
}

/** Who is named at these places, by address. */
export function addressesAt(item: GraphObject, places: readonly string[]): string[] {
  return places.flatMap((place) => textsAt(item, `${place}.emailAddress.address`))
}
