import { Transform, type TransformCallback } from 'node:stream'
import { constants, crc32, deflateRaw } from 'node:zlib'
import type { ZipArchive } from 'archiver'
import { asError, InternalError } from '../src/kernel/errors.js'

const blockBytes = 1024 * 1024
const outputBytes = 256 * 1024
const dictionaryBytes = 32 * 1024
const blocksInFlight = 4

/** Block buffers of one archive, used again and again: fresh ones would pile up until they are collected. */
export class BlockPool {
  private readonly free: Buffer[] = []

  take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafeSlow(blockBytes)
  }

  giveBack(block: Buffer): void {
    this.free.push(block)
  }
}

/**
 * Deflates one entry in blocks on the thread pool, each primed with the 32 KiB before it, and joins them into one stream.
 * Blocks are cut by position alone, so that the same bytes always give the same stream.
 */
export class ParallelDeflate extends Transform {
  crc = 0
  bytesIn = 0
  bytesOut = 0
  private block: Buffer
  private filled = 0
  private dictionary: Buffer = Buffer.alloc(0)
  private readonly blocks: Promise<Buffer>[] = []

  constructor(
    private readonly level: number,
    private readonly pool: BlockPool,
  ) {
    super({ readableHighWaterMark: 1024 * 1024, writableHighWaterMark: 1024 * 1024 })
    this.block = pool.take()
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.crc = crc32(chunk, this.crc)
    this.bytesIn += chunk.length
    for (let at = 0; at < chunk.length;) {
      const copied = chunk.copy(this.block, this.filled, at)
      this.filled += copied
      at += copied
      if (this.filled === blockBytes) {
        this.deflate(constants.Z_SYNC_FLUSH)
        this.block = this.pool.take()
        this.filled = 0
      }
    }
    void this.settle(blocksInFlight, callback)
  }

  override _flush(callback: TransformCallback): void {
    this.deflate(constants.Z_FINISH)
    void this.settle(0, callback)
  }

  private deflate(finishFlush: number): void {
    const { block, filled, level, dictionary } = this
    const options = { level, memLevel: 9, chunkSize: outputBytes, finishFlush, dictionary }
    const done = new Promise<Buffer>((resolve, reject) => {
      deflateRaw(block.subarray(0, filled), options, (error, out) => {
        this.pool.giveBack(block)
        return error === null ? resolve(out) : reject(error)
      })
    })
    // A rejection is met when its turn comes; until then it must not count as unhandled.
    done.catch(() => undefined)
    this.blocks.push(done)
    this.dictionary = Buffer.from(block.subarray(Math.max(0, filled - dictionaryBytes), filled))
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
  const pool = new BlockPool()
  const normalise = engine._normalizeEntry.bind(engine)
  engine._normalizeEntry = (entry) => {
    entry.getGeneralPurposeBit().useUTF8ForNames(true)
    normalise(entry)
  }
  engine._smartStream = (entry, done) => {
    const deflate = new ParallelDeflate(level, pool)
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
