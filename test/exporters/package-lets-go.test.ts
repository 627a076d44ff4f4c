import { beforeAll, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { PassThrough, Writable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { PackageSource } from '../../exporters/package-plan.js'
import type { Spool } from '../../exporters/spool.js'
import { FileSpool } from '../builders/file-spool.js'
import { type Keys, newKeys, record, sourceOf, written } from '../builders/package-order.js'

let keys: Keys

beforeAll(async () => {
  keys = await newKeys()
})

interface Watched {
  readonly source: PackageSource
  pages: number
  closed: number
}

/** A source that never ends, cannot be compressed, and counts how often it was closed. */
function endless(onPage: (page: number) => void = () => undefined): Watched {
  const watched: Watched = {
    pages: 0,
    closed: 0,
    source: {
      ...sourceOf({ pages: [] }),
      async *records() {
        try {
          for (;;) {
            watched.pages += 1
            onPage(watched.pages)
            await turn()
            yield { records: Array.from({ length: 50 }, (_, n) => record(n, { note: randomBytes(7_500).toString('base64') })) }
          }
        } finally {
          watched.closed += 1
        }
      },
    },
  }
  return watched
}

/** Takes nothing after its first bytes, like a client that stopped reading. */
class StuckSink extends Writable {
  override _write(): void {
    return
  }
}

function countedSpools(): { open: () => Promise<Spool>; balance: () => number } {
  let balance = 0
  const open = async (): Promise<Spool> => {
    const spool = await FileSpool.open()
    balance += 1
    const discard = async (): Promise<void> => {
      balance -= 1
      await spool.discard()
    }
    return { write: (chunk) => spool.write(chunk), read: () => spool.read(), discard }
  }
  return { open, balance: () => balance }
}

describe('a package that is not finished', () => {
  test('an aborted one closes its source, destroys the sink and frees its spools', async () => {
    const stop = new AbortController()
    const watched = endless((page) => {
      if (page === 20) {
        stop.abort(new Error('the case was withdrawn'))
      }
    })
    const spools = countedSpools()
    const sink = new PassThrough()
    sink.resume()
    sink.on('error', () => undefined)
    const order = { source: watched.source, openPart: () => sink, openSpool: spools.open, signal: stop.signal }
    await expect(written(order, keys)).rejects.toThrow('the case was withdrawn')
    expect([watched.closed, sink.destroyed, spools.balance()]).toEqual([1, true, 0])
  })

  test('one that was aborted before it began reads nothing', async () => {
    const watched = endless()
    await expect(written({ source: watched.source, signal: AbortSignal.abort(new Error('too late')) }, keys)).rejects.toThrow('too late')
    expect(watched.pages).toBe(0)
  })

  test('a sink that fails closes the source', async () => {
    const watched = endless()
    const sink = new PassThrough()
    sink.once('data', () => sink.destroy(new Error('disk full')))
    sink.on('error', () => undefined)
    await expect(written({ source: watched.source, openPart: () => sink }, keys)).rejects.toThrow('disk full')
    expect(watched.closed).toBe(1)
  })

  test('a sink that went away without a word closes the source', async () => {
    const watched = endless()
    const sink = new PassThrough()
    sink.once('data', () => sink.destroy())
    await expect(written({ source: watched.source, openPart: () => sink }, keys)).rejects.toThrow()
    expect(watched.closed).toBe(1)
  })

  test('a source that fails ends the package with its own error', async () => {
    const watched = endless((page) => {
      if (page === 5) {
        throw new Error('page 5 is unreadable')
      }
    })
    const sink = new PassThrough()
    sink.resume()
    sink.on('error', () => undefined)
    await expect(written({ source: watched.source, openPart: () => sink }, keys)).rejects.toThrow('page 5 is unreadable')
    expect([watched.closed, sink.destroyed]).toEqual([1, true])
  })

  test('a spool that fails closes the source', async () => {
    const watched = endless()
    const openSpool = async (): Promise<Spool> => {
      const spool = await FileSpool.open()
      const write = () => Promise.reject(new Error('no key for the spool'))
      return { write, read: () => spool.read(), discard: () => spool.discard() }
    }
    await expect(written({ source: watched.source, openSpool }, keys)).rejects.toThrow('no key for the spool')
    expect(watched.closed).toBe(1)
  })

  test('a signer that fails leaves no finished package', async () => {
    const signer = { kid: 'key-1', sign: () => Promise.reject(new Error('the key is gone')) }
    const sink = new PassThrough()
    sink.resume()
    sink.on('error', () => undefined)
    await expect(written({ source: sourceOf({ pages: [] }), signer, openPart: () => sink }, keys)).rejects.toThrow('the key is gone')
    expect([sink.destroyed, sink.writableFinished]).toEqual([true, false])
  })
})

describe('a reader that is slower than the source', () => {
  test('holds the source back', async () => {
    const stop = new AbortController()
    const watched = endless()
    const sink = new StuckSink()
    sink.on('error', () => undefined)
    const outcome = written({ source: watched.source, openPart: () => sink, signal: stop.signal }, keys).catch(
      (error: Error) => error.message,
    )
    const settled = await pagesOnceStill(watched)
    stop.abort(new Error('enough'))
    expect(await outcome).toBe('enough')
    expect(settled).toBeLessThan(100)
    expect(watched.closed).toBe(1)
  })
})

/** Pages read once a long run of turns of the event loop brought none. */
async function pagesOnceStill(watched: Watched): Promise<number> {
  let before = -1
  while (before !== watched.pages) {
    before = watched.pages
    for (let round = 0; round < 200; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
  return before
}
