import { delay } from '../../kernel/delay.js'
import { asError } from '../../kernel/errors.js'

export interface Pace {
  /** No oftener than this. */
  readonly everyMs: number
  readonly signal: AbortSignal
}

/** The newest of what comes, at a pace that a person can follow: what came in between is left out, the last never is. Fails as its source does. */
export async function* newestOf<T>(source: AsyncIterable<T>, { everyMs, signal }: Pace): AsyncGenerator<T> {
  const inbox = new Inbox<T>()
  const reading = inbox.readAll(source)
  for (let newest = await inbox.take(); newest !== null; newest = await inbox.take()) {
    yield newest.item
    await delay(inbox.isOver ? 0 : everyMs, signal).catch(() => undefined)
  }
  await reading
}

/** Keeps the last that came until it is taken. */
class Inbox<T> {
  isOver = false
  private newest: { readonly item: T } | null = null
  private failure: Error | null = null
  private wake = (): void => undefined

  /** Never rejects: whoever takes learns of a failure. */
  async readAll(source: AsyncIterable<T>): Promise<void> {
    try {
      for await (const item of source) {
        this.newest = { item }
        this.wake()
      }
    } catch (error) {
      this.failure = asError(error)
    }
    this.isOver = true
    this.wake()
  }

  /** Waits until there is something; null once there will be nothing more. */
  async take(): Promise<{ readonly item: T } | null> {
    while (this.newest === null && !this.isOver) {
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
    const { newest } = this
    this.newest = null
    if (newest === null && this.failure !== null) {
      throw this.failure
    }
    return newest
  }
}
