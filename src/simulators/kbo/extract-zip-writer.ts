import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { ExtractFiles } from './extract-files.js'

/** Writes the files into a zip, line by line. */
export async function writeExtractZip(path: string, files: ExtractFiles): Promise<void> {
  const zip = new ZipFile()
  for (const [name, lines] of files) {
    zip.addReadStreamLazy(name, (found) => found(null, Readable.from(blocks(lines()), { objectMode: false })))
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

const linesPerBlock = 1_000

/** Lines end in a line feed; many go into one block, since a stream's step costs more than a line. */
export function* blocks(lines: Iterable<string>): Iterable<Buffer> {
  let block: string[] = []
  for (const line of lines) {
    block.push(line)
    if (block.length === linesPerBlock) {
      yield Buffer.from(`${block.join('\n')}\n`)
      block = []
    }
  }
  if (block.length > 0) {
    yield Buffer.from(`${block.join('\n')}\n`)
  }
}
