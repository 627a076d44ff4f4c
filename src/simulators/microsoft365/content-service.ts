import { createHmac, randomBytes } from 'node:crypto'
import { json, type SimulatedRequest, type SimulatedResponse } from '../simulator-server.js'
import type { Drive, DriveFile } from './drive.js'
import type { Tenant } from './tenant.js'

const validForMilliseconds = 5 * 60_000

/** The origin behind the 302 of `/content`: signed addresses, valid for some minutes, to be asked without any Authorization. */
export class ContentService {
  private readonly key = randomBytes(32)

  constructor(
    private readonly tenant: Tenant,
    private readonly origin: () => string,
  ) {}

  addressOf(drive: Drive, file: DriveFile): string {
    const path = `/download/${encodeURIComponent(drive.id)}/${file.id}`
    const expires = String(this.tenant.clock.now().getTime() + validForMilliseconds)
    return `${this.origin()}${path}?${new URLSearchParams({ expires, tempauth: this.sign(path, expires) }).toString()}`
  }

  readonly service = ({ url, headers }: SimulatedRequest): SimulatedResponse => {
    const expires = url.searchParams.get('expires') ?? ''
    const isSigned = url.searchParams.get('tempauth') === this.sign(url.pathname, expires)
    if (headers['authorization'] !== undefined || !isSigned || Number(expires) < this.tenant.clock.now().getTime()) {
      return json(401, { error: { code: 'unauthenticated', message: 'The caller is not authenticated.' } })
    }
    const [, , driveId = '', fileId = ''] = url.pathname.split('/')
    const file = this.tenant.drive(decodeURIComponent(driveId))?.file(fileId)
    return file === undefined
      ? json(404, { error: { code: 'itemNotFound', message: 'The resource could not be found.' } })
      : { status: 200, headers: { 'content-type': file.mimeType }, body: file.content }
  }

  private sign(path: string, expires: string): string {
    return createHmac('sha256', this.key).update(`${path}:${expires}`).digest('base64url')
  }
}
