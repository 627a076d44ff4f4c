import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { type OdooRecordType, odooRecordTypes } from '../../src/connectors/odoo/record-types.js'
import { writeRule, writeRules } from '../../src/connectors/odoo/writing/write-rules.js'
import type { RecordTypeMap } from '../../src/datamap/data-map.js'
import { odooMap } from '../../src/datamap/systems/odoo.js'
import { allSourceFieldsOf } from '../../src/datamap/field-values.js'

/** Names of fields that running Odoo servers, 17.0 or 19.0, have listed; only of models and fields that are used here. */
const listed = JSON.parse(readFileSync('test/datamap/odoo-field-names.json', 'utf8')) as Record<string, string[]>

/** Models of which no list of fields is at hand: the connector reads what `fields_get` shows it there. */
const unlisted = [
  'account.payment',
  'pos.order',
  'helpdesk.ticket',
  'hr.applicant',
  'survey.user_input',
  'survey.user_input.line',
  'event.registration',
]

/** Left out of the lists because only versions before 17 have it. */
const former = ['hr.employee.address_home_id']

const recordTypes: Readonly<Record<string, RecordTypeMap>> = odooMap.recordTypes
const read = odooRecordTypes.filter(({ isStep }) => isStep !== true)

function namesUsed(type: OdooRecordType): string[] {
  const table = [
    ...(type.reach ?? []).map(({ field }) => field),
    type.onDocuments?.modelField,
    type.onDocuments?.idField,
    type.retentionStart,
    type.author?.field,
    type.guarded,
    type.attachments?.idField,
    ...(type.inherited ?? []),
    ...(type.silentDefaults ?? []),
  ]
  return [...allSourceFieldsOf(recordTypes[type.recordType]!), ...table.filter((name) => name !== undefined), ...namesWritten(type)]
}

function namesWritten({ recordType }: OdooRecordType): string[] {
  const { needs, neverEmpty, alsoEmptied, detached, histories = {}, restrictedWhenEmpty, spentWhenEmpty } = writeRule(recordType)
  const lists = [needs, neverEmpty, alsoEmptied, detached, restrictedWhenEmpty, spentWhenEmpty, ...Object.values(histories)]
  return [...lists.flatMap((names) => names ?? []), ...Object.keys(histories)]
}

describe('the map and the table of Odoo', () => {
  test('know the same record types', () => {
    expect(Object.keys(recordTypes).sort()).toEqual(read.map(({ recordType }) => recordType).sort())
    expect(Object.keys(writeRules).sort()).toEqual(Object.keys(recordTypes).sort())
  })

  test.each(read.filter(({ model }) => !unlisted.includes(model)).map((type) => [type.recordType, type] as const))(
    'name only fields that Odoo has: %s',
    (_, type) => {
      const unknown = namesUsed(type).filter((name) => !listed[type.model]?.includes(name))
      expect(unknown.map((name) => `${type.model}.${name}`).filter((name) => !former.includes(name))).toEqual([])
    },
  )

  test('select no field that holds a secret', () => {
    const secrets = [
      'password',
      'new_password',
      'pin',
      'access_token',
      'signup_token',
      'session_identifier',
      'provider_ref',
      'signature_token',
      'totp_secret',
    ]
    const selected = read.flatMap((type) => allSourceFieldsOf(recordTypes[type.recordType]!))
    expect(selected.filter((name) => secrets.includes(name))).toEqual([])
  })
})
