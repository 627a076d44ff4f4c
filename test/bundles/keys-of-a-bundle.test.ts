import { describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { SealedBundleKeys } from '../../src/bundles/bundle-keys.js'
import { MasterKeys } from '../../src/security/master-keys.js'

const named = (id: string, byte: number): string => `${id}:${Buffer.alloc(32, byte).toString('base64')}`
const keysUnder = (text: string): SealedBundleKeys => new SealedBundleKeys(MasterKeys.parse(text))

describe('the key of a bundle', () => {
  test('comes back from its wrapping, also after the master key was renewed', () => {
    const key = randomBytes(32)
    const wrapped = keysUnder(named('old', 1)).wrap('bundle-1', key)
    expect(
      keysUnder(`${named('new', 2)},${named('old', 1)}`)
        .unwrap('bundle-1', wrapped)
        .equals(key),
    ).toBe(true)
  })

  test('opens for its own bundle only', () => {
    const keys = keysUnder(named('one', 1))
    const wrapped = keys.wrap('bundle-1', randomBytes(32))
    expect(() => keys.unwrap('bundle-2', wrapped)).toThrow()
  })

  test('cannot be had without its master key', () => {
    const wrapped = keysUnder(named('old', 1)).wrap('bundle-1', randomBytes(32))
    expect(() => keysUnder(named('new', 2)).unwrap('bundle-1', wrapped)).toThrow('The master key old is needed')
    expect(() => keysUnder(named('old', 2)).unwrap('bundle-1', wrapped)).toThrow()
  })

  test('is another for each part', () => {
    const keys = keysUnder(named('one', 1))
    const key = randomBytes(32)
    expect(keys.partKey(key, 1).equals(keys.partKey(key, 2))).toBe(false)
    expect(keys.partKey(key, 1).equals(keys.partKey(key, 1))).toBe(true)
  })
})
