import { describe, expect, test } from '@jest/globals'
import { Narrator } from '../../src/commands/demo/narrator.js'
import { RecordedTerminal } from '../builders/recorded-terminal.js'

function narrator(isQuiet = false): { terminal: RecordedTerminal; narrator: Narrator } {
  const terminal = new RecordedTerminal()
  return { terminal, narrator: new Narrator(terminal, isQuiet) }
}

describe('the narrator of the demo', () => {
  test('a promise that does not hold is remembered, and told also where a program reads the output', () => {
    const quiet = narrator(true)
    quiet.narrator.check('water runs uphill', false)
    expect(quiet.narrator.broken).toEqual(['water runs uphill'])
    expect(quiet.terminal.noted).toEqual(['Does not hold: water runs uphill'])
    expect(quiet.terminal.printed).toEqual([])
  })

  test('a promise that holds is shown as kept', () => {
    const open = narrator()
    open.narrator.check('water runs downhill', true)
    expect(open.narrator.broken).toEqual([])
    expect(open.terminal.printed).toEqual(['  [kept]   water runs downhill'])
  })

  test('columns are aligned, without colour, and no line is wider than a hundred characters', () => {
    const open = narrator()
    open.narrator.table(
      ['short', 'long'],
      [
        ['a', 'x'.repeat(200)],
        ['a word of more than thirty-two characters', 'y'],
      ],
    )
    expect(open.terminal.printed).toEqual([
      `  ${'short'.padEnd(34)}long`,
      `  ${'a'.padEnd(34)}${'x'.repeat(63)}…`,
      '  a word of more than thirty-two …  y',
      '',
    ])
  })
})
