import { hkdfSync } from 'node:crypto'
import type { MasterKeys } from '../security/master-keys.js'
import { openBytes, sealBytes } from '../security/sealed-text.js'

/** A bundle's own key, wrapped by a master key; destroying the wrapped key destroys the bundle. */
export class SealedBundleKeys {
  constructor(private readonly masterKeys: MasterKeys) {}

  wrap(bundleId: string, key: Buffer): string {
    const { keyId, key: wrappingKey } = this.masterKeys.derive('bundle-key')
    return `${keyId}.${sealBytes(wrappingKey, key, contextOf(bundleId)).toString('base64url')}`
  }

  unwrap(bundleId: string, wrapped: string): Buffer {
    const dot = wrapped.lastIndexOf('.')
    const { key } = this.masterKeys.derive('bundle-key', wrapped.slice(0, dot))
    return openBytes(key, Buffer.from(wrapped.slice(dot + 1), 'base64url'), contextOf(bundleId))
  }

  /** Each part has a key of its own, since a nonce may never be used twice under one key. */
  partKey(bundleKey: Buffer, part: number): Buffer {
    return Buffer.from(hkdfSync('sha256', bundleKey, Buffer.alloc(0), `bundle-part|${part}`, 32))
  }
}

const contextOf = (bundleId: string): string => `bundle-key|${bundleId}`
