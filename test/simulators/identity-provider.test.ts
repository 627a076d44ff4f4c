import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MasterKeys } from '../../src/security/master-keys.js'
import { TokenVerifier } from '../../src/security/token-verifier.js'
import { systemClock } from '../../src/kernel/clock.js'
import { IdentityProviderSimulator } from '../../src/simulators/identity-provider.js'
import { Role } from '../../src/vocabulary/viewer.js'

const accounts = [{ key: 'somebody', name: 'Somebody Fictional', email: 'somebody@nowhere.example', roles: ['subject'] }]
const options = { accounts, audience: 'the-hub' }

let folder: string
let provider: IdentityProviderSimulator

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provider-'))
  provider = await IdentityProviderSimulator.start({ ...options, keyFile: join(folder, 'key.json') })
})

afterAll(async () => {
  await provider.stop()
  await rm(folder, { recursive: true })
})

interface TokenAnswer {
  readonly access_token: string
  readonly error: string
}

async function askForToken(form: Readonly<Record<string, string>>): Promise<{ status: number; body: TokenAnswer }> {
  const response = await fetch(`${provider.issuer}/token`, { method: 'POST', body: new URLSearchParams(form) })
  return { status: response.status, body: (await response.json()) as TokenAnswer }
}

describe('the simulated identity provider', () => {
  test('its tokens verify with the keys that discovery leads to', async () => {
    const description = (await (await fetch(`${provider.issuer}/.well-known/openid-configuration`)).json()) as Record<string, string>
    const keys = createRemoteJWKSet(new URL(description['jwks_uri'] ?? ''))
    const { body } = await askForToken({ account: 'somebody' })
    const { payload } = await jwtVerify(body.access_token, keys, { issuer: description['issuer']!, audience: 'the-hub' })
    expect(payload).toMatchObject({ sub: 'somebody', email: 'somebody@nowhere.example', email_verified: true, roles: ['subject'] })
  })

  test('the hub takes its tokens for what they say', async () => {
    const verifier = new TokenVerifier(
      {
        issuer: provider.issuer,
        audience: 'the-hub',
        algorithms: ['ES256'],
        clockToleranceSeconds: 0,
        subjectClaim: 'sub',
        rolesClaim: 'roles',
        roles: { subject: Role.SUBJECT },
        authenticatedAtClaim: 'auth_time',
        mandatesClaim: null,
      },
      MasterKeys.parse(`test:${Buffer.alloc(32).toString('base64')}`),
      systemClock,
    )
    const viewer = await verifier.verify((await provider.accessToken('somebody')) ?? '')
    expect([...viewer.roles]).toEqual([Role.SUBJECT])
    expect(viewer.verifiedClaims).toEqual([
      { kind: 'EMAIL', value: 'somebody@nowhere.example' },
      { kind: 'NAME', value: 'Somebody Fictional' },
    ])
  })

  test('a log-in lies as far back as asked', async () => {
    const { body } = await askForToken({ account: 'somebody', auth_age: '900' })
    const { iat = 0, auth_time: authTime } = decodeJwt(body.access_token)
    expect(iat - Number(authTime)).toBe(900)
  })

  test.each([
    ['an account that is not there', { account: 'nobody' }, 'invalid_grant'],
    ['a log-in in the future', { account: 'somebody', auth_age: '-1' }, 'invalid_request'],
    ['a log-in at no time', { account: 'somebody', auth_age: 'long' }, 'invalid_request'],
  ])('refuses %s', async (_what, form, error) => {
    expect(await askForToken(form)).toMatchObject({ status: 400, body: { error } })
  })

  test('the private key is neither published nor readable for others', async () => {
    const { keys } = (await (await fetch(`${provider.issuer}/keys`)).json()) as { keys: Record<string, string>[] }
    expect(keys.map((key) => key['d'])).toEqual([undefined])
    expect((await stat(join(folder, 'key.json'))).mode & 0o777).toBe(0o600)
  })

  test('started again it signs with the same key', async () => {
    const again = await IdentityProviderSimulator.start({ ...options, keyFile: join(folder, 'key.json') })
    const published = await Promise.all([provider, again].map(async ({ issuer }) => (await fetch(`${issuer}/keys`)).text()))
    await again.stop()
    expect(published[1]).toBe(published[0])
  })
})
