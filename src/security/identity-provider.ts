import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '../kernel/clock.js'
import { ConfigurationError, InternalError } from '../kernel/errors.js'

const timeoutMs = 5_000
const rediscoverMs = 3_600_000
const maxDocumentBytes = 1_048_576

/** The identity provider's own description and keys, found by OpenID Connect Discovery 1.0 and kept for an hour. */
export class IdentityProvider {
  private discovered: Promise<JWTVerifyGetKey> | null = null
  private until = 0

  constructor(
    private readonly issuer: string,
    private readonly clock: Clock,
    private readonly cooldownMs: number,
  ) {
    if (!isSafe(issuer)) {
      throw new ConfigurationError(['The issuer must be an https address (http only on this machine).'])
    }
  }

  /** The key that a token names. For a key not yet known the provider is asked again, not more often than once in `cooldownMs`. */
  readonly keyFor: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.find()
    return keys(header, token)
  }

  /** Throws InternalError where the provider does not answer as it should. */
  async probe(): Promise<void> {
    await this.find()
  }

  private find(): Promise<JWTVerifyGetKey> {
    const now = this.clock.now().getTime()
    if (this.discovered === null || now >= this.until) {
      this.until = now + rediscoverMs
      this.discovered = this.discover().catch((error: unknown) => {
        this.discovered = null
        throw error
      })
    }
    return this.discovered
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const document = await this.readDescription()
    const { issuer, jwks_uri: jwksUri } = document
    if (issuer !== this.issuer || typeof jwksUri !== 'string' || !isSafe(jwksUri)) {
      throw new InternalError('The identity provider describes itself with another issuer, or without a safe address for its keys.')
    }
    return createRemoteJWKSet(new URL(jwksUri), {
      timeoutDuration: timeoutMs,
      cooldownDuration: this.cooldownMs,
      cacheMaxAge: rediscoverMs,
    })
  }

  private async readDescription(): Promise<Record<string, unknown>> {
    const address = `${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
    try {
      const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
      const text = response.ok ? await boundedText(response) : ''
      return JSON.parse(text) as Record<string, unknown>
    } catch (error) {
      throw new InternalError('The identity provider does not answer.', error)
    }
  }
}

/** Stops reading where the document is larger than it should be. */
async function boundedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > maxDocumentBytes) {
      throw new InternalError('The identity provider sent a larger description of itself than it should.')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Whether verifying failed because the provider did, not the token. */
export function isProviderFailure(error: unknown): boolean {
  const isGeneric = error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC'
  return isGeneric || error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || !(error instanceof errors.JOSEError)
}

function isSafe(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))
}
