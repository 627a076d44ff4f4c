import { json, type SimulatedResponse } from '../simulator-server.js'
import type { Drive, DriveFile } from './drive.js'
import { GraphError, refusals } from './graph-error.js'
import { type GraphObject, type Json, pick, valueAt } from './graph-object.js'
import type { Tenant } from './tenant.js'

/** One request to Graph, checked and taken apart. */
export interface GraphCall {
  readonly tenant: Tenant
  readonly method: string
  /** Below `/v1.0`, still encoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
  readonly content: Buffer
  readonly params: Readonly<Record<string, string>>
  readonly roles: ReadonlySet<string>
  /** `http://host:port/v1.0`: what absolute links start with. */
  readonly base: string
  /** A signed address on the content origin, good for some minutes. */
  downloadAddress(drive: Drive, file: DriveFile): string
}

export type GraphHandler = (call: GraphCall) => SimulatedResponse

export interface Route {
  readonly method: string
  /** `{name}` stands for one path segment. */
  readonly pattern: string
  /** Any one of these application roles opens it. */
  readonly roles: readonly string[]
  readonly handler: GraphHandler
}

/** `$filter`, or `filter` as v1.0 also accepts. */
export function option(call: GraphCall, name: string): string | null {
  return call.query.get(`$${name}`) ?? call.query.get(name)
}

export function parameter(call: GraphCall, name: string): string {
  return call.params[name] ?? ''
}

export function wants(call: GraphCall, preference: string): boolean {
  return (call.headers['prefer'] ?? '').toLowerCase().replaceAll(' ', '').includes(preference.toLowerCase())
}

export function isAdvanced(call: GraphCall): boolean {
  return (call.headers['consistencylevel'] ?? '').toLowerCase() === 'eventual'
}

/** How a kind of resource is shown: what `$select` may name, what comes unasked, what comes always. */
export interface ResourceShape {
  readonly type: string
  readonly context: string
  readonly known: ReadonlySet<string>
  readonly defaults: readonly string[] | null
  readonly always: readonly string[]
  readonly pageSize: number
  readonly maximum: number
}

export function selection(call: GraphCall, shape: ResourceShape): readonly string[] | null {
  if (option(call, 'expand') !== null) {
    throw refusals.notSimulated('$expand')
  }
  const asked = option(call, 'select')
  if (asked === null) {
    return shape.defaults
  }
  const names = asked.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !shape.known.has(name))
  if (unknown !== undefined) {
    const message = `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.${shape.type}'.`
    throw new GraphError(400, 'BadRequest', message)
  }
  return [...shape.always, ...names]
}

export function shown(object: GraphObject, properties: readonly string[] | null): GraphObject {
  return properties === null ? object : pick(object, properties)
}

/** One resource as an answer. */
export function entity(call: GraphCall, shape: ResourceShape, object: GraphObject): SimulatedResponse {
  const context = `${call.base}/$metadata#${shape.context}/$entity`
  return json(200, { '@odata.context': context, ...shown(object, selection(call, shape)) })
}

interface Cursor {
  readonly offset: number
  /** Whether the empty page before this one was already given. */
  readonly isAfterEmpty?: boolean
}

/** One page of a collection, with an absolute link to the next while there is more. */
export function collection(call: GraphCall, shape: ResourceShape, objects: readonly GraphObject[]): SimulatedResponse {
  const cursor = cursorOf(call)
  const size = pageSizeOf(call, shape)
  const isEmpty = call.tenant.quirks.hasEmptyPages && cursor.isAfterEmpty !== true && objects.length > 0
  const page = isEmpty ? [] : objects.slice(cursor.offset, cursor.offset + size)
  const next: Cursor = isEmpty ? { ...cursor, isAfterEmpty: true } : { offset: cursor.offset + size }
  const hasMore = next.offset < objects.length
  const properties = selection(call, shape)
  const isFirst = cursor.offset === 0 && cursor.isAfterEmpty !== true
  return json(200, {
    '@odata.context': `${call.base}/$metadata#${shape.context}`,
    ...(isFirst && isCounted(call, shape) ? { '@odata.count': objects.length } : {}),
    ...(hasMore ? { '@odata.nextLink': nextLink(call, next) } : {}),
    value: page.map((object) => shown(object, properties)),
  })
}

/** In the directory `$count=true` is silently ignored without the header. */
function isCounted(call: GraphCall, shape: ResourceShape): boolean {
  const isDirectory = shape.type === 'user' || shape.type === 'orgContact'
  return option(call, 'count') === 'true' && (!isDirectory || isAdvanced(call))
}

function pageSizeOf(call: GraphCall, shape: ResourceShape): number {
  const top = option(call, 'top')
  const asked = top === null ? shape.pageSize : Number(top)
  if (!Number.isInteger(asked) || asked < 1 || asked > shape.maximum) {
    throw new GraphError(
      400,
      'BadRequest',
      `Invalid page size specified: '${top ?? ''}'. Must be between 1 and ${shape.maximum} inclusive.`,
    )
  }
  return Math.min(asked, call.tenant.quirks.pageSize)
}

function cursorOf(call: GraphCall): Cursor {
  const token = option(call, 'skiptoken')
  if (token === null) {
    return { offset: Number(option(call, 'skip') ?? 0) }
  }
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString()) as Cursor
  } catch {
    throw new GraphError(400, 'BadRequest', 'The skip token is malformed.')
  }
}

function nextLink(call: GraphCall, cursor: Cursor): string {
  const query = new URLSearchParams(call.query)
  query.delete('$skip')
  query.set('$skiptoken', Buffer.from(JSON.stringify(cursor)).toString('base64url'))
  return `${call.base}${call.path}?${query.toString()}`
}

/** Sorted by `$orderby`, in the order of the store where none is asked. */
export function ordered(objects: readonly GraphObject[], orderBy: string | null): GraphObject[] {
  const terms = (orderBy ?? '').split(',').filter((term) => term.trim() !== '')
  return terms.reduceRight<GraphObject[]>(
    (sorted, term) => {
      const [path = '', direction = 'asc'] = term.trim().split(/\s+/)
      const sign = direction === 'desc' ? -1 : 1
      return [...sorted].sort((a, b) => sign * sortKey(a, path).localeCompare(sortKey(b, path)))
    },
    [...objects],
  )
}

function sortKey(object: GraphObject, path: string): string {
  const value = valueAt(object, path)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
