import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { collected } from '../builders/collected.js'
import { chunkBytes, EncryptingStream, readSealed, sealedSize } from '../../src/bundles/chunk-cipher.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chunk-cipher-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const key = randomBytes(32)
const tagBytes = 16

/** Sizes on both sides of every edge, and some in between. */
const size = fc.oneof(
  fc.nat(100),
  fc.integer({ min: -2, max: 2 }).map((off) => chunkBytes + off),
  fc.integer({ min: -2, max: 2 }).map((off) => 3 * chunkBytes + off),
  fc.nat(4 * chunkBytes),
)

async function sealed(plain: Buffer, writes: readonly number[] = []): Promise<Buffer> {
  const stream = new EncryptingStream(key)
  const pieces: Buffer[] = []
  stream.on('data', (piece: Buffer) => pieces.push(piece))
  let start = 0
  for (const length of writes) {
    stream.write(plain.subarray(start, start + length))
    start += length
  }
  stream.end(plain.subarray(start))
  await new Promise((resolve) => stream.once('end', resolve))
  return Buffer.concat(pieces)
}

async function opened(bytes: Buffer, plainBytes: number, range = { start: 0, end: plainBytes }, withKey = key): Promise<Buffer> {
  const path = join(folder, 'file')
  await writeFile(path, bytes)
  const file = await open(path, 'r')
  try {
    return Buffer.concat(await collected(readSealed({ file, key: withKey, plainBytes }, range)))
  } finally {
    await file.close()
  }
}

describe('sealed bytes', () => {
  test('come back as they were, whatever their number and however they were written', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.array(fc.nat(100_000), { maxLength: 5 }), async (bytes, writes) => {
        const plain = randomBytes(bytes)
        const stored = await sealed(plain, writes)
        expect(stored.length).toBe(sealedSize(bytes))
        expect((await opened(stored, bytes)).equals(plain)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('can be read from any byte to any other', async () => {
    const plain = randomBytes(3 * chunkBytes + 77)
    const stored = await sealed(plain)
    const place = fc.nat(plain.length)
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)]
        expect((await opened(stored, plain.length, { start, end })).equals(plain.subarray(start, end))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('say so when a single bit has changed', async () => {
    const plain = randomBytes(2 * chunkBytes + 5)
    const stored = await sealed(plain)
    await fc.assert(
      fc.asyncProperty(fc.nat(stored.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(stored)
        changed[at] = changed[at]! ^ (1 << bit)
        await expect(opened(changed, plain.length)).rejects.toThrow('has been changed')
      }),
      { numRuns: 60 },
    )
  })

  test('say so when chunks have been swapped', async () => {
    const stored = await sealed(randomBytes(3 * chunkBytes))
    const chunk = chunkBytes + tagBytes
    const swapped = Buffer.concat([stored.subarray(chunk, 2 * chunk), stored.subarray(0, chunk), stored.subarray(2 * chunk)])
    await expect(opened(swapped, 3 * chunkBytes)).rejects.toThrow('has been changed')
  })

  test.each([1, tagBytes, chunkBytes, chunkBytes + tagBytes])('say so when the last %d bytes are cut off', async (cut) => {
    const stored = await sealed(randomBytes(2 * chunkBytes))
    await expect(opened(stored.subarray(0, stored.length - cut), 2 * chunkBytes)).rejects.toThrow(/changed|shorter/)
  })

  test('say so when an end is made where there was none', async () => {
    const stored = await sealed(randomBytes(2 * chunkBytes))
    await expect(opened(stored.subarray(0, chunkBytes + tagBytes), chunkBytes)).rejects.toThrow('has been changed')
  })

  test('cannot be opened with another key, nor does the error say what was in them', async () => {
    const stored = await sealed(Buffer.from('a secret'))
    await expect(opened(stored, 8, { start: 0, end: 8 }, randomBytes(32))).rejects.toThrow(/^A stored file has been changed/)
  })
})
