import { describe, expect, test } from '@jest/globals'
import { shippedRecipients } from '../../src/datamap/recipients.js'
import { shippedRetentionRules } from '../../src/datamap/retention-rules.js'
import { composeDataMap } from '../../src/datamap/compose.js'
import { shippedMaps } from '../../src/datamap/systems/index.js'
import { contradictionsAmong } from '../../src/federation/contradictions.js'
import { statementWith } from '../builders/statements.js'

const { map } = composeDataMap({ maps: shippedMaps, recipients: shippedRecipients, retentionRules: shippedRetentionRules })
const among = (...statements: Parameters<typeof contradictionsAmong>[0]) => contradictionsAmong(statements, map!)

const inOdoo = statementWith({ source: { sourceUpdatedAt: '2026-01-01T00:00:00Z' } })
const guest = { system: 'microsoft365', recordType: 'guest', externalId: 'u1' }

describe('contradictions', () => {
  test('two cards with different telephone numbers contradict each other, and the newer one is proposed', () => {
    const newer = statementWith({ value: '+32470000102', source: { ...guest, sourceUpdatedAt: '2026-02-01T00:00:00Z' } })
    const [contradiction] = among(inOdoo, newer)
    expect(contradiction).toMatchObject({ category: 'PHONE_NUMBER', proposal: '+32470000102' })
    expect(contradiction?.reason).toContain('2026-02-01')
  })

  test('nothing is proposed when nobody knows which of two values is newer', () => {
    const undated = statementWith({ value: '+32470000102', source: guest })
    expect(among(inOdoo, undated)[0]).toMatchObject({ authoritative: null, proposal: null })
  })

  test('what most cards say is proposed when their dates are not known', () => {
    const undated = statementWith({ value: '+32470000102', source: guest })
    const third = statementWith({ source: { system: 'microsoft365', recordType: 'outlook-contact', externalId: 'c1' } })
    expect(among(inOdoo, undated, third)[0]).toMatchObject({ proposal: '+32470000101' })
  })

  test('a card with two numbers contradicts nobody who knows one of them', () => {
    const second = statementWith({ value: '+32470000102', source: { field: 'mobile' } })
    const other = statementWith({ value: '+32470000102', source: guest })
    expect(among(inOdoo, second, other)).toEqual([])
  })

  test('the same address in two languages is one address', () => {
    const address = { category: 'POSTAL_ADDRESS', data: { street: 'Korenmarkt 12', postcode: '9000', city: 'Gent' } } as const
    expect(
      among(
        statementWith({ ...address, value: 'Korenmarkt 12, 9000 Gent, Belgium' }),
        statementWith({ ...address, value: 'Korenmarkt 12, 9000 Gent, België', source: guest }),
      ),
    ).toEqual([])
  })

  test('names in another order, in capitals and without accents are the same name', () => {
    const name = (value: string, source = {}) => statementWith({ category: 'PERSON_NAME', value, source })
    expect(among(name('Élodie Lefèvre'), name('LEFEVRE Elodie', guest))).toEqual([])
  })

  test('a register goes before what anybody else says', () => {
    const official = statementWith({ value: '+3293330000', origin: 'REGISTER', source: guest })
    expect(among(inOdoo, official)[0]).toMatchObject({ proposal: '+3293330000' })
  })

  test('values of records that are no cards, such as an invoice, contradict nothing', () => {
    expect(among(inOdoo, statementWith({ value: '+32470000199', source: { recordType: 'online-payment', externalId: '4' } }))).toEqual([])
  })
})
