import { stat } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { isSafePath } from './safe-name.js'

/** Something that is wrong with one file of a bundle. */
export interface Problem {
  /** As the zip or the manifest names it. */
  readonly file: string
  readonly reason: string
}

/** The file is no zip, is cut short, or cannot be opened at all. */
export class UnreadableBundleError extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause })
    this.name = 'UnreadableBundleError'
  }
}

/** Why a file cannot be opened, to follow its name; null where it is there and can be. */
export async function whyUnreadable(path: string): Promise<string | null> {
  try {
    return (await stat(path)).isDirectory() ? 'is a folder; name the file in it.' : null
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES' ? 'may not be read by you.' : 'is not there.'
  }
}

interface ArchivedFile {
  readonly zip: ZipFile
  readonly entry: Entry
}

/** What the tag manifest lists. */
export const tagFiles = ['bag-info.txt', 'bagit.txt', 'manifest-sha512.txt']

const smallFileBytes = 256 * 1024 * 1024

/** The files of a bag, out of one zip or several parts, by their path from the base directory. */
export class BundleArchive {
  readonly problems: Problem[] = []
  baseDirectory: string | null = null
  private readonly zips: ZipFile[] = []
  private readonly files = new Map<string, ArchivedFile>()

  /** Opens every part and lists what is in them. Throws UnreadableBundleError. */
  static async open(paths: readonly string[]): Promise<BundleArchive> {
    const archive = new BundleArchive()
    try {
      for (const path of paths) {
        await archive.addPart(path)
      }
      archive.refuseOtherZips()
    } catch (error) {
      archive.close()
      throw error
    }
    return archive
  }

  get paths(): string[] {
    return [...this.files.keys()].sort()
  }

  has(path: string): boolean {
    return this.files.has(path)
  }

  /** The content of a file; null where it is missing, too large for a file of its kind, or damaged: then a problem says so. */
  async readText(path: string): Promise<string | null> {
    const file = this.files.get(path)
    if (file === undefined || file.entry.uncompressedSize > smallFileBytes) {
      this.problems.push({ file: path, reason: file === undefined ? 'is missing' : 'is too large' })
      return null
    }
    try {
      return await text(await file.zip.openReadStreamPromise(file.entry))
    } catch {
      this.problems.push({ file: path, reason: 'is damaged: it cannot be decompressed' })
      return null
    }
  }

  async stream(path: string): Promise<Readable> {
    const file = this.files.get(path)
    if (file === undefined) {
      throw new UnreadableBundleError('A file that was listed is gone.')
    }
    return file.zip.openReadStreamPromise(file.entry)
  }

  close(): void {
    for (const zip of this.zips) {
      zip.close()
    }
  }

  private async addPart(path: string): Promise<void> {
    try {
      const zip = await openPromise(path, { autoClose: false, decodeStrings: false })
      this.zips.push(zip)
      await this.addEntries(zip)
    } catch (error) {
      if (error instanceof UnreadableBundleError) {
        throw error
      }
      throw new UnreadableBundleError(`${path} ${(await whyUnreadable(path)) ?? 'is not a zip, or not a whole one.'}`, error)
    }
  }

  /** Parts of one bundle begin in one base directory. */
  private async addEntries(zip: ZipFile): Promise<void> {
    let isFirst = true
    for await (const entry of zip.eachEntry()) {
      if (isFirst && this.baseDirectory !== null && directoryOf(entry) !== this.baseDirectory) {
        throw new UnreadableBundleError('These are two bundles, or something else beside one. Give the parts of one bundle at a time.')
      }
      isFirst = false
      this.addEntry(zip, entry)
    }
  }

  private refuseOtherZips(): void {
    if (!tagFiles.some((path) => this.files.has(path))) {
      throw new UnreadableBundleError('This is not a bundle, or not all its parts: no bagit.txt is in it.')
    }
  }

  private addEntry(zip: ZipFile, entry: Entry): void {
    const name = entry.fileNameRaw.toString('utf8')
    const directory = directoryOf(entry)
    this.baseDirectory ??= directory
    const path = name.slice(name.indexOf('/') + 1)
    const reason = this.reasonAgainst(name, directory, path, entry)
    if (reason !== null) {
      this.problems.push({ file: printable(name), reason })
    } else {
      this.files.set(path, { zip, entry })
    }
  }

  private reasonAgainst(name: string, directory: string, path: string, entry: Entry): string | null {
    if (!isSafePath(name)) {
      return 'has an unsafe name'
    }
    if (directory === '' || directory !== this.baseDirectory) {
      return 'lies outside the base directory'
    }
    if (this.files.has(path)) {
      return 'is there twice'
    }
    return entry.isEncrypted() || isLink(entry) ? 'is encrypted or a link' : null
  }
}

/** The topmost one, or nothing. */
function directoryOf({ fileNameRaw }: Entry): string {
  const name = fileNameRaw.toString('utf8')
  return name.slice(0, Math.max(0, name.indexOf('/')))
}

/** A Unix symbolic link, by the mode in the upper half of the attributes. */
function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000
}

/** A name as it may be printed on a terminal. */
function printable(name: string): string {
  return JSON.stringify(name.slice(0, 200)).slice(1, -1)
}
