import { CoverageReason } from '../../vocabulary/coverage.js'
import type { RecordRef } from '../../vocabulary/source-record.js'
import { HttpClient, type HttpStream } from '../http-client.js'
import { SourceError } from '../source-error.js'
import { drained, type GraphClient } from './graph-client.js'
import { asSourceError, failureOf, malformed } from './graph-failure.js'
import { segment } from './odata.js'
import type { Microsoft365Settings } from './options.js'
import { type ItemPlace, placeOf } from './references.js'
import { Microsoft365RecordType as Type } from './record-types.js'

const redirections: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** The bytes of mail, attachments and files. Files are handed out by another host, by a link that needs no token and gets none. */
export class Content {
  private readonly hosts = new Map<string, HttpClient>()

  constructor(
    private readonly client: GraphClient,
    private readonly settings: Pick<Microsoft365Settings, 'graphOrigin' | 'http'>,
  ) {}

  async open(ref: RecordRef, attachmentId: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    signal.throwIfAborted()
    const answer = await this.client.stream(pathOf(ref, attachmentId), signal)
    return redirections.has(answer.status) ? this.elsewhere(answer, signal) : bodyOf(answer)
  }

  async close(): Promise<void> {
    await Promise.all([...this.hosts.values()].map((host) => host.close()))
  }

  private async elsewhere(answer: HttpStream, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    await drained(answer)
    const link = this.linkIn(answer)
    const request = { method: 'GET', path: link.pathname + link.search, signal, safe: true } as const
    return bodyOf(await this.hostOf(link.origin).stream(request))
  }

  /** Encrypted, unless Graph itself is not. */
  private linkIn({ headers }: HttpStream): URL {
    const location = headers['location']
    const link = location !== undefined && URL.canParse(location) ? new URL(location) : null
    if (link === null || (link.protocol !== 'https:' && link.protocol !== new URL(this.settings.graphOrigin).protocol)) {
      throw malformed('no usable link to the content of a file')
    }
    return link
  }

  private hostOf(origin: string): HttpClient {
    const host = this.hosts.get(origin) ?? new HttpClient({ ...this.settings.http, origin })
    this.hosts.set(origin, host)
    return host
  }
}

function pathOf({ recordType, externalId }: RecordRef, attachmentId: string): string {
  const place = placeOf(externalId)
  const isWhole = attachmentId === 'self'
  if (recordType === Type.MESSAGE || recordType === Type.EVENT) {
    const item = outlookPath(recordType === Type.MESSAGE ? 'messages' : 'events', place)
    return isWhole ? `${item}/$value` : `${item}/attachments/${segment(attachmentId)}/$value`
  }
  if (recordType === Type.FILE && isWhole) {
    return `/drives/${segment(place.container)}/items/${segment(place.item)}/content`
  }
  throw new SourceError(CoverageReason.NOT_SEARCHED, `A ${recordType} has no such content.`)
}

function outlookPath(kind: 'messages' | 'events', { container, item }: ItemPlace): string {
  return `/users/${segment(container)}/${kind}/${segment(item)}`
}

async function bodyOf(answer: HttpStream): Promise<AsyncIterable<Uint8Array>> {
  if (answer.status !== 200) {
    await drained(answer)
    throw asSourceError(failureOf(answer.status, undefined), 'the content of a record')
  }
  return answer.body
}
