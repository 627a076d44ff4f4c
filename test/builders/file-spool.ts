import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Spool } from '../../exporters/spool.js'

/** A spool in a plain temporary file: for tests and benches, whose persons are invented. */
export class FileSpool implements Spool {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async open(folder: string = tmpdir()): Promise<FileSpool> {
    const path = join(folder, `spool-${randomUUID()}`)
    return new FileSpool(path, await open(path, 'w'))
  }

  async write(chunk: Buffer): Promise<void> {
    await this.file.writeFile(chunk)
  }

  async *read(): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(this.path, { highWaterMark: 256 * 1024 })) {
      yield chunk as Buffer
    }
  }

  async discard(): Promise<void> {
    await this.file.close()
    await rm(this.path, { force: true })
  }
}
