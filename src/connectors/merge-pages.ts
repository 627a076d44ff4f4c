import type { RecordPage } from './connector.js'

type PageSource = AsyncGenerator<RecordPage>

interface Arrival {
  readonly source: PageSource
  readonly result: Promise<IteratorResult<RecordPage>>
}

/**
 * Reads several sources at once, at most `width` of them, and hands on pages as they come.
 * A source goes on only when its page has been taken. When one fails, or the taker leaves, all are closed.
 */
export async function* mergePages(sources: readonly (() => PageSource)[], width: number): AsyncGenerator<RecordPage> {
  const waiting = [...sources]
  const open = new Set<PageSource>()
  const arrivals = new Arrivals()
  const advance = (source: PageSource): void => {
    open.add(source)
    arrivals.expect(source)
  }
  try {
    while (waiting.length > 0 || open.size > 0) {
      waiting.splice(0, width - open.size).forEach((start) => advance(start()))
      const { source, result } = await arrivals.next()
      const { done, value } = await result
      if (done === true) {
        open.delete(source)
      } else {
        yield value
        advance(source)
      }
    }
  } finally {
    await Promise.allSettled([...open].map((source) => source.return(undefined)))
  }
}

/** What comes, in the order in which it does. A race of promises would keep all of it until the slowest source moves. */
class Arrivals {
  private readonly arrived: Arrival[] = []
  private wake: () => void = () => undefined

  expect(source: PageSource): void {
    const result = source.next()
    const arrive = (): void => {
      this.arrived.push({ source, result })
      this.wake()
    }
    result.then(arrive, arrive)
  }

  async next(): Promise<Arrival> {
    for (let first = this.arrived.shift(); ; first = this.arrived.shift()) {
      if (first !== undefined) {
        return first
      }
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }
}
