import { TextBuffer } from './text-buffer.js'

/** A place to put bytes aside while another file of the package is being written. Whoever provides it encrypts it. */
export interface Spool {
  write(chunk: Buffer): Promise<void>
  /** Everything written, in order, in pieces of any size; called once, after the last write. */
  read(): AsyncIterable<Buffer>
  /** Frees the place; called once in any case, read or not. */
  discard(): Promise<void>
}

export type OpenSpool = () => Promise<Spool>

/** Opens spools for a while and frees them afterwards, whatever happens. */
export async function withSpools<T>(open: OpenSpool, use: (first: Spool, second: Spool) => Promise<T>): Promise<T> {
  const opened: Spool[] = []
  try {
    const first = await open()
    opened.push(first)
    const second = await open()
    opened.push(second)
    return await use(first, second)
  } finally {
    await Promise.all(opened.map((spool) => spool.discard()))
  }
}

/** Writes text to a spool in large pieces. */
export class SpoolText {
  readonly buffer = new TextBuffer()

  constructor(private readonly spool: Spool) {}

  add(text: string): void {
    this.buffer.add(text)
  }

  async flushIfFull(): Promise<void> {
    if (this.buffer.isFull) {
      await this.flush()
    }
  }

  async flush(): Promise<void> {
    if (this.buffer.length > 0) {
      await this.spool.write(this.buffer.take())
    }
  }
}

/** A JSON array with one item a line, put aside while it grows. */
export class SpooledList {
  private readonly text: SpoolText
  private count = 0

  constructor(private readonly spool: Spool) {
    this.text = new SpoolText(spool)
    this.text.add('[')
  }

  async add(items: readonly unknown[]): Promise<void> {
    for (const item of items) {
      this.text.add(`${this.count === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`)
      this.count += 1
    }
    await this.text.flushIfFull()
  }

  /** The whole file; call once, after the last item. */
  async *read(): AsyncGenerator<Buffer> {
    this.text.add('\n]\n')
    await this.text.flush()
    yield* this.spool.read()
  }
}
