/** Text is handed on in pieces of about this many bytes: a row a chunk would be thirty times slower. */
const pieceBytes = 256 * 1024
const spareBytes = 64 * 1024

/** Gathers short texts into large buffers, encoded as UTF-8 as they come. */
export class TextBuffer {
  private bytes = Buffer.allocUnsafeSlow(pieceBytes + spareBytes)
  private used = 0

  get isFull(): boolean {
    return this.used >= pieceBytes
  }

  get isEmpty(): boolean {
    return this.used === 0
  }

  add(text: string): void {
    const most = this.used + text.length * 3
    if (most > this.bytes.length) {
      this.growTo(most)
    }
    this.used += this.bytes.write(text, this.used, 'utf8')
  }

  /** What was gathered; starts anew. */
  take(): Buffer {
    const gathered = this.bytes.subarray(0, this.used)
    this.bytes = Buffer.allocUnsafeSlow(pieceBytes + spareBytes)
    this.used = 0
    return gathered
  }

  private growTo(size: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(size, this.bytes.length * 2))
    this.bytes.copy(grown, 0, 0, this.used)
    this.bytes = grown
  }
}
