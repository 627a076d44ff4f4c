import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import { InternalError } from '../src/kernel/errors.js'

/** What a manifest and a zip say about the bytes of one file. */
export interface Digests {
  /** Lower-case hex. */
  readonly sha512: string
  readonly crc: number
}

/** Null until the last block of a file was read. */
type Answer = Digests | null

/** What the thread runs: a text, since a thread would need a file of its own. Every message is answered, in turn. */
const program = `
  const { createHash } = require('node:crypto')
  const { parentPort } = require('node:worker_threads')
  const { crc32 } = require('node:zlib')
  let hash = createHash('sha512')
  let crc = 0
  parentPort.on('message', ({ block, isLast }) => {
    hash.update(block)
    crc = crc32(block, crc)
    parentPort.postMessage(isLast ? { sha512: hash.digest('hex'), crc } : null)
    if (isLast) {
      hash = createHash('sha512')
      crc = 0
    }
  })
`

/** Digests files, one after the other, beside the main thread; those of one block are not worth the way. */
export class DigestThread {
  private thread: Worker | null = null
  private isClosed = false
  private isWithin = false
  private readonly waiting: { answer(answer: Answer): void; fail(error: Error): void }[] = []

  /**
   * Reads the next block of the present file and, after its last, gives the digests of the whole file. The block lies in
   * shared memory and must not change before this resolves.
   */
  async read(block: Uint8Array, isLast: boolean): Promise<Answer> {
    if (isLast && !this.isWithin) {
      return { sha512: createHash('sha512').update(block).digest('hex'), crc: crc32(block) }
    }
    if (this.isClosed) {
      throw ended()
    }
    this.isWithin = !isLast
    this.thread ??= this.started()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    this.thread.postMessage({ block, isLast })
    return new Promise((resolve, reject) => this.waiting.push({ answer: resolve, fail: reject }))
  }

  /** What waits for an answer fails. */
  async close(): Promise<void> {
    this.isClosed = true
    await this.thread?.terminate()
  }

  private started(): Worker {
    const thread = new Worker(program, { eval: true })
    thread.on('message', (answer: Answer) => this.waiting.shift()?.answer(answer))
    thread.on('error', (error) => this.fail(error))
    thread.on('exit', () => this.fail(ended()))
    return thread
  }

  private fail(error: Error): void {
    this.waiting.splice(0).forEach((one) => one.fail(error))
  }
}

function ended(): InternalError {
  return new InternalError('The thread that digests files has ended.')
}
