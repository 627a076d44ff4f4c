import { describe, expect, test } from '@jest/globals'
import { bodyOf } from '../../../src/connectors/microsoft365/write-body.js'
import type { FieldWrite } from '../../../src/connectors/connector.js'
import type { GraphObject } from '../../../src/connectors/microsoft365/graph-object.js'

const card: GraphObject = {
  mobilePhone: '+32470000101',
  businessPhones: ['+3292000001'],
  emailAddresses: [
    { name: 'Werk', address: 'lotte@people.example' },
    { name: 'Thuis', address: 'thuis@people.example' },
  ],
  homeAddress: { street: 'Korenmarkt 12', city: 'Gent' },
  children: [],
}

describe('Graph replaces properties whole, so that a change sends with it what stays', () => {
  test.each<[string, readonly FieldWrite[], GraphObject]>([
    ['a text', [{ field: 'mobilePhone', value: '+32470000202' }], { mobilePhone: '+32470000202' }],
    ['a text that is emptied', [{ field: 'mobilePhone', value: null }], { mobilePhone: null }],
    ['a list', [{ field: 'businessPhones', value: ['+3292000002'] }], { businessPhones: ['+3292000002'] }],
    ['a list by its only value', [{ field: 'businessPhones', value: '+3292000002' }], { businessPhones: ['+3292000002'] }],
    ['a list that is emptied', [{ field: 'businessPhones', value: null }], { businessPhones: [] }],
    [
      'one of several addresses',
      [{ field: 'emailAddresses.address', value: ['lotte@people.example', 'nieuw@people.example'] }],
      {
        emailAddresses: [
          { name: 'Werk', address: 'lotte@people.example' },
          { name: 'Thuis', address: 'nieuw@people.example' },
        ],
      },
    ],
    ['all addresses, emptied', [{ field: 'emailAddresses.address', value: null }], { emailAddresses: [] }],
    [
      'two parts of one address',
      [
        { field: 'homeAddress.street', value: 'Veldstraat 1' },
        { field: 'homeAddress.postalCode', value: '9000' },
      ],
      { homeAddress: { street: 'Veldstraat 1', city: 'Gent', postalCode: '9000' } },
    ],
    ['a day of hire', [{ field: 'employeeHireDate', value: '2020-03-01' }], { employeeHireDate: '2020-03-01T00:00:00Z' }],
    ['a birthday', [{ field: 'birthday', value: '1988-03-15' }], { birthday: '1988-03-15T11:59:00Z' }],
  ])('%s', (_name, changes, body) => {
    expect(bodyOf(changes, card)).toEqual(body)
  })
})
