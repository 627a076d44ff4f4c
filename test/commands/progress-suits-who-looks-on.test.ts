import { describe, expect, test } from '@jest/globals'
import { type ProgressDisplay, progressDisplay } from '../../src/commands/progress.js'
import { SettableClock } from '../../src/kernel/clock.js'

interface Shown {
  readonly display: ProgressDisplay
  readonly clock: SettableClock
  readonly written: string[]
}

function shownOn(screen: { readonly isTTY?: boolean; readonly columns?: number }, quiet = false): Shown {
  const clock = new SettableClock(new Date('2026-03-02T08:00:00.000Z'))
  const written: string[] = []
  const display = progressDisplay({ screen: { ...screen, write: (text) => written.push(text) }, quiet, clock })
  return { display, clock, written }
}

const clearLine = '\r\u001B[2K'

describe('progress on a terminal', () => {
  test('rewrites one line, no more often than a person can read', () => {
    const { display, clock, written } = shownOn({ isTTY: true })
    display.show('reading', 0)
    display.show('reading', 0.1)
    clock.advance(100)
    display.show('reading', 0.5)
    expect(written).toEqual([`${clearLine}${'░'.repeat(24)}   0% reading`, `${clearLine}${'█'.repeat(12)}${'░'.repeat(12)}  50% reading`])
  })

  test('never runs into the next line', () => {
    const { display, written } = shownOn({ isTTY: true, columns: 20 })
    display.show('a text that is longer than the terminal is wide')
    expect(written[0]).toBe(`${clearLine}a text that is long`)
  })

  test('leaves a line behind, or nothing', () => {
    const { display, written } = shownOn({ isTTY: true })
    display.settle('done')
    display.settle()
    expect(written).toEqual([`${clearLine}done\n`, clearLine])
  })
})

describe('progress in a log', () => {
  test('is a line every three seconds', () => {
    const { display, clock, written } = shownOn({})
    display.show('reading', 0.1)
    clock.advance(3_000)
    display.show('reading', 0.256)
    clock.advance(2_999)
    display.show('reading', 0.5)
    expect(written).toEqual([' 25% reading\n'])
  })

  test('tells each thing that is over', () => {
    const { display, written } = shownOn({})
    display.settle('done')
    display.settle()
    expect(written).toEqual(['done\n'])
  })
})

test('nothing is shown where a program reads', () => {
  const { display, clock, written } = shownOn({ isTTY: true }, true)
  display.show('reading')
  clock.advance(10_000)
  display.settle('done')
  expect(written).toEqual([])
})
