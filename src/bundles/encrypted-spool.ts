import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { finished, pipeline } from 'node:stream/promises'
import type { Spool } from '../../exporters/spool.js'
import { InternalError } from '../kernel/errors.js'
import { EncryptingStream, readSealed } from './chunk-cipher.js'

/** Bytes put aside in a temporary file, under a key that only this process has: after a crash they are noise. */
export class EncryptedSpool implements Spool {
  private readonly key = randomBytes(32)
  private readonly encrypting = new EncryptingStream(this.key)
  private readonly file: WriteStream
  private readonly written: Promise<void>
  private readonly discarded = new AbortController()
  private bytes = 0

  constructor(
    private readonly path: string,
    private readonly onDiscard: () => void = () => undefined,
  ) {
    this.file = createWriteStream(path, { mode: 0o600 })
    this.written = pipeline(this.encrypting, this.file)
    this.written.catch(() => undefined)
  }

  async write(chunk: Buffer): Promise<void> {
    if (this.encrypting.destroyed || this.encrypting.writableEnded) {
      await this.written
      throw new InternalError('Something was put aside after the rest had been read.')
    }
    this.bytes += chunk.length
    if (!this.encrypting.write(chunk)) {
      await once(this.encrypting, 'drain', { signal: this.discarded.signal })
    }
  }

  async *read(): AsyncGenerator<Buffer> {
    this.encrypting.end()
    await this.written
    const file = await open(this.path, 'r')
    try {
      yield* readSealed({ file, key: this.key, plainBytes: this.bytes }, { start: 0, end: this.bytes })
    } finally {
      await file.close()
    }
  }

  /** Whoever still waits to write is told. */
  async discard(): Promise<void> {
    this.discarded.abort()
    this.encrypting.destroy()
    this.file.destroy()
    await finished(this.file).catch(() => undefined)
    await rm(this.path, { force: true })
    this.onDiscard()
  }
}
