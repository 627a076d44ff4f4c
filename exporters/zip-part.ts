import { createHash } from 'node:crypto'
import { Readable, Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipArchive } from 'archiver'
import { asError } from '../src/kernel/errors.js'
import { deflateInParallel, type EntryContent } from './deflate-in-parallel.js'
import { DigestThread } from './digest-thread.js'

/** Every entry carries the same moment, so that the same data gives the same bytes. */
const entryDate = new Date('1980-01-01T00:00:00Z')

/** One finished zip file. */
export interface FinishedPart {
  /** From 1. */
  readonly number: number
  readonly bytes: number
  /** Of the whole zip file, lower-case hex. */
  readonly sha512: string
}

interface OpenEntry {
  readonly source: Readable
  resolve(content: EntryContent): void
  reject(error: Error): void
}

/** One zip file being written. Entries go in one at a time; a failure of any side closes the others. */
export class ZipPart {
  private readonly archive: ZipArchive
  private readonly hash = createHash('sha512')
  private readonly digestThread = new DigestThread()
  private bytes = 0
  private entry: OpenEntry | null = null
  private content: EntryContent | null = null
  private failure: Error | null = null
  private readonly written: Promise<void>

  constructor(
    readonly number: number,
    sink: Writable,
    level: number,
  ) {
    this.archive = new ZipArchive({ zlib: { level } })
    deflateInParallel(this.archive, { level, digestThread: this.digestThread, onEntry: (content) => (this.content = content) })
    this.archive.on('entry', () => this.entryWritten())
    this.archive.on('error', (error) => this.abort(error))
    const meter = new Transform({ transform: (chunk: Buffer, _encoding, callback) => callback(null, this.measured(chunk)) })
    this.written = pipeline(this.archive, meter, sink)
    this.written.catch((error: unknown) => this.abort(asError(error)))
  }

  /** Bytes of the zip file so far. */
  get size(): number {
    return this.bytes
  }

  /** Writes one entry; returns what it was when it is in the zip. Rejects, with the content closed, when anything fails. */
  async add(path: string, content: AsyncIterable<Buffer>): Promise<EntryContent> {
    if (this.failure !== null) {
      throw this.failure
    }
    const source = Readable.from(content, { objectMode: false, highWaterMark: 1024 * 1024 })
    const closed = new Promise((resolve) => source.once('close', resolve))
    source.on('error', (error) => this.abort(error))
    try {
      return await new Promise((resolve, reject) => {
        this.entry = { source, resolve, reject }
        this.archive.append(source, { name: path, date: entryDate })
      })
    } finally {
      this.entry = null
      source.destroy()
      await closed
    }
  }

  async finish(): Promise<FinishedPart> {
    if (this.failure !== null) {
      throw this.failure
    }
    await Promise.all([this.archive.finalize(), this.written])
    await this.digestThread.close()
    return { number: this.number, bytes: this.bytes, sha512: this.hash.digest('hex') }
  }

  /** Stops, and returns when the sink is closed. */
  async abandon(reason: Error): Promise<void> {
    this.abort(reason)
    await this.written.catch(() => undefined)
    await this.digestThread.close()
  }

  /** Stops at once: the content being read is closed, the sink destroyed. */
  abort(error: Error): void {
    if (this.failure !== null) {
      return
    }
    this.failure = error
    this.archive.abort()
    this.archive.destroy(error)
    this.entry?.source.destroy(error)
    this.entry?.reject(error)
  }

  private entryWritten(): void {
    if (this.content !== null) {
      this.entry?.resolve(this.content)
    }
  }

  private measured(chunk: Buffer): Buffer {
    this.bytes += chunk.length
    this.hash.update(chunk)
    return chunk
  }
}
