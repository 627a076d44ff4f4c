import { Transform, type TransformCallback } from 'node:stream'
import { constants, deflateRaw } from 'node:zlib'
import { asError, InternalError } from '../src/kernel/errors.js'
import type { Digests, DigestThread } from './digest-thread.js'

const blockBytes = 1024 * 1024
const outputBytes = 256 * 1024
const dictionaryBytes = 32 * 1024
const blocksInFlight = 4

/** Block buffers of one archive in shared memory, used again and again: fresh ones would pile up until they are collected. */
export class BlockPool {
  private readonly free: Buffer[] = []

  take(): Buffer {
    return this.free.pop() ?? Buffer.from(new SharedArrayBuffer(blockBytes))
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
  bytesIn = 0
  bytesOut = 0
  private block: Buffer
  private filled = 0
  private digests: Digests | null = null
  private dictionary: Buffer = Buffer.alloc(0)
  private readonly blocks: Promise<Buffer>[] = []

  constructor(
    private readonly level: number,
    private readonly pool: BlockPool,
    private readonly digestThread: DigestThread,
  ) {
    super({ readableHighWaterMark: 1024 * 1024, writableHighWaterMark: 1024 * 1024 })
    this.block = pool.take()
  }

  /** Of all that came in; to be asked once the stream has ended. */
  get whole(): Digests {
    if (this.digests === null) {
      throw new InternalError('An entry was asked for its digests before its end.')
    }
    return this.digests
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
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

  private async deflated(block: Buffer, finishFlush: number): Promise<Buffer> {
    const { level, dictionary } = this
    const options = { level, memLevel: 9, chunkSize: outputBytes, finishFlush, dictionary }
    return new Promise((resolve, reject) => {
      deflateRaw(block, options, (error, out) => (error === null ? resolve(out) : reject(error)))
    })
  }

  private deflate(finishFlush: number): void {
    const { block, filled } = this
    const content = block.subarray(0, filled)
    const done = this.finished(content, finishFlush).finally(() => this.pool.giveBack(block))
    // A rejection is met when its turn comes; until then it must not count as unhandled.
    done.catch(() => undefined)
    this.blocks.push(done)
    this.dictionary = Buffer.from(content.subarray(-dictionaryBytes))
  }

  private async finished(content: Buffer, finishFlush: number): Promise<Buffer> {
    const isLast = finishFlush === constants.Z_FINISH
    const [out, digests] = await Promise.all([this.deflated(content, finishFlush), this.digestThread.read(content, isLast)])
    this.digests ??= digests
    return out
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
