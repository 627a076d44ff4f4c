import { describe, expect, test } from '@jest/globals'
import type { FieldMap, SystemMap } from '../../src/datamap/data-map.js'
import { fieldProblems } from '../../src/datamap/field-problems.js'
import { shippedRecipients } from '../../src/datamap/recipients.js'
import { shippedRetentionRules } from '../../src/datamap/retention-rules.js'
import { shippedMaps } from '../../src/datamap/systems/index.js'
import { dataCategories, Sensitivity } from '../../src/vocabulary/data-category.js'
import { type Labels, Language } from '../../src/vocabulary/language.js'
import { ProcessingRole } from '../../src/vocabulary/processing-role.js'
import type { Recipient } from '../../src/vocabulary/recipient.js'

const recipients = new Map<string, Recipient>(shippedRecipients.map((recipient) => [recipient.id, recipient]))
const rules = new Map(shippedRetentionRules.map((rule) => [rule.id, rule]))

function fieldsOf(map: SystemMap): { where: string; field: FieldMap }[] {
  return Object.entries(map.recordTypes).flatMap(([recordType, { fields }]) =>
    Object.entries(fields).map(([name, field]) => ({ where: `${recordType}.${name}`, field })),
  )
}

function missingLanguages(labels: Labels): string[] {
  return Object.values(Language).filter((language) => (labels[language] ?? '').trim() === '')
}

describe.each(shippedMaps.map((map) => [map.system, map] as const))('the data map of %s', (_, map) => {
  test('says of every field what the law asks', () => {
    const problems = fieldsOf(map).flatMap(({ where, field }) =>
      fieldProblems(field, recipients, rules).map((problem) => `${where}: ${problem}`),
    )
    expect(problems).toEqual([])
  })

  test('tells of secrets only that they exist', () => {
    const secrets = fieldsOf(map).filter(({ field }) => dataCategories[field.category].sensitivity === Sensitivity.SECRET)
    expect(secrets.filter(({ field }) => field.format !== 'METADATA').map(({ where }) => where)).toEqual([])
  })

  test('says of whoever may not correct a field why, and names no reason where it can', () => {
    const wrong = fieldsOf(map).filter(({ field: { rectifiable } }) => (rectifiable.mode === 'YES') === (rectifiable.reason !== undefined))
    expect(wrong.map(({ where }) => where)).toEqual([])
  })

  test('names the system, its record types and its labelled fields in four languages', () => {
    const labelled: [string, Labels][] = [
      [map.system, map.labels],
      ...Object.entries(map.recordTypes).map(([id, { labels }]): [string, Labels] => [id, labels]),
      ...fieldsOf(map).flatMap(({ where, field }): [string, Labels][] => (field.labels === undefined ? [] : [[where, field.labels]])),
    ]
    expect(labelled.filter(([, labels]) => missingLanguages(labels).length > 0).map(([id]) => id)).toEqual([])
  })

  test('has a known role, kebab-case record types, and no record type without fields', () => {
    expect(Object.values(ProcessingRole)).toContain(map.role)
    const ids = Object.keys(map.recordTypes)
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([])
    expect(ids.filter((id) => Object.keys(map.recordTypes[id]?.fields ?? {}).length === 0)).toEqual([])
  })

  test('names the parts of structured values as the formats know them', () => {
    const parts: Readonly<Record<string, readonly string[]>> = {
      NAME: ['given', 'family', 'full'],
      ADDRESS: ['street', 'street2', 'postcode', 'city', 'region', 'country'],
      PLACE: ['locality', 'country'],
    }
    const wrong = fieldsOf(map).filter(({ field }) => {
      const known = parts[field.format]
      const from = field.from
      return known !== undefined && from !== undefined && (Array.isArray(from) || Object.keys(from).some((part) => !known.includes(part)))
    })
    expect(wrong.map(({ where }) => where)).toEqual([])
  })
})

describe('a field that leaves something out', () => {
  const whole = fieldsOf(shippedMaps[0]!)[0]!.field

  test.each(['category', 'format', 'origin', 'purposes', 'legalBasis', 'recipients', 'retention', 'erasure', 'rectifiable'] as const)(
    'is noticed when %s is missing',
    (part) => {
      expect(fieldProblems({ ...whole, [part]: undefined }, recipients, rules)).not.toEqual([])
    },
  )
})
