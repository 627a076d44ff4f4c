import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { type Clock, systemClock } from '../kernel/clock.js'
import { json, type SimulatedRequest, type SimulatedResponse, SimulatorServer } from './simulator-server.js'

/** Somebody who can log in. */
export interface SimulatedAccount {
  /** The `sub` of the tokens. */
  readonly key: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
}

export interface IdentityProviderOptions {
  readonly accounts: readonly SimulatedAccount[]
  /** Audience of the access tokens. */
  readonly audience: string
  /** File of the private key, made where there is none; without one the key lives in memory only. */
  readonly keyFile?: string
  readonly port?: number
  readonly clock?: Clock
  readonly tokenLifetimeSeconds?: number
}

const algorithm = 'ES256'
const longestAuthAgeSeconds = 366 * 86_400

/**
 * An OpenID Connect provider on loopback: discovery, published keys, and a token endpoint at which everybody who asks is
 * let in as the account they name, logged in as long ago as they say. For demonstrations only.
 */
export class IdentityProviderSimulator {
  readonly server: SimulatorServer
  private readonly accounts: ReadonlyMap<string, SimulatedAccount>
  private readonly clock: Clock

  private constructor(
    private readonly options: IdentityProviderOptions,
    private readonly key: ProviderKey,
  ) {
    this.accounts = new Map(options.accounts.map((account) => [account.key, account]))
    this.clock = options.clock ?? systemClock
    this.server = new SimulatorServer((request) => this.answer(request))
  }

  static async start(options: IdentityProviderOptions): Promise<IdentityProviderSimulator> {
    const provider = new IdentityProviderSimulator(options, await openKey(options.keyFile))
    await provider.server.start(options.port ?? 0)
    return provider
  }

  get issuer(): string {
    return this.server.url
  }

  stop(): Promise<void> {
    return this.server.stop()
  }

  /** An access token (RFC 9068) of an account that proved who it is `authAgeSeconds` ago; null for an account that is not here. */
  async accessToken(account: string, authAgeSeconds = 0): Promise<string | null> {
    const known = this.accounts.get(account)
    if (known === undefined) {
      return null
    }
    const now = Math.floor(this.clock.now().getTime() / 1_000)
    const { name, email, roles } = known
    return new SignJWT({ name, email, email_verified: true, roles, auth_time: now - authAgeSeconds })
      .setProtectedHeader({ alg: algorithm, kid: this.key.kid, typ: 'at+jwt' })
      .setIssuer(this.issuer)
      .setAudience(this.options.audience)
      .setSubject(known.key)
      .setIssuedAt(now)
      .setExpirationTime(now + this.lifetimeSeconds)
      .sign(this.key.privateKey)
  }

  private get lifetimeSeconds(): number {
    return this.options.tokenLifetimeSeconds ?? 3_600
  }

  private answer(request: SimulatedRequest): SimulatedResponse | Promise<SimulatedResponse> {
    switch (`${request.method} ${request.url.pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return json(200, this.description())
      case 'GET /keys':
        return json(200, { keys: [this.key.publicJwk] })
      case 'POST /token':
        return this.answerToken(new URLSearchParams(request.body.toString('utf8')))
      default:
        return json(404, { error: 'not_found' })
    }
  }

  /** OpenID Connect Discovery 1.0, section 3. */
  private description(): Readonly<Record<string, unknown>> {
    return {
      issuer: this.issuer,
      jwks_uri: `${this.issuer}/keys`,
      token_endpoint: `${this.issuer}/token`,
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [algorithm],
      claims_supported: ['sub', 'name', 'email', 'email_verified', 'roles', 'auth_time'],
    }
  }

  /** RFC 6749, sections 5.1 and 5.2; the form names an `account` and, if wanted, its `auth_age` in seconds. */
  private async answerToken(form: URLSearchParams): Promise<SimulatedResponse> {
    const authAge = Number(form.get('auth_age') ?? '0')
    if (!Number.isInteger(authAge) || authAge < 0 || authAge > longestAuthAgeSeconds) {
      return json(400, { error: 'invalid_request', error_description: 'auth_age must be a whole number of seconds.' })
    }
    const token = await this.accessToken(form.get('account') ?? '', authAge)
    return token === null
      ? json(400, { error: 'invalid_grant', error_description: 'There is no such account.' })
      : json(200, { access_token: token, token_type: 'Bearer', expires_in: this.lifetimeSeconds }, { 'cache-control': 'no-store' })
  }
}

interface ProviderKey {
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK
}

async function openKey(file: string | undefined): Promise<ProviderKey> {
  if (file === undefined) {
    return asKey(await newKey())
  }
  if (!existsSync(file)) {
    await writeFile(file, JSON.stringify(await newKey()), { mode: 0o600, flag: 'wx' })
  }
  return asKey(JSON.parse(await readFile(file, 'utf8')) as JWK)
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return exportJWK(privateKey)
}

async function asKey(jwk: JWK): Promise<ProviderKey> {
  const kid = await calculateJwkThumbprint(jwk)
  const { kty, crv, x, y } = jwk
  const privateKey = (await importJWK(jwk, algorithm)) as CryptoKey
  return { kid, privateKey, publicJwk: { kty, crv, x, y, kid, alg: algorithm, use: 'sig' } }
}
