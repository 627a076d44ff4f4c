import { flattenedVerify, FlattenedSign, createLocalJWKSet, type CryptoKey, type JSONWebKeySet, type KeyObject } from 'jose'
import { BadInputError } from '../src/kernel/errors.js'

/** Signs the tag manifest of a bundle; the public key is found by `kid` in the hub's key set. */
export interface BundleSigner {
  readonly kid: string
  /** A detached JWS over exactly these bytes (RFC 7797: `b64` false). */
  sign(bytes: Uint8Array): Promise<string>
}

const algorithms = ['EdDSA', 'Ed25519', 'ES256']

/** A signer over an Ed25519 private key. The same bytes always get the same signature. */
export function ed25519Signer(kid: string, privateKey: CryptoKey | KeyObject): BundleSigner {
  return {
    kid,
    sign: async (bytes) => {
      const header = { alg: 'EdDSA', kid, b64: false, crit: ['b64'] }
      const signed = await new FlattenedSign(bytes).setProtectedHeader(header).sign(privateKey)
      return `${signed.protected ?? ''}..${signed.signature}`
    },
  }
}

/** KNOWN: made by a key of the set over these bytes. UNCHECKED: well-formed, no set was given. Otherwise what is wrong. */
export type SignatureVerdict = 'KNOWN' | 'UNCHECKED' | 'MALFORMED' | 'UNKNOWN_KEY' | 'WRONG'

export interface CheckedSignature {
  readonly verdict: SignatureVerdict
  readonly kid: string | null
}

interface DetachedSignature {
  readonly protectedHeader: string
  readonly signature: string
  readonly kid: string
}

/** Checks a detached signature over bytes. Without a key set only its form. */
export async function checkSignature(detached: string, bytes: Uint8Array, keys?: JSONWebKeySet): Promise<CheckedSignature> {
  const parsed = parseDetached(detached.trim())
  if (parsed === null) {
    return { verdict: 'MALFORMED', kid: null }
  }
  const { kid } = parsed
  if (keys === undefined) {
    return { verdict: 'UNCHECKED', kid }
  }
  if (!keys.keys.some((key) => key.kid === kid)) {
    return { verdict: 'UNKNOWN_KEY', kid }
  }
  return { verdict: (await isGenuine(parsed, bytes, keys)) ? 'KNOWN' : 'WRONG', kid }
}

async function isGenuine({ protectedHeader, signature }: DetachedSignature, bytes: Uint8Array, keys: JSONWebKeySet): Promise<boolean> {
  try {
    const jws = { protected: protectedHeader, payload: bytes, signature }
    await flattenedVerify(jws, createLocalJWKSet(keys), { algorithms, crit: { b64: true } })
    return true
  } catch {
    return false
  }
}

function parseDetached(detached: string): DetachedSignature | null {
  const match = /^([\w-]+)\.\.([\w-]+)$/.exec(detached)
  if (match?.[1] === undefined || match[2] === undefined) {
    return null
  }
  const header = headerOf(match[1])
  const isOurs = header !== null && header['b64'] === false && algorithms.includes(String(header['alg']))
  return isOurs && typeof header['kid'] === 'string' ? { protectedHeader: match[1], signature: match[2], kid: header['kid'] } : null
}

function headerOf(encoded: string): Record<string, unknown> | null {
  try {
    const header: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'))
    return typeof header === 'object' && header !== null ? { ...header } : null
  } catch {
    return null
  }
}

/** A key set from its JSON. Throws BadInputError when it is none. */
export function keySet(parsed: unknown): JSONWebKeySet {
  const keys: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'keys') : undefined
  if (
    !Array.isArray(keys) ||
    !keys.every((key) => typeof key === 'object' && key !== null && typeof Reflect.get(key, 'kty') === 'string')
  ) {
    throw new BadInputError('The file is not a JSON Web Key Set: it needs a list `keys`.')
  }
  return { keys }
}
