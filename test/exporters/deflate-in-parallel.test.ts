import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { PassThrough, Readable } from 'node:stream'
import { ZipArchive } from 'archiver'
import * as fc from 'fast-check'
import { fromBufferPromise } from 'yauzl'
import { deflateInParallel, type EntryContent } from '../../exporters/deflate-in-parallel.js'
import { DigestThread } from '../../exporters/digest-thread.js'

const date = new Date('1980-01-01T00:00:00Z')

function patterned(bytes: number): Buffer {
  return Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 31 + (index >> 9)) & 0xff))
}

interface ZipOptions {
  readonly isParallel: boolean
  readonly chunk: number
  readonly digestThread?: DigestThread
  readonly onEntry?: (content: EntryContent) => void
}

async function zipped(contents: readonly Buffer[], options: ZipOptions): Promise<Buffer> {
  const archive = new ZipArchive({ zlib: { level: 6 } })
  const { digestThread = new DigestThread(), onEntry = () => undefined } = options
  if (options.isParallel) {
    deflateInParallel(archive, { level: 6, digestThread, onEntry })
  }
  const whole = buffer(archive.pipe(new PassThrough()))
  for (const [index, content] of contents.entries()) {
    const added = new Promise((resolve, reject) => archive.once('entry', resolve).once('error', reject))
    archive.append(Readable.from(pieces(content, options.chunk), { objectMode: false }), { name: `file-${index}.bin`, date })
    await added
  }
  await archive.finalize()
  await digestThread.close()
  return whole
}

function* pieces(content: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < content.length; at += size) {
    yield content.subarray(at, at + size)
  }
}

/** Everything that a reader of the zip sees of its files. */
async function unzipped(zip: Buffer): Promise<{ name: string; crc: number; date: Date; sha512: string; bytes: number }[]> {
  const reader = await fromBufferPromise(zip)
  const files = []
  for await (const entry of reader.eachEntry()) {
    const content = await buffer(await reader.openReadStreamPromise(entry))
    files.push({ name: entry.fileName, crc: entry.crc32, date: entry.getLastModDate(), bytes: content.length, sha512: digestOf(content) })
  }
  return files
}

function digestOf(content: Buffer): string {
  return createHash('sha512').update(content).digest('hex')
}

const sizes = [0, 1, 32 * 1024, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 2_500_000]

describe('deflating on all cores', () => {
  test('gives byte for byte the files that the library alone gives', async () => {
    const contents = sizes.map(patterned)
    const ours = await unzipped(await zipped(contents, { isParallel: true, chunk: 100_000 }))
    const theirs = await unzipped(await zipped(contents, { isParallel: false, chunk: 100_000 }))
    expect(ours).toEqual(theirs)
    expect(ours.map(({ sha512 }) => sha512)).toEqual(contents.map(digestOf))
  })

  test('gives the same zip however the bytes arrive', async () => {
    const content = patterned(2_200_000)
    const whole = await zipped([content], { isParallel: true, chunk: content.length })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 9_999, max: 1_500_000 }), async (chunk) => {
        expect((await zipped([content], { isParallel: true, chunk })).equals(whole)).toBe(true)
      }),
      { numRuns: 5 },
    )
  })

  test('tells the bytes and the SHA-512 of each file, short or long', async () => {
    const contents = [...sizes, 3, 4 * 1024 * 1024].map(patterned)
    const told: EntryContent[] = []
    await zipped(contents, { isParallel: true, chunk: 70_000, onEntry: (content) => told.push(content) })
    expect(told).toEqual(contents.map((content) => ({ bytes: content.length, sha512: digestOf(content) })))
  })

  test('fails, and does not wait for ever, when the thread that digests is gone', async () => {
    const digestThread = new DigestThread()
    await digestThread.close()
    await expect(zipped([patterned(2_500_000)], { isParallel: true, chunk: 100_000, digestThread })).rejects.toThrow('has ended')
  })

  test('marks names as UTF-8', async () => {
    const reader = await fromBufferPromise(await zipped([patterned(10)], { isParallel: true, chunk: 10 }))
    for await (const entry of reader.eachEntry()) {
      expect(entry.generalPurposeBitFlag & 0x800).toBe(0x800)
    }
  })
})
