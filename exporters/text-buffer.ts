import { isPlainInside } from './plain-text.js'

/** Text is handed on in pieces of about this many bytes: a row a chunk would be thirty times slower. */
const pieceBytes = 256 * 1024
const spareBytes = 64 * 1024

/** From one length of a text to another, in bytes. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Gathers short texts into large buffers, encoded as UTF-8 as they come. */
export class TextBuffer {
  private bytes = Buffer.allocUnsafeSlow(pieceBytes + spareBytes)
  private used = 0

  get isFull(): boolean {
    return this.used >= pieceBytes
  }

  /** Bytes gathered. */
  get length(): number {
    return this.used
  }

  add(text: string): void {
    this.makeRoom(text.length * 3)
    this.used += this.bytes.write(text, this.used, 'utf8')
  }

  addByte(byte: number): void {
    this.makeRoom(1)
    this.bytes[this.used++] = byte
  }

  /** Adds a text of plain characters; false, with nothing added, where one of them is not plain. Faster than `add`. */
  addPlain(text: string): boolean {
    this.makeRoom(text.length * 2)
    const { bytes } = this
    let at = this.used
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      if (isPlainInside[code] !== 1) {
        return false
      }
      if (code < 0x80) {
        bytes[at++] = code
      } else {
        bytes[at++] = 0xc0 | (code >> 6)
        bytes[at++] = 0x80 | (code & 0x3f)
      }
    }
    this.used = at
    return true
  }

  /** Adds once more what was added before. */
  repeat({ start, end }: Stretch): void {
    this.makeRoom(end - start)
    this.bytes.copyWithin(this.used, start, end)
    this.used += end - start
  }

  /** Adds what `other` gathered between two lengths. */
  addFrom(other: TextBuffer, { start, end }: Stretch): void {
    this.makeRoom(end - start)
    this.used += other.bytes.copy(this.bytes, this.used, start, end)
  }

  /** Puts another byte in the place of one that was added. */
  replace(at: number, byte: number): void {
    this.bytes[at] = byte
  }

  /** Forgets all but the first bytes. */
  cutTo(length: number): void {
    this.used = length
  }

  /** What was gathered; starts anew. */
  take(): Buffer {
    const gathered = this.bytes.subarray(0, this.used)
    this.bytes = Buffer.allocUnsafeSlow(pieceBytes + spareBytes)
    this.used = 0
    return gathered
  }

  private makeRoom(further: number): void {
    const most = this.used + further
    if (most > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(most, this.bytes.length * 2))
      this.bytes.copy(grown, 0, 0, this.used)
      this.bytes = grown
    }
  }
}
