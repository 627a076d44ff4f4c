import { sign, verify, createPublicKey } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { ConfigurationError } from '../../src/kernel/errors.js'
import { SigningKeys } from '../../src/security/signing-keys.js'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'privacy-hub-keys-'))
  file = join(folder, 'keys', 'signing-keys.json')
})
afterEach(() => rm(folder, { recursive: true }))

test('keys are made once, in a file for the hub alone', async () => {
  const [one, other] = await Promise.all([SigningKeys.load({ file }), SigningKeys.load({ file })])
  expect(one.current.kid).toBe(other.current.kid)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('what is published checks a signature and holds nothing private', async () => {
  const keys = await SigningKeys.load({ file })
  const { keys: published } = keys.publicJwks()
  const message = Buffer.from('tagmanifest')
  const signature = sign(null, message, keys.current.privateKey)
  expect(published).toHaveLength(1)
  expect(Object.keys(published[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  expect(verify(null, message, createPublicKey({ key: { ...published[0]! }, format: 'jwk' }), signature)).toBe(true)
})

test('a former key stays published, the first one signs', async () => {
  const former = JSON.parse(await fileOf('former.json')) as { keys: object[] }
  const current = JSON.parse(await fileOf('current.json')) as { keys: object[] }
  const keys = await SigningKeys.load({ jwks: JSON.stringify({ keys: [...current.keys, ...former.keys] }) })
  expect(keys.publicJwks().keys.map(({ kid }) => kid)[0]).toBe(keys.current.kid)
  expect(keys.publicJwks().keys).toHaveLength(2)
})

test('a file that others can read stops the start', async () => {
  await SigningKeys.load({ file })
  await chmod(file, 0o644)
  await expect(SigningKeys.load({ file })).rejects.toThrow(`chmod 600 ${file}`)
})

test.each(['', '{}', '{"keys":[]}', '{"keys":[{"kty":"RSA","d":"x"}]}'])('a key set that is %j stops the start', async (jwks) => {
  await expect(SigningKeys.load({ jwks })).rejects.toBeInstanceOf(ConfigurationError)
})

async function fileOf(name: string): Promise<string> {
  const path = join(folder, name)
  await SigningKeys.load({ file: path })
  return readFile(path, 'utf8')
}
