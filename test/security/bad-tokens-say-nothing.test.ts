import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { SettableClock } from '../../src/kernel/clock.js'
import { ConfigurationError, InternalError, UnauthenticatedError } from '../../src/kernel/errors.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { type TokenRules, TokenVerifier } from '../../src/security/token-verifier.js'
import { IdentityProviderDouble } from '../builders/identity-provider.js'

const masterKeys = MasterKeys.parse(`a:${randomBytes(32).toString('base64')}`)
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds

let provider: IdentityProviderDouble
let clock: SettableClock

beforeEach(async () => {
  provider = await new IdentityProviderDouble().start()
  clock = new SettableClock(new Date())
})
afterEach(() => provider.stop())

function verifierWith(rules: Partial<TokenRules> = {}): TokenVerifier {
  const standard: TokenRules = {
    issuer: provider.issuer,
    audience: 'privacy-hub',
    algorithms: ['ES256'],
    clockToleranceSeconds: 5,
    subjectClaim: 'sub',
    rolesClaim: 'realm_access.roles',
    roles: { burger: 'SUBJECT', mandataris: 'REPRESENTATIVE', 'privacy-officer': 'DPO' },
    authenticatedAtClaim: 'auth_time',
    mandatesClaim: 'mandates',
  }
  return new TokenVerifier({ ...standard, ...rules }, masterKeys, clock)
}

async function signedElsewhere(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256')
  const claims = { iss: provider.issuer, aud: 'privacy-hub', sub: 'account-1', exp: inSeconds(300) }
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'first' }).sign(privateKey)
}

/** The old trick: the public key, which everybody knows, used as a shared secret. */
async function signedWithPublicKeyAsSecret(): Promise<string> {
  const response = await fetch(`${provider.issuer}/keys`)
  const claims = { iss: provider.issuer, aud: 'privacy-hub', sub: 'account-1', exp: inSeconds(300) }
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(Buffer.from(await response.text()))
}

/** The attacker's own key, offered within the token. */
async function bringingItsOwnKey(): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const header = { alg: 'ES256', kid: 'first', jwk: await exportJWK(publicKey) }
  const claims = { iss: provider.issuer, aud: 'privacy-hub', sub: 'account-1', exp: inSeconds(300) }
  return new SignJWT(claims).setProtectedHeader(header).sign(privateKey)
}

const unsigned = (): string =>
  new UnsecuredJWT({ iss: provider.issuer, aud: 'privacy-hub', sub: 'account-1', exp: inSeconds(300) }).encode()

async function tampered(): Promise<string> {
  const [header, , signature] = (await provider.token()).split('.')
  const payload = Buffer.from(JSON.stringify({ iss: provider.issuer, aud: 'privacy-hub', sub: 'other', exp: inSeconds(300) }))
  return `${header}.${payload.toString('base64url')}.${signature}`
}

describe('a bad token', () => {
  const bad: readonly (readonly [string, () => string | Promise<string>])[] = [
    ['is no token at all', () => 'Lotte'],
    ['is empty', () => ''],
    ['is unsigned', unsigned],
    ['is signed by somebody else', signedElsewhere],
    ['is signed with the public key as a secret', signedWithPublicKeyAsSecret],
    ['brings its own key', bringingItsOwnKey],
    ['was changed', tampered],
    ['has expired', () => provider.token({ exp: inSeconds(-30) })],
    ['is not valid yet', () => provider.token({ nbf: inSeconds(60) })],
    ['never expires', () => provider.token({ exp: undefined })],
    ['is for another audience', () => provider.token({ aud: 'other-service' })],
    ['is of another issuer', () => provider.token({ iss: 'https://other.example' })],
    ['names no account', () => provider.token({ sub: undefined })],
    ['names a key that nobody has', () => provider.token({}, { kid: 'unknown' })],
    ['is no access token', () => provider.token({}, { typ: 'logout+jwt' })],
    ['is enormous', () => provider.token({ padding: 'x'.repeat(20_000) })],
  ]

  test.each(bad)('that %s is refused in the same words as any other', async (_what, make) => {
    const refusal = verifierWith().verify(await make())
    await expect(refusal).rejects.toBeInstanceOf(UnauthenticatedError)
    await expect(refusal).rejects.toThrow(/^A valid access token is needed\.$/)
  })

  test('signed with an algorithm that was not agreed on is refused', async () => {
    await provider.addKey('second', 'EdDSA')
    const token = await provider.token()
    await expect(verifierWith().verify(token)).rejects.toBeInstanceOf(UnauthenticatedError)
    await expect(verifierWith({ algorithms: ['EdDSA'] }).verify(token)).resolves.toBeDefined()
  })

  test.each(['none', 'HS256'])('could only pass with %s, which cannot be configured', (algorithm) => {
    expect(() => verifierWith({ algorithms: ['ES256', algorithm] })).toThrow(ConfigurationError)
  })

  test('was good once and is refused as soon as it has expired', async () => {
    const verifier = verifierWith()
    const token = await provider.token({ exp: inSeconds(30) })
    await expect(verifier.verify(token)).resolves.toBeDefined()
    clock.advance(40_000)
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(UnauthenticatedError)
  })

  test('that names unknown keys again and again does not make the hub ask again and again', async () => {
    const verifier = verifierWith()
    for (const kid of ['a', 'b', 'c', 'd']) {
      await expect(verifier.verify(await provider.token({}, { kid }))).rejects.toBeInstanceOf(UnauthenticatedError)
    }
    expect(provider.asked.filter((path) => path === '/keys')).toHaveLength(1)
  })
})

describe('a good token', () => {
  test.each(['JWT', 'at+jwt', 'application/at+jwt'])('of type %s gives the viewer it vouches for', async (typ) => {
    const token = await provider.token(
      { realm_access: { roles: ['burger', 'offline_access', 'constructor'] }, auth_time: 1_700_000_000, mandates: ['subject-9'] },
      { typ },
    )
    const viewer = await verifierWith().verify(token)
    expect([...viewer.roles]).toEqual(['SUBJECT'])
    expect(viewer).toMatchObject({ authenticatedAt: 1_700_000_000, representedSubjectIds: [] })
    expect(viewer.accountHash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('carries mandates for a representative, and a text of words for roles', async () => {
    const token = await provider.token({ scope: 'openid mandataris', mandates: ['subject-9', 'subject-10', 7] })
    const viewer = await verifierWith({ rolesClaim: 'scope' }).verify(token)
    expect(viewer.representedSubjectIds).toEqual(['subject-9', 'subject-10'])
  })

  test('vouches for an address only where the provider has verified it', async () => {
    const claims = { email: 'lotte@peeters-design.example', phone_number: '+32470000101' }
    const verifier = verifierWith()
    const verifiedOf = async (more: object) => (await verifier.verify(await provider.token({ ...claims, ...more }))).verifiedClaims
    expect(await verifiedOf({})).toEqual([])
    expect(await verifiedOf({ email_verified: 'true', phone_number_verified: 1 })).toEqual([])
    expect(await verifiedOf({ email_verified: true })).toEqual([{ kind: 'EMAIL', value: claims.email }])
    expect(await verifiedOf({ phone_number_verified: true })).toEqual([{ kind: 'PHONE', value: claims.phone_number }])
  })

  test('is accepted when it is signed with a key that the provider has only just made', async () => {
    const verifier = verifierWith({ keysCooldownMs: 0 })
    await verifier.verify(await provider.token())
    await provider.addKey('second', 'ES256')
    await expect(verifier.verify(await provider.token())).resolves.toBeDefined()
  })

  test('seen a moment ago costs no further question to the provider', async () => {
    const verifier = verifierWith()
    const token = await provider.token()
    const [one, other] = [await verifier.verify(token), await verifier.verify(token)]
    expect(other).toBe(one)
    expect(provider.asked).toEqual(['/.well-known/openid-configuration', '/keys'])
  })
})

describe('an identity provider', () => {
  test('that does not answer is our trouble, not the token’s', async () => {
    const token = await provider.token()
    await provider.stop()
    await expect(verifierWith().verify(token)).rejects.toBeInstanceOf(InternalError)
    await provider.start()
    await expect(verifierWith().verify(await provider.token())).resolves.toBeDefined()
  })

  test('that calls itself something else is not believed', async () => {
    provider.claimedIssuer = 'https://other.example'
    await expect(verifierWith().verify(await provider.token())).rejects.toThrow('another issuer')
  })

  test('is not asked over a line that anybody can read', () => {
    expect(() => verifierWith({ issuer: 'http://login.example' })).toThrow(ConfigurationError)
    expect(() => verifierWith({ issuer: generateKeyPairSync('ed25519').publicKey.type })).toThrow(ConfigurationError)
  })
})
