import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Spool } from '../../exporters/spool.js'
import { EncryptingStream, readSealed } from './chunk-cipher.js'

/** Bytes put aside in a temporary file, under a key that only this process has: after a crash they are noise. */
export class EncryptedSpool implements Spool {
  private readonly key = randomBytes(32)
  private readonly encrypting = new EncryptingStream(this.key)
  private readonly file: WriteStream
  private readonly written: Promise<void>
  private bytes = 0

  constructor(private readonly path: string) {
    this.file = createWriteStream(path, { mode: 0o600 })
    this.written = pipeline(this.encrypting, this.file)
    this.written.catch(() => undefined)
  }

  async write(chunk: Buffer): Promise<void> {
    this.bytes += chunk.length
    if (this.encrypting.destroyed) {
      await this.written
    }
    if (!this.encrypting.write(chunk)) {
      await once(this.encrypting, 'drain')
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

  async discard(): Promise<void> {
    this.encrypting.destroy()
    this.file.destroy()
    await rm(this.path, { force: true })
  }
}
