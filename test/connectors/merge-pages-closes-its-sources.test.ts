import { describe, expect, test } from '@jest/globals'
import { setImmediate as nextTurn } from 'node:timers/promises'
import v8 from 'node:v8'
import vm from 'node:vm'
import type { RecordPage } from '../../src/connectors/connector.js'
import { mergePages } from '../../src/connectors/merge-pages.js'
import { gather } from '../../src/kernel/streams.js'

const page = (recordType: string): RecordPage => ({ recordType, records: [], gaps: [] })

describe('several sources read at once', () => {
  let open: string[] = []

  function source(name: string, pages: number, fails = false): () => AsyncGenerator<RecordPage> {
    return async function* () {
      open.push(name)
      try {
        for (let number = 0; number < pages; number += 1) {
          await Promise.resolve()
          yield page(name)
        }
        if (fails) {
          throw new Error(`${name} broke`)
        }
      } finally {
        open = open.filter((other) => other !== name)
      }
    }
  }

  test('give all their pages', async () => {
    const pages = await gather(mergePages([source('a', 3), source('b', 0), source('c', 2)], 2))
    expect(pages.map(({ recordType }) => recordType).sort()).toEqual(['a', 'a', 'a', 'c', 'c'])
  })

  test('are never more at once than was allowed', async () => {
    const most: number[] = []
    for await (const _ of mergePages([source('a', 3), source('b', 3), source('c', 3)], 2)) {
      most.push(open.length)
    }
    expect(Math.max(...most)).toBe(2)
  })

  test('are all closed when one fails', async () => {
    await expect(gather(mergePages([source('a', 100), source('b', 1, true)], 2))).rejects.toThrow('b broke')
    expect(open).toEqual([])
  })

  test('are all closed when the taker leaves', async () => {
    for await (const _ of mergePages([source('a', 100), source('b', 100)], 2)) {
      break
    }
    expect(open).toEqual([])
  })

  test('keep no page that was taken, however long another one takes', async () => {
    v8.setFlagsFromString('--expose-gc')
    const collectGarbage = vm.runInNewContext('gc') as () => void
    let goOn: () => void = () => undefined
    const slow = new Promise<void>((resolve) => (goOn = resolve))
    const standsStill = async function* (): AsyncGenerator<RecordPage> {
      yield* await slow.then(() => [])
    }
    const taken: WeakRef<RecordPage>[] = []
    let kept = Infinity
    for await (const page of mergePages([source('a', 50), standsStill], 2)) {
      taken.push(new WeakRef(page))
      await nextTurn()
      if (taken.length === 50) {
        collectGarbage()
        kept = taken.filter((ref) => ref.deref() !== undefined).length
        goOn()
      }
    }
    expect(taken).toHaveLength(50)
    expect(kept).toBeLessThan(5)
  })
})
