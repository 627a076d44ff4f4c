import type { RecordPage } from './connector.js'

interface Arrival {
  readonly source: AsyncGenerator<RecordPage>
  readonly result: IteratorResult<RecordPage>
}

/**
 * Reads several sources at once, at most `width` of them, and hands on pages as they come.
 * A source goes on only when its page has been taken. When one fails, or the taker leaves, all are closed.
 */
export async function* mergePages(sources: readonly (() => AsyncGenerator<RecordPage>)[], width: number): AsyncGenerator<RecordPage> {
  const waiting = [...sources]
  const open = new Set<AsyncGenerator<RecordPage>>()
  const running = new Map<AsyncGenerator<RecordPage>, Promise<Arrival>>()
  const advance = (source: AsyncGenerator<RecordPage>): void => {
    const arrival = source.next().then((result) => ({ source, result }))
    arrival.catch(() => undefined)
    running.set(source, arrival)
    open.add(source)
  }
  try {
    while (waiting.length > 0 || running.size > 0) {
      waiting.splice(0, width - running.size).forEach((start) => advance(start()))
      const { source, result } = await Promise.race(running.values())
      running.delete(source)
      if (result.done === true) {
        open.delete(source)
      } else {
        yield result.value
        advance(source)
      }
    }
  } finally {
    await Promise.allSettled([...open].map((source) => source.return(undefined)))
  }
}
