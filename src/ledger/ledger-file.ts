import { constants, createReadStream } from 'node:fs'
import { access, type FileHandle, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { ConfigurationError, InternalError } from '../kernel/errors.js'

/** Lines that wait to be written together. */
interface Batch {
  readonly lines: string[]
  readonly written: Promise<void>
}

const appending = constants.O_RDWR | constants.O_APPEND
const lineFeed = 0x0a

/**
 * The ledger's file, outside the database so that a restore of the database does not take it back. Lines are only ever
 * added, by any number of processes at once, and lie on the disk before `append` resolves.
 */
export class LedgerFile {
  private waiting: Batch | null = null
  private last: Promise<void> = Promise.resolve()

  constructor(readonly path: string) {}

  /** Makes the file where there is none. Throws ConfigurationError where it cannot be kept there. True when it holds nothing yet. */
  async prepare(): Promise<boolean> {
    const folder = dirname(this.path)
    await access(folder, constants.W_OK | constants.X_OK).catch(() => {
      throw new ConfigurationError([`ledger.file: the folder ${folder} does not exist, or the hub may not write there. Make it first.`])
    })
    try {
      await syncedOnce(await open(this.path, appending | constants.O_CREAT, 0o600))
      await syncedOnce(await open(folder, constants.O_RDONLY))
    } catch {
      throw new ConfigurationError([`ledger.file: ${this.path} cannot be written. Let the hub write there.`])
    }
    return (await stat(this.path)).size === 0
  }

  /**
   * Adds lines, each ending in a line feed. What several transactions add at the same moment is written in one go. A file
   * that is gone is an error and is not made anew: what it held would be missing without anybody noticing.
   */
  append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) {
      return Promise.resolve()
    }
    if (this.waiting !== null) {
      this.waiting.lines.push(...lines)
      return this.waiting.written
    }
    const together = [...lines]
    const written = this.last.then(() => {
      this.waiting = null
      return this.write(together.join(''))
    })
    this.waiting = { lines: together, written }
    this.last = written.catch(() => undefined)
    return written
  }

  /** Every line as it lies there, from the first. */
  async *lines(path = this.path): AsyncIterable<string> {
    yield* createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })
  }

  /** A line that a crash left half is ended first, and never gone on with: it is skipped when the file is read. */
  private async write(text: string): Promise<void> {
    const file = await open(this.path, appending)
    try {
      const bytes = Buffer.from((await endsTorn(file)) ? `\n${text}` : text)
      const { bytesWritten } = await file.write(bytes)
      if (bytesWritten < bytes.length) {
        throw new InternalError('The ledger’s file took only a part of what was to be added.')
      }
      await file.datasync()
    } finally {
      await file.close()
    }
  }
}

async function endsTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  const last = Buffer.alloc(1)
  if (size > 0) {
    await file.read(last, 0, 1, size - 1)
  }
  return size > 0 && last[0] !== lineFeed
}

/** Of a new file the folder too, or its name could be lost with the power although its content was written. */
async function syncedOnce(file: FileHandle): Promise<void> {
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
