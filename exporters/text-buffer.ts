/** Text is handed on in pieces of about this many characters: a row a chunk would be thirty times slower. */
const pieceLength = 256 * 1024

/** Gathers short texts into large buffers. */
export class TextBuffer {
  private text = ''

  get isFull(): boolean {
    return this.text.length >= pieceLength
  }

  get isEmpty(): boolean {
    return this.text === ''
  }

  add(text: string): void {
    this.text += text
  }

  /** What was gathered, as UTF-8; starts anew. */
  take(): Buffer {
    const bytes = Buffer.from(this.text, 'utf8')
    this.text = ''
    return bytes
  }
}
