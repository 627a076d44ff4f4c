import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { ConfigurationError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'

/** A key that the hub signs with. */
export interface SigningKey {
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string
  readonly privateKey: KeyObject
}

/** Where the Ed25519 keys come from: a JWK set (from the environment), or a file that is made where there is none. */
export type SigningKeySource = { readonly jwks: string } | { readonly file: string }

/**
 * The keys that bundles are signed with. The first signs; the others only stay published, so that what they signed can
 * still be checked.
 */
export class SigningKeys {
  private constructor(
    readonly current: SigningKey,
    private readonly published: readonly JWK[],
  ) {}

  static async load(source: SigningKeySource): Promise<SigningKeys> {
    const text = 'jwks' in source ? source.jwks : await readOrMakeFile(source.file)
    const keys = parseKeySet(text).map((jwk) => createPrivateKey({ key: jwk, format: 'jwk' }))
    const published = await Promise.all(keys.map(publish))
    const [privateKey] = keys
    const kid = published[0]?.kid
    if (privateKey === undefined || kid === undefined) {
      throw new ConfigurationError(['Signing keys: the key set is empty. It must hold at least one Ed25519 private key.'])
    }
    return new SigningKeys({ kid, privateKey }, published)
  }

  /** RFC 7517, without anything private: for `/.well-known/jwks.json`. */
  publicJwks(): { readonly keys: readonly JWK[] } {
    return { keys: this.published }
  }
}

async function publish(key: KeyObject): Promise<JWK> {
  const { kty, crv, x } = createPublicKey(key).export({ format: 'jwk' })
  const jwk = { kty, crv, x } as JWK
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig' }
}

function parseKeySet(text: string): JsonWebKey[] {
  const keys = keysIn(text)
  if (keys === null || !keys.every(({ kty, crv, d }) => kty === 'OKP' && crv === 'Ed25519' && typeof d === 'string')) {
    throw new ConfigurationError(['Signing keys: write a JWK set {"keys": […]} of Ed25519 private keys.'])
  }
  return keys
}

function keysIn(text: string): JsonWebKey[] | null {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown }
    return Array.isArray(keys) ? (keys as JsonWebKey[]) : null
  } catch {
    return null
  }
}

/** The file belongs to the hub alone; of several processes that start at once, one makes it, and none reads half of it. */
async function readOrMakeFile(file: string): Promise<string> {
  if (!existsSync(file)) {
    await makeFile(file).catch((error: unknown) => {
      throw new ConfigurationError([
        `Signing keys: ${file} cannot be made (${codeOf(error)}). Let the hub write there, or give the keys in the environment.`,
      ])
    })
  }
  await refuseOpenFile(file)
  return readFile(file, 'utf8')
}

async function makeFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${newId()}`
  const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  await writeFile(draft, JSON.stringify({ keys: [made] }), { mode: 0o600, flag: 'wx' })
  try {
    await link(draft, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw error
    }
  } finally {
    await unlink(draft)
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown'
}

async function refuseOpenFile(file: string): Promise<void> {
  const { mode } = await stat(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new ConfigurationError([`Signing keys: others can read ${file}. Run: chmod 600 ${file}`])
  }
}
