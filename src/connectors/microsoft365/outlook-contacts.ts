import type { FieldValue } from '../../vocabulary/source-record.js'
import type { RecordPage } from '../connector.js'
import { type CollectRun, found, missing, recordsOf } from './collect-run.js'
import { isGone } from './graph-failure.js'
import { type GraphObject, textAt } from './graph-object.js'
import { type GraphRead, nothing } from './graph-reads.js'
import { segment, selectFor, withQuery } from './odata.js'
import { outlookHeaders } from './outlook.js'
import { placeOf } from './references.js'
import { Microsoft365RecordType as Type } from './record-types.js'

/** Cards in the address books of mailboxes, by the links that locating made. A card that is gone is no gap. */
export function outlookContactReads(run: CollectRun): GraphRead<RecordPage>[] {
  const wanted = run.selection.get(Type.OUTLOOK_CONTACT)
  if (wanted === undefined) {
    return []
  }
  return [...run.subjects.linked(Type.OUTLOOK_CONTACT)].map(([externalId, subjectIds]) => {
    const { container, item } = placeOf(externalId)
    const select = selectFor(wanted, ['id', 'changeKey', 'lastModifiedDateTime'])
    return {
      path: withQuery(`/users/${segment(container)}/contacts/${segment(item)}`, { $select: select }),
      headers: outlookHeaders,
      lane: container,
      take: (source: GraphObject) => found(Type.OUTLOOK_CONTACT, cardsOf(run, externalId, subjectIds, source)),
      refused: (failure) =>
        isGone(failure) ? nothing : missing({ recordType: Type.OUTLOOK_CONTACT, scope: 'one address book', reason: failure.reason }),
    }
  })
}

function cardsOf(run: CollectRun, externalId: string, subjectIds: readonly string[], source: GraphObject): ReturnType<typeof recordsOf> {
  return recordsOf(run, {
    recordType: Type.OUTLOOK_CONTACT,
    externalId,
    subjectIds,
    source,
    derived: cardFields(source),
    isAuthor: () => false,
    sourceUpdatedAt: textAt(source, 'lastModifiedDateTime'),
    version: textAt(source, 'changeKey'),
  })
}

/** A birthday is a day, which Outlook keeps as noon. */
export function cardFields(source: GraphObject): Readonly<Record<string, FieldValue>> {
  const birthday = textAt(source, 'birthday')?.slice(0, 10)
  return birthday === undefined ? {} : { birthday }
}
