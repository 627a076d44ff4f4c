import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Transform, type TransformCallback } from 'node:stream'
import { InternalError } from '../kernel/errors.js'

/*
 * How bundles and spools lie on disk: chunks of 64 KiB, each AES-256-GCM under a nonce that counts them, so that any
 * part of the file can be read by itself. The tag of each chunk binds its number and whether it is the last: chunks
 * cannot be swapped, dropped or cut off unnoticed. A key encrypts one file only.
 */

export const chunkBytes = 65_536
const tagBytes = 16
const sealedChunkBytes = chunkBytes + tagBytes

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(index), 4)
  return nonce
}

function placeOf(index: number, isLast: boolean): Buffer {
  return Buffer.from(`${index}|${isLast ? 'last' : 'more'}`)
}

function sealChunk(key: Buffer, plain: Buffer, index: number, isLast: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(placeOf(index, isLast))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function openChunk(key: Buffer, sealed: Buffer, index: number, isLast: boolean): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(placeOf(index, isLast))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()])
  } catch (error) {
    throw new InternalError('A stored file has been changed or its key is wrong.', error)
  }
}

/** Encrypts what is written to it, chunk by chunk. An empty file has one empty chunk. */
export class EncryptingStream extends Transform {
  private pending: Buffer[] = []
  private pendingBytes = 0
  private index = 0

  constructor(private readonly key: Buffer) {
    super()
  }

  override _transform(data: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.pending.push(data)
    this.pendingBytes += data.length
    if (this.pendingBytes > chunkBytes) {
      this.sealWholeChunks()
    }
    callback()
  }

  override _flush(callback: TransformCallback): void {
    this.push(sealChunk(this.key, Buffer.concat(this.pending), this.index, true))
    callback()
  }

  /** Keeps at least one byte back, since the last chunk is sealed as such. */
  private sealWholeChunks(): void {
    const data = Buffer.concat(this.pending, this.pendingBytes)
    let start = 0
    while (data.length - start > chunkBytes) {
      this.push(sealChunk(this.key, data.subarray(start, start + chunkBytes), this.index, false))
      this.index += 1
      start += chunkBytes
    }
    this.pending = [data.subarray(start)]
    this.pendingBytes = data.length - start
  }
}

/** Bytes that `plainBytes` take when sealed. */
export function sealedSize(plainBytes: number): number {
  return plainBytes + tagBytes * Math.max(1, Math.ceil(plainBytes / chunkBytes))
}

export interface ByteRange {
  /** First byte wanted. */
  readonly start: number
  /** One past the last byte wanted. */
  readonly end: number
}

export interface SealedFile {
  readonly file: FileHandle
  readonly key: Buffer
  /** Of the content, not of the file. */
  readonly plainBytes: number
}

/** Decrypts a range of a sealed file, reading only the chunks it touches. Throws when a chunk is not genuine. */
export async function* readSealed({ file, key, plainBytes }: SealedFile, range: ByteRange): AsyncGenerator<Buffer> {
  const lastIndex = Math.max(0, Math.ceil(plainBytes / chunkBytes) - 1)
  for (let index = Math.floor(range.start / chunkBytes); index * chunkBytes < range.end && index <= lastIndex; index += 1) {
    const plain = openChunk(key, await readChunk(file, index), index, index === lastIndex)
    const offset = index * chunkBytes
    yield plain.subarray(Math.max(0, range.start - offset), Math.min(plain.length, range.end - offset))
  }
}

async function readChunk(file: FileHandle, index: number): Promise<Buffer> {
  const sealed = Buffer.alloc(sealedChunkBytes)
  const { bytesRead } = await file.read(sealed, 0, sealedChunkBytes, index * sealedChunkBytes)
  if (bytesRead < tagBytes) {
    throw new InternalError('A stored file is shorter than it was written.')
  }
  return sealed.subarray(0, bytesRead)
}
