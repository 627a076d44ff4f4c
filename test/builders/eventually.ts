import { setTimeout as sleep } from 'node:timers/promises'

/** Tries until it succeeds; after `longestMs` fails as the last attempt did. */
export async function eventually<T>(attempt: () => Promise<T>, longestMs = 20_000): Promise<T> {
  const deadline = performance.now() + longestMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (performance.now() > deadline) {
        throw error
      }
      await sleep(50)
    }
  }
}
