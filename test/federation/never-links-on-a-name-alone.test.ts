import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { LocatedRecord } from '../../src/connectors/connector.js'
import { namesAgree } from '../../src/federation/comparable.js'
import { judge } from '../../src/federation/link-rules.js'

const nobodyKnown = { names: [] }
const knownAsLotte = { names: ['Lotte Peeters'] }

function located(change: Partial<LocatedRecord> & { readonly externalId?: string } = {}): LocatedRecord {
  const { externalId = '1', ...facts } = change
  return {
    subjectId: 's',
    ref: { system: 'odoo', recordType: 'contact', externalId },
    grade: 'STRONG',
    evidence: [{ kind: 'EMAIL', field: 'email' }],
    discovered: [],
    ...facts,
  }
}

const stateOf = (record: LocatedRecord, all: readonly LocatedRecord[], person = nobodyKnown as { names: readonly string[] }) =>
  judge(all, person).find((judged) => judged.record === record)?.state

describe('links', () => {
  test('a unique address confirms where nothing speaks against it', () => {
    const record = located({ name: 'Lotte Peeters' })
    expect(stateOf(record, [record])).toBe('CONFIRMED')
  })

  test('a match on a name alone is never more than proposed, whatever its grade', () => {
    fc.assert(
      fc.property(fc.constantFrom('PROVEN', 'STRONG', 'WEAK' as const), fc.boolean(), (grade, isKnown) => {
        const record = located({ grade, name: 'Lotte Peeters', evidence: [{ kind: 'NAME', field: 'name' }] })
        expect(stateOf(record, [record], isKnown ? knownAsLotte : nobodyKnown)).toBe('PROPOSED')
      }),
    )
  })

  test('two people who share an address are a tie that a person decides', () => {
    const mother = located({ name: 'Lotte Peeters', externalId: '1' })
    const daughter = located({ name: 'Noor Peeters', externalId: '2' })
    expect(stateOf(mother, [mother, daughter])).toBe('PROPOSED')
    expect(stateOf(daughter, [mother, daughter])).toBe('PROPOSED')
  })

  test('of two people who share an address the one with the known name is confirmed', () => {
    const mother = located({ name: 'PEETERS Lotte', externalId: '1' })
    const daughter = located({ name: 'Noor Peeters', externalId: '2' })
    expect(stateOf(mother, [mother, daughter], knownAsLotte)).toBe('CONFIRMED')
    expect(stateOf(daughter, [mother, daughter], knownAsLotte)).toBe('PROPOSED')
  })

  test('a weak match needs an agreeing name', () => {
    const nameless = located({ grade: 'WEAK' })
    const agreeing = located({ grade: 'WEAK', name: 'Lotte Peeters' })
    expect(stateOf(nameless, [nameless], knownAsLotte)).toBe('PROPOSED')
    expect(stateOf(agreeing, [agreeing], knownAsLotte)).toBe('CONFIRMED')
  })

  test("the system's own id proves", () => {
    const record = located({ grade: 'PROVEN', name: 'Somebody Else', evidence: [{ kind: 'SYSTEM_ID', field: 'id' }] })
    expect(stateOf(record, [record], knownAsLotte)).toBe('CONFIRMED')
  })

  test('one shared word does not make two names agree', () => {
    expect(namesAgree('Peeters', 'Lotte Peeters')).toBe(false)
    expect(namesAgree('Noor Peeters', 'Lotte Peeters')).toBe(false)
    expect(namesAgree('Peeters Design, Lotte Peeters', 'Lotte Peeters')).toBe(true)
  })
})
