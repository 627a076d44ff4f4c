import { describe, expect, test } from '@jest/globals'
import { composeDataMap } from '../../src/datamap/compose.js'
import { shippedRecipients } from '../../src/datamap/recipients.js'
import { shippedRetentionRules } from '../../src/datamap/retention-rules.js'
import { shippedMaps } from '../../src/datamap/systems/index.js'
import { accessStatementOf, belgianAuthority, statedFacts } from '../../src/federation/access-statement.js'
import { coverageOf, type ReadingFacts } from '../../src/federation/coverage-of.js'
import { SourceError } from '../../src/connectors/source-error.js'
import { isComplete } from '../../src/vocabulary/coverage.js'
import { Language } from '../../src/vocabulary/language.js'
import { RetentionRuleId } from '../../src/vocabulary/retention.js'
import { statementWith } from '../builders/statements.js'

const dataMap = composeDataMap({ maps: shippedMaps, recipients: shippedRecipients, retentionRules: shippedRetentionRules }).map!
const held = [
  statementWith({ category: 'EMAIL_ADDRESS' }),
  statementWith({
    category: 'TRANSACTION',
    purposes: ['INVOICING'],
    legalBasis: 'LEGAL_OBLIGATION',
    recipientIds: ['accountant'],
    retention: { rule: 'R-VAT', start: null, retainUntil: null, ground: null },
  }),
  statementWith({ category: 'OTHER_PROVIDED_DATA', origin: 'OBSERVED', recipientIds: ['microsoft'], source: { system: 'microsoft365' } }),
  statementWith({ category: 'ENTERPRISE_ACTIVITY', origin: 'REGISTER', source: { system: 'kbo' } }),
]

const answered: ReadingFacts = {
  systemId: 'odoo',
  recordCount: 0,
  fieldCount: 0,
  elapsedMs: 1.4,
  observedAt: '2026-03-05T09:00:00.000Z',
  gaps: [],
  undecidedLinks: 0,
  failure: null,
}
const allAnswered = [coverageOf(answered)]
const oneIsDown = [coverageOf(answered), coverageOf({ ...answered, systemId: 'microsoft365', failure: new SourceError('TIMEOUT', 'x') })]

const answerIn = (language: Language, statements = held, coverage = allAnswered) =>
  accessStatementOf({ facts: statements.map(statedFacts), coverage }, { dataMap, language, authority: belgianAuthority })

describe.each(Object.values(Language))('the access statement in %s', (language) => {
  const statement = answerIn(language)

  test('confirms and says why, on what basis and which categories (15(1)(a), (b))', () => {
    expect(statement.confirmed).toBe(true)
    expect(statement.purposes.map(({ purpose, legalBasis }) => [purpose, legalBasis])).toEqual([
      ['CUSTOMER_RELATIONSHIP', 'CONTRACT'],
      ['INVOICING', 'LEGAL_OBLIGATION'],
    ])
    expect(statement.purposes.every(({ label, categories }) => label !== '' && categories.every((category) => category.label !== ''))).toBe(
      true,
    )
  })

  test('names recipients, and safeguards where data leave the Union (15(1)(c), 15(2))', () => {
    expect(statement.recipients.map(({ id }) => id)).toEqual(['accountant', 'microsoft', 'odoo'])
    expect(statement.transfers).toMatchObject([{ recipientId: 'microsoft', safeguard: expect.stringContaining('Art. 46') }])
  })

  test('says how long, with every placeholder filled (15(1)(d))', () => {
    expect(statement.retention.map(({ rule }) => rule)).toEqual(['R-CONTRACT', 'R-VAT'])
    expect(statement.retention.map(({ text }) => text).join()).toMatch(/10/)
    expect(JSON.stringify(statement)).not.toMatch(/[{]\w+[}]|undefined/)
  })

  test('tells the rights and where to complain (15(1)(e), (f))', () => {
    const articles = statement.rights.map(({ article }) => article).join()
    expect(articles).toMatch(/16.*17.*18.*21/)
    expect(statement.rights.every(({ right, text }) => right !== '' && text !== '')).toBe(true)
    expect(statement.complaint).toMatchObject({
      email: 'contact@apd-gba.be',
      authority: expect.stringMatching(/./),
      text: expect.stringMatching(/./),
    })
  })

  test('tells where data came from when not from the person, and of automated decisions (15(1)(g), (h))', () => {
    expect(statement.sources.map(({ systemId, origins }) => [systemId, origins])).toEqual([['kbo', ['REGISTER']]])
    expect(statement.automatedDecisions).toMatchObject({ exist: false, text: expect.stringMatching(/./) })
    expect(answerIn(language, [statementWith({ category: 'CREDIT_SCORE' })]).automatedDecisions.exist).toBe(false)
    const decided = answerIn(language, [statementWith({ category: 'AUTOMATED_DECISION' })])
    expect(decided.automatedDecisions.exist).toBe(true)
    expect(decided.automatedDecisions.text).not.toBe(statement.automatedDecisions.text)
  })

  test('says nothing of what is not held', () => {
    expect(answerIn(language, [])).toMatchObject({
      confirmed: false,
      purposes: [],
      recipients: [],
      retention: [],
      sources: [],
      transfers: [],
    })
  })

  test('does not say that nothing is held while a system has not answered', () => {
    const unknown = answerIn(language, [], oneIsDown)
    expect(unknown.confirmed).toBeNull()
    expect(unknown.automatedDecisions.exist).toBeNull()
    expect(unknown.automatedDecisions.text).not.toBe(statement.automatedDecisions.text)
    expect(unknown.coverage).toEqual(oneIsDown)
    expect(answerIn(language, held, oneIsDown)).toMatchObject({ confirmed: true, automatedDecisions: { exist: null } })
  })

  test('has a sentence for every rule', () => {
    for (const rule of Object.values(RetentionRuleId)) {
      const [stated] = answerIn(language, [statementWith({ retention: { rule, start: null, retainUntil: null, ground: null } })]).retention
      expect(stated?.text).toMatch(/\S/)
      expect(stated?.text).not.toMatch(/[{}]/)
    }
  })
})

describe('the coverage of a system', () => {
  test.each<[string, Partial<ReadingFacts>, object, boolean]>([
    ['that holds something', { recordCount: 3 }, { answer: 'FOUND', reason: null, elapsedMs: 1 }, true],
    ['that holds nothing', {}, { answer: 'NOTHING_FOUND' }, true],
    ['that failed', { failure: new SourceError('TIMEOUT', 'x') }, { answer: 'UNREACHABLE', reason: 'TIMEOUT', nextAttemptAt: null }, false],
    [
      'that failed after some pages',
      { recordCount: 3, failure: new SourceError('SYSTEM_ERROR', 'x') },
      { answer: 'UNREACHABLE', recordCount: 3 },
      false,
    ],
    [
      'that asks for patience',
      { failure: new SourceError('THROTTLED', 'x', { retryAfterMs: 60_000 }) },
      { nextAttemptAt: '2026-03-05T09:01:00.000Z' },
      false,
    ],
    ['with a tie', { recordCount: 1, undecidedLinks: 2 }, { answer: 'FOUND', gaps: [{ reason: 'AWAITING_DECISION' }] }, false],
    [
      'with a gap told twice',
      { gaps: [1, 2].map(() => ({ recordType: null, scope: 'mailbox 1', reason: 'NO_PERMISSION' as const })) },
      { gaps: [{ scope: 'mailbox 1' }] },
      false,
    ],
    [
      'with a part that is not installed',
      { gaps: [{ recordType: null, scope: 'model hr', reason: 'NOT_INSTALLED' }] },
      { answer: 'NOTHING_FOUND' },
      true,
    ],
  ])('%s', (_name, change, expected, complete) => {
    const coverage = coverageOf({ ...answered, ...change })
    expect(coverage).toMatchObject(expected)
    expect(isComplete([coverage])).toBe(complete)
  })
})
