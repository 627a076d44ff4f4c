import { describe, expect, test } from '@jest/globals'
import type { RecordCapability } from '../../../src/connectors/connector.js'
import { odooCapabilities } from '../../../src/connectors/odoo/capabilities.js'
import type { RecordTypeMap } from '../../../src/datamap/data-map.js'
import { odooMap } from '../../../src/datamap/systems/odoo.js'
import type { ErasureMethod } from '../../../src/vocabulary/actionability.js'

const types: readonly (readonly [string, RecordTypeMap])[] = Object.entries(odooMap.recordTypes)
const capabilities = new Map(odooCapabilities.map((capability) => [capability.recordType, capability]))

function methodsOf({ fields }: RecordTypeMap): Set<ErasureMethod> {
  return new Set(Object.values(fields).map(({ erasure }) => erasure))
}

function of(recordType: string): RecordCapability {
  return capabilities.get(recordType)!
}

describe('what the data map of Odoo says of erasing', () => {
  test.each(types.filter(([, type]) => methodsOf(type).has('DELETE_RECORD')))('can be done where a %s is deleted', (recordType) => {
    expect(of(recordType).erase).toBe('LIVE')
  })

  test.each(types.filter(([, type]) => methodsOf(type).has('CLEAR_FIELD') || methodsOf(type).has('ANONYMISE')))(
    'can be done where fields of a %s are emptied',
    (recordType, type) => {
      const isKeptInPart = methodsOf(type).has('RESTRICT_AND_RETAIN') || type.keptWith !== undefined
      expect(isKeptInPart ? of(recordType).restrict : of(recordType).anonymise).toBe('LIVE')
    },
  )

  test.each(types.filter(([, type]) => type.keptWhile !== undefined))('can be done where a %s need not be kept', (recordType, type) => {
    expect(of(recordType).erase).toBe('LIVE')
    expect(Object.keys(type.fields)).toContain(type.keptWhile?.field)
  })

  test('names kept fields and record types that there are', () => {
    const known = types.map(([id]) => id)
    for (const [, { keptWith, fields }] of types.filter(([, type]) => type.keptWith !== undefined)) {
      expect(known).toEqual(expect.arrayContaining([...keptWith!.recordTypes]))
      expect(Object.keys(fields)).toEqual(expect.arrayContaining([...keptWith!.fields]))
    }
  })

  test.each(types.filter(([, { fields }]) => Object.values(fields).some(({ rectifiable }) => rectifiable.mode === 'YES')))(
    'of correcting a %s can be done',
    (recordType) => {
      expect(of(recordType).rectify).toBe('LIVE')
    },
  )

  test.each(odooCapabilities.filter(({ erase }) => erase !== 'LIVE'))('is explained where $recordType cannot be erased', ({ remark }) => {
    expect(remark).toBeTruthy()
  })

  test.each([
    ['employee', 'portal-user'],
    ['portal-user', 'contact'],
    ['newsletter-contact', 'mailing-trace'],
    ['payment-token', 'contact'],
    ['calendar-event', 'attendance'],
    ['lead', 'message'],
    ['message', 'change'],
    ['letter', 'contact'],
    ['order', 'contact'],
    ['invoice', 'invoice-line'],
    ['invoice', 'bank-account'],
    ['bank-account', 'contact'],
    ['contact-address', 'contact'],
  ])('%s goes before %s', (first, second) => {
    expect(of(first).eraseRank).toBeLessThan(of(second).eraseRank!)
  })
})
