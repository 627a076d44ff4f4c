import { describe, expect, test } from '@jest/globals'
import { caseLines } from '../../src/commands/case/case-lines.js'
import { type CaseReport, caseReport } from '../../src/commands/case/case-report.js'
import { newestOf } from '../../src/commands/case/newest-of.js'
import { RedrawnText } from '../../src/commands/case/redrawn-text.js'
import type { PlanView, StepView } from '../../src/rights/changes.js'
import { caseOf } from '../builders/fake-graph.js'
import { attestation, notice, planOf, stepOf } from '../builders/fake-plans.js'

const quiet = { instructions: null, lastError: null, retainUntil: null, finalOn: null } as const

const steps: readonly StepView[] = [
  { ...stepOf('p', 1), ...quiet, action: 'ERASE', state: 'DONE', outcome: 'ERASED', readBack: 'GONE' },
  { ...stepOf('p', 2), ...quiet, action: 'ERASE', state: 'DONE', outcome: 'ERASED', readBack: 'GONE' },
  { ...stepOf('p', 3), ...quiet, action: 'RETAIN', state: 'DONE', outcome: 'RETAINED', readBack: null, retainUntil: '2034-12-31' },
  { ...stepOf('p', 4), action: 'REFER', state: 'WAITING_MANUAL', outcome: null, readBack: null, finalOn: null, retainUntil: null },
  { ...stepOf('p', 5), ...quiet, systemId: 'kbo', state: 'DONE', outcome: 'DELETED_SOFT', readBack: 'GONE', finalOn: '2026-04-13' },
]

function reportOf(plans: readonly PlanView[], attested = attestation): CaseReport {
  const found = { ...caseOf('case-a', 'a'), reference: 'PDH-2026-000007' }
  return caseReport({ found, plans, notices: [notice], attestations: new Map([['p', attested]]) })
}

describe('case show', () => {
  const lines = caseLines(reportOf([planOf('older', 'case-a'), { ...planOf('p', 'case-a'), steps }]))

  test('begins with the clock, and each claim with its newest plan', () => {
    expect(lines.slice(0, 7)).toEqual([
      'PDH-2026-000007  RECEIVED',
      'received  2026-03-14T12:00:00.000Z (PORTAL, NL)',
      'due       2026-04-07, in 24 days; by law 2026-04-14, promised 2026-04-07, extended',
      'identity  PORTAL_LOGIN, passed',
      '',
      'claim   outcome  plan',
      'ACCESS  open     APPROVED, 4 of 5 steps done',
    ])
  })

  test('lists the steps by system, those that are alike on one line, with what is kept or in a bin until when', () => {
    const from = lines.findIndex((line) => line.startsWith('system'))
    expect(lines.slice(from, from + 5)).toEqual([
      'system  record type  steps  action  state           outcome       read-back  until',
      'kbo     contact      1      REFER   DONE            DELETED_SOFT  GONE       gone for good on 2026-04-13',
      'odoo    contact      2      ERASE   DONE            ERASED        GONE',
      'odoo    contact      1      RETAIN  DONE            RETAINED      -          kept until 2034-12-31',
      'odoo    contact      1      REFER   WAITING_MANUAL  -             -',
    ])
  })

  test('says what waits for a person, what was not read, who approved, and who was told', () => {
    const text = lines.join('\n')
    expect(text).toContain('  step 4, odoo contact 4, WAITING_MANUAL: THROTTLED: Do en')
    expect(text).toContain('unread    odoo, in part or as a whole: the plan says nothing about that')
    expect(text).toContain('approved  by DPO at 2026-03-14T12:00:00.000Z')
    expect(text).toContain('accountant  ERASURE  SENT')
    expect(text).toContain(`attested  2026-03-14T12:00:00.000Z, hash ${'ef'.repeat(32)}`)
  })

  test('of a case with a thousand steps that wait names the first, and how many more', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({ ...stepOf('p', 2 * index + 2), state: 'WAITING_MANUAL' as const }))
    const long = caseLines(reportOf([{ ...planOf('p', 'case-a'), steps: many }]))
    expect(long.length).toBeLessThan(50)
    expect(long.join('\n')).toContain('and 980 more: --json lists them')
  })

  test('holds nothing that the person wrote and no value of theirs, as JSON neither', () => {
    const report = JSON.stringify(reportOf([{ ...planOf('p', 'case-a'), steps }]))
    expect(report).toContain('WAITING_MANUAL')
    expect(`${report} ${lines.join(' ')}`).not.toMatch(/Graag inzage|\+32470000101|Letter en/)
  })
})

describe('case watch', () => {
  function screenOf(columns = 20, rows = 10) {
    const written: string[] = []
    return { written, text: new RedrawnText({ write: (text) => written.push(text), isTTY: true, columns, rows }) }
  }

  test('draws over what it drew, and nothing else', () => {
    const { written, text } = screenOf()
    text.draw(['one', 'two'])
    text.draw(['three'])
    expect(written).toEqual(['one\ntwo\n', '\u001B[2A\u001B[0Jthree\n'])
  })

  test('keeps within the terminal, or its way back would be wrong', () => {
    const { written, text } = screenOf(8, 4)
    text.draw(['a long line', 'two', 'three', 'four'])
    text.draw(['x'])
    expect(written).toEqual(['a long…\ntwo\n…\n', '\u001B[3A\u001B[0Jx\n'])
  })

  async function* numbers(upTo: number): AsyncGenerator<number> {
    for (let number = 1; number <= upTo; number += 1) {
      await Promise.resolve()
      yield number
    }
  }

  async function taken(source: AsyncIterable<number>): Promise<number[]> {
    const seen: number[] = []
    const { signal } = new AbortController()
    for await (const number of newestOf(source, { everyMs: 20, signal })) {
      seen.push(number)
    }
    return seen
  }

  test('leaves out what came too fast to be read, never the last', async () => {
    const seen = await taken(numbers(500))
    expect(seen.length).toBeLessThan(10)
    expect(seen.at(-1)).toBe(500)
  })

  test('fails as its source fails', async () => {
    async function* failing(): AsyncGenerator<number> {
      yield* numbers(1)
      throw new Error('The database is gone.')
    }
    await expect(taken(failing())).rejects.toThrow('The database is gone.')
  })
})
