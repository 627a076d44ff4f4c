import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { portabilityOf } from '../../src/datamap/portability.js'
import { retentionOf } from '../../src/datamap/retention-period.js'
import { shippedRetentionRules } from '../../src/datamap/retention-rules.js'
import { dataCategories, DataCategory } from '../../src/vocabulary/data-category.js'
import { DataOrigin } from '../../src/vocabulary/data-origin.js'
import { LegalBasis } from '../../src/vocabulary/legal-basis.js'
import type { RetentionRuleId } from '../../src/vocabulary/retention.js'

const ruleOf = (id: RetentionRuleId) => shippedRetentionRules.find((rule) => rule.id === id)!

describe('a retention period', () => {
  test.each<[RetentionRuleId, string | undefined, string | null, string | null]>([
    ['R-VAT', '2026-02-10', '2027-01-01', '2037-01-01'],
    ['R-ACC', '2026-12-31', '2027-01-01', '2034-01-01'],
    ['R-TAX', '2024-02-29', '2025-01-01', '2032-01-01'],
    ['R-LOG', '2026-02-28T10:00:00Z', '2026-02-28', '2027-02-28'],
    ['R-COOKIE', '2024-01-31', '2024-01-31', '2025-02-28'],
    ['R-ID', '2026-03-05', '2026-03-05', '2026-03-05'],
    ['R-CONTRACT', '2026-02-10', null, null],
    ['R-BIO', '2026-02-10', null, null],
    ['R-VAT', undefined, null, null],
    ['R-VAT', 'unknown', null, null],
  ])('by %s of %s starts on %s and ends on %s', (id, event, start, retainUntil) => {
    expect(retentionOf(ruleOf(id), event)).toMatchObject({ rule: id, start, retainUntil })
  })

  test('names its ground only where it outweighs a request for erasure', () => {
    expect(retentionOf(ruleOf('R-VAT'), '2026-02-10').ground).toBe('LEGAL_OBLIGATION')
    expect(retentionOf(ruleOf('R-LOG'), '2026-02-10').ground).toBeNull()
  })

  test('never ends before it starts', () => {
    const days = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
    fc.assert(
      fc.property(fc.constantFrom(...shippedRetentionRules), days, (rule, event) => {
        const { start, retainUntil } = retentionOf(rule, event)
        expect((retainUntil ?? '9') >= (start ?? '')).toBe(true)
      }),
    )
  })
})

describe('portability', () => {
  test.each<[DataCategory, LegalBasis, DataOrigin, boolean]>([
    ['PERSON_NAME', 'CONTRACT', 'PROVIDED', true],
    ['PERSON_NAME', 'LEGAL_OBLIGATION', 'PROVIDED', false],
    ['WEBSITE_ACTIVITY', 'CONSENT', 'OBSERVED', true],
    ['WEBSITE_ACTIVITY', 'LEGITIMATE_INTERESTS', 'OBSERVED', false],
    ['CIVIL_STATUS', 'CONTRACT', 'PROVIDED', true],
    ['CIVIL_STATUS', 'LEGAL_OBLIGATION', 'PROVIDED', false],
    ['VAT_ENTERPRISE_NUMBER', 'CONTRACT', 'REGISTER', false],
    ['CREDIT_SCORE', 'CONTRACT', 'INFERRED', false],
    ['ENTERPRISE_ACTIVITY', 'CONTRACT', 'PROVIDED', false],
    ['PASSWORD', 'CONTRACT', 'PROVIDED', false],
    ['SECURITY_IP', 'CONTRACT', 'OBSERVED', false],
  ])('%s on %s, %s: %s', (category, basis, origin, isPortable) => {
    expect(portabilityOf(category, basis, origin).mode).toBe(isPortable ? 'YES' : 'NO')
  })

  test('covers exactly what was provided or observed on consent or contract, and nothing that a category excludes', () => {
    const all = [
      fc.constantFrom(...Object.values(DataCategory)),
      fc.constantFrom(...Object.values(LegalBasis)),
      fc.constantFrom(...Object.values(DataOrigin)),
    ] as const
    fc.assert(
      fc.property(...all, (category, basis, origin) => {
        const covered =
          ['CONSENT', 'CONTRACT'].includes(basis) &&
          ['PROVIDED', 'OBSERVED'].includes(origin) &&
          dataCategories[category].portability !== 'OUT'
        const { mode, reason } = portabilityOf(category, basis, origin)
        expect(mode).toBe(covered ? 'YES' : 'NO')
        expect(covered || (reason ?? '').startsWith('Outside Art. 20: ')).toBe(true)
      }),
    )
  })
})
