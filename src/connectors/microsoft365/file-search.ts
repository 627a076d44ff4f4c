import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { malformed } from './graph-failure.js'
import { type GraphObject, isGraphObject, textAt } from './graph-object.js'
import type { GraphRead, Taken } from './graph-reads.js'
import type { ItemPlace } from './references.js'

const searchPageSize = 200

export interface FileSearch<T> extends Pick<GraphRead<T>, 'refused'> {
  readonly term: string
  readonly from: number
  readonly region: string
  readonly size?: number
  readonly hits: (places: readonly ItemPlace[]) => Taken<T>
}

/** The tenant's own search. It takes one search in a request, needs the region, and pages by offset. */
export function fileSearch<T>(search: FileSearch<T>): GraphRead<T> {
  const { term, from, region, size = searchPageSize, hits, refused } = search
  const request = {
    entityTypes: ['driveItem'],
    query: {
      queryString: spellingsOf(term)
        .map((spelling) => `"${spelling}"`)
        .join(' OR '),
    },
    from,
    size,
    region,
    sharePointOneDriveOptions: { includeContent: 'sharedContent,privateContent' },
  }
  const take = (body: GraphObject): Taken<T> => {
    const { places, hasMore } = hitsIn(body)
    const { found, next } = hits(places)
    const isWhole = !hasMore || search.size !== undefined
    return { found, next: isWhole ? next : [...next, fileSearch({ ...search, from: from + places.length })] }
  }
  return { path: '/search/query', post: { requests: [request] }, lane: 'file search', take, refused }
}

/** A telephone number stands in documents as people write it. */
function spellingsOf(term: string): readonly string[] {
  const phone = term.startsWith('+') ? parsePhoneNumberFromString(term) : undefined
  if (phone === undefined) {
    return [term]
  }
  const national = phone.formatNational()
  return [...new Set([term, phone.formatInternational(), national, national.replace(/\D/g, '')])]
}

function hitsIn(body: GraphObject): { readonly places: ItemPlace[]; readonly hasMore: boolean } {
  const containers = listAt(body, 'value').flatMap((answer) => listAt(answer, 'hitsContainers'))
  const places = containers.flatMap((container) => (container['hits'] === undefined ? [] : listAt(container, 'hits'))).map(placeOfHit)
  const hasMore = containers.some((container) => container['moreResultsAvailable'] === true)
  if (hasMore && places.length === 0) {
    throw malformed('an empty page of search results that is not the last')
  }
  return { places, hasMore }
}

function listAt(source: GraphObject, name: string): readonly GraphObject[] {
  const members: unknown = source[name]
  if (!Array.isArray(members) || !members.every(isGraphObject)) {
    throw malformed('a search answer without its results')
  }
  return members
}

function placeOfHit(hit: GraphObject): ItemPlace {
  const item = textAt(hit, 'resource.id') ?? textAt(hit, 'hitId')
  return placeOfItem(textAt(hit, 'resource.parentReference.driveId'), item)
}

/** Where a file lies, by its drive and its id. */
export function placeOfItem(container: string | undefined, item: string | undefined): ItemPlace {
  if (container === undefined || item === undefined) {
    throw malformed('a file without its place')
  }
  return { container, item }
}
