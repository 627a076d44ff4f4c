import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type ByteRange, readSealed } from './chunk-cipher.js'
import { type DraftFile, RunFolder } from './run-folder.js'

interface StoredFile {
  readonly name: string
  readonly writtenAt: Date
}

/** A folder of encrypted files with names that say nothing. A file is there whole or not at all. */
export class BundleStore {
  constructor(private readonly folder: string) {}

  /** A place for what a run has not finished; on the same disk, so that a finished file only changes its name. */
  openRun(bundleId: string): Promise<RunFolder> {
    return RunFolder.open(this.runs, bundleId)
  }

  /** Makes a draft a file of the store, to survive a power cut. */
  async keep({ name, path, written }: DraftFile): Promise<void> {
    await written
    await rename(path, this.path(name))
    await flushFolder(this.folder)
  }

  /** One that is not there is no error. */
  async remove(name: string): Promise<void> {
    await rm(this.path(name), { force: true })
  }

  /** The files, with the moment they were last written to. */
  list(): Promise<readonly StoredFile[]> {
    return entriesOf(this.folder, 'file')
  }

  /** Removes what runs left behind that have not written anything since. */
  async removeRunsBefore(moment: Date): Promise<void> {
    const old = (await lastWrites(this.runs)).filter(({ writtenAt }) => writtenAt < moment)
    await Promise.all(old.map(({ name }) => rm(join(this.runs, name), { recursive: true, force: true })))
  }

  async *read(name: string, key: Buffer, plainBytes: number, range: ByteRange): AsyncGenerator<Buffer> {
    const file = await open(this.path(name), 'r')
    try {
      yield* readSealed({ file, key, plainBytes }, range)
    } finally {
      await file.close()
    }
  }

  private get runs(): string {
    return join(this.folder, 'runs')
  }

  private path(name: string): string {
    return join(this.folder, name)
  }
}

/** What is not there, or goes while it is being looked at, is not listed. */
async function entriesOf(folder: string, kind: 'file' | 'folder'): Promise<readonly StoredFile[]> {
  const entries = (await unlessGone(readdir(folder, { withFileTypes: true }))) ?? []
  const wanted = entries.filter((entry) => entry.isFile() === (kind === 'file'))
  const found = await Promise.all(wanted.map(async ({ name }) => ({ name, stats: await unlessGone(stat(join(folder, name))) })))
  return found.flatMap(({ name, stats }) => (stats === null ? [] : [{ name, writtenAt: stats.mtime }]))
}

/** Folders, with the moment that anything in them was last written to: their own changes only when files come and go. */
async function lastWrites(folder: string): Promise<readonly StoredFile[]> {
  return Promise.all(
    (await entriesOf(folder, 'folder')).map(async ({ name, writtenAt }) => {
      const files = await entriesOf(join(folder, name), 'file')
      return { name, writtenAt: files.reduce((latest, file) => (file.writtenAt > latest ? file.writtenAt : latest), writtenAt) }
    }),
  )
}

async function unlessGone<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') {
      return null
    }
    throw error
  }
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
