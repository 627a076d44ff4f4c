import type { BagWriter } from './bag-writer.js'
import type { ExportFile } from './records.js'
import { safeExtension, safeName } from './safe-name.js'
import { jsonFile } from './text-files.js'

/** Writes a file under a name that says nothing about the person, and a sidecar with the name that its source gave it. */
export async function writeAttachedFile(bag: BagWriter, file: ExportFile): Promise<void> {
  const stem = `files/${safeName(`${file.recordId}-${file.n}`)}`
  const path = `${stem}.${safeExtension(file.extension)}`
  const written = await bag.addPayload(path, buffers(file.content), { mediatype: file.mediaType, format: safeExtension(file.extension) })
  const sidecar = {
    recordId: file.recordId,
    n: file.n,
    path,
    originalName: file.originalName,
    mediaType: file.mediaType,
    bytes: written.bytes,
    sha512: written.sha512,
  }
  await bag.addPayload(`${path}.json`, jsonFile(sidecar), { mediatype: 'application/json', format: 'json' })
}

async function* buffers(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  }
}
