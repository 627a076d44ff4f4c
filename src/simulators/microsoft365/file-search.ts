import { json, type SimulatedResponse } from '../simulator-server.js'
import { type Drive, type DriveFile, driveItemOf } from './drive.js'
import type { GraphCall, Route } from './graph-call.js'
import { GraphError } from './graph-error.js'
import { type GraphObject, isObject, listOf, pick, textOf, valueAt } from './graph-object.js'
import { containsWords, type KeywordQuery, matchesQuery, parseKeywordQuery, type Searchable } from './keyword-query.js'

export const fileSearchRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: '/search/query',
    roles: ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All'],
    handler: search,
  },
]

/** What the index knows of a file. */
export function fileSearchable(drive: Drive, file: DriveFile): Searchable {
  const author = textOf(valueAt(file.createdBy, 'user/displayName'))
  const properties: Readonly<Record<string, readonly string[]>> = {
    filename: [file.name],
    title: [file.name],
    author: [author],
    path: [`${drive.webUrl}/${file.folder}`],
  }
  return {
    texts: (property) => (property === null ? [file.name, file.description, file.text, author] : (properties[property] ?? [])),
    moment: (property) => (property === 'lastmodifiedtime' ? Date.parse(file.modifiedAt) : null),
  }
}

const applicationTypes: ReadonlySet<string> = new Set(['driveItem', 'listItem', 'list', 'site', 'drive'])
const mostHits = 500

/** `POST /search/query` with an application's token: one request, its region, file types only. */
function search(call: GraphCall): SimulatedResponse {
  const requests = listOf(valueAt(call.body, 'requests'))
  const [request] = requests
  if (requests.length !== 1 || !isObject(request)) {
    throw invalid('SearchRequest Invalid (Only a single request is allowed.)')
  }
  checkRequest(call, request)
  const text = textOf(valueAt(request, 'query/queryString'))
  const query = parseKeywordQuery(text)
  const seeks = listOf(request['entityTypes']).includes('driveItem')
  const found = seeks ? candidates(call, request).filter(({ drive, file }) => matchesQuery(fileSearchable(drive, file), query)) : []
  const [from, size] = [numberOr(request['from'], 0), numberOr(request['size'], 25)]
  const page = found.slice(from, from + size)
  const hits = page.map((place, index) => hitOf(place, { rank: from + index + 1, query }))
  const container = { ...(hits.length === 0 ? {} : { hits }), total: found.length, moreResultsAvailable: from + size < found.length }
  return json(200, {
    '@odata.context': `${call.base}/$metadata#Collection(microsoft.graph.searchResponse)`,
    value: [{ searchTerms: termsOf(query), hitsContainers: [container] }],
  })
}

function invalid(message: string): GraphError {
  return new GraphError(400, 'BadRequest', message, {
    details: [{ code: 'Microsoft.SubstrateSearch.Api.ErrorReporting.ResourceBasedException', message }],
  })
}

function checkRequest(call: GraphCall, request: GraphObject): void {
  const { region } = call.tenant.quirks
  const types = listOf(request['entityTypes']).map(textOf)
  const checks: readonly (readonly [boolean, string])[] = [
    [
      types.every((type) => applicationTypes.has(type)) && types.length > 0,
      'SearchRequest Invalid (Entity type is not supported with application permission.)',
    ],
    [typeof request['region'] === 'string', 'SearchRequest Invalid (Region is required when request with application permission.)'],
    [request['region'] === region, `Requested region  not found. Only valid regions are ${region}.`],
    [numberOr(request['size'], 25) <= mostHits, `SearchRequest Invalid (Size must not exceed ${mostHits}.)`],
  ]
  const broken = checks.find(([isFine]) => !isFine)
  if (broken !== undefined) {
    throw invalid(broken[1])
  }
}

function numberOr(value: GraphObject[string] | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

interface FilePlace {
  readonly drive: Drive
  readonly file: DriveFile
}

/** Shared content only, unless private content is asked for by name. */
function candidates(call: GraphCall, request: GraphObject): FilePlace[] {
  const asked = valueAt(request, 'sharePointOneDriveOptions/includeContent') ?? 'sharedContent'
  const kinds = new Set(
    textOf(asked)
      .split(',')
      .map((kind) => kind.trim()),
  )
  const places = call.tenant.drives().flatMap((drive) => drive.files.map((file) => ({ drive, file })))
  return places.filter(({ file }) => kinds.has(file.isShared ? 'sharedContent' : 'privateContent'))
}

const hitProperties = [
  'id',
  'name',
  'size',
  'webUrl',
  'createdBy',
  'lastModifiedBy',
  'createdDateTime',
  'lastModifiedDateTime',
  'parentReference',
]

function hitOf({ drive, file }: FilePlace, { rank, query }: { rank: number; query: KeywordQuery }): GraphObject {
  const term = termsOf(query).find((candidate) => containsWords(file.text, candidate)) ?? ''
  return {
    hitId: file.id,
    rank,
    summary: `${file.text.slice(0, 40)} <c0>${term}</c0> <ddd/>`,
    resource: { '@odata.type': '#microsoft.graph.driveItem', ...pick(driveItemOf(drive, file, ''), hitProperties) },
  }
}

function termsOf(query: KeywordQuery): string[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return [...termsOf(query.left), ...termsOf(query.right)]
    case 'not':
      return []
    case 'term':
      return [query.value]
  }
}
