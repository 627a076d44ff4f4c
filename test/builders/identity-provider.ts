import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'

interface ProviderKey {
  readonly kid: string
  readonly algorithm: string
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK
}

/** An OpenID Connect provider on loopback with discovery, published keys, and tokens for whoever a test needs. */
export class IdentityProviderDouble {
  /** Paths that were asked for, in order. */
  readonly asked: string[] = []
  /** What the discovery document claims to be; the true address unless a test lies. */
  claimedIssuer: string | null = null
  private readonly keys: ProviderKey[] = []
  private server: Server | null = null
  private port = 0

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async start(): Promise<this> {
    if (this.keys.length === 0) {
      await this.addKey('first', 'ES256')
    }
    this.server = createServer((request, response) => {
      this.asked.push(request.url ?? '')
      const document = this.documents()[request.url ?? '']
      response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(document ?? {}))
    })
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
    return this
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise<void>((resolve) => this.server?.close(() => resolve()))
  }

  async addKey(kid: string, algorithm: string): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
    const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }
    this.keys.push({ kid, algorithm, privateKey, publicJwk })
  }

  /** An access token as the provider gives it, signed with its newest key; `claims` and `header` change what they name. */
  async token(claims: JWTPayload = {}, header: Readonly<Record<string, string>> = {}): Promise<string> {
    const key = this.keys.at(-1)
    if (key === undefined) {
      throw new Error('Start the provider first.')
    }
    const now = Math.floor(Date.now() / 1_000)
    const standard = { iss: this.issuer, aud: 'privacy-hub', sub: 'account-1', iat: now, exp: now + 300 }
    return new SignJWT({ ...standard, ...claims }).setProtectedHeader({ alg: key.algorithm, kid: key.kid, ...header }).sign(key.privateKey)
  }

  private documents(): Readonly<Record<string, unknown>> {
    return {
      '/.well-known/openid-configuration': { issuer: this.claimedIssuer ?? this.issuer, jwks_uri: `${this.issuer}/keys` },
      '/keys': { keys: this.keys.map(({ publicJwk }) => publicJwk) },
    }
  }
}
