import { describe, expect, test } from '@jest/globals'
import { composeDataMap, type DataMapOverrides } from '../../src/datamap/compose.js'
import { shippedRecipients } from '../../src/datamap/recipients.js'
import { shippedRetentionRules } from '../../src/datamap/retention-rules.js'
import { shippedMaps } from '../../src/datamap/systems/index.js'
import { fieldWith } from '../builders/federation.js'

const shipped = { maps: shippedMaps, recipients: shippedRecipients, retentionRules: shippedRetentionRules }
const compose = (overrides: DataMapOverrides) => composeDataMap(shipped, overrides)
const inContact = (field: string, facts: unknown) =>
  compose({ systems: { odoo: { contact: { [field]: facts as ReturnType<typeof fieldWith> } } } })

describe('what an operator adds to the data map', () => {
  test('may be a field of their own, once it is whole', () => {
    const { map, problems } = inContact('x_studio_badge', fieldWith({ category: 'USERNAME' }))
    expect(problems).toEqual([])
    expect(map?.systems.get('odoo')?.recordTypes['contact']?.fields['x_studio_badge']).toMatchObject({ category: 'USERNAME' })
    expect(shippedMaps.find(({ system }) => system === 'odoo')?.recordTypes['contact']?.fields).not.toHaveProperty('x_studio_badge')
  })

  test('may change one part of a known field and leaves the others', () => {
    const { map } = inContact('email', { retention: 'R-LOG' })
    expect(map?.systems.get('odoo')?.recordTypes['contact']?.fields['email']).toMatchObject({
      category: 'EMAIL_ADDRESS',
      retention: 'R-LOG',
    })
  })

  test('may be another period or another recipient', () => {
    const { map } = compose({
      retention: [{ id: 'R-VAT', months: 84 }],
      recipients: [{ id: 'hr-office', name: 'Sociaal secretariaat', role: 'PROCESSOR', country: 'BE' }],
    })
    expect(map?.retentionRules.get('R-VAT')).toMatchObject({ months: 84, start: 'YEAR_AFTER' })
    expect(map?.recipients.get('hr-office')).toMatchObject({ name: 'Sociaal secretariaat' })
  })

  test('cannot be changed afterwards', () => {
    const { map } = compose({})
    expect(Object.isFrozen(map?.systems.get('odoo')?.recordTypes['contact']?.fields['email'])).toBe(true)
  })

  test.each<[string, unknown, string]>([
    ['a field without anything', {}, 'category must be one of'],
    ['an unknown category', fieldWith({ category: 'SHOE_SIZE' as never }), 'category must be one of'],
    ['an unknown disclosure', fieldWith({ disclosure: 'SOMETIMES' as never }), 'disclosure must be one of'],
    ['a purpose that is no list', fieldWith({ purposes: 'SUPPORT' as never }), 'purposes is missing'],
    ['recipients that are no list', fieldWith({ recipients: 'odoo' as never }), 'recipients is missing'],
    ['an unknown recipient', fieldWith({ recipients: ['nobody'] }), "recipient 'nobody' is not known"],
    ['an unknown rule', fieldWith({ retention: 'R-EVER' as never }), 'retention must be one of'],
    ['nothing about correcting', fieldWith({ rectifiable: null as never }), 'rectifiable is missing'],
    ['no reason', fieldWith({ rectifiable: { mode: 'NO' } }), 'rectifiable needs a reason'],
    ['a password as a value', fieldWith({ category: 'PASSWORD', disclosure: 'VALUE' }), 'a secret may only be'],
  ])('is refused with %s, and the sentence says where', (_name, facts, sentence) => {
    const { map, problems } = inContact('x_new', facts)
    expect(map).toBeNull()
    expect(problems.find((problem) => problem.includes(sentence))).toMatch(/^dataMap\.systems\.odoo\.contact\.x_new: /)
  })

  test.each(['category', 'format', 'disclosure'] as const)('cannot make a value of a shipped secret by another %s', (key) => {
    const change = { category: 'USERNAME', format: 'TEXT', disclosure: 'VALUE' } as const
    const overrides = { systems: { odoo: { 'portal-user': { password: change } } } }
    expect(compose(overrides).problems).toContainEqual(
      `dataMap.systems.odoo.portal-user.password: ${key} of a secret cannot be changed; leave it out.`,
    )
  })

  test.each<[string, DataMapOverrides, string]>([
    ['an unknown system', { systems: { oddo: {} } }, 'dataMap.systems.oddo: no such system. Write one of: '],
    ['an unknown kind of record', { systems: { odoo: { contactt: {} } } }, 'dataMap.systems.odoo.contactt: no such record type.'],
    [
      'a word of JavaScript as a kind of record',
      { systems: { odoo: { constructor: {} as never } } },
      'dataMap.systems.odoo.constructor: no such record type.',
    ],
    ['an unknown rule', { retention: [{ id: 'R-EVER' as never, months: 1 }] }, "dataMap.retention: there is no rule 'R-EVER'."],
    ['a period below nothing', { retention: [{ id: 'R-VAT', months: -1 }] }, 'dataMap.retention.R-VAT: months must be'],
  ])('is refused with %s', (_name, overrides, sentence) => {
    expect(compose(overrides).problems).toEqual([expect.stringContaining(sentence)])
  })
})
