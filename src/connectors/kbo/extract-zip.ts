import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { CsvReader, type CsvRecord } from './csv-reader.js'
import { KboFileError } from './kbo-file-error.js'
import type { KboZipFacts } from './kbo-store.js'

/** The zip yields 16 KiB at a time; steps of this size cost less and hold some thousand rows. */
const bytesAtOnce = 262_144

/** Lower-case hex SHA-256 of a file. */
export async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { signal, highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer)
  }
  return hash.digest('hex')
}

/** The zip as staff downloaded it. Its files are read as streams, in any order. */
export class ExtractZip {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  static async open(path: string): Promise<ExtractZip> {
    const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
      throw new KboFileError({ file: 'The zip' }, 'this is not a zip that can be read whole; download it again.', error)
    })
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) {
      entries.set(entry.fileName, entry)
    }
    return new ExtractZip(zip, entries)
  }

  close(): void {
    this.zip.close()
  }

  /** Uncompressed bytes of a file. */
  bytesOf(file: string): number {
    return this.entry(file).uncompressedSize
  }

  /** The file's records in batches, its header checked and left out. Throws KboFileError when the header is none of the known ones. */
  async *records(file: string, headers: readonly (readonly string[])[], onBytes: (bytes: number) => void): AsyncIterable<RecordBatch> {
    const reader = new CsvReader(file, headers[0] ?? [])
    let header: readonly string[] | null = null
    for await (const batch of reader.read(this.bytes(file, onBytes))) {
      if (header === null && batch.length > 0) {
        header = matchingHeader(file, batch[0]?.cells ?? [], headers)
        batch.shift()
      }
      yield { header: header ?? [], records: batch }
    }
    if (header === null) {
      throw new KboFileError({ file, line: 1 }, `the header ${(headers[0] ?? []).join(',')} is expected.`)
    }
  }

  /** What meta.csv says, with the hash of the zip. */
  async facts(sha256: string): Promise<KboZipFacts> {
    const meta = new Map<string, string>()
    for await (const { records } of this.records('meta.csv', [['Variable', 'Value']], () => undefined)) {
      records.forEach(({ cells }) => meta.set(cells[0] ?? '', cells[1] ?? ''))
    }
    const kind = /^(full|update)$/i.exec(metaValue(meta, 'ExtractType', /^(full|update)$/i, 'full or update'))?.[0]
    const day = metaValue(meta, 'SnapshotDate', /^\d{2}-\d{2}-\d{4}$/, 'a date like 31-12-2025')
    return {
      kind: kind?.toLowerCase() === 'full' ? 'FULL' : 'UPDATE',
      extractNumber: Number(metaValue(meta, 'ExtractNumber', /^\d{1,9}$/, 'a whole number')),
      snapshotDate: `${day.slice(6)}-${day.slice(3, 5)}-${day.slice(0, 2)}`,
      sha256,
    }
  }

  private entry(file: string): Entry {
    const entry = this.entries.get(file)
    if (entry === undefined) {
      throw new KboFileError({ file }, 'this file is missing from the zip.')
    }
    return entry
  }

  private async *bytes(file: string, onBytes: (bytes: number) => void): AsyncIterable<Uint8Array> {
    let pieces: Buffer[] = []
    let size = 0
    try {
      for await (const chunk of await this.zip.openReadStreamPromise(this.entry(file))) {
        pieces.push(chunk as Buffer)
        size += (chunk as Buffer).length
        if (size >= bytesAtOnce) {
          onBytes(size)
          yield Buffer.concat(pieces)
          pieces = []
          size = 0
        }
      }
    } catch (error) {
      throw error instanceof KboFileError ? error : new KboFileError({ file }, 'the zip is damaged here; download it again.', error)
    }
    onBytes(size)
    yield Buffer.concat(pieces)
  }
}

export interface RecordBatch {
  readonly header: readonly string[]
  readonly records: readonly CsvRecord[]
}

function matchingHeader(file: string, found: readonly string[], headers: readonly (readonly string[])[]): readonly string[] {
  const match = headers.find((header) => header.length === found.length && header.every((name, index) => name === found[index]))
  if (match === undefined) {
    const expected = headers[0] ?? []
    const column = expected.find((name, index) => name !== found[index])
    throw new KboFileError({ file, line: 1, column }, `the header ${expected.join(',')} is expected.`)
  }
  return match
}

function metaValue(meta: ReadonlyMap<string, string>, variable: string, pattern: RegExp, expected: string): string {
  const value = meta.get(variable) ?? ''
  if (!pattern.test(value)) {
    throw new KboFileError({ file: 'meta.csv', column: variable }, `${expected} is expected.`)
  }
  return value
}
