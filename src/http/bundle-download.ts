import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Caller, Downloads, OpenedPart } from '../bundles/downloads.js'
import type { ByteRange } from '../bundles/chunk-cipher.js'
import { HubError } from '../kernel/errors.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { DOWNLOAD_COOKIE } from './graphql-handler.js'
import { type Exchange, type Route, securityHeaders, sendJson } from './exchange.js'

export interface DownloadRouteParts {
  readonly downloads: Downloads
  /** The viewer behind an Authorization header; null where there is none. Throws for a bad one. */
  readonly viewerOf: (authorization: string | undefined) => Promise<Viewer | null>
}

/** `GET /bundles/{id}/{part}?t={one-time token}`: the zip, whole or by range. */
export function bundleDownloadRoute(parts: DownloadRouteParts): Route {
  return { methods: ['GET'], path: '/bundles/:id/:part', handle: (exchange) => handle(parts, exchange) }
}

async function handle({ downloads, viewerOf }: DownloadRouteParts, { request, response, params }: Exchange): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://hub.invalid')
  const wanted = rangeOf(request)
  try {
    const caller = { viewer: await viewerOf(request.headers.authorization), cookie: cookieOf(request) } satisfies Caller
    const ask = {
      bundleId: params['id'] ?? '',
      part: Number(params['part']),
      token: url.searchParams.get('t') ?? '',
      range: wanted,
    }
    await send(await downloads.redeem(ask, caller), wanted, response)
  } catch (thrown) {
    refuse(response, thrown)
  }
}

/** A link that does not fit, for whatever reason, is simply not there. */
function refuse(response: ServerResponse, thrown: unknown): void {
  if (response.headersSent || !(thrown instanceof HubError) || thrown.code === 'INTERNAL') {
    throw thrown
  }
  const isBadToken = thrown.code === 'UNAUTHENTICATED'
  sendJson(response, isBadToken ? 401 : 404, { error: isBadToken ? 'UNAUTHENTICATED' : 'NOT_FOUND' })
}

/** What a Range header asks for; null where there is none that we know. */
interface WantedRange {
  readonly start: number | null
  readonly end: number | null
  readonly ifRange: string | null
}

function rangeOf({ headers }: IncomingMessage): WantedRange | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) {
    return null
  }
  const number = (text: string | undefined): number | null => (text === undefined || text === '' ? null : Number(text))
  return { start: number(match[1]), end: number(match[2]), ifRange: headers['if-range']?.toString() ?? null }
}

async function send(part: OpenedPart, wanted: WantedRange | null, response: ServerResponse): Promise<void> {
  const isCurrent = wanted !== null && (wanted.ifRange === null || wanted.ifRange === part.etag)
  const range = isCurrent ? resolved(wanted, part.bytes) : { start: 0, end: part.bytes }
  const common = { ...securityHeaders, etag: part.etag, 'accept-ranges': 'bytes' }
  if (range === null) {
    response.writeHead(416, { ...common, 'content-range': `bytes */${part.bytes}` }).end()
    return
  }
  response.writeHead(isCurrent ? 206 : 200, {
    ...common,
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${part.fileName}"`,
    'content-length': range.end - range.start,
    ...(isCurrent ? { 'content-range': `bytes ${range.start}-${range.end - 1}/${part.bytes}` } : {}),
  })
  await pour(part, range, response)
}

/** First and last byte as a half-open range; null when it lies outside. */
function resolved({ start, end }: WantedRange, bytes: number): ByteRange | null {
  const first = start ?? Math.max(0, bytes - (end ?? 0))
  const last = start === null || end === null ? bytes - 1 : Math.min(end, bytes - 1)
  return first < bytes && first <= last ? { start: first, end: last + 1 } : null
}

/** Sends no faster than the client takes, and tells how far it came. */
async function pour(part: OpenedPart, range: ByteRange, response: ServerResponse): Promise<void> {
  let end = range.start
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of part.read(range)) {
      yield chunk
      end += chunk.length
    }
  }
  try {
    await pipeline(counted, response)
  } catch (thrown) {
    end = Math.min(end, range.end - 1)
    if (!isGone(thrown)) {
      throw thrown
    }
  } finally {
    await part.wentOut({ start: range.start, end })
  }
}

/** Whether the client went away, which is its right. */
function isGone(thrown: unknown): boolean {
  const codes: readonly unknown[] = ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ECONNABORTED']
  return thrown instanceof Error && 'code' in thrown && codes.includes(thrown.code)
}

function cookieOf({ headers }: IncomingMessage): string | null {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === DOWNLOAD_COOKIE)?.[1] ?? null
}
