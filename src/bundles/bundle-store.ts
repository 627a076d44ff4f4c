import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from '../kernel/ids.js'
import { type ByteRange, EncryptingStream, readSealed } from './chunk-cipher.js'

/** A file being written: nobody sees it before it is kept. */
export interface DraftFile {
  readonly name: string
  readonly sink: Writable
  /** Resolves once all bytes lie on the disk. */
  readonly written: Promise<void>
}

/** A folder of encrypted files with names that say nothing. A file is there whole or not at all. */
export class BundleStore {
  constructor(private readonly folder: string) {}

  /** Begins a file; it stays a draft until `keep`. */
  async draft(key: Buffer): Promise<DraftFile> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const name = newId()
    const sink = new EncryptingStream(key)
    const written = pipeline(sink, createWriteStream(this.draftPath(name), { mode: 0o600, flush: true }))
    written.catch(() => undefined)
    return { name, sink, written }
  }

  async keep(name: string): Promise<void> {
    await rename(this.draftPath(name), this.path(name))
  }

  /** Removes a file or its draft; one that is not there is no error. */
  async remove(name: string): Promise<void> {
    await rm(this.path(name), { force: true })
    await rm(this.draftPath(name), { force: true })
  }

  /** Everything that lies here, drafts included, with the moment it was last written to. */
  async list(): Promise<readonly { readonly name: string; readonly writtenAt: Date }[]> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const names = await readdir(this.folder)
    return Promise.all(
      names.map(async (name) => ({ name: name.replace(/\.draft$/, ''), writtenAt: (await stat(join(this.folder, name))).mtime })),
    )
  }

  async *read(name: string, key: Buffer, plainBytes: number, range: ByteRange): AsyncGenerator<Buffer> {
    const file = await open(this.path(name), 'r')
    try {
      yield* readSealed({ file, key, plainBytes }, range)
    } finally {
      await file.close()
    }
  }

  private path(name: string): string {
    return join(this.folder, name)
  }

  private draftPath(name: string): string {
    return join(this.folder, `${name}.draft`)
  }
}
