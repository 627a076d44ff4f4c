import { randomBytes } from 'node:crypto'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { OpenSpool, Spool } from '../../exporters/spool.js'
import { newId } from '../kernel/ids.js'
import { EncryptingStream, readSealed } from './chunk-cipher.js'

/** Bytes put aside in a temporary file, under a key that only this process has: after a crash they are noise. */
class EncryptedSpool implements Spool {
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
    if (!this.encrypting.write(chunk)) {
      await Promise.race([new Promise<void>((resolve) => this.encrypting.once('drain', resolve)), this.written])
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

/** A folder for the spools of one run, removed as a whole when it ends. */
export class SpoolFolder {
  private constructor(private readonly folder: string) {}

  static async open(parent: string, name: string): Promise<SpoolFolder> {
    const folder = join(parent, name)
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new SpoolFolder(folder)
  }

  readonly openSpool: OpenSpool = () => Promise.resolve(new EncryptedSpool(join(this.folder, newId())))

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}
