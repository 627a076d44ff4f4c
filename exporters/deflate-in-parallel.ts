import type { ZipArchive } from 'archiver'
import { InternalError } from '../src/kernel/errors.js'
import type { DigestThread } from './digest-thread.js'
import { BlockPool, ParallelDeflate } from './parallel-deflate.js'

/** The private parts of archiver 8.0.0's zip engine that are replaced here. A test compares what comes out byte for byte. */
interface ZipEngine extends NodeJS.WritableStream {
  _smartStream(entry: ZipEntry, done: (error: Error | null, entry: ZipEntry) => void): ParallelDeflate
  _afterAppend(entry: ZipEntry): void
  _normalizeEntry(entry: ZipEntry): void
}

interface ZipEntry {
  setCrc(crc: number): void
  setSize(bytes: number): void
  setCompressedSize(bytes: number): void
  getGeneralPurposeBit(): { useUTF8ForNames(on: boolean): void }
}

/** The bytes of one entry before they were compressed. */
export interface EntryContent {
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha512: string
}

interface DeflateOptions {
  readonly level: number
  readonly digestThread: DigestThread
  /** Called for each entry once it is compressed, before the archive tells that it is written. */
  readonly onEntry: (content: EntryContent) => void
}

/** Makes an archive compress and digest beside the main thread, and mark its names as UTF-8. Call before the first entry. */
export function deflateInParallel(archive: ZipArchive, { level, digestThread, onEntry }: DeflateOptions): void {
  const engine = engineOf(archive)
  const pool = new BlockPool()
  const normalise = engine._normalizeEntry.bind(engine)
  engine._normalizeEntry = (entry) => {
    entry.getGeneralPurposeBit().useUTF8ForNames(true)
    normalise(entry)
  }
  engine._smartStream = (entry, done) => {
    const deflate = new ParallelDeflate(level, pool, digestThread)
    deflate.once('error', (error) => done(error, entry))
    deflate.once('end', () => {
      const { sha512, crc } = deflate.whole
      entry.setCrc(crc)
      entry.setSize(deflate.bytesIn)
      entry.setCompressedSize(deflate.bytesOut)
      engine._afterAppend(entry)
      onEntry({ bytes: deflate.bytesIn, sha512 })
      done(null, entry)
    })
    deflate.pipe(engine, { end: false })
    return deflate
  }
}

function engineOf(archive: ZipArchive): ZipEngine {
  const zipModule: unknown = Reflect.get(archive, '_module')
  const engine: unknown = typeof zipModule === 'object' && zipModule !== null ? Reflect.get(zipModule, 'engine') : undefined
  if (!isZipEngine(engine)) {
    throw new InternalError('The zip library is not the version that this code was written for.')
  }
  return engine
}

function isZipEngine(value: unknown): value is ZipEngine {
  const methods = ['_smartStream', '_afterAppend', '_normalizeEntry', 'write']
  return typeof value === 'object' && value !== null && methods.every((name) => typeof Reflect.get(value, name) === 'function')
}
