import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import type { OpenSpool } from '../../exporters/spool.js'
import { newId } from '../kernel/ids.js'
import { EncryptingStream } from './chunk-cipher.js'
import { EncryptedSpool } from './encrypted-spool.js'

/** A file being written: nobody sees it before the store keeps it. */
export interface DraftFile {
  /** What it will be called in the store. */
  readonly name: string
  readonly path: string
  readonly sink: Writable
  /** Resolves once all bytes lie on the disk. */
  readonly written: Promise<void>
}

/**
 * Everything that one run has on the disk before its bundle is whole: spools and drafts. It goes when the run ends; what a
 * killed run left goes when the next one for the same thing begins.
 */
export class RunFolder {
  private readonly spools = new Set<EncryptedSpool>()
  private readonly drafts: OpenDraft[] = []

  private constructor(private readonly path: string) {}

  static async open(parent: string, thing: string): Promise<RunFolder> {
    await mkdir(parent, { recursive: true, mode: 0o700 })
    const earlier = (await readdir(parent)).filter((name) => name.startsWith(`${thing}.`))
    await Promise.all(earlier.map((name) => rm(join(parent, name), { recursive: true, force: true })))
    const path = join(parent, `${thing}.${newId()}`)
    await mkdir(path, { mode: 0o700 })
    return new RunFolder(path)
  }

  readonly openSpool: OpenSpool = () => {
    const spool = new EncryptedSpool(join(this.path, newId()), () => this.spools.delete(spool))
    this.spools.add(spool)
    return Promise.resolve(spool)
  }

  /** Begins a file for the store; the key must not be used for another. */
  draft(key: Buffer): DraftFile {
    const name = newId()
    const path = join(this.path, name)
    const sink = new EncryptingStream(key)
    const file = createWriteStream(path, { mode: 0o600, flush: true })
    const written = pipeline(sink, file)
    written.catch(() => undefined)
    this.drafts.push({ sink, file })
    return { name, path, sink, written }
  }

  /** Closes whatever is still open: a deleted file takes up the disk until then. */
  async remove(): Promise<void> {
    await Promise.all([...[...this.spools].map((spool) => spool.discard()), ...this.drafts.map(abandon)])
    await rm(this.path, { recursive: true, force: true })
  }
}

interface OpenDraft {
  readonly sink: Writable
  readonly file: WriteStream
}

/** To one that is whole nothing happens. */
async function abandon({ sink, file }: OpenDraft): Promise<void> {
  sink.destroy()
  file.destroy()
  await finished(file).catch(() => undefined)
}
