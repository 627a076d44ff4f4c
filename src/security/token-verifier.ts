import { type JWTPayload, jwtVerify, type JWTVerifyResult } from 'jose'
import type { Clock } from '../kernel/clock.js'
import { ConfigurationError, HubError, InternalError, UnauthenticatedError } from '../kernel/errors.js'
import { Role, type VerifiedClaim, type Viewer } from '../vocabulary/viewer.js'
import { BoundedCache } from './bounded-cache.js'
import { accountHashes } from './identifier-hasher.js'
import { IdentityProvider, isProviderFailure } from './identity-provider.js'
import type { MasterKeys } from './master-keys.js'

/** How the hub trusts an OpenID Connect provider. */
export interface TokenRules {
  readonly issuer: string
  readonly audience: string
  /** Signature algorithms that the provider uses; only asymmetric ones. */
  readonly algorithms: readonly string[]
  readonly clockToleranceSeconds: number
  /** Name of the claim that names the account: `sub`. */
  readonly subjectClaim: string
  /** Path to a list, or a text of words: `roles`, `realm_access.roles`. */
  readonly rolesClaim: string
  /** The provider's names of roles and what they are here. Others count for nothing. */
  readonly roles: Readonly<Record<string, Role>>
  /** `auth_time`: seconds since the epoch. */
  readonly authenticatedAtClaim: string
  /** Path to the ids of the subjects of a verified mandate; null where there are none. */
  readonly mandatesClaim: string | null
  /** How often at most the provider is asked for keys that it had not; 5,000. */
  readonly keysCooldownMs?: number
}

const trustedAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const accessTokenTypes = [undefined, 'jwt', 'at+jwt', 'application/at+jwt']
const longestTokenLength = 16_384
const cachedTokens = 10_000
const cacheMs = 60_000

/** Turns an access token into the viewer it vouches for, as a resource server does (RFC 9068, OpenID Connect Core). */
export class TokenVerifier {
  private readonly cache: BoundedCache<Viewer>
  private readonly provider: IdentityProvider

  constructor(
    private readonly rules: TokenRules,
    private readonly masterKeys: MasterKeys,
    private readonly clock: Clock,
  ) {
    const untrusted = rules.algorithms.filter((algorithm) => !trustedAlgorithms.includes(algorithm))
    if (untrusted.length > 0 || rules.algorithms.length === 0) {
      throw new ConfigurationError([`Token algorithms must be some of ${trustedAlgorithms.join(', ')}.`])
    }
    this.provider = new IdentityProvider(rules.issuer, clock, rules.keysCooldownMs ?? 5_000)
    this.cache = new BoundedCache(cachedTokens, clock)
  }

  /** Throws UnauthenticatedError, the same whatever is wrong with the token, and InternalError when the provider cannot be reached. */
  async verify(token: string): Promise<Viewer> {
    if (token.length > longestTokenLength) {
      throw new UnauthenticatedError()
    }
    const known = this.cache.get(token)
    if (known !== undefined) {
      return known
    }
    const { payload } = await this.verified(token)
    const viewer = this.viewerOf(payload)
    this.cache.put(token, viewer, this.cacheableMs(payload))
    return viewer
  }

  /** Throws InternalError where the provider does not answer as it should. */
  probe(): Promise<void> {
    return this.provider.probe()
  }

  private async verified(token: string): Promise<JWTVerifyResult> {
    const { issuer, audience, algorithms, clockToleranceSeconds, subjectClaim } = this.rules
    try {
      const result = await jwtVerify(token, this.provider.keyFor, {
        issuer,
        audience,
        algorithms: [...algorithms],
        clockTolerance: clockToleranceSeconds,
        currentDate: this.clock.now(),
        requiredClaims: ['exp', subjectClaim],
      })
      if (!accessTokenTypes.includes(result.protectedHeader.typ?.toLowerCase())) {
        throw new UnauthenticatedError()
      }
      return result
    } catch (error) {
      throw refusalOf(error)
    }
  }

  private viewerOf(payload: JWTPayload): Viewer {
    const account = payload[this.rules.subjectClaim]
    if (typeof account !== 'string' || account === '') {
      throw new UnauthenticatedError()
    }
    const [accountHash = '', ...formerAccountHashes] = accountHashes(this.masterKeys, this.rules.issuer, account)
    const roles = new Set(this.rolesOf(payload))
    const authenticatedAt = claimAt(payload, this.rules.authenticatedAtClaim)
    const mandates = this.rules.mandatesClaim === null ? [] : wordsOf(claimAt(payload, this.rules.mandatesClaim))
    return {
      accountHash,
      formerAccountHashes,
      roles,
      representedSubjectIds: roles.has(Role.REPRESENTATIVE) ? mandates : [],
      authenticatedAt: typeof authenticatedAt === 'number' ? authenticatedAt : null,
      expiresAt: (payload.exp ?? 0) + this.rules.clockToleranceSeconds,
      verifiedClaims: verifiedClaimsOf(payload),
    }
  }

  private rolesOf(payload: JWTPayload): Role[] {
    const names = wordsOf(claimAt(payload, this.rules.rolesClaim))
    return names
      .flatMap((name) => (Object.hasOwn(this.rules.roles, name) ? [this.rules.roles[name]] : []))
      .filter((role) => role !== undefined)
  }

  /** Until the token expires, and no longer than a minute. */
  private cacheableMs({ exp = 0 }: JWTPayload): number {
    return Math.min(exp * 1_000 - this.clock.now().getTime(), cacheMs)
  }
}

function refusalOf(error: unknown): HubError {
  if (error instanceof HubError) {
    return error
  }
  return isProviderFailure(error) ? new InternalError('The identity provider does not answer.', error) : new UnauthenticatedError(error)
}

/** A claim by its name, which may hold dots itself, or by a path of names. */
function claimAt(payload: JWTPayload, path: string): unknown {
  if (Object.hasOwn(payload, path)) {
    return payload[path]
  }
  return path
    .split('.')
    .reduce<unknown>((value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined), payload)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return value.split(' ').filter((word) => word !== '')
  }
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : []
}

/** Only what the provider says it has verified, in so many words; and the name, which by itself proves nothing. */
function verifiedClaimsOf(payload: JWTPayload): VerifiedClaim[] {
  const claims: readonly (readonly [VerifiedClaim['kind'], unknown])[] = [
    ['EMAIL', payload['email_verified'] === true ? payload['email'] : null],
    ['PHONE', payload['phone_number_verified'] === true ? payload['phone_number'] : null],
    ['NAME', payload['name']],
  ]
  return claims.flatMap(([kind, value]) => (typeof value === 'string' && value !== '' ? [{ kind, value }] : []))
}
