import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../../kernel/clock.js'
import { json, type SimulatedRequest, type SimulatedResponse } from '../simulator-server.js'
import { invalidToken } from './graph-error.js'

export interface AppRegistration {
  readonly tenantId: string
  /** The tenant's domain, which the token endpoint takes as well. */
  readonly domain: string
  readonly clientId: string
  clientSecret: string
  /** The application roles an administrator has consented to. */
  roles: readonly string[]
  isSecretExpired: boolean
}

const audience = 'https://graph.microsoft.com'

class TokenRefusal {
  constructor(
    readonly status: number,
    readonly error: string,
    readonly code: number,
    readonly text: string,
  ) {}
}

interface TokenClaims {
  readonly aud: string
  readonly exp: number
  readonly tid: string
  readonly roles: readonly string[]
  readonly generation: number
}

/** login.microsoftonline.com for one application: issues tokens for client credentials and recognises its own. */
export class TokenService {
  private readonly key = randomBytes(32)
  private generation = 0

  constructor(
    readonly app: AppRegistration,
    private readonly clock: Clock,
    private readonly lifetimeSeconds: number,
  ) {}

  /** `POST /{tenant}/oauth2/v2.0/token`. */
  readonly service = (request: SimulatedRequest): SimulatedResponse => {
    const form = new URLSearchParams(request.body.toString())
    const refusal = this.refusalOf(request, form)
    return refusal === null ? this.granted() : this.refused(refusal)
  }

  /** Every token given so far is expired from now on. */
  expireTokens(): void {
    this.generation += 1
  }

  /** The roles in a token that is ours, for Graph and still valid; otherwise Graph's 401. */
  rolesOf(authorization: string | undefined): ReadonlySet<string> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) {
      throw invalidToken('Access token is empty.')
    }
    const [head = '', payload = '', signature = ''] = token.split('.')
    if (signature !== this.sign(`${head}.${payload}`)) {
      throw invalidToken('Access token validation failure.')
    }
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as TokenClaims
    if (claims.generation !== this.generation || claims.exp * 1000 <= this.clock.now().getTime()) {
      throw invalidToken('Access token has expired or is not yet valid.')
    }
    return new Set(claims.roles)
  }

  private refusalOf({ method, url }: SimulatedRequest, form: URLSearchParams): TokenRefusal | null {
    const { app } = this
    const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(url.pathname)?.[1] ?? ''
    const checks: readonly (readonly [boolean, TokenRefusal])[] = [
      [method === 'POST', new TokenRefusal(400, 'invalid_request', 900561, 'The endpoint only accepts POST requests.')],
      [[app.tenantId, app.domain].includes(tenant), new TokenRefusal(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`)],
      [
        form.get('grant_type') === 'client_credentials',
        new TokenRefusal(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.'),
      ],
      [
        form.get('client_id') === app.clientId,
        new TokenRefusal(400, 'unauthorized_client', 700016, 'Application was not found in the directory.'),
      ],
      [
        form.get('scope') === `${audience}/.default`,
        new TokenRefusal(400, 'invalid_scope', 70011, 'The provided value for the input parameter scope is not valid.'),
      ],
      [
        form.has('client_secret'),
        new TokenRefusal(401, 'invalid_client', 7000218, "The request body must contain 'client_assertion' or 'client_secret'."),
      ],
      [form.get('client_secret') === app.clientSecret, new TokenRefusal(401, 'invalid_client', 7000215, 'Invalid client secret provided.')],
      [!app.isSecretExpired, new TokenRefusal(401, 'invalid_client', 7000222, 'The provided client secret keys are expired.')],
    ]
    return checks.find(([isFine]) => !isFine)?.[1] ?? null
  }

  private granted(): SimulatedResponse {
    const seconds = Math.floor(this.clock.now().getTime() / 1000)
    const claims = {
      aud: audience,
      iss: `https://sts.windows.net/${this.app.tenantId}/`,
      iat: seconds,
      nbf: seconds,
      exp: seconds + this.lifetimeSeconds,
      appid: this.app.clientId,
      idtyp: 'app',
      roles: this.app.roles,
      tid: this.app.tenantId,
      uti: randomUUID(),
      generation: this.generation,
    }
    const unsigned = `${encoded({ typ: 'JWT', alg: 'RS256', kid: 'simulated' })}.${encoded(claims)}`
    const lifetime = this.lifetimeSeconds
    return json(200, {
      token_type: 'Bearer',
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: `${unsigned}.${this.sign(unsigned)}`,
    })
  }

  private refused({ status, error, code, text }: TokenRefusal): SimulatedResponse {
    const at = this.clock.now().toISOString().slice(0, 19).replace('T', ' ')
    const [trace, correlation] = [randomUUID(), randomUUID()]
    const description = `AADSTS${code}: ${text}\r\nTrace ID: ${trace}\r\nCorrelation ID: ${correlation}\r\nTimestamp: ${at}Z`
    return json(status, {
      error,
      error_description: description,
      error_codes: [code],
      timestamp: `${at}Z`,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    })
  }

  private sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url')
  }
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
