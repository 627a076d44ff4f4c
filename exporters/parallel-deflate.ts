import { Transform, type TransformCallback } from 'node:stream'
import { constants, crc32, deflateRaw } from 'node:zlib'
import type { ZipArchive } from 'archiver'
import { asError, InternalError } from '../src/kernel/errors.js'

const blockBytes = 1024 * 1024
const dictionaryBytes = 32 * 1024
const blocksInFlight = 4

/**
 * Deflates one entry in blocks on the thread pool, each primed with the 32 KiB before it, and joins them into one stream.
 * Blocks are cut by position alone, so that the same bytes always give the same stream.
 */
export class ParallelDeflate extends Transform {
  crc = 0
  bytesIn = 0
  bytesOut = 0
  private waiting: Buffer[] = []
  private waitingBytes = 0
  private dictionary: Buffer = Buffer.alloc(0)
  private readonly blocks: Promise<Buffer>[] = []

  constructor(private readonly level: number) {
    super({ readableHighWaterMark: 1024 * 1024, writableHighWaterMark: 1024 * 1024 })
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.crc = crc32(chunk, this.crc)
    this.bytesIn += chunk.length
    this.waiting.push(chunk)
    this.waitingBytes += chunk.length
    this.cutBlocks()
    void this.settle(blocksInFlight, callback)
  }

  override _flush(callback: TransformCallback): void {
    this.deflate(Buffer.concat(this.waiting), constants.Z_FINISH)
    void this.settle(0, callback)
  }

  private cutBlocks(): void {
    if (this.waitingBytes < blockBytes) {
      return
    }
    let bytes = Buffer.concat(this.waiting, this.waitingBytes)
    for (; bytes.length >= blockBytes; bytes = bytes.subarray(blockBytes)) {
      this.deflate(bytes.subarray(0, blockBytes), constants.Z_SYNC_FLUSH)
    }
    this.waiting = [bytes]
    this.waitingBytes = bytes.length
  }

  private deflate(block: Buffer, finishFlush: number): void {
    const options = { level: this.level, memLevel: 9, chunkSize: blockBytes, finishFlush, dictionary: this.dictionary }
    const done = new Promise<Buffer>((resolve, reject) => {
      deflateRaw(block, options, (error, out) => (error === null ? resolve(out) : reject(error)))
    })
    // A rejection is met when its turn comes; until then it must not count as unhandled.
    done.catch(() => undefined)
    this.blocks.push(done)
    this.dictionary = block.subarray(Math.max(0, block.length - dictionaryBytes))
  }

  private async settle(limit: number, callback: TransformCallback): Promise<void> {
    try {
      await this.pushUntil(limit)
    } catch (error) {
      callback(asError(error))
      return
    }
    callback()
  }

  private async pushUntil(limit: number): Promise<void> {
    while (this.blocks.length > limit) {
      const block = await this.blocks.shift()
      this.bytesOut += block?.length ?? 0
      this.push(block)
    }
  }
}

/** The private parts of archiver 8.0.0's zip engine that are replaced here. A test compares what comes out byte for byte. */
interface ZipEngine extends NodeJS.WritableStream {
  _smartStream(entry: ZipEntry, done: (error: Error | null, entry: ZipEntry) => void): ParallelDeflate
  _afterAppend(entry: ZipEntry): void
  _normalizeEntry(entry: ZipEntry): void
}

interface ZipEntry {
  setCrc(crc: number): void
  setSize(bytes: number): void
  setCompressedSize(bytes: number): void
  getGeneralPurposeBit(): { useUTF8ForNames(on: boolean): void }
}

/** Makes an archive compress on all cores and mark its names as UTF-8. Call before the first entry. */
export function deflateInParallel(archive: ZipArchive, level: number): void {
  const engine = engineOf(archive)
  const normalise = engine._normalizeEntry.bind(engine)
  engine._normalizeEntry = (entry) => {
    entry.getGeneralPurposeBit().useUTF8ForNames(true)
    normalise(entry)
  }
  engine._smartStream = (entry, done) => {
    const deflate = new ParallelDeflate(level)
    let failure: Error | null = null
    deflate.on('error', (error) => (failure = error))
    deflate.once('end', () => {
      entry.setCrc(deflate.crc)
      entry.setSize(deflate.bytesIn)
      entry.setCompressedSize(deflate.bytesOut)
      engine._afterAppend(entry)
      done(failure, entry)
    })
    deflate.pipe(engine, { end: false })
    return deflate
  }
}

function engineOf(archive: ZipArchive): ZipEngine {
  const zipModule: unknown = Reflect.get(archive, '_module')
  const engine: unknown = typeof zipModule === 'object' && zipModule !== null ? Reflect.get(zipModule, 'engine') : undefined
  if (!isZipEngine(engine)) {
    throw new InternalError('The zip library is not the version that this code was written for.')
  }
  return engine
}

function isZipEngine(value: unknown): value is ZipEngine {
  const methods = ['_smartStream', '_afterAppend', '_normalizeEntry', 'write']
  return typeof value === 'object' && value !== null && methods.every((name) => typeof Reflect.get(value, name) === 'function')
}
