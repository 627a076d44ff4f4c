import type { RecordPage } from '../connector.js'
import { type AttachmentFacts, type CollectRun, found, isFirstSight, missing, recordsOf, wants } from './collect-run.js'
import { fileSearch, placeOfItem } from './file-search.js'
import { type GraphFailure, isGone } from './graph-failure.js'
import { type GraphObject, isGraphObject, textAt, valueAt } from './graph-object.js'
import { type GraphRead, nothing, type Taken } from './graph-reads.js'
import { literal, segment, selectFor, withQuery } from './odata.js'
import { externalIdOf, type ItemPlace } from './references.js'
import { Microsoft365RecordType as Type } from './record-types.js'

const always = ['id', 'eTag', 'size', 'file', 'name', 'createdBy', 'parentReference', 'lastModifiedDateTime']

/** Files that hold an address or a telephone number of a subject, and those in a subject's own drive. Hits are read again: the index lags. */
export function fileReads(run: CollectRun): GraphRead<RecordPage>[] {
  if (!wants(run, Type.FILE) || !run.settings.features.files) {
    return []
  }
  const hits = (subjectIds: readonly string[]) => (places: readonly ItemPlace[]) => ({
    found: [],
    next: itemReads(run, places, subjectIds),
  })
  const searches = [...run.subjects.terms].map(([term, subjectIds]) =>
    fileSearch<RecordPage>({ term, from: 0, region: run.settings.searchRegion, hits: hits(subjectIds), refused: searchRefused }),
  )
  return [...searches, ...ownDriveReads(run)]
}

/** What an employee keeps in the own drive under an own address, private files included. Who has no drive has no files there. */
function ownDriveReads(run: CollectRun): GraphRead<RecordPage>[] {
  const users = [...run.subjects.linked(Type.USER)]
  return users.flatMap(([userId, owners]) =>
    [...run.subjects.addresses].flatMap(([address, known]) => {
      const subjectIds = known.filter((subjectId) => owners.includes(subjectId))
      return subjectIds.length === 0 ? [] : [ownDriveRead(run, userId, address, subjectIds)]
    }),
  )
}

function ownDriveRead(run: CollectRun, userId: string, address: string, subjectIds: readonly string[]): GraphRead<RecordPage> {
  const path = `/users/${segment(userId)}/drive/root/search(q=${encodeURIComponent(literal(address))})`
  return run.reads.paged<RecordPage>({
    path: withQuery(path, { $select: 'id,parentReference' }),
    page: (items) => {
      const places = items.map((item) => placeOfItem(textAt(item, 'parentReference.driveId'), textAt(item, 'id')))
      return { found: [], next: itemReads(run, places, subjectIds) }
    },
    refused: (failure) => (isGone(failure) ? nothing : missing({ recordType: Type.FILE, scope: 'own drive', reason: failure.reason })),
  })
}

/** The files themselves; one that is gone since it was indexed is no gap. */
function itemReads(run: CollectRun, places: readonly ItemPlace[], subjectIds: readonly string[]): GraphRead<RecordPage>[] {
  const select = selectFor(run.selection.get(Type.FILE) ?? [], always)
  return places.flatMap((place) => {
    const externalId = externalIdOf(place)
    const unseen = subjectIds.filter((subjectId) => isFirstSight(run, `${Type.FILE} ${externalId} ${subjectId}`))
    const path = withQuery(`/drives/${segment(place.container)}/items/${segment(place.item)}`, { $select: select })
    return unseen.length === 0 ? [] : [{ path, take: (item: GraphObject) => fileOf(run, externalId, unseen, item), refused: itemRefused }]
  })
}

function fileOf(run: CollectRun, externalId: string, subjectIds: readonly string[], item: GraphObject): Taken<RecordPage> {
  const author = textAt(item, 'createdBy.user.email')
  const records = recordsOf(run, {
    recordType: Type.FILE,
    externalId,
    subjectIds,
    source: item,
    isAuthor: (subjectId) => run.subjects.isOwn(subjectId, author),
    attachments: contentOf(item),
    sourceUpdatedAt: textAt(item, 'lastModifiedDateTime'),
    retentionStart: textAt(item, 'lastModifiedDateTime')?.slice(0, 10),
    version: textAt(item, 'eTag'),
  })
  return found(Type.FILE, records)
}

function contentOf(item: GraphObject): readonly AttachmentFacts[] {
  const bytes = valueAt(item, 'size')
  const mediaType = textAt(item, 'file.mimeType') ?? 'application/octet-stream'
  const facts = { id: 'self', name: textAt(item, 'name') ?? 'file', mediaType, ...(typeof bytes === 'number' ? { bytes } : {}) }
  return isGraphObject(item['file']) ? [facts] : []
}

function itemRefused(failure: GraphFailure): Taken<RecordPage> {
  return isGone(failure) ? nothing : missing({ recordType: Type.FILE, scope: 'one file', reason: failure.reason })
}

function searchRefused({ reason }: GraphFailure): Taken<RecordPage> {
  return missing({ recordType: Type.FILE, scope: 'file search', reason })
}
